"""Pure functions on arrays: capability indices, gradients, contests, similarity, concentration."""

"""What a military alliance does to security, with the assumptions in the open."""

"""Changes to a world and what they do to everybody's security."""

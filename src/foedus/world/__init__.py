"""States, alliances and the world they form on a date."""

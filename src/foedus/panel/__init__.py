"""Research panels: creators make rows, adders make columns, filters take rows away."""

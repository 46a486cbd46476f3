"""One file per adder; found by folder."""

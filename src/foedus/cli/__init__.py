"""The command line: one file per question."""

"""Statements as files that run: each claim tested, with a verdict and its evidence."""

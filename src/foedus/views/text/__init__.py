"""Answers as plain text of at most 80 columns, a module a question."""

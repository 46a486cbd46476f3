"""Answers as HTML pages and charts, a module a question, and the parts they are made of."""

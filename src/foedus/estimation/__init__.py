"""Estimation of the security model on the research data, and its validation."""

"""The security model: who is likely to be challenged, who would win, and what allies change."""

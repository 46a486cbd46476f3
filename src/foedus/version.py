"""The version, for whatever names it in what it writes."""

__all__ = ["__version__"]

__version__ = "0.1.0"

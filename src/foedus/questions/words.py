"""Figures in words: one sign, one unit, no exponents."""

from __future__ import annotations

from math import floor, log10

__all__ = ["UNIT", "amount", "number", "signed"]

UNIT = "attacks a century"
"""The unit of every risk and of every change of one."""

LEAST = 0.0005
"""Attacks a century below which a figure is printed as below 0.001."""


def amount(value: float) -> str:
    """Return a rate a century with two or three digits that count.

    Parameters
    ----------
    value : float

    Examples
    --------
    >>> amount(12.34), amount(4.04), amount(0.2104), amount(0.0764), amount(0.00002), amount(0.0)
    ('12', '4.0', '0.21', '0.076', 'below 0.001', '0')
    """
    size = abs(value)
    if value == 0.0:
        return "0"
    if size < LEAST:
        return "below 0.001"
    digits = 0 if size >= 9.95 else 1 if size >= 0.995 else 2 if size >= 0.0995 else 3
    return f"{value:,.{digits}f}".replace("-", "−")


def signed(value: float, *, short: bool = False) -> str:
    """Return a change a century with its sign; plus is less safe.

    Parameters
    ----------
    value : float
    short : bool
        For tables: what is too small for three decimals is 0.

    Examples
    --------
    >>> signed(-2.12), signed(0.0764), signed(0.00001), signed(0.0)
    ('−2.1', '+0.076', 'below ±0.001', '0')
    """
    if value == 0.0 or (short and abs(value) < LEAST):
        return "0"
    if abs(value) < LEAST:
        return "below ±0.001"
    return amount(value) if value < 0 else f"+{amount(value)}"


def number(value: float) -> str:
    """Return any number with three digits that count, never with an exponent.

    Parameters
    ----------
    value : float

    Examples
    --------
    >>> number(100000.0), number(1500), number(-0.3612), number(0.00042), number(2.0), number(0.0)
    ('100,000', '1,500', '−0.361', '0.00042', '2', '0')
    """
    if value == 0.0:
        return "0"
    digits = max(2 - floor(log10(abs(value))), 0)
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")

"""Figures in words: one sign, one unit, no exponents."""

from __future__ import annotations

from math import floor, log10

__all__ = ["LEAST", "UNIT", "amount", "percentage", "plain", "signed"]

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


def signed(value: float) -> str:
    """Return a change a century with its sign; plus is less safe.

    Parameters
    ----------
    value : float

    Examples
    --------
    >>> signed(-2.12), signed(0.0764), signed(0.00001), signed(0.0)
    ('−2.1', '+0.076', 'below ±0.001', '0')
    """
    if value == 0.0:
        return "0"
    if abs(value) < LEAST:
        return "below ±0.001"
    return amount(value) if value < 0 else f"+{amount(value)}"


def percentage(value: float | None) -> str:
    """Return a change in percent, whole from one on; it stands second, never alone.

    Parameters
    ----------
    value : float or None

    Examples
    --------
    >>> percentage(-52.6), percentage(0.42), percentage(0.0), percentage(None)
    ('−53 %', '+0.4 %', '0 %', '–')
    """
    if value is None:
        return "–"
    if abs(value) < 0.05:
        return "0 %"
    return f"{value:+,.{0 if abs(value) >= 0.95 else 1}f} %".replace("-", "−")


def plain(value: float) -> str:
    """Return a number with three digits that count and no exponent, whatever its size.

    Parameters
    ----------
    value : float

    Examples
    --------
    >>> plain(100000.0), plain(0.415323), plain(-0.0207), plain(2.0), plain(64746.0), plain(0.0)
    ('100,000', '0.415', '−0.0207', '2', '64,746', '0')
    """
    size = abs(value)
    if size == 0.0:
        return "0"
    digits = max(0, 2 - floor(log10(size))) if size < 1000.0 else 0
    text = f"{value:,.{min(digits, 8)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")

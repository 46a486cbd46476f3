"""Figures and names as a reader wants them."""

from __future__ import annotations

from foedus.questions.assessment import Assessment, StateRecord, Verdict
from foedus.world.states import state_name, state_rows

__all__ = [
    "SHORT",
    "VARIABLES",
    "agreement",
    "century",
    "driver_label",
    "figure",
    "name_of",
    "percent",
    "percent_of",
    "safer",
    "scaled",
    "sentence",
    "share",
]

SHORT = {
    "D": "reach of power",
    "rho": "allies' reliability",
    "omega": "joint attack",
    "m": "decisiveness",
    "beta": "power balance",
    "alpha": "peace among allies",
    "nu": "nuclear weapons",
    "epsilon": "cost of allies' wars",
    "gradient": "form of distance",
    "capability": "measure of power",
}
"""Assumptions in a few words."""

VARIABLES = {
    "population_persons": "population",
    "gdp_ppp_usd": "GDP, PPP $bn",
    "milex_pct_gdp": "military expenditure, % of GDP",
    "milex_usd": "military expenditure, $bn",
    "milper_active_persons": "active personnel",
}
"""The figures of states in a few words."""

ROUNDED_AWAY = 0.05
"""Percent below which a change has no figure in a sentence: it would read 0.0 %."""


def percent_of(record: StateRecord) -> float:
    """Return a state's change of insecurity in percent of what it was; negative is safer."""
    before = record.insecurity_before
    return 100 * (record.insecurity_after - before) / before if before > 0 else 0.0


def percent(value: float) -> str:
    """Return a change in percent, signed.

    Examples
    --------
    >>> percent(7.736), percent(-0.04), percent(0.00001)
    ('+7.7 %', '−0.04 %', '0 %')
    """
    if abs(value) < 0.005:
        return "0 %"
    digits = 1 if abs(value) >= 0.095 else 2
    return f"{value:+.{digits}f} %".replace("-", "−")


def century(value: float) -> str:
    """Return a change of insecurity, given a year, as lost conflicts in a hundred years.

    Examples
    --------
    >>> century(0.01546), century(-0.0002)
    ('+1.55', '−0.020')
    """
    scaled = 100 * value
    if abs(scaled) < 0.0005:
        return "0"
    return f"{scaled:+.{2 if abs(scaled) >= 0.095 else 3}f}".replace("-", "−")


def safer(value: float) -> str:
    """Return a change of insecurity in percent in words.

    Examples
    --------
    >>> safer(7.74), safer(-0.3), safer(0.01)
    ('7.7 % less safe', '0.3 % safer', 'no noticeable change')
    """
    if abs(value) < ROUNDED_AWAY:
        return "no noticeable change"
    return f"{abs(value):.1f} % {'safer' if value < 0 else 'less safe'}"


def name_of(iso3: str, data: Assessment) -> str:
    """Return a state's name as the assessment has it, else its usual one."""
    for record in data.states:
        if record.iso3 == iso3:
            return record.name
    return state_name(iso3) if iso3 in state_rows() else iso3


def driver_label(name: str, symbol: str) -> str:
    """Return an assumption in a few words, with its symbol where it has one.

    Examples
    --------
    >>> driver_label("epsilon", "ε"), driver_label("gradient", "gradient")
    ("cost of allies' wars (ε)", 'form of distance')
    """
    words = SHORT.get(name, name)
    return words if symbol == name and name in SHORT and len(symbol) > 1 else f"{words} ({symbol})"


def agreement(verdict: Verdict) -> str:
    """Return in what share of the draws a verdict holds, in words."""
    if verdict.share >= 0.5:
        return f"{verdict.word}: {share(verdict.share)} of the sets of assumptions agree"
    return f"{verdict.word}: {share(1 - verdict.share)} of the sets of assumptions say the opposite"


def share(value: float) -> str:
    """Return a share in percent; it says 100 % or 0 % only where it is.

    Examples
    --------
    >>> share(0.9955), share(1.0), share(0.142)
    ('99.6 %', '100 %', '14 %')
    """
    if value in (0.0, 1.0) or 0.01 <= value <= 0.99:
        return f"{100 * value:.0f} %"
    return f"{min(max(100 * value, 0.1), 99.9):.1f} %"


def scaled(value: float | None, unit: float, digits: int) -> str:
    """Return a figure in a larger unit, a dash where it is missing.

    Examples
    --------
    >>> scaled(83_200_000, 1e6, 2), scaled(None, 1e6, 2)
    ('83.20', '-')
    """
    return "-" if value is None else f"{value / unit:,.{digits}f}"


def figure(variable: str, value: float) -> str:
    """Return a state's figure in the unit that `VARIABLES` names.

    Examples
    --------
    >>> figure("gdp_ppp_usd", 5.2e12), figure("milex_pct_gdp", 2.004)
    ('5,200.0', '2.00')
    """
    if variable.endswith("_usd"):
        return scaled(value, 1e9, 1)
    return f"{value:,.2f}" if variable.endswith("pct_gdp") else f"{value:,.0f}"


def sentence(text: str, *, capital: bool = True) -> str:
    """Return a text with a capital letter and a full stop.

    Examples
    --------
    >>> sentence("each state is free to choose"), sentence("Why?", capital=False)
    ('Each state is free to choose.', 'Why?')
    """
    first = text[:1].upper() if capital else text[:1]
    return first + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")

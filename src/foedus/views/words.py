"""Figures and names as a reader wants them."""

from __future__ import annotations

from foedus.questions.state import State
from foedus.world.states import state_name, state_rows

__all__ = [
    "TERMS",
    "VARIABLES",
    "capital_of",
    "figure",
    "name_of",
    "scaled",
    "sentence",
    "term",
    "un_membership",
]

TERMS = {
    "D": "reach of power (D)",
    "rho": "weight of allies' power (ρ)",
    "omega": "joint attack (ω)",
    "psi": "weight of a war joined (ψ)",
    "capability": "measure of power",
    "delta": "allies' support (δ)",
    "pi": "attacker's reach (π)",
    "kappa": "target's own strength (κ)",
    "alpha": "attacks between allies (α)",
    "constant": "level of attacks",
    "since_1945": "years since 1945",
    "since_1990": "years since 1990",
    "land": "land border",
    "log_distance": "distance",
    "far_no_major": "far apart, no major power",
    "major_attacker": "attacker a major power",
    "major_target": "target a major power",
    "major_log_distance": "a major power far away",
    "lower_democracy": "the less democratic of the two",
    "both_democratic": "both democratic",
    "democracy_unknown": "regime unknown",
    "rival": "rivalry",
    "rival_log_peace": "rivalry, by years since the last deadly clash",
    "log_peace": "years since the last deadly clash",
    "log_peace_squared": "years since the last deadly clash, squared",
    "log_recent_clashes": "clashes in the last ten years",
    "nuclear_attacker": "attacker has nuclear weapons",
    "nuclear_target": "target has nuclear weapons",
    "nuclear_ally": "an ally has nuclear weapons",
    "join_constant": "joining: level",
    "join_war": "joining: in wars",
    "join_tie": "joining: an obligation",
    "join_tie_log_distance": "joining: an obligation far away",
    "join_tie_to_other": "joining: allied to the attacker",
    "join_land": "joining: border with the ally",
    "join_land_other": "joining: border with the attacker",
    "join_major": "joining: a major power",
    "join_rival_of_other": "joining: rival of the attacker",
    "join_log_distance": "joining: distance",
    "join_log_own": "joining: own strength",
}
"""The model's numbers in a few words."""

VARIABLES = {
    "population_persons": "population",
    "gdp_ppp_usd": "GDP, PPP $bn",
    "milex_pct_gdp": "military expenditure, % of GDP",
    "milex_usd": "military expenditure, $bn",
    "milper_active_persons": "active personnel",
}
"""The figures of states in a few words."""


def term(name: str) -> str:
    """Return one of the model's numbers in a few words.

    Examples
    --------
    >>> term("delta"), term("join_land"), term("the world's attacks a year")
    ("allies' support (δ)", 'joining: border with the ally', "the world's attacks a year")
    """
    return TERMS.get(name, name.replace("_", " "))


def name_of(iso3: str) -> str:
    """Return a state's usual name, its code where there is none.

    Examples
    --------
    >>> name_of("UKR"), name_of("XYZ")
    ('Ukraine', 'XYZ')
    """
    return state_name(iso3) if iso3 in state_rows() else iso3


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


def capital_of(state: State) -> str:
    """Return a state's capital on the day with its place, where it is known."""
    if state.capital is None or state.capital_lat is None or state.capital_lon is None:
        return "not known of the day"
    return f"{state.capital} ({state.capital_lat:.4g}, {state.capital_lon:.4g})"


def un_membership(state: State) -> str:
    """Return since when a state was a member of the United Nations on the day."""
    if state.un_member:
        return str(state.un_member)
    return "no" if state.iso3 in state_rows() else "not in the table"

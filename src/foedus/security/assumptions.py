"""The model's assumptions: each with a default, a plausible range and its source."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields, replace
from functools import cache

from foedus.errors import FoedusError, nearest
from foedus.world.tables import read_table

__all__ = ["EVENTS", "GRADIENTS", "PARAMETERS", "Assumptions", "Parameter", "coefficients"]

EVENTS = ("dispute", "force", "fatal")
"""Kinds of event: any militarised dispute, a use of force, a dispute with fatalities."""

GRADIENTS = ("exponential", "war_trap")


@dataclass(frozen=True)
class Parameter:
    """One assumption: what it means, where it may lie, and who says so.

    Attributes
    ----------
    name, symbol, meaning, unit, source : str
    low, high : float
        The plausible range, swept in robustness.
    least, most : float
        Where the quantity is defined at all.
    """

    name: str
    symbol: str
    meaning: str
    unit: str
    low: float
    high: float
    least: float
    most: float
    source: str


PARAMETERS: dict[str, Parameter] = {
    p.name: p
    for p in (
        Parameter(
            "D", "D", "distance at which 37 % of a state's strength is left", "km",
            1500.0, 12000.0, 1.0, math.inf, "Boulding (1962), form exp(-d/D)",
        ),
        Parameter(
            "rho", "ρ", "probability that a defence obligation is honoured", "probability",
            0.2, 1.0, 0.0, 1.0,
            "Leeds, Long & Mitchell (2000); Berkemeier & Fuhrmann (2018) for the lower end",
        ),
        Parameter(
            "omega", "ω", "share of the allies' power that joins a member's attack", "share",
            0.0, 1.0, 0.0, 1.0,
            "0: a purely defensive alliance, 1: an offensive bloc; default from the dispute record",
        ),
        Parameter(
            "m", "m", "decisiveness of the contest", "exponent",
            0.5, 3.0, 0.01, 20.0, "Hirshleifer (1989)",
        ),
        Parameter(
            "beta", "β", "change in the log-odds of a challenge per unit of log(offence/defence)",
            "log-odds", 0.0, 1.0, 0.0, 10.0,
            "estimated on the dispute data; 0: power does not deter, 1: as theory has it",
        ),
        Parameter(
            "alpha", "α", "change in the log-odds of a challenge between allies", "log-odds",
            -1.0, 0.0, -20.0, 20.0,
            "estimated on the dispute data; range: estimate and twice its standard error",
        ),
        Parameter(
            "nu", "ν", "share of challenges that nuclear weapons deter", "share",
            0.0, 0.95, 0.0, 1.0, "Rauchhaus (2009); Bell & Miller (2015)",
        ),
        Parameter(
            "epsilon", "ε", "cost of being drawn into an ally's war, in lost wars of one's own",
            "share", 0.02, 0.5, 0.0, 10.0, "Snyder (1984) for the trade-off; range by assumption",
        ),
        Parameter(
            "tau", "τ", "share of the doubt about an obligation that the ally's forces on the "
            "target's soil remove", "share",
            0.0, 1.0, 0.0, 1.0,
            "1: as tripwires are meant (Schelling 1966); 0, the default: small forces do not deter "
            "(Reiter & Poast 2021), nor reassure more than forces offshore (Blankenship & "
            "Lin-Greenberg 2022)",
        ),
    )
}  # fmt: skip
"""The continuous assumptions by name."""


@cache
def coefficients(event: str) -> dict[str, tuple[float, float]]:
    """Return the estimated coefficients of an event: term to (estimate, standard error).

    Raises
    ------
    FoedusError
        The kind of event is unknown.
    """
    _check_choice("event", event, EVENTS)
    table = read_table("coefficients")
    rows = table.filter(table["event"] == event).iter_rows(named=True)
    return {row["term"]: (row["estimate"], row["se"]) for row in rows}


@cache
def estimated_omega() -> float:
    """Return the share of allied capability that joined initiators, found in the dispute record."""
    for row in read_table("estimates").iter_rows(named=True):
        if row["parameter"] == "omega" and row["source"].startswith("foedus"):
            return float(row["estimate"])
    raise LookupError("estimates.csv has no row of omega estimated by foedus")


@dataclass(frozen=True)
class Assumptions:
    """One full set of assumptions; `Assumptions.default()` gives the documented defaults.

    Attributes
    ----------
    D, rho, omega, m, beta, alpha, nu, epsilon, tau : float
        See `PARAMETERS`.
    event : {"dispute", "force", "fatal"}
        What counts as a challenge; chooses the coefficients.
    gradient : {"exponential", "war_trap"}
        Form of the loss of strength over distance.
    """

    D: float
    rho: float
    omega: float
    m: float
    beta: float
    alpha: float
    nu: float
    epsilon: float
    event: str = "force"
    gradient: str = "exponential"
    tau: float = 0.0

    @staticmethod
    def default(event: str = "force") -> Assumptions:
        """Return the defaults for a kind of event.

        Examples
        --------
        >>> Assumptions.default().rho
        0.75
        """
        terms = coefficients(event)
        return Assumptions(
            D=4000.0,
            rho=0.75,
            omega=estimated_omega(),
            m=1.0,
            beta=terms["log_offence_defence"][0],
            alpha=terms["allied"][0],
            nu=0.0,
            epsilon=0.1,
            event=event,
        )

    def with_(self, **values: float | str) -> Assumptions:
        """Return the same assumptions with some of them set.

        Raises
        ------
        FoedusError
            A name is unknown or a value lies outside what the quantity allows.

        Examples
        --------
        >>> Assumptions.default().with_(rho=0.5).rho
        0.5
        """
        return replace(self, **{name: _checked(name, value) for name, value in values.items()})  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, float | str]:
        """Return the assumptions by name."""
        return asdict(self)


def plausible_range(name: str, event: str) -> tuple[float, float]:
    """Return the range of a parameter that robustness sweeps.

    Parameters
    ----------
    name : str
        Of `PARAMETERS`. For alpha it is the estimate and twice its standard error either way.
    event : str
    """
    if name == "alpha":
        estimate, error = coefficients(event)["allied"]
        return estimate - 2 * error, estimate + 2 * error
    return PARAMETERS[name].low, PARAMETERS[name].high


def _check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        near = nearest(str(value), choices)
        hint = f"did you mean {near}?" if near else f"one of {', '.join(choices)}"
        raise FoedusError(f"unknown {name} {value!r}: {hint}")


def _checked(name: str, value: float | str) -> float | str:
    names = [field.name for field in fields(Assumptions)]
    _check_choice("assumption", name, tuple(names))
    if name == "event":
        _check_choice("event", str(value), EVENTS)
        return value
    if name == "gradient":
        _check_choice("gradient", str(value), GRADIENTS)
        return value
    try:
        number = float(value)
    except ValueError:
        raise FoedusError(f"{name}={value!r} is no number") from None
    parameter = PARAMETERS[name]
    if not (math.isfinite(number) and parameter.least <= number <= parameter.most):
        raise FoedusError(
            f"{name}={value} is out of range: {parameter.meaning}, "
            f"from {parameter.least:g} to {parameter.most:g}"
        )
    return number

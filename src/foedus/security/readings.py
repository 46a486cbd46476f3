"""The model's assumptions: event, reading, and every number with its default, range and source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

import numpy as np

from foedus.errors import FoedusError, nearest, wrong_kind
from foedus.security.coefficients import EVENTS, READINGS, AttackFit, attack_fit, joining_fit
from foedus.security.grid import central
from foedus.security.recorded import recorded

__all__ = ["EVENTS", "READINGS", "Assumptions", "Parameter", "parameter_table"]

ALIASES = {"pi": "log_offence", "kappa": "log_own", "delta": "log_support", "alpha": "allied"}
"""Letters of the model's page and the terms whose coefficients they are."""

LETTERS = {term: letter for letter, term in ALIASES.items()}

SYMBOLS = {
    "pi": "π",
    "kappa": "κ",
    "delta": "δ",
    "alpha": "α",
    "rho": "ρ",
    "omega": "ω",
    "psi": "ψ",
}
"""How the letters are printed."""

MEANINGS = {
    "delta": "change in the log-odds of an attack per unit of ln(Def/c): the support of allies",
    "pi": "change in the log-odds of an attack per unit of ln Off: the attacker's reach",
    "kappa": "change in the log-odds of an attack per unit of ln c: the target's own strength",
    "alpha": "change in the log-odds of an attack between allies",
}


@dataclass(frozen=True)
class Parameter:
    """One assumption: what it means, where it may lie, and who says so.

    Attributes
    ----------
    name, symbol, meaning, unit, source : str
    default : float
    low, high : float
        The range in which it is plausible; outside it the answer carries a warning.
    least, most : float
        Where the quantity is defined at all.
    """

    name: str
    symbol: str
    meaning: str
    default: float
    low: float
    high: float
    unit: str
    source: str
    least: float = -math.inf
    most: float = math.inf


@cache
def parameter_table(event: str, reading: str) -> Mapping[str, Parameter]:
    """Return every number that `--set` can hold, by name.

    Parameters
    ----------
    event, reading : str

    Examples
    --------
    >>> parameter_table("war", "since-1816")["omega"].default
    0.0
    """
    check_choice("event", event, EVENTS)
    check_choice("reading", reading, READINGS)
    fit = attack_fit(reading, event)
    rows = [*_general(fit, event), *_attack(fit), *_joining(event)]
    return MappingProxyType({row.name: row for row in rows})


def _general(fit: AttackFit, event: str) -> tuple[Parameter, ...]:
    scale, rho = fit.grid[central(fit)]
    low, high = fit.grid.min(axis=0), fit.grid.max(axis=0)
    source = f"grid of the attack equation, {fit.first}-{fit.last}, by likelihood"
    psi = recorded("psi")
    return (
        Parameter(
            "D", "D", "distance at which 37 % of a state's strength is left", float(scale),
            float(low[0]), float(high[0]), "km", f"{source}; form: Boulding (1962)", 1.0,
        ),
        Parameter(
            "rho", "ρ", "weight of allies' power in a state's defence", float(rho),
            float(low[1]), float(high[1]), "weight", source, 0.0,
        ),
        Parameter(
            "omega", "ω", "share of free allied power that joins a member's attack",
            0.0, 0.0, 1.0, "share",
            "0: what the record of who was attacked supports; "
            f"{recorded('omega', event).estimate:.2f}: allied capability that joined attackers; "
            "1: an offensive bloc", 0.0, 1.0,
        ),
        Parameter(
            "psi", "ψ", "weight of an ally's war joined, in wars suffered", psi.estimate,
            psi.low or 0.0, 1.0, "wars",
            "battle deaths a head, joiners against original targets of the same war; "
            "1: a war is a war", 0.0,
        ),
    )  # fmt: skip


def _attack(fit: AttackFit) -> list[Parameter]:
    error = np.sqrt(np.diag(fit.covariance))
    estimate = dict(zip(fit.terms, fit.estimates[central(fit)], strict=True))
    spread = dict(zip(fit.terms, error, strict=True))
    source = f"attack equation, {fit.reading}, {fit.event}, {fit.n} dyad-years, {fit.events} events"
    rows = []
    for term in fit.terms:
        name, value = LETTERS.get(term, term), float(estimate[term])
        reach = 2.0 * float(spread[term])
        rows.append(
            Parameter(
                name,
                SYMBOLS.get(name, name),
                MEANINGS.get(
                    name, f"coefficient of {term.replace('_', ' ')} in the odds of attack"
                ),
                value,
                value - reach,
                value + reach,
                "log-odds",
                source,
            )
        )
    return rows


def _joining(event: str) -> list[Parameter]:
    fit = joining_fit("target", event)
    source = f"joining equation, {event}, {fit.n} cases, {fit.joins} joins"
    errors = np.sqrt(np.diag(fit.covariance))
    return [
        Parameter(
            f"join_{term}",
            f"join_{term}",
            f"coefficient of {term.replace('_', ' ')} in the odds of joining the target",
            float(value),
            float(value - 2 * error),
            float(value + 2 * error),
            "log-odds",
            source,
        )
        for term, value, error in zip(fit.terms, fit.estimate, errors, strict=True)
    ]


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise FoedusError unless a value is one of those there are.

    Parameters
    ----------
    name, value : str
    choices : tuple of str
    """
    if value not in choices:
        near = nearest(str(value), choices)
        hint = f"did you mean {near}?" if near else f"one of {', '.join(choices)}"
        raise FoedusError(f"unknown {name} {value!r}: {hint}")


@dataclass(frozen=True)
class Assumptions:
    """What is assumed: the event, the reading, and the numbers held at a value.

    Attributes
    ----------
    event : {"war", "fatal", "force"}
    reading : {"since-1816", "since-1945", "nuclear", "sceptics"}
    fixed : mapping of str to float
        Numbers of `parameter_table` held at a value, in the point estimate and in every draw.

    Raises
    ------
    FoedusError
        An event, reading or name is unknown; a value lies where the quantity is not defined.

    Examples
    --------
    >>> Assumptions().with_(omega=0.21).value("omega")
    0.21
    """

    event: str = "war"
    reading: str = "since-1816"
    fixed: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        known = self.table
        held = {}
        if not isinstance(self.fixed, Mapping):
            raise wrong_kind("fixed", self.fixed, "values by name, e.g. {'rho': 0.5}")
        for name, value in self.fixed.items():
            plain = LETTERS.get(name, name)
            check_choice("assumption", plain, tuple(known))
            held[plain] = _number(known[plain], value)
        object.__setattr__(self, "fixed", MappingProxyType(held))

    @property
    def table(self) -> Mapping[str, Parameter]:
        """Return all numbers of this event and reading."""
        return parameter_table(self.event, self.reading)

    @property
    def fit(self) -> AttackFit:
        """Return the estimates of the attack equation of this event and reading."""
        return attack_fit(self.reading, self.event)

    def with_(
        self, event: str | None = None, reading: str | None = None, **fixed: float
    ) -> Assumptions:
        """Return the same assumptions with some of them set.

        Parameters
        ----------
        event, reading : str, optional
        **fixed : float
        """
        return replace(
            self,
            event=event or self.event,
            reading=reading or self.reading,
            fixed={**self.fixed, **fixed},
        )

    def value(self, name: str) -> float:
        """Return the value of a number, held or by default.

        Parameters
        ----------
        name : str
        """
        plain = LETTERS.get(name, name)
        check_choice("assumption", plain, tuple(self.table))
        return self.fixed.get(plain, self.table[plain].default)

    def warnings(self) -> tuple[str, ...]:
        """Return a sentence for every number held outside its plausible range."""
        return tuple(
            f"{name} = {value:,.6g} is outside its plausible range, "
            f"{row.low:,.6g} to {row.high:,.6g} ({row.source})"
            for name, value in self.fixed.items()
            for row in (self.table[name],)
            if not row.low <= value <= row.high
        )

    def terms(self) -> dict[str, float]:
        """Return the numbers held, by the names that `Parameters.with_values` takes."""
        return {ALIASES.get(name, name): value for name, value in self.fixed.items()}


def _number(row: Parameter, value: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise FoedusError(f"{row.name}={value!r} is no number") from None
    if not (math.isfinite(number) and row.least <= number <= row.most):
        raise FoedusError(
            f"{row.name}={value} is not defined: {row.meaning}, "
            f"from {row.least:g} to {row.most:g}; default {row.default:g}"
        )
    return number

"""What the security model says of a change, and the judgement of a claim about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from foedus.claims.propositions import Array, Judgement, Measure, Proposition
from foedus.claims.verdict import Decider, Holds
from foedus.questions.robustness import numbers_of
from foedus.questions.roles import Roles
from foedus.questions.words import UNIT, signed
from foedus.questions.words import plain as number
from foedus.scenario.assumed import Assumed
from foedus.security import (
    Assumptions,
    Outcome,
    difference,
    monte_carlo_error,
    outcome,
    point,
    word,
)
from foedus.security.outcomes import by_omega, by_reading
from foedus.security.readings import SYMBOLS
from foedus.security.verdicts import MATERIAL, close
from foedus.world.world import World

__all__ = [
    "Modelled",
    "accessions",
    "modelled",
]

SIDES, LEAST_DIFFERENCE = 2, 0.05
"""Numbers named as deciding, and how far apart their two sides must be."""


@dataclass(frozen=True, eq=False)
class Modelled:
    """A change under many sets of numbers.

    Attributes
    ----------
    before, after : World
    found : Outcome
    roles : Roles
    key : object
        Of the draws.
    seed : int
    """

    before: World
    after: World
    found: Outcome
    roles: Roles
    key: object
    seed: int

    @cached_property
    def held(self) -> bool:
        """Return whether psi is held at a value."""
        return "psi" in self.found.assumptions.fixed

    @cached_property
    def level(self) -> Array:
        """Return insecurity before, (n,), attacks a century."""
        return self.found.before.insecurity(self.found.psi)

    @cached_property
    def change(self) -> Array:
        """Return the change by the best estimates, (n,), attacks a century."""
        return self.found.insecurity()

    def judge(self, proposition: Proposition) -> Judgement:
        """Return what may be said of a proposition; no seed changes the verdict.

        Parameters
        ----------
        proposition : Proposition
        """
        measure, found = proposition.measure, self.found
        assert found.draws is not None
        own, full = self._values(measure, found.draws.insecurity, found.draws.insecurity)
        shares = float((own < 0).mean()), float((full < 0).mean())
        side, sure, draws = *_majority(*shares), len(own)
        name = word(sure, draws)
        if close(sure, draws):
            reference = found.reference
            two = self._values(measure, reference.insecurity, reference.insecurity)
            side, sure = _majority(*(float((values < 0).mean()) for values in two))
            name = word(sure, len(two[0]))
        best = float(measure(self.change))
        best_full = best if self.held else float(measure(found.insecurity(1.0)))
        agreed = (best < 0) == side == (best_full < 0)
        low, high = (float(q) for q in np.quantile(own, (0.05, 0.95)))
        verdict = "depends"
        if proposition.sign and abs(best) < MATERIAL:
            verdict = "too small"
        elif name == "robust" and agreed:
            verdict = "true" if side else "false"
        return Judgement(
            verdict, best, low, high, *shares, float(monte_carlo_error(shares[0], draws)),
            Holds(self.key, own < 0),
        )  # fmt: skip

    def omega_decides(self, proposition: Proposition) -> Decider | None:
        """Return omega as what decides, where its values on which the sides differ do.

        It is a parameter, not an estimate: shown at 0, as recorded, and at 1. None where all
        three agree by the best estimates, or where it is held.

        Parameters
        ----------
        proposition : Proposition
        """
        given = self.found.assumptions
        if "omega" in given.fixed:
            return None
        measure = proposition.measure
        now = self._told(float(measure(self.change)), proposition.sign)
        others = by_omega(given)
        told = {
            omega: self._told(float(measure(_best(self.before, self.after, one))), proposition.sign)
            for omega, one in others.items()
            if omega > 0
        }
        if now == "too small" or all(each in (now, "too small") for each in told.values()):
            return None
        bloc = outcome(self.before, self.after, others[1.0], min(self.found.count, 500), self.seed)
        assert bloc.draws is not None
        assert self.found.draws is not None
        low, high = (
            float((measure(one.insecurity()) < 0).mean()) for one in (self.found.draws, bloc.draws)
        )
        return Decider(
            symbol="ω",
            meaning="share of free allied power that joins a member's attack",
            low_label="at 0, what the record of who was attacked supports best",
            high_label="at 1, an offensive bloc",
            low_share=low,
            high_share=high,
        )

    @staticmethod
    def _told(value: float, sign: bool) -> str:
        if sign and abs(value) < MATERIAL:
            return "too small"
        return "holds" if value < 0 else "fails"

    def _values(
        self, measure: Measure, own: Callable[[], Array], full: Callable[[float], Array]
    ) -> tuple[Array, Array]:
        first = measure(own())
        return first, first if self.held else measure(full(1.0))

    def deciders(self, judgement: Judgement) -> tuple[Decider, ...]:
        """Return the numbers that decide a proposition: psi, and those whose halves differ most.

        Parameters
        ----------
        judgement : Judgement
        """
        found = []
        if abs(judgement.share - judgement.share_full) >= LEAST_DIFFERENCE:
            weight = f"around {self.found.psi:.2f}, as recorded"
            found.append(
                Decider(
                    symbol="ψ", meaning="weight of an ally's war joined, in wars suffered",
                    low_label=weight, high_label="at 1",
                    low_share=judgement.share, high_share=judgement.share_full,
                )
            )  # fmt: skip
        assert self.found.parameters is not None
        sides = [
            (abs(one.high_share - one.low_share), one)
            for name, values in numbers_of(self.found.parameters).items()
            if (one := self._decider(name, values, judgement.holds.draws)) is not None
        ]
        sides.sort(key=lambda pair: -pair[0])
        found += [one for gap, one in sides[:SIDES] if gap >= LEAST_DIFFERENCE]
        return tuple(found)

    def _decider(self, name: str, values: Array, holds: NDArray[np.bool_]) -> Decider | None:
        known = np.nan_to_num(values)
        middle = float(np.median(known))
        upper = known > middle
        if upper.all() or not upper.any():
            return None
        row = self.found.assumptions.table.get(name)
        labels = f"up to {number(middle)}", f"above {number(middle)}"
        if name == "capability":
            labels = "with the first measures of capability", "with the others"
        return Decider(
            symbol=SYMBOLS.get(name, name.replace("_", " ")),
            meaning=row.meaning if row is not None else "drawn from its interval",
            low_label=labels[0],
            high_label=labels[1],
            low_share=float(holds[~upper].mean()),
            high_share=float(holds[upper].mean()),
        )

    def elsewhere(self, measure: Measure) -> tuple[str, ...]:
        """Return the measure by the best estimates in the other readings and at omega = 1.

        Parameters
        ----------
        measure : callable
        """
        given = self.found.assumptions
        others = {
            name: one for name, one in by_reading(given).items() if name != given.reading
        }  # fmt: skip
        if "omega" not in given.fixed:
            others["ω = 1"] = by_omega(given)[1.0]
        told = [
            f"{name} {signed(float(measure(_best(self.before, self.after, one))))}"
            for name, one in others.items()
        ]
        return (f"by the best estimates of other readings: {', '.join(told)} {UNIT}",)


def _majority(own: float, full: float) -> tuple[bool, float]:
    side = own >= 0.5
    return side, min(own, full) if side else 1.0 - max(own, full)


def _best(before: World, after: World, assumptions: Assumptions) -> Array:
    """Return everybody's change by the best estimates, (n,)."""
    numbers = point(assumptions, before)
    changed: Array = difference(before, after, numbers).insecurity()[0]
    return changed


def modelled(
    before: World,
    after: World,
    roles: Roles,
    assumptions: Assumptions,
    draws: int,
    seed: int,
) -> Modelled:
    """Return a change under many sets of numbers.

    Parameters
    ----------
    before, after : World
    roles : Roles
    assumptions : Assumptions
    draws, seed : int
    """
    found = outcome(before, after, assumptions, max(draws, 2), seed)
    fixed = tuple(sorted(assumptions.fixed.items()))
    key = (assumptions.event, assumptions.reading, fixed, draws, seed)
    return Modelled(before, after, found, roles, key, seed)


@lru_cache(maxsize=8)
def accessions(
    alliance: str, on: date, assumed: Assumed
) -> tuple[World, Mapping[str, Array], Array]:
    """Return what every state's accession would change, by the best estimates.

    Parameters
    ----------
    alliance : str
    on : date
    assumed : Assumed

    Returns
    -------
    world : World
        Of the day.
    changes : mapping of str to (n,)
        By the state that joins.
    level : (n,)
        Insecurity before.
    """
    world = assumed.world(on)
    numbers = point(assumed.assumptions, world)
    members = world.members(alliance)
    changes = {
        iso3: difference(world, world.with_members(alliance, members | {iso3}), numbers)
        .insecurity()[0]
        for iso3 in world.iso3
        if iso3 not in members
    }  # fmt: skip
    from foedus.security import evaluate

    return world, changes, evaluate(world, numbers).insecurity(float(numbers.psi[0]))

"""One question put to the model: a change, by the best estimates and in the draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from foedus.security.change import Change, difference
from foedus.security.coefficients import READINGS
from foedus.security.draws import draw, point
from foedus.security.evaluation import Security, on_stage
from foedus.security.parameters import Parameters
from foedus.security.readings import Assumptions, parameter_table
from foedus.security.recorded import recorded
from foedus.security.stage import Stage
from foedus.security.verdicts import Sample, Verdict, break_even, verdict
from foedus.world.world import World

__all__ = [
    "Outcome",
    "by_omega",
    "by_psi",
    "by_reading",
    "outcome",
]

Array = NDArray[np.float64]
Index = NDArray[np.intp]


REFERENCE, REFERENCE_SEED = 2000, 20211231
"""Draws that decide a word where the seed's own are too close to a threshold."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a change does under one set of assumptions; attacks a century, plus is less safe.

    Attributes
    ----------
    assumptions : Assumptions
    point : Parameters
        The best estimates, anchored in the world before.
    before, after : Security
        By the best estimates.
    parameters : Parameters or None
        The draws; None if none were asked for.
    draws : Change or None
        The change in each draw.
    worlds : (World, World)
        Before and after.
    """

    assumptions: Assumptions
    point: Parameters
    before: Security
    after: Security
    parameters: Parameters | None
    draws: Change | None
    worlds: tuple[World, World]

    @cached_property
    def reference(self) -> Change:
        """Return the change in draws that are the same for every seed."""
        first, second = self.worlds
        return difference(first, second, draw(self.assumptions, first, REFERENCE, REFERENCE_SEED))

    @property
    def psi(self) -> float:
        """Return the weight of a war joined in the best estimates."""
        return self.before.psi

    @property
    def count(self) -> int:
        """Return the number of draws."""
        return 0 if self.draws is None else len(self.draws.psi)

    @property
    def attacked(self) -> Array:
        """Return the change in attacks suffered, (n,)."""
        return self.after.attacked - self.before.attacked

    @property
    def drawn_in(self) -> Array:
        """Return the change in wars of allies fought, (n,)."""
        return self.after.drawn_in - self.before.drawn_in

    def insecurity(self, psi: float | None = None) -> Array:
        """Return the change of insecurity by the best estimates, (n,).

        Parameters
        ----------
        psi : float, optional
            Weight of a war joined; that of the estimates if not given.
        """
        return self.attacked + (self.psi if psi is None else psi) * self.drawn_in

    def verdict(self, states: Index | int, *, together: bool = False) -> Verdict | None:
        """Return what may be said of a state, or of several; None without draws or states.

        Parameters
        ----------
        states : int or int array
            Places in the world.
        together : bool
            Of several, the sum; else the mean.
        """
        some = np.atleast_1d(states)
        if self.draws is None or not some.size:
            return None

        def of(values: Array) -> Array:
            chosen = values[..., some]
            found: Array = chosen.sum(axis=-1) if together else chosen.mean(axis=-1)
            return found

        def sample(change: Change) -> Sample:
            return of(change.attacked), of(change.drawn_in), change.psi

        return verdict(
            (float(of(self.attacked)), float(of(self.drawn_in)), self.psi),
            sample(self.draws),
            psi_held="psi" in self.assumptions.fixed,
            reference=lambda: sample(self.reference),
        )

    def break_even(self, state: int, psi: float | None = None, *, leaves: bool = False) -> float:
        """Return the attacks a century upon a state, not a member, above which joining pays for it.

        Parameters
        ----------
        state : int
            A candidate, or a leaver.
        psi : float, optional
            The assumptions' own if not given.
        leaves : bool
            Whether the change takes the state out: then staying pays above the level.
        """
        outside, inside = (self.after, self.before) if leaves else (self.before, self.after)
        return float(
            break_even(
                outside.attacked[state],
                inside.attacked[state] - outside.attacked[state],
                inside.drawn_in[state] - outside.drawn_in[state],
                self.before.psi if psi is None else psi,
            )
        )

    def members_break_even(self, members: Index, candidate: int, psi: float | None = None) -> float:
        """Return the attacks a century upon a candidate below which its joining pays for members.

        Its own wars draw them in, in proportion to the attacks upon it; all else that its joining
        changes for them is set against that. 0: it never pays; infinity: it always does.

        Parameters
        ----------
        members : int array
            Places of the members before.
        candidate : int
        psi : float, optional
        """
        weight = self.before.psi if psi is None else psi
        change = self.after.insecurity(weight) - self.before.insecurity(weight)
        joined = (self.after.joined - self.before.joined)[members, candidate]
        brought = weight * float(joined.sum())
        rest = float(change[members].sum()) - brought
        if brought <= 0.0:
            return float("inf") if rest < 0.0 else 0.0
        return max(-rest / brought, 0.0) * float(self.before.attacked[candidate])


def outcome(
    before: World,
    after: World,
    assumptions: Assumptions,
    draws: int = 2000,
    seed: int = 1,
    progress: Callable[[int], None] = lambda done: None,
) -> Outcome:
    """Return what a change does, by the best estimates and in draws.

    Parameters
    ----------
    before, after : World
    assumptions : Assumptions
    draws : int, 0 or at least 2
        0: the best estimates alone.
    seed : int
    progress : callable, optional

    Raises
    ------
    FoedusError
        See `foedus.security.draws.draw`.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> found = outcome(world, world, Assumptions(), draws=0)
    >>> float(abs(found.insecurity()).max()), found.count
    (0.0, 0)
    """
    one, first = point(assumptions, before), Stage.of(before)
    some = draw(assumptions, before, draws, seed) if draws else None
    return Outcome(
        assumptions,
        one,
        on_stage(first, one),
        on_stage(first.changed(after), one),
        some,
        None if some is None else difference(before, after, some, progress),
        (before, after),
    )


def by_reading(assumptions: Assumptions) -> dict[str, Assumptions]:
    """Return the assumptions under every reading; numbers that a reading lacks are left out.

    Parameters
    ----------
    assumptions : Assumptions

    Examples
    --------
    >>> list(by_reading(Assumptions()))
    ['since-1816', 'since-1945', 'nuclear', 'sceptics']
    """
    return {
        reading: replace(
            assumptions,
            reading=reading,
            fixed={
                name: value
                for name, value in assumptions.fixed.items()
                if name in parameter_table(assumptions.event, reading)
            },
        )
        for reading in READINGS
    }


def by_omega(assumptions: Assumptions) -> dict[float, Assumptions]:
    """Return the assumptions at omega = 0, as recorded, and 1.

    Parameters
    ----------
    assumptions : Assumptions

    Examples
    --------
    >>> list(by_omega(Assumptions()))[::2]
    [0.0, 1.0]
    """
    return {
        omega: assumptions.with_(omega=omega)
        for omega in (0.0, recorded("omega", assumptions.event).estimate, 1.0)
    }


def by_psi(assumptions: Assumptions) -> dict[float, Assumptions]:
    """Return the assumptions with a war joined weighing as recorded, and as a war suffered.

    Parameters
    ----------
    assumptions : Assumptions

    Examples
    --------
    >>> [given.value("psi") == psi for psi, given in by_psi(Assumptions()).items()]
    [True, True]
    """
    return {psi: assumptions.with_(psi=psi) for psi in (recorded("psi").estimate, 1.0)}

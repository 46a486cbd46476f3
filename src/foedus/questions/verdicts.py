"""Verdicts: statements about a change, and in what share of the plausible assumptions they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.questions.assessment import Driver, Robustness, Role, Verdict
from foedus.questions.result import Progress
from foedus.security.assumptions import PARAMETERS, Assumptions, plausible_range
from foedus.security.kernel import Risk
from foedus.security.robustness import Sweep, first_order, sweep, word
from foedus.world.world import World

__all__ = ["MATERIAL", "Groups", "members_of", "robustness"]

Array = NDArray[np.float64]

MATERIAL = 0.001
"""A change counts as noticeable from this share of a state's insecurity before."""

CONTESTED = 0.1
"""A verdict is explained as such if at least this share of the draws goes either way."""

TINY = 1e-9
"""Below this share of a state's insecurity a change is rounding."""


def members_of(world: World, alliance: str) -> frozenset[str]:
    """Return an alliance's members, nobody where the world has no such alliance."""
    found = [a.members for a in world.alliances if a.alliance_id == alliance]
    return found[0] if found else frozenset()


@dataclass(frozen=True)
class Groups:
    """Who is who in a change, as places in the world's arrays.

    Attributes
    ----------
    members : (m,) int
        Members both before and after.
    joining, leaving, outsiders : int arrays
    tiny, material : (n,)
        Changes of insecurity below which a state's change is rounding, or not noticeable.
    """

    members: NDArray[np.intp]
    joining: NDArray[np.intp]
    leaving: NDArray[np.intp]
    outsiders: NDArray[np.intp]
    tiny: Array
    material: Array

    @staticmethod
    def of(before: World, after: World, alliance: str) -> Groups:
        """Return the groups for the alliance whose membership changes."""
        from foedus.security.evaluate import risk

        old, new = members_of(before, alliance), members_of(after, alliance)
        inside = before.indices(old | new)
        level = risk(before).insecurity
        return Groups(
            members=before.indices(old & new),
            joining=before.indices(new - old),
            leaving=before.indices(old - new),
            outsiders=np.setdiff1d(np.arange(len(before.iso3)), inside),
            tiny=TINY * level,
            material=MATERIAL * level,
        )

    @property
    def moving(self) -> NDArray[np.intp]:
        """Return those who join or leave."""
        return np.concatenate([self.joining, self.leaving])

    def role(self, i: int) -> Role:
        """Return a state's part in the change."""
        if i in self.joining:
            return "candidate"
        if i in self.leaving:
            return "leaver"
        return "member" if i in self.members else "outsider"


@dataclass(frozen=True)
class _Statement:
    """A statement about a change: the figure behind it, and when it counts as true."""

    id: str
    text: str
    denial: str
    figure: Callable[[Array], Array]  # (draws, n) change of L -> (draws,)


def _statements(groups: Groups) -> list[_Statement]:
    statements = []
    if len(groups.members):
        members, tiny = groups.members, groups.tiny[groups.members]
        statements += [
            _Statement(
                "members_safer_on_the_whole",
                "the members get safer on the whole",
                "the members do not get safer on the whole",
                lambda total: total[:, members].mean(axis=1),
            ),
            _Statement(
                "no_member_less_safe",
                "no member gets less safe",
                "some member gets less safe",
                lambda total: (total[:, members] - tiny).max(axis=1),
            ),
        ]
    for group, who in ((groups.joining, "candidate"), (groups.leaving, "leaver")):
        if len(group):
            statements.append(
                _Statement(
                    f"{who}_safer",
                    f"the {who} gets safer",
                    f"the {who} does not get safer",
                    lambda total, group=group: total[:, group].mean(axis=1),  # type: ignore[misc]
                )
            )
    if len(groups.outsiders):
        outside, material = groups.outsiders, groups.material[groups.outsiders]
        statements.append(
            _Statement(
                "no_outsider_less_safe",
                "no outsider gets noticeably less safe",
                "some outsider gets noticeably less safe",
                lambda total: (total[:, outside] - material).max(axis=1),
            )
        )
    return statements


def robustness(
    before: World,
    after: World,
    groups: Groups,
    given: Assumptions,
    r0: Risk,
    r1: Risk,
    draws: int,
    seed: int,
    fixed: set[str],
    progress: Progress,
) -> Robustness:
    """Return in what share of plausible assumptions each verdict holds, and what decides it.

    Parameters
    ----------
    before, after : World
    groups : Groups
    given : Assumptions
    r0, r1 : Risk
        Under the given assumptions.
    draws, seed : int
    fixed : set of str
    progress : callable
    """
    statements = _statements(groups)
    done = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, draws)

    swept = sweep(before, after, given, draws, seed, fixed, step)
    default = (r1.insecurity - r0.insecurity)[None, :]
    figures = np.stack([statement.figure(swept.result.total) for statement in statements])
    indices = first_order(swept, np.concatenate([figures, (figures < 0).astype(float)]))
    count = len(statements)
    return Robustness(
        draws=draws,
        seed=seed,
        swept=swept.names,
        verdicts=tuple(
            _verdict(statement, swept, default, indices[i], indices[count + i], given)
            for i, statement in enumerate(statements)
        ),
    )


def _verdict(
    statement: _Statement,
    swept: Sweep,
    default: Array,
    of_figure: Array,
    of_verdict: Array,
    given: Assumptions,
) -> Verdict:
    figure = statement.figure(swept.result.total)
    holds = bool(statement.figure(default)[0] < 0)
    agree = (figure < 0) == holds
    share = float(agree.mean())
    low, median, high = np.quantile(figure, [0.05, 0.5, 0.95])
    # Where nearly all draws agree there is no verdict to explain; then explain the figure.
    index = of_verdict if CONTESTED < share < 1 - CONTESTED else of_figure
    order = np.argsort(-index, kind="stable")[:3]
    return Verdict(
        id=statement.id,
        statement=statement.text if holds else statement.denial,
        opposite=statement.denial if holds else statement.text,
        holds=holds,
        share=share,
        word=word(share),  # type: ignore[arg-type]
        low=float(low),
        median=float(median),
        high=float(high),
        decided_by=tuple(
            _driver(swept.names[i], float(index[i]), agree, swept, given) for i in order
        ),
    )


def _driver(
    name: str, index: float, agree: NDArray[np.bool_], swept: Sweep, given: Assumptions
) -> Driver:
    if name not in PARAMETERS:
        return Driver(name=name, symbol=name, first_order=index, low=None, high=None)
    low, high = plausible_range(name, given.event)
    upper = swept.draws.values[name] > (low + high) / 2
    return Driver(
        name=name,
        symbol=PARAMETERS[name].symbol,
        first_order=index,
        low=low,
        high=high,
        share_low=float(agree[~upper].mean()) if (~upper).any() else None,
        share_high=float(agree[upper].mean()) if upper.any() else None,
    )

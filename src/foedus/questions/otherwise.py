"""The headline figures under other assumptions: weights of wars joined, readings, and omega."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from foedus.questions.assessment import ByOmega, ByPsi, ByReading, Headline
from foedus.questions.judged import StateChange
from foedus.questions.roles import Roles
from foedus.security import Outcome, noticeable, outcome
from foedus.security import outcomes as otherwise
from foedus.security.recorded import recorded
from foedus.world.world import World

__all__ = ["OTHER_DRAWS", "by_omega", "by_psi", "by_reading"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

OTHER_DRAWS = 300
"""Most draws of a reading that is not the one asked for: it is shown for comparison."""

PSI_LABELS = ("battle deaths a head, as recorded", "a war joined is a war suffered")

READING_LABELS: Mapping[str, tuple[str, str]] = {
    "since-1816": ("all years since 1816", "the default"),
    "since-1945": (
        "years since 1945, partly pooled with those before",
        "few wars: without pooling it gives a distorted geography",
    ),
    "nuclear": (
        "own and allies' nuclear weapons as terms of their own",
        "few nuclear powers stand behind these terms",
    ),
    "sceptics": (
        "no association of allies' strength with attacks (Kenwick, Vasquez & Powers 2015)",
        "says less safe of every accession by construction",
    ),
}

OMEGA_LABELS = (
    ("a purely defensive alliance", "what the record of who was attacked supports best"),
    (
        "as allies joined attackers in the record",
        "share of free allied capability that joined attackers; adding it to the attacker's "
        "strength makes the record of who was attacked less likely",
    ),
    ("an offensive bloc", "all free allied power joins every attack: the record rejects it"),
)


def headlines(
    found: Outcome, world: World, roles: Roles, psi: float | None = None
) -> tuple[Headline, ...]:
    """Return the members' mean and each who moves, before and after.

    Parameters
    ----------
    found : Outcome
    world : World
    roles : Roles
    psi : float, optional
        Weight of a war joined, in the draws too; each set's own if not given.
    """
    groups: list[tuple[str, Index]] = [("members", roles.members)] if len(roles.members) else []
    groups += [(world.iso3[i], np.array([i])) for i in roles.moving]
    weight = found.psi if psi is None else psi
    before, after = found.before.insecurity(weight), found.after.insecurity(weight)
    drawn = None if found.draws is None else found.draws.insecurity(psi)
    return tuple(_headline(who, places, before, after, drawn) for who, places in groups)


def _headline(
    who: str, places: Index, before: Array, after: Array, drawn: Array | None
) -> Headline:
    share = low = high = None
    if drawn is not None:
        change = drawn[:, places].mean(axis=1)
        share = float((change < 0).mean())
        low, high = np.quantile(change, (0.05, 0.95)).tolist()
    old, new = float(before[places].mean()), float(after[places].mean())
    return Headline(
        who=who, before=old, after=new, change=new - old, share_safer=share, low=low, high=high
    )


def by_psi(found: Outcome, world: World, roles: Roles) -> tuple[ByPsi, ...]:
    """Return the headline figures with a war joined weighing as recorded, and as one suffered.

    Examples
    --------
    >>> from foedus.security import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> there = world.with_members("NATO", world.members("NATO") | {"SWE"})
    >>> found = outcome(world, there, Assumptions(), draws=0)
    >>> [row.psi == 1.0 for row in by_psi(found, world, Roles.of(world, there, "NATO"))]
    [False, True]
    """
    weight = recorded("psi").estimate
    return tuple(
        ByPsi(psi=psi, label=label, headlines=headlines(found, world, roles, psi))
        for psi, label in zip((weight, 1.0), PSI_LABELS, strict=True)
    )


def by_reading(
    found: Outcome, before: World, after: World, roles: Roles, seed: int
) -> tuple[ByReading, ...]:
    """Return the headline figures in each reading of scholars.

    Examples
    --------
    >>> from foedus.security import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> there = world.with_members("NATO", world.members("NATO") | {"SWE"})
    >>> found = outcome(world, there, Assumptions(), draws=0)
    >>> rows = by_reading(found, world, there, Roles.of(world, there, "NATO"), seed=1)
    >>> [row.reading for row in rows]
    ['since-1816', 'since-1945', 'nuclear', 'sceptics']
    """
    draws = min(found.count, OTHER_DRAWS)
    rows = []
    for reading, given in otherwise.by_reading(found.assumptions).items():
        own = reading == found.assumptions.reading
        other = found if own else outcome(before, after, given, draws, seed)
        label, note = READING_LABELS[reading]
        rows.append(
            ByReading(
                reading=reading,
                label=label,
                note=note,
                draws=other.count,
                headlines=headlines(other, before, roles),
            )
        )
    return tuple(rows)


def by_omega(
    found: Outcome, before: World, after: World, roles: Roles, seed: int
) -> tuple[ByOmega, ...]:
    """Return the headline figures at omega = 0, as recorded, and 1.

    Examples
    --------
    >>> from foedus.security import Assumptions
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> there = world.with_members("NATO", world.members("NATO") | {"SWE"})
    >>> found = outcome(world, there, Assumptions(), draws=0)
    >>> rows = by_omega(found, world, there, Roles.of(world, there, "NATO"), seed=1)
    >>> [row.omega for row in rows][::2]
    [0.0, 1.0]
    """
    draws = min(found.count, OTHER_DRAWS)
    rows = []
    for (omega, given), (label, record) in zip(
        otherwise.by_omega(found.assumptions).items(), OMEGA_LABELS, strict=True
    ):
        same = omega == found.assumptions.value("omega")
        other = found if same else outcome(before, after, given, draws, seed)
        rows.append(_at_omega(other, before, roles, omega, label, record))
    return tuple(rows)


def _at_omega(
    found: Outcome, world: World, roles: Roles, omega: float, label: str, record: str
) -> ByOmega:
    change, level = found.insecurity(), found.before.insecurity(found.psi)
    outside = roles.outsiders
    worse = outside[noticeable(change, level)[outside] & (change[outside] > 0)]
    worst = worse[np.argmax(change[worse])] if len(worse) else None
    return ByOmega(
        omega=omega,
        label=label,
        record=record,
        outsiders_noticeably_less_safe=len(worse),
        worst_outsider=(
            None if worst is None else StateChange.of(world, int(worst), change, level)
        ),
        headlines=headlines(found, world, roles),
        states={iso3: float(x) for iso3, x in zip(world.iso3, change, strict=True)},
    )

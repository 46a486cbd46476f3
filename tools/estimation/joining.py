"""What allies did when one of them was attacked, or attacked: the record behind rho and omega."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from estimation.data import Year
from estimation.dyads import USE_OF_FORCE
from estimation.fits import SCALE
from foedus.security.kernel import projected_power

Array = NDArray[np.float64]
WAR = 5
"""Hostility of a war: a thousand battle deaths."""

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Dispute:
    """Who was in a dispute that reached the use of force.

    Attributes
    ----------
    number, year, hostility : int
        Year in which it began; 4 use of force, 5 war.
    start_a, start_b : states that were in it from the start, by side (A challenged first)
    joined_a, joined_b : states that joined later, by side
    """

    number: int
    year: int
    hostility: int
    start_a: frozenset[int]
    start_b: frozenset[int]
    joined_a: frozenset[int]
    joined_b: frozenset[int]


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval and the number of cases behind it."""

    estimate: float
    low: float
    high: float
    n: int


def disputes_with_force(participants: pl.DataFrame, disputes: pl.DataFrame) -> list[Dispute]:
    """Return the disputes of hostility 4 or 5 with their participants by side and role.

    A state that changed sides counts where it first appears for the role it first had.
    """
    force = disputes.filter(pl.col("hostlev") >= USE_OF_FORCE).sort("dispnum")
    within = participants.join(force.select("dispnum"), on="dispnum", how="semi")
    roles: dict[tuple[int, float, float], set[int]] = {}
    for number, ccode, side, orig in within.select("dispnum", "ccode", "sidea", "orig").iter_rows():
        roles.setdefault((int(number), side, orig), set()).add(int(ccode))
    found = []
    for number, year, hostility in force.select("dispnum", "styear", "hostlev").iter_rows():
        start_a, start_b = (
            frozenset(roles.get((int(number), side, 1.0), ())) for side in (1.0, 0.0)
        )
        joined_a, joined_b = (
            frozenset(roles.get((int(number), side, 0.0), ())) - start_a - start_b
            for side in (1.0, 0.0)
        )
        found.append(
            Dispute(int(number), int(year), int(hostility), start_a, start_b, joined_a, joined_b)
        )
    return found


def _allies(state: int, now: Year, before: Year | None) -> set[int]:
    """Return the allies in force when the year began: of the year before and of the year itself."""
    found = None
    for year in (now, before):
        if year is None or state not in year.system.index:
            return set()
        row = year.system.allied[year.system.index[state]]
        allies = {int(k) for k in year.system.ccode[row]}
        found = allies if found is None else found & allies
    return found or set()


def calls_for_help(
    dispute: Dispute, now: Year, before: Year | None
) -> Iterator[tuple[int, int, bool, bool, bool]]:
    """Yield (target, ally, helped, joined the challenger, also allied to a challenger).

    One for every ally of every original target. States in the dispute from the start are left
    out: they had no call to answer.
    """
    start = dispute.start_a | dispute.start_b
    for target in sorted(dispute.start_b):
        for ally in sorted(_allies(target, now, before) - start):
            divided = bool(_allies(ally, now, before) & dispute.start_a)
            helped, opposed = ally in dispute.joined_b, ally in dispute.joined_a
            yield target, ally, helped, opposed, divided


def calls_to_attack(
    dispute: Dispute, now: Year, before: Year | None
) -> Iterator[tuple[float, float, bool]]:
    """Yield (capability, power at the target, joined) for every free ally of every initiator.

    Free is who is allied to no target and was not in the dispute from the start, as the model's
    offence has it. Allies of unknown capability are left out.
    """
    start, system = dispute.start_a | dispute.start_b, now.system
    targets = [system.index[t] for t in sorted(dispute.start_b) if t in system.index]
    if not targets:
        return
    shielded = {int(k) for k in system.ccode[system.allied[targets].any(axis=0)]}
    power = projected_power(now.strength, now.distance, SCALE)
    for initiator in sorted(dispute.start_a):
        for ally in sorted(_allies(initiator, now, before) - start - shielded):
            k = system.index[ally]
            if not np.isnan(system.capability[k]):
                reach = float(power[k, targets].mean())
                yield float(system.capability[k]), reach, ally in dispute.joined_a


def wilson(successes: int, n: int) -> Interval:
    """Return a share with its Wilson 95 % interval (Wilson 1927).

    Examples
    --------
    >>> wilson(5, 10)  # doctest: +ELLIPSIS
    Interval(estimate=0.5, low=0.2365..., high=0.7634..., n=10)
    """
    if n == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    p, z2 = successes / n, Z95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Interval(p, max(float(centre - half), 0.0), min(float(centre + half), 1.0), n)


def weighted_share(
    weight: Array, joined: Array, group: NDArray[np.int64], draws: int = 2000, seed: int = 0
) -> Interval:
    """Return the share of the weight that joined, with a 95 % interval over resampled disputes.

    Parameters
    ----------
    weight, joined : (n,) strength of each ally, 1 where it joined
    group : (n,) dispute number
        Whole disputes are drawn again and again (percentile bootstrap), because allies in the same
        dispute do not decide independently.
    """
    member = np.unique(group, return_inverse=True)[1]
    total = np.bincount(member, weight)
    came = np.bincount(member, weight * joined)
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(total), (draws, len(total)))
    shares = came[drawn].sum(axis=1) / total[drawn].sum(axis=1)
    low, high = np.quantile(shares, [0.025, 0.975])
    return Interval(float(came.sum() / total.sum()), float(low), float(high), len(weight))


@dataclass(frozen=True)
class Record:
    """The calls for help and to attack of a span of years, as columns.

    Attributes
    ----------
    first, last : int
    help : frame dispute, war, target, ally, helped, opposed, divided
    attack : frame dispute, war, capability, power, joined
    """

    first: int
    last: int
    help: pl.DataFrame
    attack: pl.DataFrame


def record(disputes: list[Dispute], years: Mapping[int, Year], first: int, last: int) -> Record:
    """Return what allies did in the disputes with force that began in a span of years."""
    calls, attacks = [], []
    for dispute in disputes:
        if not first <= dispute.year <= last:
            continue
        now, before = years[dispute.year], years.get(dispute.year - 1)
        war = dispute.hostility == WAR
        head = (dispute.number, war)
        calls += [(*head, *call) for call in calls_for_help(dispute, now, before)]
        attacks += [(*head, *call) for call in calls_to_attack(dispute, now, before)]
    help_names = ["dispute", "war", "target", "ally", "helped", "opposed", "divided"]
    attack_names = ["dispute", "war", "capability", "power", "joined"]
    return Record(
        first,
        last,
        pl.DataFrame(calls, schema=help_names, orient="row"),
        pl.DataFrame(attacks, schema=attack_names, orient="row"),
    )

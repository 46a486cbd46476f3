"""The years after the dispute data end, untouched by the fit: who went on to fight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.calibration import expected_rates
from foedus.estimation.rows import Rows, attack_rows, onsets
from foedus.estimation.years import read_years
from foedus.security.coefficients import attack_fit

if TYPE_CHECKING:
    import polars as pl

__all__ = ["AFTER", "Ranked", "fought", "ranked_after", "rows_after"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Load = Callable[[str], "pl.DataFrame"]

AFTER = (2011, 2024)
INTERSTATE = "interstate"
SHOWN = 20


@dataclass(frozen=True)
class Ranked:
    """A pair of states and its place among all pairs.

    Attributes
    ----------
    first, second : COW abbreviations
    rank : int, 1 for the pair of the highest rate
    rate : float, attacks a century in either direction
    fought : year in which it first fought between 2011 and 2024, 0 if it did not
    """

    first: str
    second: str
    rank: int
    rate: float
    fought: int


def fought(conflicts: pl.DataFrame, first: int, last: int) -> dict[tuple[int, int], int]:
    """Return the first year of inter-state armed conflict of each pair of states.

    Parameters
    ----------
    conflicts : gwno_a, gwno_b, year, type_of_conflict (ucdp_acd)
    first, last : int

    References
    ----------
    Davies et al. (2025), UCDP/PRIO Armed Conflict Dataset 25.1.
    """
    import polars as pl

    rows = conflicts.filter(
        pl.col("type_of_conflict") == INTERSTATE,
        pl.col("year").is_between(first, last),
    ).sort("year")
    found: dict[tuple[int, int], int] = {}
    for a, b, year in rows.select("gwno_a", "gwno_b", "year").iter_rows():
        for one in str(a).split(","):
            for other in str(b).split(","):
                pair = sorted((int(one), int(other)))
                found.setdefault((pair[0], pair[1]), int(year))
    return found


def rows_after(load: Load) -> tuple[Rows, Mask]:
    """Return the pairs of the first year after the data, and which are of states of the last.

    Parameters
    ----------
    load : from a dataset's name to its frame

    Notes
    -----
    What is known of a pair is as of the end of 2010.
    """
    before, now = read_years(load, AFTER[0] - 1, AFTER[0])
    rows = attack_rows((now,), onsets(load("gml_part"), load("gml_mid_disps")))
    ccode = before.system.ccode
    return rows, np.isin(rows.attacker, ccode) & np.isin(rows.target, ccode)


def ranked_after(
    load: Load, event: str, rows: Rows, there: Mask
) -> tuple[int, tuple[Ranked, ...], tuple[Ranked, ...]]:
    """Return how many pairs there were, those that went on to fight, and the top that did not.

    Parameters
    ----------
    load : from a dataset's name to its frame
    event : rung whose rate ranks the pairs; its fit ends in 2010
    rows, there : as of `rows_after`

    Notes
    -----
    A conflict against an armed group on another state's territory is none between states here.
    """
    rate = expected_rates(rows, attack_fit("since-1816", event))
    pair, place = np.unique(rows.pair[there], return_inverse=True)
    both = np.bincount(place, rate[there])
    rank = np.empty(len(pair), dtype=np.int64)
    rank[np.argsort(-both, kind="stable")] = np.arange(1, len(pair) + 1)
    names = dict(load("cow_states").select("ccode", "stateabb").iter_rows())
    conflict = fought(load("ucdp_acd"), *AFTER)

    def shown(i: int) -> Ranked:
        a, b = divmod(int(pair[i]), 1000)
        return Ranked(
            names[a], names[b], int(rank[i]), float(100 * both[i]), conflict.get((a, b), 0)
        )

    codes = {int(p): i for i, p in enumerate(pair)}
    fighting = [codes[a * 1000 + b] for a, b in conflict if a * 1000 + b in codes]
    calm = [i for i in np.argsort(rank) if divmod(int(pair[i]), 1000) not in conflict][:SHOWN]
    went_on = tuple(sorted((shown(i) for i in fighting), key=lambda r: r.rank))
    return len(pair), went_on, tuple(shown(int(i)) for i in calm)

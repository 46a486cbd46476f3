"""A research-data world small enough to check by hand: states 1 to 4, years 1900 to 1903."""

import numpy as np
import polars as pl

from foedus.estimation.years import Year
from foedus.world.system import StateSystem

STATES = np.array([1, 2, 3, 4])
CAPABILITY = np.array([0.4, 0.3, 0.2, 0.1])


def matrix(*pairs):
    found = np.zeros((4, 4), dtype=bool)
    for a, b in pairs:
        found[a - 1, b - 1] = found[b - 1, a - 1] = True
    return found


def year(when, *, allied=((2, 3),), war=(), capability=CAPABILITY, rival=((1, 2),)):
    apart = ~np.eye(4, dtype=bool)
    system = StateSystem(
        year=when,
        ccode=STATES,
        capability=np.asarray(capability),
        together=apart,
        capital_distance=1000.0 * apart,
        contiguous=matrix((1, 2)),
        allied=matrix(*allied),
        major=np.array([True, False, False, False]),
        rivalry=matrix(*rival),
    )
    return Year(
        system=system,
        capability=np.asarray(capability),
        tie=matrix(*allied).astype(float),
        minimum_distance=400.0 * apart * ~matrix((1, 2)),
        democracy=np.array([1.0, -1.0, 0.5, np.nan]),
        rival=matrix(*rival),
        years_since_clash=np.full((4, 4), np.inf),
        years_together=np.full((4, 4), when - 1899.5),
        recent_clashes=np.zeros((4, 4)),
        at_war=matrix(*war),
        nuclear=np.zeros(4, dtype=bool),
    )


# dispute, year, hostility, fatality; originators of side A and of side B, joiners by side
DISPUTES = (
    (10, 1900, 5, 6, (1,), (2,), (4,), (3,)),
    (11, 1901, 4, 0, (1,), (2,), (), ()),
    (12, 1901, 4, 2, (3, 4), (1,), (), ()),
    (13, 1902, 4, -9, (2,), (4,), (), ()),
    (14, 1903, 3, 0, (2,), (1,), (), ()),
)


def disputes():
    rows = [(*dispute[:4], 6) for dispute in DISPUTES]
    return pl.DataFrame(
        rows, schema=["dispnum", "styear", "hostlev", "fatality", "outcome"], orient="row"
    )


def participants():
    rows = []
    for number, _, _, _, start_a, start_b, join_a, join_b in DISPUTES:
        for states, side, orig in (
            (start_a, 1, 1), (start_b, 0, 1), (join_a, 1, 0), (join_b, 0, 0),
        ):  # fmt: skip
            rows += [(number, state, side, orig) for state in states]
    return pl.DataFrame(rows, schema=["dispnum", "ccode", "sidea", "orig"], orient="row")

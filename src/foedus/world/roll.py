"""The states of a day under the codes and names of their time."""

from __future__ import annotations

from datetime import date
from functools import cache

from foedus import sources
from foedus.world.research import Roll, fixed, states_on
from foedus.world.states import dissolved_rows, existed, state_rows

__all__ = ["STATES_END", "roll_on"]

STATES_END = 2016
"""Last year of the state system, the contiguity and the list of major powers."""

WEST_GERMANY, GERMANY, NORTH_YEMEN, YEMEN = 260, 255, 678, 679
ONE_TO_ISO = {WEST_GERMANY: GERMANY, NORTH_YEMEN: YEMEN}
"""Numbers of states that have the code of the state they became part of."""


@cache
def roll_on(day: date) -> Roll:
    """Return the states of a day with codes, names and numbers of the Correlates of War.

    A state has the ISO3 code of its number, the code of its time where ISO keeps one (SUN, CSK,
    DDR, YUG, YMD), else the Correlates of War abbreviation (AUH Austria-Hungary).

    Parameters
    ----------
    day : date
        From 1816 on.

    Raises
    ------
    FoedusError
        The list of states is not on this computer.
    """
    today = state_rows()
    spells = sources.load("cow_states")
    if day.year > STATES_END:  # No state was born or died between that year and today.
        then = states_on(spells, date(STATES_END, 12, 31))
        first = dict(then.select("ccode", "first").iter_rows())
        rows = [
            (iso3, row["name"], row["cow_code"] or -1, first.get(row["cow_code"]))
            for iso3, row in today.items()
        ]
        return fixed(rows, day)
    members = states_on(spells, day)
    by_number = {row["cow_code"]: iso3 for iso3, row in today.items() if row["cow_code"]}
    numbers = {*members["ccode"]}
    found = []
    for ccode, abbreviation, name, start in members.iter_rows():
        one = ONE_TO_ISO.get(ccode, ccode)
        gone = [
            iso3
            for iso3, row in dissolved_rows().items()
            if row["cow_code"] == ccode and existed(iso3, day)
        ]
        if gone:
            found.append((gone[0], dissolved_rows()[gone[0]]["name"].split(" (")[0], ccode, start))
        elif one == ccode or one not in numbers:
            iso3 = by_number.get(one, abbreviation)
            called = today[iso3]["name"] if one in by_number else name
            found.append((iso3, called, ccode, start))
        else:
            found.append((abbreviation, name, ccode, start))
    return fixed(found, day)

"""What two states' past says, where the record is whole and where it is short."""

from dataclasses import replace
from datetime import date

import numpy as np

from foedus.security.coefficients import typical_history
from foedus.security.history import history
from smallworlds import plain

LATE = date(2021, 12, 31)


def since(n, *known):
    years = np.full((n, n), np.inf)
    for a, b, value in known:
        years[a, b] = years[b, a] = value
    return years


def test_a_whole_record_counts_from_the_beginning_of_the_younger_state():
    together = np.full((3, 3), 30.0)
    together[0, 2] = together[2, 0] = np.nan
    world = plain(3, on=LATE, years_since_clash=since(3, (0, 1, 4.0)), years_together=together)
    peace, recent = history(world)
    assert peace[0, 1] == np.log(5.0)
    assert peace[1, 2] == np.log(31.0)
    assert peace[0, 2] == np.log(206.0)  # nothing known: as long as there are data, since 1816
    assert recent is world.recent_clashes


def test_a_short_record_is_filled_with_what_is_typical():
    rivalry, land = np.zeros((4, 4), dtype=bool), np.zeros((4, 4), dtype=bool)
    rivalry[0, 1] = rivalry[1, 0] = land[0, 2] = land[2, 0] = True
    world = plain(
        4, on=LATE, rivalry=rivalry, contiguous=land, history_since=2011,
        years_since_clash=since(4, (2, 3, 1.0)),
    )  # fmt: skip
    peace, recent = history(world)
    assert peace[0, 1] == typical_history("rival", 10)[0]
    assert peace[0, 2] == typical_history("land", 10)[0]
    assert peace[1, 2] == typical_history("other", 10)[0]
    assert peace[2, 3] == np.log(2.0)
    assert not recent.any()
    young = replace(world, years_together=np.full((4, 4), 2.0))
    assert history(young)[0][0, 1] == np.log(3.0)  # no longer than there have been both
    early = replace(world, on=date(2013, 6, 30))
    assert history(early)[1][0, 1] == np.expm1(typical_history("rival", 2)[1]) > 0

"""The adders on Spark: each gives what it gives on polars."""

from contextlib import suppress

import pytest
from polars.testing import assert_frame_equal

from foedus.errors import FoedusError
from panelframes import (
    WITH_EVENTS,
    WITH_VALUES,
    all_adders,
    as_engine,
    calls,
    frame_of,
    keys_of,
    kind_of,
    to_polars,
)

ADDERS = all_adders()
# Sending their tables, a million rows, to the workers takes longer than all else.
LARGE = {"add_igos", "add_minimum_distance"}
pytestmark = [
    pytest.mark.mirror,
    pytest.mark.spark,
    pytest.mark.usefixtures("mirror", "spark"),
    pytest.mark.filterwarnings("ignore"),
]


def calls_on(kind, system):
    """Return the adders that serve the unit, with what each gives on polars."""
    frame = frame_of(kind, system)
    for name, arguments in calls():
        if name in WITH_EVENTS | WITH_VALUES | LARGE:
            continue
        # A refusal is tested elsewhere; here it only says that the unit is not served.
        with suppress(FoedusError):
            yield name, arguments, ADDERS[name](frame, *arguments)


UNITS = [("undirected dyad-year", "cow"), ("state-year", "gw")]


@pytest.mark.parametrize(("kind", "system"), UNITS)
def test_adders_are_the_same_on_spark(kind, system):
    frame = as_engine(frame_of(kind, system), "pyspark").cache()
    keys = keys_of(kind, system)
    served = list(calls_on(kind, system))
    assert len(served) > 4
    for name, arguments, expected in served:
        result = ADDERS[name](frame, *arguments)
        assert kind_of(result) == kind_of(frame)
        ours, theirs = to_polars(result).sort(keys), to_polars(expected).sort(keys)
        assert_frame_equal(ours, theirs, rel_tol=1e-12, abs_tol=1e-12)

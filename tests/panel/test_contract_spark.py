"""The adders on Spark: a chain of all that serve a unit gives what it gives on polars."""

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


def chain_of(kind, system):
    """Apply to a polars frame every adder that serves the unit and adds no name twice."""
    frame = frame_of(kind, system)
    chain = []
    for name, arguments in calls():
        if name in WITH_EVENTS | WITH_VALUES | LARGE or name.endswith(("_to_gw", "_to_cow")):
            continue
        try:
            frame = ADDERS[name](frame, *arguments)
        except FoedusError:
            continue
        chain.append((name, arguments))
    return chain, frame


@pytest.mark.parametrize(
    ("kind", "system"), [("undirected dyad-year", "cow"), ("state-year", "gw")]
)
def test_a_chain_of_adders_is_the_same_on_spark(kind, system):
    chain, expected = chain_of(kind, system)
    assert len(chain) > 4
    frame = as_engine(frame_of(kind, system), "pyspark")
    before = kind_of(frame)
    # Of one long plan Spark makes one long program; cutting it keeps the compiler quick.
    for number, (name, arguments) in enumerate(chain):
        frame = ADDERS[name](frame, *arguments)
        if number % 3 == 2:
            frame = frame.localCheckpoint()
    assert kind_of(frame) == before
    keys = keys_of(kind, system)
    assert_frame_equal(
        to_polars(frame).sort(keys), to_polars(expected).sort(keys), rel_tol=1e-12, abs_tol=1e-12
    )

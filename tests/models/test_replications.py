"""The three analyses of the R package's manuscript, from panel to coefficients.

`replication-*.modern.csv` in the golden folder: R's glm on the same data, with its default
tolerance and with a tight one. The peer's rules for years of peace are asked for.
"""

import os
import re
from importlib import import_module
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from foedus.errors import FoedusError
from foedus.models._logit import logit
from foedus.panel import peer_compat

# The package has functions of these names, which return results.
civil_conflict_onset, dangerous_dyads, leader_initiation = (
    import_module(f"foedus.models.{name}")
    for name in ("civil_conflict_onset", "dangerous_dyads", "leader_initiation")
)

FOLDER = Path(
    os.environ.get("FOEDUS_GOLDEN")
    or Path(__file__).parents[3] / "shared" / "golden" / "peacesciencer"
)


@pytest.fixture(scope="module")
def golden(mirror):
    if not (FOLDER / "replication-1.modern.csv").is_file():
        reason = f"the golden outputs are not at {FOLDER}"
        if os.environ.get("FOEDUS_REQUIRE_MIRROR") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return FOLDER


def dyads():
    return dangerous_dyads.fit(dangerous_dyads.panel())


def conflicts():
    model = civil_conflict_onset
    tables = [model.fit(model.panel(only_wars=wars), wars) for wars in (False, True)]
    return pl.concat(tables)


def leaders():
    return leader_initiation.fit(leader_initiation.panel())


RUNS = {1: dyads, 2: conflicts, 3: leaders}


@pytest.mark.mirror
@pytest.mark.parametrize("number", RUNS)
def test_equals_glm_in_r(golden, number):
    with peer_compat():
        ours = RUNS[number]()
    theirs = pl.read_csv(golden / f"replication-{number}.modern.csv")
    assert ours["n"].to_list() == theirs["n"].to_list()
    for name, column in (("estimate", "estimate"), ("std_error", "std.error")):
        np.testing.assert_allclose(ours[name], theirs[f"{column}_tight"], rtol=1e-8, atol=1e-13)
        # glm's own tolerance leaves the fifth digit of a standard error open.
        np.testing.assert_allclose(ours[name], theirs[column], rtol=1e-2, atol=1e-6)
    np.testing.assert_allclose(ours["estimate"], theirs["estimate"], atol=1e-6)
    plain = [re.sub(r"^I\((.*)\)$", r"\1", term) for term in theirs["term"]]
    assert ours["term"].to_list() == [term.removeprefix("war_") for term in plain]


@pytest.mark.mirror
def test_published_coefficients_are_the_golden_ones(golden):
    published = {
        1: dangerous_dyads.PUBLISHED,
        2: (*civil_conflict_onset.PUBLISHED[False], *civil_conflict_onset.PUBLISHED[True]),
        3: leader_initiation.PUBLISHED,
    }
    for number, rows in published.items():
        table = pl.read_csv(golden / f"replication-{number}.published.csv")
        np.testing.assert_allclose([row[1] for row in rows], table["estimate"], atol=1e-8)
        np.testing.assert_allclose([row[2] for row in rows], table["std.error"], atol=1e-8)


@pytest.mark.mirror
@pytest.mark.usefixtures("golden")
def test_the_right_years_of_peace_and_neighbours_change_little():
    table = dangerous_dyads.fit(dangerous_dyads.panel())
    known = table.filter(pl.col("term") == "landcontig").row(0, named=True)
    assert known["n"] == 106314
    assert known["estimate"] == pytest.approx(1.055, abs=0.06)
    beside = dangerous_dyads.compare(table)
    assert beside.height == table.height
    close = beside.filter(pl.col("term").is_in(["landcontig", "atop_defense", "cowmajdyad"]))
    assert (close["gap_in_standard_errors"].abs() < 1.5).all()


def test_a_logit_with_a_known_solution():
    # A dummy's logit is the difference of log odds: 1/4 against 3/4.
    frame = pl.DataFrame({"y": [0, 0, 0, 1, 1, 1, 1, 0, None], "x": [0] * 4 + [1] * 5})
    table = logit(frame, "y", ["x"], "toy")
    np.testing.assert_allclose(table["estimate"], [-np.log(3), 2 * np.log(3)], rtol=1e-10)
    assert table["n"].to_list() == [8, 8]
    with pytest.raises(FoedusError, match="toy: no row has all of y, x"):
        logit(frame.filter(pl.col("y").is_null()), "y", ["x"], "toy")

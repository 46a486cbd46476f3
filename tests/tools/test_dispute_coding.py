"""The coding of disputes on a system small enough to check by hand.

Six states. 1 and 2 owe each other defence, 3 and 4 likewise; 5 is allied to 3; 6 has no allies.
"""

import numpy as np
import polars as pl
import pytest

from estimation import dyads, joining
from estimation.data import prepare
from estimation.shares import shares
from foedus.security.kernel import FLOOR
from foedus.world.system import StateSystem

STATES = np.array([1, 2, 3, 4, 5, 6])


def system(year, allied=((1, 2), (3, 4), (3, 5)), capability=(0.3, 0.1, 0.2, 0.2, 0.1, 0.1)):
    pairs = np.zeros((6, 6), dtype=bool)
    for a, b in allied:
        pairs[a - 1, b - 1] = pairs[b - 1, a - 1] = True
    none = np.zeros((6, 6), dtype=bool)
    return prepare(
        StateSystem(
            year=year,
            ccode=STATES,
            capability=np.array(capability),
            together=~np.eye(6, dtype=bool),
            capital_distance=np.full((6, 6), 1000.0) * ~np.eye(6, dtype=bool),
            contiguous=none,
            allied=pairs,
            major=np.array([True] + [False] * 5),
            rivalry=none,
        )
    )


def participants(*rows):
    return pl.DataFrame(rows, schema=["dispnum", "ccode", "sidea", "orig"], orient="row").cast(
        pl.Float64
    )


def disputes(*rows):
    schema = ["dispnum", "styear", "hostlev", "fatality"]
    return pl.DataFrame(rows, schema=schema, orient="row").cast(pl.Float64)


# Dispute 10: 1 challenges 3 with force; 2 joins the challenger, 4 the target, 5 does not come.
# Dispute 11: 6 and 2 challenge 4 without force; 3 joins later.
# Dispute 12: 3 challenges 1 in a war of unknown fatality.
WHO = participants(
    (10, 1, 1, 1), (10, 3, 0, 1), (10, 2, 1, 0), (10, 4, 0, 0),
    (11, 6, 1, 1), (11, 2, 1, 1), (11, 4, 0, 1), (11, 3, 0, 0),
    (12, 3, 1, 1), (12, 1, 0, 1),
)  # fmt: skip
WHAT = disputes((10, 1950, 4, 2), (11, 1950, 3, 0), (12, 1951, 5, -9))


@pytest.fixture
def table():
    return dyads.rows([system(1950), system(1951)])


def found(table, kind, event):
    happened, known = dyads.events(table, dyads.onsets(WHO, WHAT))[event]
    chosen = happened if kind == "happened" else ~known
    return {
        (int(d) // 1000, int(d) % 1000, int(y))
        for d, y in zip(table.dyad[chosen], table.year[chosen], strict=True)
    }


def test_only_originators_start_and_only_against_side_b(table):
    assert found(table, "happened", "dispute") == {
        (1, 3, 1950), (6, 4, 1950), (2, 4, 1950), (3, 1, 1951)
    }  # fmt: skip


def test_force_needs_hostility_four(table):
    assert found(table, "happened", "force") == {(1, 3, 1950), (3, 1, 1951)}


def test_unknown_fatality_is_neither_fatal_nor_bloodless(table):
    assert found(table, "happened", "fatal") == {(1, 3, 1950)}
    assert found(table, "unknown", "fatal") == {(3, 1, 1951)}
    assert found(table, "unknown", "force") == set()


def test_a_fatal_dispute_beside_one_of_unknown_fatality_is_fatal(table):
    who = participants((1, 1, 1, 1), (1, 3, 0, 1), (2, 1, 1, 1), (2, 3, 0, 1))
    what = disputes((1, 1950, 4, -9), (2, 1950, 4, 1))
    happened, known = dyads.events(table, dyads.onsets(who, what))["fatal"]
    assert happened.sum() == 1
    assert known.all()


def test_dyad_years_of_unknown_capability_are_dropped_and_counted():
    known, partly = system(1950), system(1951, capability=(0.3, 0.1, np.nan, 0.4, 0.1, 0.1))
    table = dyads.rows([known, partly])
    assert (len(table.dyad), table.dropped) == (30 + 20, 10)
    assert not np.any((table.year == 1951) & (table.dyad // 1000 == 3))


def test_unknown_allies_add_nothing_to_the_defence():
    with_ally = dyads.rows([system(1950)])
    unknown = dyads.rows([system(1950, capability=(0.3, 0.1, 0.2, np.nan, 0.1, 0.1))])
    alone = dyads.rows([system(1950, allied=((1, 2), (3, 5)))])

    def balance(table):
        return dyads.balance(table, 4000.0, 0.75, 0.0)[table.dyad == 1003].item()

    assert balance(unknown) == pytest.approx(balance(alone))
    assert balance(with_ally) < balance(alone)


def test_balance_is_the_models_own():
    table = dyads.rows([system(1950)])
    reach = np.exp(-1000 / 4000)
    row = table.dyad == 1003  # 1 against 3, whose allies are 4 and 5
    against = 0.2 + 0.75 * (0.2 + 0.1) * reach
    assert dyads.balance(table, 4000.0, 0.75, 0.0)[row].item() == pytest.approx(
        np.log(0.3 * reach / against), abs=1e-12
    )
    both = (0.3 + 0.5 * 0.1) * reach
    assert dyads.balance(table, 4000.0, 0.75, 0.5)[row].item() == pytest.approx(
        np.log(both / against), abs=1e-12
    )
    assert dyads.bilateral(table)[row].item() == pytest.approx(np.log(0.3 / 0.2))
    assert dyads.bilateral(table, 4000.0)[row].item() == pytest.approx(np.log(0.3 * reach / 0.2))


def test_covariates_are_challenger_by_target():
    table = dyads.rows([system(1950)])
    row = table.covariates[table.dyad == 1002][0]
    expected = {
        "constant": 1, "contiguity": 0, "log_distance": np.log(1000.0), "major_challenger": 1,
        "major_target": 0, "rivalry": 0, "allied": 1,
    }  # fmt: skip
    assert dict(zip(dyads.TERMS, row, strict=True)) == pytest.approx(expected)


def test_armed_sides_leaves_out_states_at_the_floor():
    table = dyads.rows([system(1950, capability=(0.5, 0.2, 0.3, FLOOR, 0.0, 0.0))])
    assert dyads.armed_sides(table).sum() == 6


@pytest.fixture
def record():
    years = {year: system(year) for year in (1949, 1950, 1951)}
    return joining.record(joining.disputes_with_force(WHO, WHAT), years, 1946, 2010)


def test_calls_for_help(record):
    # Dispute 10: 3's allies 4 (came) and 5 (did not); dispute 12: 1's ally 2 (did not).
    calls = record.help.select("dispute", "target", "ally", "helped", "opposed").rows()
    assert calls == [(10, 3, 4, True, False), (10, 3, 5, False, False), (12, 1, 2, False, False)]
    assert record.help["war"].to_list() == [False, False, True]


def test_calls_to_attack(record):
    # Dispute 10: 1's ally 2 came; dispute 12: 3's allies 4 and 5 did not.
    calls = record.attack.select("dispute", "capability", "joined").rows()
    assert calls == [(10, 0.1, True), (12, 0.2, False), (12, 0.1, False)]
    assert record.attack["power"][0] == pytest.approx(0.1 * np.exp(-0.25))


def test_shares_of_the_record(record):
    found = {(s.parameter, s.event): s for s in shares(record) if s.main}
    assert found["rho", "force"].found.estimate == pytest.approx(1 / 3)
    assert found["rho", "war"].found.n == 1
    assert found["omega", "force"].found.estimate == pytest.approx(0.1 / 0.4)
    assert found["omega", "war"].found.estimate == 0.0


def test_an_obligation_of_the_same_year_is_no_call():
    years = {1949: system(1949, allied=()), 1950: system(1950)}
    force = joining.disputes_with_force(WHO, WHAT)[:1]
    assert joining.record(force, years, 1950, 1950).help.is_empty()


def test_allies_of_the_target_are_not_free_to_attack():
    allied = ((1, 2), (2, 3), (3, 4), (3, 5))
    years = {year: system(year, allied) for year in (1949, 1950)}
    force = joining.disputes_with_force(WHO, WHAT)[:1]
    found = joining.record(force, years, 1950, 1950)
    assert found.attack.is_empty()
    assert found.help.filter(pl.col("ally") == 2).select("opposed", "divided").row(0) == (
        True,
        True,
    )


def test_originators_are_not_called():
    who = participants((10, 1, 1, 1), (10, 3, 0, 1), (10, 4, 0, 1))
    years = {year: system(year) for year in (1949, 1950)}
    found = joining.record(joining.disputes_with_force(who, WHAT), years, 1950, 1950)
    assert found.help.select("target", "ally").rows() == [(3, 5)]


def test_weighted_share_interval_holds_the_share_and_is_repeatable():
    rng = np.random.default_rng(1)
    weight, joined = rng.random(300), (rng.random(300) < 0.3).astype(float)
    group = np.arange(300) // 3
    first, again = (joining.weighted_share(weight, joined, group) for _ in range(2))
    assert first == again
    assert first.low < first.estimate < first.high
    assert first.estimate == pytest.approx((weight * joined).sum() / weight.sum())


def test_wilson_of_nothing_found_still_has_an_upper_end():
    found = joining.wilson(0, 20)
    assert (found.estimate, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.16112515805281938)

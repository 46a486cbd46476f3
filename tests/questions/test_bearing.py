"""The rules by which commitments bear on changes: conditions one by one, and their order."""

from datetime import date
from types import SimpleNamespace

import pytest

from foedus import Accession, Withdrawal, load_world
from foedus.questions import bearing
from foedus.questions.bearing import (
    CONDITIONS,
    NAMED,
    Bearing,
    bearing_on,
    commitment_records,
    rule_rows,
)
from foedus.questions.clause import EFFECTS
from foedus.questions.ledger import commitments_on

NOW = load_world("2025-06-01")


def holds(condition, states=(), hosts=(), parties=(), named=(), status="in_force", weapon=None,
          alliances=()):  # fmt: skip
    commitment = SimpleNamespace(
        status=status, named=frozenset(named), party_states=lambda day: frozenset(parties)
    )
    footprint = SimpleNamespace(states=frozenset(states), hosts=frozenset(hosts), weapon=weapon,
                                alliances=frozenset(alliances))  # fmt: skip
    match = bearing._Match(commitment, footprint, NOW, NOW.on)
    return CONDITIONS[condition](match)


CASES = [
    ("candidate in Europe", {"states": ["UKR"]}, {"states": ["KAZ"]}),
    ("candidate outside Europe", {"states": ["KAZ"]}, {"states": ["UKR"]}),
    ("candidate is party", {"states": ["UKR"], "parties": ["UKR", "RUS"]},
     {"states": ["UKR"], "parties": ["RUS"]}),
    ("candidate named", {"states": ["UKR"], "named": ["UKR"]},
     {"states": ["UKR"], "parties": ["UKR"]}),
    ("candidate joins east of Germany", {"states": ["POL"]}, {"states": ["FRA"]}),
    ("candidate joins east of Germany", {"states": ["UKR"]}, {"states": ["KAZ"]}),
    ("candidate in another defence alliance", {"states": ["ARM"]}, {"states": ["UKR"]}),
    ("candidate in another defence alliance", {"states": ["EGY"]},
     {"states": ["EGY"], "alliances": ["ARAB_JDT"]}),
    ("candidate in another defence alliance", {"states": ["ARM"]}, {"states": ["SWE"]}),
    ("candidate is Germany", {"states": ["DEU", "POL"]}, {"states": ["POL"]}),
    ("all movers are parties", {"states": ["UKR"], "parties": ["UKR", "RUS"]},
     {"states": ["UKR", "GEO"], "parties": ["UKR", "RUS"]}),
    ("a mover in NATO", {"states": ["POL", "UKR"]}, {"states": ["UKR"]}),
    ("clause is proposed", {"status": "proposed"}, {"status": "in_force"}),
    ("sender is party", {"states": ["RUS"], "parties": ["RUS"]}, {"states": ["RUS"]}),
    ("sender named", {"states": ["RUS"], "named": ["RUS"]}, {"states": ["RUS"]}),
    ("sender in NATO", {"states": ["USA"]}, {"states": ["RUS"]}),
    ("sender is the United States", {"states": ["USA"]}, {"states": ["GBR"]}),
    ("sender is Russia", {"states": ["RUS"]}, {"states": ["BLR"]}),
    ("sender member in 1997 or Russia", {"states": ["ESP"]}, {"states": ["POL"]}),
    ("sender member in 1997 or Russia", {"states": ["RUS"]}, {"states": ["UKR"]}),
    ("sender and host in NATO", {"states": ["USA"], "hosts": ["POL"]},
     {"states": ["USA"], "hosts": ["UKR"]}),
    ("sender and host in NATO", {"states": ["USA"], "hosts": ["POL"]},
     {"states": ["RUS"], "hosts": ["POL"]}),
    ("host joined after 1997", {"hosts": ["POL"]}, {"hosts": ["DEU"]}),
    ("host in Europe", {"hosts": ["POL"]}, {"hosts": ["JPN"]}),
    ("host is party", {"hosts": ["DEU"], "parties": ["DEU"]}, {"hosts": ["DEU"]}),
    ("host is Germany", {"hosts": ["DEU"]}, {"hosts": ["POL"]}),
    ("host is Ukraine", {"hosts": ["UKR"]}, {"hosts": ["POL"]}),
    ("host is Georgia or Moldova", {"hosts": ["MDA"]}, {"hosts": ["UKR"]}),
    ("host post-Soviet outside NATO", {"hosts": ["KAZ"]}, {"hosts": ["EST"]}),
    ("host post-Soviet outside NATO", {"hosts": ["UKR"]}, {"hosts": ["POL"]}),
    ("system of intermediate range", {"weapon": "rus_oreshnik"}, {"weapon": None}),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "yes", "no"), CASES)
def test_conditions_hold_and_do_not(condition, yes, no):
    if condition == "system of intermediate range":
        from foedus.world.tables import read_table

        weapons = read_table("weapons")
        inside = weapons.filter(weapons["inf_treaty_range"] == 1)["weapon_id"].to_list()
        outside = weapons.filter(weapons["inf_treaty_range"] == 0)["weapon_id"].to_list()
        yes, no = {"weapon": inside[0]}, {"weapon": outside[0]}
        assert not holds(condition, weapon=None)
    assert holds(condition, **yes)
    assert not holds(condition, **no)


def test_every_condition_is_tried():
    assert {condition for condition, _, _ in CASES} == set(CONDITIONS)


def test_an_unknown_condition_or_effect_is_refused(monkeypatch):
    base = dict(rule_rows()[0])
    for wrong in ({"condition": "host is nowhere"}, {"effect": "forbid"}):
        rule_rows.cache_clear()
        monkeypatch.setattr(bearing, "rows", lambda *path, row=base | wrong: (row,))
        with pytest.raises(bearing.FoedusError, match=r"rules.csv: .*(nowhere|forbid)"):
            rule_rows()
    rule_rows.cache_clear()


CHANGES = [
    Accession("UKR", "NATO"), Accession("KAZ", "NATO"), Accession("SRB", "CSTO"),
    Withdrawal("POL", "NATO"), Withdrawal("ARM", "CSTO"),
]  # fmt: skip


def expected(change):
    """What bears on a change, rule by rule: the first that applies, its own before others."""
    footprint = change.footprint(NOW)
    found = []
    for commitment in commitments_on(NOW.on):
        if commitment.status == "lapsed":
            continue
        match = bearing._Match(commitment, footprint, NOW, NOW.on)
        of_kind = [row for row in rule_rows() if row["change"] == footprint.kind]
        own = [row for row in of_kind if row["clause_id"] == commitment.id]
        for row in own or [row for row in of_kind if not row["clause_id"]]:
            wanted = [text.strip() for text in row["condition"].split(";") if text.strip()]
            about = not row["alliance"] or set(row["alliance"].split()) & footprint.alliances
            met = row["clause_kind"] == commitment.kind and about
            if met and all(CONDITIONS[text](match) for text in wanted):
                found.append((commitment.id, row["effect"]))
                break
    return found


@pytest.mark.parametrize(
    "change", CHANGES, ids=lambda change: f"{type(change).__name__}-{change.state}"
)
def test_the_first_rule_that_applies_bears(change):
    found = bearing_on([change], NOW)
    assert sorted((one.commitment.id, one.effect) for one in found) == sorted(expected(change))
    assert found
    assert all(one.change == change.describe() for one in found)
    assert all(one.reason for one in found)


def test_what_is_in_force_comes_first_then_by_effect():
    found = bearing_on(CHANGES, NOW)
    order = [(one.commitment.status == "proposed", EFFECTS.index(one.effect)) for one in found]
    assert order == sorted(order)
    assert {True, False} == {proposed for proposed, _ in order}


def test_before_the_oldest_text_nothing_bears():
    class Early:
        on = date(1944, 1, 1)
        alliances = ()

    class Change:
        def describe(self):
            return "a change"

        def footprint(self, world):
            return SimpleNamespace(kind="accession", on=None, states=frozenset(),
                                   alliances=frozenset())  # fmt: skip

    assert bearing_on([Change()], Early()) == ()


@pytest.mark.parametrize("count", [1, NAMED, NAMED + 1, NAMED + 4])
def test_one_clause_is_one_record_that_names_a_few_changes(count):
    [commitment] = [c for c in commitments_on(NOW.on) if c.id == "NAT-10"]
    same = [Bearing(commitment, f"change {i}", "permit", "why") for i in range(count)]
    other = Bearing(commitment, "change 0", "limit", "because")
    first, second = commitment_records([*same, other])
    named = "; ".join(f"change {i}" for i in range(min(count, NAMED)))
    assert first.change == named + (f" and {count - NAMED} more" if count > NAMED else "")
    assert (first.effect, first.reason) == ("permit", "why")
    assert (second.effect, second.reason) == ("limit", "because")
    assert first.force == "legally binding"
    assert len(first.readings) == len(commitment.readings)

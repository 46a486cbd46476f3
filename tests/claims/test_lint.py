"""What no figure could fail: certainty of trees of tests, against every truth there could be."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asked import entry
from foedus.claims.lint import certainty, lint, unknown_names
from foedus.world.days import parse_date


def share(**expect):
    return entry("frontier_share", state="POL", **{"with": ["NATO"]}, expect=expect)


SURE, NEVER = share(at_least=0), share(more_than=100)
OPEN = [entry("membership", alliance="NATO", state=[iso3]) for iso3 in ("POL", "UKR")]
DENIED = entry("membership", alliance="NATO", state=["POL"], expect=False)

LEAVES = {"sure": SURE, "never": NEVER, "first": OPEN[0], "second": OPEN[1], "denied": DENIED}

names = st.recursive(
    st.sampled_from(sorted(LEAVES)),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("not"), st.lists(inner, min_size=1, max_size=1)),
    ),
    max_leaves=6,
)


def tree_of(shape):
    if isinstance(shape, str):
        return LEAVES[shape]
    word, parts = shape
    return word, tuple(tree_of(part) for part in parts)


def truth(shape, facts):
    if isinstance(shape, str):
        return {"sure": True, "never": False, "denied": not facts["first"]}.get(
            shape, facts.get(shape)
        )
    word, parts = shape
    told = [truth(part, facts) for part in parts]
    return not told[0] if word == "not" else all(told) if word == "all" else any(told)


@given(names)
def test_a_tree_called_certain_is_certain_in_every_world(shape):
    told = {
        truth(shape, dict(zip(("first", "second"), facts, strict=True)))
        for facts in itertools.product((True, False), repeat=2)
    }
    sure = certainty(tree_of(shape))
    if sure is not None:
        assert told == {sure}


@given(names)
def test_the_denial_of_a_tree_has_the_opposite_certainty(shape):
    sure, denied = certainty(tree_of(shape)), certainty(("not", (tree_of(shape),)))
    assert denied == (None if sure is None else not sure)


@pytest.mark.parametrize(
    ("tree", "sure"),
    [
        (SURE, True), (NEVER, False), (OPEN[0], None), (DENIED, None),
        (("not", (SURE,)), False), (("not", (NEVER,)), True),
        (("all", (SURE, SURE)), True), (("all", (SURE, OPEN[0])), None),
        (("all", (NEVER, OPEN[0])), False), (("any", (NEVER, NEVER)), False),
        (("any", (SURE, OPEN[0])), True), (("any", (NEVER, OPEN[0])), None),
        (("any", (OPEN[0], ("not", (OPEN[0],)))), True),
        (("all", (OPEN[0], ("not", (OPEN[0],)))), False),
        (("any", (OPEN[0], DENIED)), True), (("all", (OPEN[0], DENIED)), False),
        (("any", (OPEN[0], OPEN[1])), None),
        (("not", (("all", (OPEN[0], DENIED)),)), True),
    ],
)  # fmt: skip
def test_certainty(tree, sure):
    assert certainty(tree) is sure


@pytest.mark.parametrize(
    ("word", "first", "second", "sure"),
    [
        ("all", {"more_than": 9}, {"less_than": 3}, False),
        ("all", {"at_least": 3}, {"at_most": 3}, None),
        ("all", {"at_least": 3.1}, {"at_most": 3}, False),
        ("all", {"at_least": 3}, {"at_most": 5}, None),
        ("any", {"at_least": 3}, {"at_most": 3}, True),
        ("any", {"at_least": 3}, {"at_most": 5}, True),
        ("any", {"at_least": 5}, {"at_most": 3}, None),
        ("any", {"at_least": 3}, {"at_least": 5}, None),
        ("any", {"at_most": 3}, {"at_most": 5}, None),
    ],
)
def test_bounds_on_one_figure_can_exclude_each_other_or_leave_nothing(word, first, second, sure):
    pair = (share(**first), share(**second))
    assert certainty((word, pair)) is sure
    assert certainty((word, pair[::-1])) is sure
    # Of two figures nothing of the kind can be said.
    other = entry("frontier_share", state="FIN", **{"with": ["NATO"]}, expect=second)
    assert certainty((word, (pair[0], other))) is None


@pytest.mark.parametrize(
    ("test", "told"),
    [
        (entry("membership", alliance="NAT0", state=["POL"]), "did you mean NATO?"),
        (entry("membership", alliance="NATO", state=["Polnad"]), "did you mean Poland"),
        (entry("operation_mandate", operation="nato_kfr", expect="consented"), "nato_kfor"),
        (entry("clause", id="NAT-l0"), "did you mean NAT-10?"),
        (entry("commitment", involving=["NATOO"]), "NATOO"),
        (entry("article10", alliance="NATO", assumptions={"roh": 1.0}), "did you mean rho?"),
    ],
)
def test_names_that_nobody_has(test, told):
    found = list(unknown_names(test, parse_date("2024-06-01")))
    assert len(found) == 1
    assert told in found[0]


def test_names_that_somebody_had_are_known_on_his_days():
    gone = entry("membership", alliance="WTO", state=["DDR"])
    assert list(unknown_names(gone, parse_date("1980-01-01"))) == []
    unknown = entry("membership", alliance="NATO", state=["Baltic states", "not EST"])
    assert list(unknown_names(unknown, parse_date("2024-06-01"))) != []
    group = entry("membership", alliance="NATO", state=["Europe", "not RUS"])
    assert list(unknown_names(group, parse_date("2024-06-01"))) == []


def test_remarks_come_in_the_order_of_the_file_with_their_lines(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(
        "document: {title: t, speaker: s, date: 2024-06-01}\n"
        "claims:\n"
        "  - {id: a, says: x, kind: fact, test: {membership: {alliance: NATO, state: POL}}}\n"
        "  - {id: b, says: x, kind: fact, tset: 3}\n"
        "  - id: c\n    says: x\n    kind: fact\n    test:\n      all:\n"
        "        - nuclear: {state: POL, on: 2020-01-01}\n"
        "        - nuclear: {state: POL, on: 2020-01-01}\n",
        encoding="utf-8",
    )
    found = lint(path)
    assert [line.split(":")[1] for line in found] == ["3", "4", "8"]
    assert "no day given (on): 2024-06-01, the document's, is taken" in found[0]
    assert "did you mean test?" in found[1]
    assert "the same test stands twice in all" in found[2]
    assert lint(tmp_path / "none.yaml")[0].startswith(f"{tmp_path / 'none.yaml'}")

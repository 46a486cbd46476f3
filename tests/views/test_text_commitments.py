"""Commitments and comparisons as text, read back; every branch."""

from collections import Counter
from datetime import date

import pytest

import foedus
from foedus import load_world
from foedus.questions.clause import BINDING
from foedus.views.text.commitments import MANY, summary
from foedus.views.text.compare import summary as compared


@pytest.fixture(scope="module")
def found():
    return foedus.commitments(load_world("2025-06-01"), ["RUS", "USA"])


def told(found, **parts):
    return " ".join(summary(found.model_copy(update=parts)).split())


def test_every_commitment_has_its_clause_its_status_and_its_source(found):
    text = told(found)
    for item in found.commitments:
        head = f"{item.id} {item.document} ({item.date})"
        assert head in text
        part = text.split(head)[1]
        assert (
            f"{item.kind}; {item.status} since {item.status_from}; {BINDING[item.binding]}" in part
        )
        assert f"parties: {item.parties}" in part
        for reading in item.readings:
            assert " ".join(f"{reading.reader}: {reading.reading}".split()) in part.replace(
                "| ", ""
            )


def test_many_are_first_counted_by_kind_and_status(found):
    assert len(found.commitments) >= MANY
    lines = summary(found).splitlines()
    start = next(i for i, line in enumerate(lines) if line.split()[:2] == ["kind", "all"])
    head = lines[start].replace("in force", "in_force").split()
    rows = []
    for line in lines[start + 1 :]:
        if not line.strip():
            break
        rows.append(line.split())
    kinds = Counter(item.kind for item in found.commitments)
    assert {row[0]: int(row[1]) for row in rows} == kinds
    assert [int(row[1]) for row in rows] == sorted(kinds.values(), reverse=True)
    for row in rows:
        for status, shown in zip(head[2:], row[2:], strict=True):
            count = sum(i.kind == row[0] and i.status == status for i in found.commitments)
            assert shown == (str(count) if count else "-")
    disputed = [item.id for item in found.commitments if item.readings]
    assert f"Read differently: {', '.join(disputed)}." in told(found)


def test_few_are_listed_at_once(found):
    few = told(found, commitments=found.commitments[: MANY - 1])
    assert "kind all" not in few
    assert "Fewer: --involving" not in few
    calm = tuple(item for item in found.commitments if not item.readings)[:MANY]
    text = told(found, commitments=calm)
    assert "kind all" in text
    assert "Read differently" not in text


def test_what_one_side_sets_against_a_clause_is_named(found):
    [item] = [i for i in found.commitments if i.readings][:1]
    reading = item.readings[0].model_copy(update={"against": "XYZ-9"})
    one = item.model_copy(update={"readings": (reading,), "article": ""})
    text = told(found, commitments=(one,))
    assert f"{reading.other_reader} (with XYZ-9): " in text
    assert f"({item.date})," not in text


def test_frames_have_their_columns_where_they_have_no_rows():
    full = foedus.commitments(load_world("2025-06-01"), ["RUS", "USA"])
    none = foedus.commitments(load_world("2025-06-01"), kind="missile_ban", on="1950-01-01")
    for name, frame in full.frames.items():
        assert none.frames[name].schema == frame.schema
        assert none.frames[name].height == 0
    pairs = [(c.id, r.reading) for c in full.commitments for r in c.readings]
    assert full.frames["readings"].select("id", "reading").rows() == pairs


# --- Comparisons ---------------------------------------------------------------------------------


@pytest.fixture
def both(asked):
    return asked("compare").result


def of(both, **parts):
    first, *rest = both.proposals
    changed = both.model_copy(update={"proposals": (first.model_copy(update=parts), *rest)})
    return " ".join(compared(changed).split())


@pytest.mark.parametrize(
    ("better", "refused_by_none", "mark"),
    [(True, True, "A * "), (False, True, "A o "), (False, False, "A ")],
)
def test_marks_of_a_proposal(both, better, refused_by_none, mark):
    text = of(both, pareto_better=better, no_state_would_refuse=refused_by_none)
    assert f"{mark}{both.proposals[0].title}" in text


def test_what_is_said_of_a_proposal(both):
    text = of(both, worst=("Aaa", "Bbb"), share_nobody_worse=0.456, dominated_by=("other",),
              safer=3, less_safe=4, preferred_by=5)  # fmt: skip
    assert "safer 3, less safe 4, preferred by 5" in text
    assert "loses most: Aaa, Bbb" in text
    assert f"no state would refuse it in 46 % of {both.draws} draws" in text
    assert "at least as good for everybody: other" in text
    bare = of(both, worst=(), share_nobody_worse=None, dominated_by=())
    first = bare.split("B ")[0]
    for words in ("loses most", "would refuse it in", "at least as good"):
        assert words not in first


def test_forces_abroad_are_mentioned_where_they_stand(both):
    assert "Forces abroad" not in compared(both.model_copy(update={"forces_abroad": False}))
    assert "Forces abroad on record" in compared(both.model_copy(update={"forces_abroad": True}))


def test_proposals_beyond_the_alphabet_have_numbers(both):
    many = tuple(both.proposals[0].model_copy(update={"name": f"p{i}"}) for i in range(28))
    rows = tuple(row.model_copy(update={"change": {p.name: 0.1 for p in many}})
                 for row in both.states[:2])  # fmt: skip
    text = compared(both.model_copy(update={"proposals": many, "states": rows}))
    assert "\nZ " in text
    assert "\n26 " in text
    assert "\n27 " in text
    assert "more (--csv" not in text


def test_dates_of_a_comparison(both):
    text = compared(both.model_copy(update={"on": date(2024, 1, 1)}))
    assert text.startswith("2 proposals on 2024-01-01")

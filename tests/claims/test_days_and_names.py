"""The day that a test is about, and states named in words."""

import pytest

from foedus import FoedusError, check
from foedus.claims.claimsfile import load_claims
from foedus.claims.lint import lint

HEAD = "document: {title: T, speaker: S, date: %s}\nclaims:\n"


def claims(folder, day, *tests):
    """Write a file with tests in it."""
    path = folder / "claims.yaml"
    lines = [
        f"  - {{id: c{i}, says: A claim, kind: fact, test: {test}}}" for i, test in enumerate(tests)
    ]
    path.write_text(HEAD % day + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("state", "held"), [("SUN", True), ("DDR", False), ("ALB", False)])
def test_an_alliance_that_had_ended_is_asked_on_its_last_day(state, held, tmp_path):
    # The GDR left in September 1990, Albania in 1968; the alliance ended in 1991.
    path = claims(tmp_path, "2022-01-30", f"{{membership: {{alliance: WTO, state: {state}}}}}")
    (found,) = check(path).claims
    assert found.finding.verdict == ("supported" if held else "contradicted")
    assert "1991-06-30" in found.finding.figure
    assert any("the alliance's last" in str(remark) for remark in lint(path))


def test_the_day_of_the_document_is_taken_while_the_alliance_lasts(tmp_path):
    path = claims(
        tmp_path,
        "1986-06-01",
        "{membership: {alliance: WTO, state: DDR}}",
        "{membership: {alliance: WTO, state: DDR, on: 1991-01-01, expect: false}}",
    )
    first = load_claims(path).claims[0].tree
    assert str(first.day(load_claims(path).head.date)) == "1986-06-01"
    assert check(path).claims[0].finding.verdict == "supported"


@pytest.mark.parametrize(
    ("state", "alliance", "others", "own"),
    [("FIN", "NATO", "Norway", "Finland"), ("POL", "NATO", "Germany", "Poland"),
     ("BLR", "CSTO", "Russia", "Belarus")],
)  # fmt: skip
def test_a_member_has_a_frontier_with_the_others(state, alliance, others, own, tmp_path):
    test = f"{{frontier_share: {{state: {state}, with: {alliance}, expect: {{more_than: 1}}}}}}"
    (found,) = check(claims(tmp_path, "2025-11-01", test)).claims
    listed = found.finding.figure.split("(")[1]
    assert others in listed
    assert own not in listed
    assert 0 < found.finding.value < 100


def test_nobody_has_a_frontier_with_himself(tmp_path):
    test = "{frontier_share: {state: FIN, with: [FIN], expect: {more_than: 1}}}"
    with pytest.raises(FoedusError, match="frontier with itself"):
        check(claims(tmp_path, "2025-11-01", test))


def test_others_are_named_and_both_years_told(tmp_path):
    path = claims(
        tmp_path,
        "2025-11-01",
        "{ratio: {measure: percent_gdp, state: POL, to: [DEU], expect: {more_than: 1}}}",
        "{share: {measure: gdp, state: POL, of: [Europe, not RUS], expect: {more_than: 1}}}",
        "{rank: {measure: gdp, state: POL, among: [DEU, FRA], expect: 3}}",
        "{count: {measure: gdp, among: [DEU, FRA], threshold: {more_than: 1}, expect: 2}}",
        "{ratio: {measure: expenditure_usd, state: POL, since: 2020-06-01,"
        " expect: {more_than: 1}}}",
    )
    figures = [claim.finding.figure for claim in check(path).claims]
    assert "that of Germany:" in figures[0]
    assert "share of Europe, not Russia:" in figures[1]
    assert "among Germany, France," in figures[2]
    assert "states of Germany, France with" in figures[3]
    assert "2019 and 2024" in figures[4]
    cited = check(path).claims[4].finding.sources
    assert [text.rsplit(", ", 1)[1] for text in cited] == ["2019", "2024"]

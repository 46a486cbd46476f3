"""Claims files: the examples, files about other alliances and days, and what bad files get."""

import json
from pathlib import Path

import pytest

from foedus import FoedusError, check
from foedus.claims.claimsfile import MAX_CLAIMS, TESTS, load_claims
from foedus.claims.expect import Expect
from foedus.claims.lint import lint
from foedus.claims.operations import disputes_of
from foedus.claims.verdict import VERDICTS
from foedus.scenario.tabledata import rows
from foedus.views.html.check import claim_review, report
from foedus.world.tables import read_table

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "claims").glob("*.yaml"))

CSTO = """
document: {title: The CSTO in 2023, speaker: A commentator, date: 2023-06-01}
claims:
  - id: six-members
    says: The CSTO has six members, among them Armenia.
    kind: fact
    test:
      all:
        - membership: {alliance: CSTO, state: [ARM, BLR, KAZ, KGZ, RUS, TJK]}
        - not: {membership: {alliance: CSTO, state: UZB}}
  - id: never-grew
    says: The CSTO has taken in nobody since 2004.
    kind: fact
    test: {enlargement_waves: {alliance: CSTO, from: 2004-01-01, count: members, expect: 0}}
  - id: kazakhstan-short
    says: The operation in Kazakhstan lasted less than a month.
    kind: fact
    test:
      operation_duration: {operation: csto_kazakhstan_2022, unit: months, expect: {less_than: 1}}
  - id: kazakhstan-invited
    says: It was invited by the host.
    kind: fact
    test: {operation_mandate: {operation: csto_kazakhstan_2022, expect: consented}}
  - id: kazakhstan-attack
    says: It answered an attack from outside.
    kind: fact
    test: {operation_mandate: {operation: csto_kazakhstan_2022, expect: answer_to_attack}}
  - id: russia-carries-it
    says: Russia has more than two thirds of the members' soldiers.
    kind: fact
    test:
      contribution: {alliance: CSTO, state: RUS, measure: share_personnel, expect: {more_than: 66}}
  - id: frontier-with-nato
    says: The CSTO has a longer frontier with Poland than a kilometre.
    kind: fact
    test: {frontier: {alliance: CSTO, toward: POL, expect: {more_than: 1}}}
  - id: serbia-would-gain
    says: Serbia would be safer inside.
    kind: prediction
    test: {article10: {alliance: CSTO, admit: SRB, statement: candidate_safer}}
  - id: free-choice
    says: Nothing bars Serbia from joining.
    kind: fact
    test: {commitment_bars: {alliance: CSTO, admit: SRB, expect: false}}
  - id: who-starts
    says: Its members start most of their disputes.
    kind: fact
    test: {dispute_record: {alliance: CSTO, from: 1995, to: 2010, expect: {more_than: 50}}}
"""

ARAB = """
document: {title: The Arab League in 1978, speaker: A historian, date: 1978-11-05}
claims:
  - id: egypt-in
    says: Egypt is a member.
    kind: fact
    test: {membership: {alliance: Arab League, state: EGY}}
  - id: israel-not
    says: Israel is no member.
    kind: fact
    test: {membership: {alliance: ARAB_JDT, state: ISR, expect: false}}
  - id: indivisible
    says: It is bound by the indivisibility of security in Europe.
    kind: fact
    test: {commitment: {involving: Arab League, kind: indivisibility, expect: none}}
  - id: near-israel
    says: Its territory reaches within 50 km of Jerusalem.
    kind: fact
    test: {frontier: {alliance: ARAB_JDT, measure: distance_km, toward: ISR, expect: {at_most: 50}}}
  - id: feelings
    says: It is united in spirit.
    kind: value
    not_testable: There is no measure of spirit.
"""


@pytest.fixture
def write(tmp_path):
    def to_file(text, name="c.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return to_file


def verdicts_of(path, draws=60):
    return {c.id: c.finding for c in check(path, draws=draws).claims}


def one(test, on="2022-01-30"):
    return (
        f"document: {{title: t, speaker: s, date: {on}}}\n"
        f"claims:\n  - id: a\n    says: x\n    kind: fact\n    test: {test}\n"
    )


# --- Examples and unseen files -----------------------------------------------------------------


def test_the_article_is_covered_and_every_verdict_has_what_it_needs():
    path = next(p for p in EXAMPLES if "lavrov" in p.name)
    found = verdicts_of(path)
    assert len(found) >= 12
    assert found["five-waves"].verdict == "supported"
    assert found["yugoslavia-three-months"].value == 78
    assert found["libya-against-resolution"].verdict == "contested"
    assert found["commitment-violated"].verdict == "contested"
    assert found["line-moves-east"].value < -500
    for name, finding in found.items():
        assert finding.verdict in VERDICTS
        assert finding.figure, name
        if finding.test != "none":
            assert finding.command.startswith("foedus "), name
        if finding.verdict == "contested":
            assert finding.readings, name
        if finding.verdict == "depends":
            assert finding.depends_on, name
        if finding.verdict in ("supported", "contradicted"):
            assert finding.sources, name


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_example_fits_the_schema_and_has_no_vain_test(path):
    load_claims(path)
    assert not [remark for remark in lint(path) if "no day given" not in remark]


def test_the_same_vocabulary_serves_the_csto(write):
    found = verdicts_of(write(CSTO))
    assert found["six-members"].verdict == "supported"
    assert found["never-grew"].verdict == "contradicted"  # Uzbekistan came back in 2006
    assert found["never-grew"].value == 1
    assert found["kazakhstan-short"].verdict == "supported"
    assert found["kazakhstan-invited"].verdict == "supported"
    assert found["kazakhstan-attack"].verdict == "contested"
    assert found["russia-carries-it"].verdict == "supported"
    assert found["frontier-with-nato"].verdict == "supported"
    assert found["serbia-would-gain"].share is not None
    assert found["free-choice"].verdict == "contested"


def test_the_same_vocabulary_serves_the_arab_league_in_1978(write):
    found = verdicts_of(write(ARAB))
    assert found["egypt-in"].verdict == "supported"
    assert found["israel-not"].verdict == "supported"
    assert found["indivisible"].verdict == "supported"
    assert found["near-israel"].verdict == "supported"
    assert found["feelings"].verdict == "not testable"


def test_without_the_data_a_dispute_record_says_which_command_gets_them(write, monkeypatch):
    from foedus import sources

    def missing(name):
        raise FoedusError(f"{name} is not on this computer")

    monkeypatch.setattr(sources, "load", missing, raising=False)
    found = verdicts_of(write(CSTO))["who-starts"]
    assert found.verdict == "not testable"
    assert "foedus data pull gml_dirdisp" in found.figure


def test_dispute_record_counts_participations(write, monkeypatch):
    import polars as pl

    from foedus import sources

    rows = [  # dispute, state, other, year, side A, originator
        (1, 365, 2, 1996, 1, 1), (1, 365, 200, 1996, 1, 1), (2, 365, 2, 1997, 0, 1),
        (3, 705, 2, 1998, 1, 0), (4, 2, 365, 1996, 1, 1), (5, 365, 2, 1980, 1, 1),
    ]  # fmt: skip
    columns = ("dispnum", "ccode1", "ccode2", "year", "sidea1", "orig1")
    table = pl.DataFrame(rows, schema=columns, orient="row").with_columns(midonset=pl.lit(1))
    monkeypatch.setattr(sources, "load", lambda name: table, raising=False)
    found = verdicts_of(write(CSTO))["who-starts"]
    assert found.value == pytest.approx(100 / 3)
    assert found.verdict == "contradicted"
    assert "3 participations" in found.figure


# --- Logic -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ("{membership: {alliance: NATO, state: POL}}", "supported"),
        ("{not: {membership: {alliance: NATO, state: POL}}}", "contradicted"),
        ("{membership: {alliance: NATO, state: POL, on: 1998-01-01}}", "contradicted"),
        (
            "{any: [{membership: {alliance: NATO, state: UKR}},"
            " {membership: {alliance: NATO, state: POL}}]}",
            "supported",
        ),
        (
            "{all: [{membership: {alliance: NATO, state: UKR}},"
            " {operation_mandate: {operation: iraq_2003, expect: authorised}}]}",
            "contradicted",
        ),
        (
            "{all: [{membership: {alliance: NATO, state: POL}},"
            " {operation_mandate: {operation: iraq_2003, expect: authorised}}]}",
            "contested",
        ),
        ("{operation_mandate: {operation: nato_isaf, expect: exceeded}}", "contradicted"),
        ("{operation_mandate: {operation: nato_kfor, expect: authorised}}", "supported"),
        ("{operation_mandate: {operation: nato_bap, expect: authorised}}", "not testable"),
        ("{commitment: {involving: RUS, kind: no_enlargement, text: legal}}", "contradicted"),
        ("{commitment: {kind: no_enlargement, text: oral}}", "contested"),
        ("{commitment: {kind: no_enlargement, text: proposed, on: 2017-01-01}}", "contradicted"),
        ("{frontier: {alliance: NATO, since: 2022-01-30, on: 2023-04-05, toward: RUS, "
         "expect: {between: [1300, 1320]}}}", "supported"),
        ("{enlargement_waves: {alliance: NATO, from: 1949-08-25, expect: 8}}", "supported"),
        ("{operation_duration: {operation: Allied Force, expect: 78}}", "supported"),
        ("{article10: {alliance: NATO, admit: UKR, statement: candidate_safer, "
         "assumptions: {beta: 1.0, nu: 0.0}}}", "supported"),
    ],
)  # fmt: skip
def test_verdicts(test, verdict, write):
    assert verdicts_of(write(one(test)))["a"].verdict == verdict


def test_assumptions_given_are_held_and_change_the_answer(write):
    low, high = (
        verdicts_of(
            write(
                one(f"{{article10: {{alliance: NATO, admit: UKR, assumptions: {{epsilon: {e}}}}}}}")
            )
        )["a"]
        for e in (0.0, 0.5)
    )
    assert low.share > high.share
    assert "--set epsilon=0.5" in high.command


def test_what_depends_names_the_assumption_and_the_sides(write):
    test = "{article10: {alliance: NATO, admit: UKR, statement: candidate_safer}}"
    found = verdicts_of(write(one(test)), draws=300)["a"]
    assert found.verdict == "depends"
    assert "β" in found.depends_on[0]
    assert "who makes the claim takes it to lie above" in found.depends_on[0]
    assert 0.05 < found.share < 0.95


def test_the_same_seed_gives_the_same_bytes(write):
    path = write(one("{indivisibility: {alliance: NATO, admit: UKR, expect: somebody_less_safe}}"))
    first, again = (check(path, draws=40).to_json() for _ in range(2))
    assert first == again
    assert check(path, draws=40, seed=2).to_json() != first
    with pytest.raises(FoedusError, match="draws=0: a check needs one or more"):
        check(path, draws=0)


def test_two_sources_make_a_figure_depend_on_whose_it_is(write):
    found = verdicts_of(
        write(one("{members_meeting: {alliance: NATO, measure: percent_gdp, "
                  "threshold: {less_than: 2}, expect: 23}}", on="2018-05-25"))
    )["a"]  # fmt: skip
    assert found.low < found.high
    assert found.verdict == "depends"
    assert "whose figures" in found.depends_on[0]


def test_expectations():
    assert Expect(between=[1, 2]).words() == "between 1 and 2"
    assert Expect(at_least=0).certain(0, 10) is True
    assert Expect(more_than=0).certain(0, 10) is None
    assert Expect(at_least=11).certain(0, 10) is False
    with pytest.raises(ValueError, match="say what is expected"):
        Expect()
    with pytest.raises(ValueError, match="nothing lies"):
        Expect(at_least=3, at_most=2)


def test_the_record_of_disputed_operations_is_complete():
    known = set(read_table("operations")["op_id"])
    assert {row["op_id"] for row in rows("claims", "operation_disputes")} <= known
    contested = read_table("operations").filter(
        read_table("operations")["unsc_authorised_force"] == "contested"
    )
    for op_id in contested["op_id"]:
        assert disputes_of(op_id, "authorisation"), op_id


# --- Report ------------------------------------------------------------------------------------


def test_the_report_holds_every_claim_and_claim_review(write):
    text = one("{membership: {alliance: NATO, state: POL}}").replace(
        "says: x", "says: </script><script>alert(1)</script>"
    )
    data = check(write(text), draws=1)
    html = report(data, "c.html")
    assert "<script>alert(1)" not in html
    start = html.index('<script type="application/ld+json">') + len(
        '<script type="application/ld+json">'
    )
    reviews = json.loads(html[start : html.index("</script>", start)])
    assert reviews == claim_review(data)
    assert reviews[0]["@type"] == "ClaimReview"
    assert reviews[0]["claimReviewed"].startswith("</script>")
    assert reviews[0]["reviewRating"]["alternateName"] == "supported"


def test_charts_and_text(write):
    data = check(write(CSTO), draws=20)
    html = report(data, "c.html")
    assert html.count("<svg") >= 2
    assert "http" not in html.split("</style>")[0].replace("https://schema.org", "")
    assert max(map(len, data.summary().splitlines())) <= 80
    assert data.verdicts["supported"] == data.summary().count("  SUPPORTED")


# --- Bad files and lint ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            one("{membreship: {alliance: NATO, state: POL}}"),
            ":6: claims.1.test.membreship: unknown",
        ),
        (one("{membership: {aliance: NATO, state: POL}}"), "did you mean alliance?"),
        (one("{membership: {alliance: NAT0, state: POL}}"), "did you mean NATO?"),
        (one("{membership: {alliance: NATO, state: Polnad}}"), "did you mean Poland"),
        (one("{operation_duration: {operation: Alied Force, expect: 3}}"), "did you mean nato_all"),
        (one("{frontier: {alliance: NATO, expect: {at_leat: 3}}}"), "did you mean at_least?"),
        (one("{frontier: {alliance: NATO, measure: distance_km, expect: 3}}"), "needs toward"),
        (one("{article10: {alliance: NATO}}"), "say who joins or leaves"),
        (one("{article10: {alliance: NATO, admit: POL}}"), "is a member of NATO already"),
        (one("{all: []}"), "expected a list of tests"),
        (
            one("{all: [" + "{membership: {alliance: NATO, state: POL}}, " * 60 + "]}"),
            "more than 40",
        ),
        (one("{enlargement_waves: {alliance: NATO, from: 2030-01-01, expect: 1}}"), "lies after"),
        ("document: {title: t, speaker: s, date: 2022-01-30}\nclaims: []\n", "at least 1 item"),
        ("document: {title: t, speaker: s}\nclaims: [{id: a}]\n", "is missing"),
        (one("{}").replace("    test: {}\n", ""), "give either test or not_testable"),
    ],
)
def test_bad_files_get_one_line(text, message, write):
    path = write(text)
    with pytest.raises(FoedusError) as error:
        check(path, draws=2)
    assert str(error.value).startswith(f"{path}:")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_day_before_the_tables_needs_the_research_data(write, monkeypatch):
    from foedus.world import load

    def missing(day, capability):
        raise FoedusError(f"{day} needs data: foedus data pull cow_nmc")

    monkeypatch.setattr(load, "historical_world", missing)
    path = write(one("{article10: {alliance: NATO, admit: UKR}}", on="1938-03-11"))
    with pytest.raises(FoedusError, match="foedus data pull"):
        check(path, draws=2)


def test_limits(write):
    claim = "  - {id: c%d, says: x, kind: fact, not_testable: y}\n"
    head = "document: {title: t, speaker: s, date: 2022-01-30}\nclaims:\n"
    many = head + "".join(claim % i for i in range(MAX_CLAIMS + 1))
    with pytest.raises(FoedusError, match="501 claims; the limit is 500"):
        load_claims(write(many))
    with pytest.raises(FoedusError, match="limit is"):
        load_claims(write(head + "".join(claim % i for i in range(100_000))))
    with pytest.raises(FoedusError, match="limit is"):
        load_claims(write(b"#" * 10_000_000))
    with pytest.raises(FoedusError, match="anchors"):
        load_claims(write("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))
    twice = head + claim % 1 + claim % 1
    with pytest.raises(FoedusError, match="the id of claim 1 too"):
        load_claims(write(twice))


@pytest.mark.parametrize(
    ("test", "remark"),
    [
        ("{frontier: {alliance: NATO, on: 2020-01-01, expect: {at_least: 0}}}", "cannot fail"),
        ("{frontier: {alliance: NATO, on: 2020-01-01, expect: {less_than: 0}}}", "cannot hold"),
        ("{commitment: {on: 2020-01-01}}", "cannot fail"),
        (
            "{any: [{membership: {alliance: NATO, state: POL, on: 2020-01-01}}, "
            "{not: {membership: {alliance: NATO, state: POL, on: 2020-01-01}}}]}",
            "cannot fail",
        ),
        (
            "{all: [{membership: {alliance: NATO, state: POL, on: 2020-01-01}}, "
            "{membership: {alliance: NATO, state: POL, on: 2020-01-01}}]}",
            "stands twice",
        ),
        ("{membership: {alliance: NATO, state: POL}}", "no day given"),
        ("{membreship: {alliance: NATO}}", "did you mean membership?"),
    ],
)
def test_lint(test, remark, write):
    assert any(remark in line for line in lint(write(one(test))))


def test_lint_is_silent_on_a_good_test(write):
    assert lint(write(one("{membership: {alliance: NATO, state: POL, on: 2020-01-01}}"))) == ()


def test_the_vocabulary_is_the_documented_one():
    page = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
    for name in (*TESTS, "all", "any", "not"):
        assert f"`{name}`" in page, name

"""Claims files: the examples, files about other alliances and days, and what bad files get."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus import FoedusError, check
from foedus.claims.claimsfile import MAX_CLAIMS, TESTS, load_claims
from foedus.claims.expect import Expect
from foedus.claims.figures import MEASURES, series
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


def one(test, on="2024-06-01"):
    return (
        f"document: {{title: t, speaker: s, date: {on}}}\n"
        f"claims:\n  - id: a\n    says: x\n    kind: fact\n    test: {test}\n"
    )


# --- Examples and unseen files ----------------------------------------------------------------


def test_the_article_is_covered_and_every_verdict_has_what_it_needs(mirror):
    path = next(p for p in EXAMPLES if "lavrov" in p.name)
    found = verdicts_of(path)
    assert len(found) >= 12
    assert found["five-waves"].verdict == "supported"
    assert found["yugoslavia-three-months"].value == 78
    assert found["libya-against-resolution"].verdict == "contested"
    assert found["commitment-violated"].verdict == "contested"
    assert "any accession" in found["commitment-violated"].caveat
    assert {c.side for c in found["commitment-violated"].clauses} >= {"permits it"}
    assert found["afghanistan"].verdict == "not testable"
    assert len(found["article-10-duty"].readings) == 1
    assert found["at-russias-expense"].verdict == "depends"
    assert found["at-russias-expense"].deciders[0].symbol == "ω"
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


def test_the_same_vocabulary_serves_the_csto(write, mirror):
    found = verdicts_of(write(CSTO))
    assert found["six-members"].verdict == "supported"
    assert found["never-grew"].verdict == "contradicted"  # Uzbekistan came back in 2006
    assert found["never-grew"].value == 1
    assert found["kazakhstan-short"].verdict == "supported"
    assert found["kazakhstan-invited"].verdict == "supported"
    assert found["kazakhstan-attack"].verdict == "contested"
    assert found["russia-carries-it"].verdict == "not testable"  # known for one member of six
    assert "1 of 6" in found["russia-carries-it"].figure
    assert found["frontier-with-nato"].verdict == "supported"
    assert found["serbia-would-gain"].share is not None
    assert found["free-choice"].verdict == "contested"


def test_the_same_vocabulary_serves_the_arab_league_in_1978(write, mirror):
    found = verdicts_of(write(ARAB))
    assert found["egypt-in"].verdict == "supported"
    assert found["israel-not"].verdict == "supported"
    assert found["indivisible"].verdict == "not testable"  # silence of the ledger is no proof
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


# --- Logic ------------------------------------------------------------------------------------


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
        ("{commitment: {kind: no_enlargement, text: proposed, on: 2017-01-01}}", "not testable"),
        ("{commitment: {involving: [IND, PAK], kind: collective_defence}}", "not testable"),
        ("{commitment: {involving: NATO, kind: collective_defence}}", "supported"),
        ("{owes_defence: {state: USA, to: JPN}}", "supported"),
        ("{owes_defence: {state: EST, to: USA, expect: false}}", "contradicted"),
        ("{owes_defence: {state: GBR, to: AUS, on: 2024-01-01}}", "not testable"),
        ("{clause: {id: NAT-10}}", "contested"),
        ("{clause: {id: NAT-5}}", "not testable"),
        ("{invoked: {alliance: NATO, expect: 1}}", "supported"),
        ("{invoked: {alliance: NATO, expect: {more_than: 1}}}", "contradicted"),
        ("{invoked: {alliance: CSTO, by: ARM, that: honoured, on: 2022-01-30, expect: 1}}", None),
        ("{invoked: {alliance: RIO, expect: 0}}", "not testable"),
        ("{operations: {alliance: NATO, that: [article5], expect: {at_least: 1}}}", "supported"),
        ("{operations: {alliance: NATO, that: [article5], expect: 0}}", "contradicted"),
        ("{operations: {alliance: CSTO, expect: {at_most: 3}}}", "not testable"),
        ("{membership: {alliance: WTO, state: SUN, on: 1986-01-01}}", "supported"),
        ("{membership: {alliance: WTO, state: [SUN, DDR, CSK], on: 1986-01-01}}", "supported"),
        (
            "{membership: {alliance: NATO, state: UKR, ever_since: 1991-12-31, expect: false}}",
            "supported",
        ),
        (
            "{membership: {alliance: CSTO, state: UZB, ever_since: 1994-01-01, expect: true}}",
            "supported",
        ),
        ("{suspended: {alliance: CSTO, state: ARM, on: 2025-01-01}}", "supported"),
        ("{suspended: {alliance: ANZUS, state: NZL, on: 1985-01-01}}", "contradicted"),
        ("{suspended: {alliance: NATO, state: HUN}}", "not testable"),
        ("{nuclear: {state: PRK}}", "supported"),
        ("{nuclear: {state: IRN, expect: false}}", "supported"),
        ("{nuclear: {state: SUN, on: 1985-01-01}}", "supported"),
        ("{non_aligned: {state: POL, on: 2024-01-01}}", "contradicted"),
        ("{non_aligned: {state: AUT, on: 2024-01-01}}", "depends"),
        ("{frontier_share: {state: RUS, with: NATO, on: 2024-01-01, expect: {less_than: 15}}}",
         "supported"),
        ("{frontier_share: {state: RUS, with: [CHN], on: 2024-01-01, expect: {more_than: 50}}}",
         "contradicted"),
        ("{frontier: {alliance: NATO, since: 2022-01-30, on: 2023-04-05, toward: RUS, "
         "expect: {between: [1300, 1320]}}}", "supported"),
        ("{rank: {measure: personnel, state: USA, among: NATO, on: 2024-06-01, expect: 1}}",
         "supported"),
        ("{ratio: {measure: expenditure_usd, state: POL, since: 2020-06-01, on: 2024-06-01, "
         "expect: {at_least: 2}}}", "supported"),
        ("{ratio: {measure: expenditure_ppp, state: USA, to: [everybody, not USA], "
         "on: 2024-06-01, expect: {more_than: 1}}}", "contradicted"),
        ("{share: {measure: expenditure_usd, state: USA, of: everybody, on: 2024-06-01, "
         "expect: {more_than: 30}}}", "not testable"),
        ("{count: {measure: percent_gdp, among: NATO, on: 2024-06-01, threshold: {at_least: 2}, "
         "expect: {at_least: 5}}}", "supported"),
        ("{count: {measure: warheads, among: everybody, on: 2024-06-01, threshold: "
         "{more_than: 0}, expect: 9}}", "supported"),
        ("{figure: {measure: percent_gdp, state: USA, on: 1986-06-01, expect: {more_than: 5}}}",
         "not testable"),
        ("{contribution: {alliance: NATO, state: USA, measure: share_expenditure, on: 2024-06-01, "
         "expect: {between: [65, 75]}}}", "depends"),
        ("{contribution: {alliance: NATO, state: USA, measure: share_expenditure_usd, "
         "on: 2024-06-01, expect: {between: [65, 75]}}}", "supported"),
        ("{enlargement_waves: {alliance: NATO, from: 1949-08-25, to: 2022-01-30, expect: 8}}",
         "supported"),
        ("{operation_duration: {operation: Allied Force, expect: 78}}", "supported"),
        ("{article10: {alliance: NATO, admit: MDA, on: 2024-06-01}}", "not testable"),
    ],
)  # fmt: skip
def test_verdicts(test, verdict, write):
    if verdict is None:
        with pytest.raises(FoedusError, match="unknown field"):
            check(write(one(test)))
        return
    found = verdicts_of(write(one(test)))["a"]
    if "foedus data pull" in found.figure:
        pytest.skip("the research data are not here: " + found.command)
    assert found.verdict == verdict, found.figure


def modelled(extra, on="2024-06-01"):
    return one(f"{{article10: {{alliance: NATO, {extra}}}}}", on)


def test_assumptions_given_are_held_and_change_the_answer(write):
    found = [
        verdicts_of(write(modelled(f"admit: GEO, statement: candidate_safer{extra}")))["a"]
        for extra in ("", ", assumptions: {reading: sceptics}", ", assumptions: {psi: 1}")
    ]
    assert len({f.value for f in found}) == 3
    assert "--reading sceptics" in found[1].command
    assert "--set psi=1" in found[2].command
    assert found[1].share == 0  # less safe by construction


def test_assumed_rivals_and_the_clause_of_the_union_are_in_the_answer(write):
    plain, rival = (
        verdicts_of(write(modelled(f"withdraw: FIN, statement: leaver_safer{extra}")))["a"]
        for extra in ("", ", assume_rivals: [[FIN, RUS]], eu_clause: none")
    )
    assert rival.value > plain.value
    assert rival.command.endswith("--assume-rival FIN,RUS --eu-clause none")


@pytest.mark.parametrize("alliance", ["NATO", "CSTO", "EU_42_7"])
@pytest.mark.parametrize("on", ["2023-06-01", "2024-06-01", "2025-06-01"])
def test_a_claim_and_its_denial_mirror_each_other(alliance, on, write):
    plain = f"{{article10: {{alliance: {alliance}, admit: GEO, statement: candidate_safer}}}}"
    denial = plain.replace("candidate_safer", "candidate_safer, expect: false")
    one_, other, inside, twice = (
        verdicts_of(write(one(test, on)))["a"]
        for test in (plain, denial, f"{{not: {plain}}}", f"{{not: {{not: {plain}}}}}")
    )
    assert one_ == twice
    assert other == inside
    assert other.share == 1 - one_.share
    assert (other.expected, other.opposite) == (one_.opposite, one_.expected)
    for left, right in zip(one_.deciders, other.deciders, strict=True):
        assert right.low_share == pytest.approx(1 - left.low_share)
    assert {one_.verdict, other.verdict} in (
        {"supported", "contradicted"}, {"depends"}, {"not testable"},
    )  # fmt: skip


trees = st.recursive(
    st.sampled_from(
        [
            "{membership: {alliance: NATO, state: POL}}",
            "{membership: {alliance: NATO, state: UKR}}",
            "{operation_mandate: {operation: iraq_2003, expect: authorised}}",
            "{contribution: {alliance: NATO, state: UKR, measure: share_personnel, "
            "expect: {at_least: 1}}}",
            "{commitment: {involving: [IND, PAK], kind: collective_defence}}",
        ]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda x: f"{{all: [{', '.join(x)}]}}"),
        st.lists(inner, min_size=1, max_size=3).map(lambda x: f"{{any: [{', '.join(x)}]}}"),
        inner.map(lambda x: f"{{not: {x}}}"),
    ),
    max_leaves=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees)
def test_logic_keeps_its_sense(tree, write):
    plain, once, twice = (
        check(write(one(test, on="2024-06-01"))).claims[0].finding
        for test in (tree, f"{{not: {tree}}}", f"{{not: {{not: {tree}}}}}")
    )
    assert plain == twice
    turned = {"supported": "contradicted", "contradicted": "supported"}
    assert once.verdict == turned.get(plain.verdict, plain.verdict)
    assert sorted(once.expected.replace(" and ", " or ").split(" or ")) == sorted(
        plain.opposite.replace(" and ", " or ").split(" or ")
    )


@pytest.mark.parametrize("admit", ["UKR", "GEO", "IRL"])
def test_no_seed_and_no_number_of_draws_changes_a_verdict(admit, write):
    path = write(modelled(f"admit: {admit}, statement: candidate_safer"))
    found = {
        check(path, draws=draws, seed=seed).claims[0].finding.verdict
        for draws in (2, 150)
        for seed in (1, 2, 3)
    }
    assert len(found) == 1


def test_what_depends_names_the_number_and_the_sides(write):
    test = "{indivisibility: {alliance: NATO, admit: UKR, state: RUS, expect: somebody_less_safe}}"
    found = verdicts_of(write(one(test, on="2024-06-01")), draws=100)["a"]
    assert found.verdict == "depends"
    assert "ω" in found.depends_on[0]
    assert "who makes the claim takes it to lie at 1" in found.depends_on[0]
    held = test.replace("expect:", "assumptions: {omega: 0}, expect:")
    assert verdicts_of(write(one(held, on="2024-06-01")))["a"].verdict == "contradicted"


def test_the_base_rate_of_a_verdict_is_told(write):
    found = verdicts_of(write(modelled("admit: MDA, statement: members_safer")))["a"]
    assert any(note.startswith("base rate:") for note in found.notes)
    assert "almost every candidate" in found.caveat


def test_europe_is_a_group_and_enlargement_is_one_change(write):
    test = "{safer: {alliance: NATO, joined_since: 1991-12-26, of: [Europe, not NATO]}}"
    found = verdicts_of(write(one(test, on="2024-06-01")))["a"]
    assert "33 states" in found.figure
    assert "--withdraw POL" in found.command


def test_the_same_seed_gives_the_same_bytes(write):
    path = write(one("{indivisibility: {alliance: NATO, admit: UKR, expect: somebody_less_safe}}"))
    first, again = (check(path, draws=40).to_json() for _ in range(2))
    assert first == again
    assert check(path, draws=40, seed=2).to_json() != first
    with pytest.raises(FoedusError, match="draws=0: a check needs one or more"):
        check(path, draws=0)


def test_sources_are_compared_for_one_year_and_every_figure_has_its_year(write):
    test = ("{members_meeting: {alliance: NATO, measure: percent_gdp, "
            "threshold: {less_than: 2}, expect: 23}}")  # fmt: skip
    found = verdicts_of(write(one(test, on="2017-05-25")))["a"]
    assert found.verdict == "depends"  # 22 known, and Iceland, which has no armed forces
    assert (found.low, found.high) == (22, 23)
    assert "Iceland" in found.depends_on[0]
    assert "2016" in found.figure
    assert all("2016" in source for source in found.sources)
    later = verdicts_of(write(one(test, on="2024-06-01")))["a"]
    assert len(later.sources) == 2
    assert all("2023" in source for source in later.sources)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("on", [date(1955, 5, 6), date(1986, 6, 1), date(2017, 5, 25),
                                date(2022, 1, 30), date(2024, 6, 1)])  # fmt: skip
def test_no_figure_is_of_a_later_year_or_more_than_three_years_older(measure, on):
    found, _ = series(measure, on, ["USA", "RUS", "SUN", "DEU", "POL", "TUR"])
    last = on.year if measure == "warheads" else on.year - 1
    for one_ in found:
        assert all(last - 3 <= figure.year <= last for figure in one_.figures.values())
        assert one_.year == found[0].year


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


# --- Report -----------------------------------------------------------------------------------


def test_the_report_holds_every_claim_and_claim_review(write):
    text = one("{membership: {alliance: NATO, state: POL}}").replace(
        "says: x", "says: </script><script>alert(1)</script>"
    )
    data = check(write(text), draws=1, reviewer="A desk", url="https://desk.example/c")
    html = report(data, "c.html")
    assert "<script>alert(1)" not in html
    start = html.index('<script type="application/ld+json">') + len(
        '<script type="application/ld+json">'
    )
    reviews = json.loads(html[start : html.index("</script>", start)])
    assert reviews == claim_review(data)
    assert reviews[0]["@type"] == "ClaimReview"
    assert reviews[0]["claimReviewed"].startswith("</script>")
    assert reviews[0]["reviewRating"]["alternateName"] == "Supported"
    assert reviews[0]["url"] == "https://desk.example/c#claim-a"
    assert 'id="claim-a"' in html
    assert 'href="#claim-a"' in html
    assert reviews[0]["author"] == {"@type": "Organization", "name": "A desk"}
    assert reviews[0]["itemReviewed"]["author"]["@type"] == "Person"
    assert "appearance" not in reviews[0]["itemReviewed"]
    assert date.fromisoformat(reviews[0]["datePublished"])


def test_opinions_are_not_rated_and_organizations_are_none_of_persons(write):
    text = one("{membership: {alliance: NATO, state: POL}}")
    opinion = check(write(text.replace("kind: fact", "kind: value")))
    assert opinion.claims[0].finding.verdict == "not testable"
    assert "What can be measured beside it (supported)" in opinion.claims[0].finding.figure
    assert claim_review(opinion) == []
    whole = check(write(text.replace("speaker: s", "speaker: s, organization: true, "
                                     "url: 'javascript:alert(1)'")))  # fmt: skip
    [review] = claim_review(whole)
    assert review["itemReviewed"]["author"]["@type"] == "Organization"
    assert "appearance" not in review["itemReviewed"]
    with pytest.raises(FoedusError, match="begins with https"):
        check(write(text), url="ftp://x")


def test_record_and_model_are_counted_apart(write):
    text = one("{membership: {alliance: NATO, state: POL}}", on="2024-06-01")
    text += ("  - id: b\n    says: y\n    kind: prediction\n    test: {article10: {alliance: NATO, "
             "admit: GEO, statement: candidate_safer}}\n")  # fmt: skip
    data = check(write(text), draws=20)
    assert sum(data.by_basis["record"].values()) == sum(data.by_basis["model"].values()) == 1
    assert "Facts of record: 1" in data.answer


def test_good_claims_are_tested_beside_a_bad_one(write):
    text = one("{membership: {alliance: NATO, state: POL}}")
    bad = text + "  - id: b\n    says: y\n    kind: fact\n    test: {membreship: {}}\n"
    bad += "  - id: c\n    says: y\n    kind: fact\n"
    bad += "    test: {membership: {alliance: NAT0, state: POL}}\n"
    path = write(bad)
    data = check(path)
    assert [claim.id for claim in data.claims] == ["a"]
    assert [error.line for error in data.errors] == [7, 11]
    assert "did you mean membership?" in data.errors[0].message
    assert data.errors[1].message.startswith(f"{path}:14: ")
    with pytest.raises(FoedusError, match="did you mean membership"):
        load_claims(path)


def test_charts_and_text(write, mirror):
    data = check(write(CSTO), draws=20)
    html = report(data, "c.html")
    assert html.count("<svg") >= 2
    assert "src=" not in html.replace("img-src", "").replace("src='", "")
    assert all(len(line) <= 80 or "http" in line for line in data.summary().splitlines())
    assert data.verdicts["supported"] == data.summary().count("  SUPPORTED")


# --- Bad files and lint -----------------------------------------------------------------------


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
        ("{membership: {alliance: NAT0, state: POL, on: 2020-01-01}}", "did you mean NATO?"),
        ("{membership: {alliance: NATO, state: Polnad, on: 2020-01-01}}", "did you mean Poland"),
        ("{operation_mandate: {operation: nato_kfr, expect: consented}}", "did you mean nato_kfor"),
        ("{commitment: {id: NAT-99, on: 2020-01-01}}", "unknown clause"),
        ("{clause: {id: NAT-l0, on: 2020-01-01}}", "did you mean NAT-10?"),
        (
            "{article10: {alliance: NATO, admit: UKR, on: 2020-01-01, assumptions: {roh: 1}}}",
            "did you mean rho?",
        ),
        (
            "{members_meeting: {alliance: NATO, measure: percent_gdp, threshold: {at_least: 0}, "
            "on: 2020-01-01, expect: 3}}",
            "threshold decides nothing",
        ),
        (
            "{any: [{membership: {alliance: NATO, state: POL, on: 2020-01-01}}, "
            "{membership: {alliance: NATO, state: POL, on: 2020-01-01, expect: false}}]}",
            "cannot fail",
        ),
        (
            "{all: [{frontier: {alliance: NATO, on: 2020-01-01, expect: {more_than: 9}}}, "
            "{frontier: {alliance: NATO, on: 2020-01-01, expect: {less_than: 3}}}]}",
            "cannot hold",
        ),
        ("{membreship: {alliance: NATO}}", "did you mean membership?"),
    ],
)
def test_lint(test, remark, write):
    path = write(one(test))
    found = lint(path)
    assert any(remark in line for line in found), found
    assert all(line.startswith(f"{path}:6: ") for line in found)


def test_lint_is_silent_on_a_good_test(write):
    assert lint(write(one("{membership: {alliance: NATO, state: POL, on: 2020-01-01}}"))) == ()


def test_the_vocabulary_is_the_documented_one():
    page = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
    for name in (*TESTS, "all", "any", "not"):
        assert f"`{name}`" in page, name


# --- The whole vocabulary on other alliances and days -----------------------------------------

VOCABULARY = {
    "enlargement_waves": "{alliance: A, from: 1960-01-01, expect: {at_least: 1}}",
    "operation_duration": "{operation: nato_kfor, unit: years, expect: {more_than: 1}}",
    "operation_mandate": "{operation: nato_kfor, expect: authorised}",
    "operations": "{alliance: A, expect: {at_least: 1}}",
    "invoked": "{alliance: A, expect: {at_least: 1}}",
    "frontier": "{alliance: A, expect: {more_than: 100}}",
    "frontier_share": "{state: CHN, with: A, expect: {more_than: 1}}",
    "membership": "{alliance: A, state: M}",
    "suspended": "{alliance: A, state: M}",
    "non_aligned": "{state: M}",
    "nuclear": "{state: M}",
    "contribution": "{alliance: A, state: M, measure: share_expenditure, expect: {more_than: 1}}",
    "members_meeting": "{alliance: A, measure: percent_gdp, threshold: {at_least: 2}, expect: 2}",
    "figure": "{measure: percent_gdp, state: M, expect: {more_than: 1}}",
    "ratio": "{measure: personnel, state: M, to: [A, not M], expect: {more_than: 1}}",
    "share": "{measure: personnel, state: M, of: A, expect: {more_than: 1}}",
    "rank": "{measure: expenditure_ppp, state: M, among: A, expect: 1}",
    "count": "{measure: percent_gdp, among: A, threshold: {at_least: 2}, expect: 2}",
    "article10": "{alliance: A, withdraw: M}",
    "indivisibility": "{alliance: A, withdraw: M, expect: nobody_less_safe}",
    "safer": "{alliance: A, withdraw: M, of: [A, not M]}",
    "commitment": "{involving: A, kind: collective_defence}",
    "clause": "{id: UNC-51}",
    "commitment_bars": "{alliance: A, withdraw: M}",
    "owes_defence": "{state: M, to: P}",
    "dispute_record": "{alliance: A, from: 1960, to: 1989, expect: {more_than: 50}}",
}


@pytest.mark.parametrize("on", ["2023-06-01", "2024-06-01", "2025-06-01"])
@pytest.mark.parametrize(
    ("alliance", "member", "other"),
    [("NATO", "POL", "FRA"), ("CSTO", "RUS", "KAZ"), ("ARAB_JDT", "EGY", "MAR")],
)
@pytest.mark.parametrize("word", sorted(TESTS))
def test_every_word_serves_three_alliances_on_three_days(word, alliance, member, other, on, write):
    fields = VOCABULARY[word]
    for letter, name in (("A", alliance), ("M", member), ("P", other)):
        fields = re.sub(rf"\b{letter}\b", name, fields)
    found = verdicts_of(write(one(f"{{{word}: {fields}}}", on)), draws=10)["a"]
    assert found.verdict in VERDICTS
    assert found.test == word
    assert found.expected or found.verdict == "not testable"
    if found.verdict in ("supported", "contradicted"):
        assert found.sources
    if found.verdict == "depends":
        assert found.depends_on
    if found.verdict == "contested":
        assert found.readings
    if found.verdict == "not testable":
        assert found.figure


def test_the_vocabulary_is_all_tried():
    assert set(VOCABULARY) == set(TESTS)


# --- Fuzzed -----------------------------------------------------------------------------------

ANYTHING = st.one_of(
    st.sampled_from(["NATO", "UKR", "SUN", "Europe", "everybody", "not RUS", "", "x" * 401, "NO"]),
    st.integers(-5, 3000), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.none(), st.dates(date(1, 1, 1), date(2100, 1, 1)),
    st.lists(st.sampled_from(["USA", "POL", "NATO", "Atlantis"]), max_size=3),
    st.dictionaries(st.sampled_from(["at_least", "equals", "between"]), st.integers(-3, 3),
                    max_size=2),
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_fuzzed_claims_never_end_in_a_traceback(data, write):
    word = data.draw(st.sampled_from(sorted(set(TESTS) - {"article10", "indivisibility", "safer"})))
    names = [info.alias or name for name, info in TESTS[word].model_fields.items()]
    fields = {name: data.draw(ANYTHING) for name in names if data.draw(st.booleans())}
    text = json.dumps(fields, default=str)
    path = write(one(f"{{{word}: {text}}}", on=str(data.draw(st.sampled_from(
        ["1950-01-01", "1991-12-26", "2024-06-01", "2031-01-01"])))))  # fmt: skip
    try:
        found = check(path, draws=2)
    except FoedusError as reason:
        told = str(reason)
    else:
        told = f"{path}: {found.claims[0].finding.verdict}"
        assert found.claims[0].finding.verdict in VERDICTS
    assert told.startswith(f"{path}:")
    assert "\n" not in told

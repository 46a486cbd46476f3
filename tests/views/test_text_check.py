"""A check as text and as a page: every claim with its verdict, what decides, and both readings."""

import json

import pytest

from foedus.claims.check import ClaimError
from foedus.claims.verdict import VERDICTS, Bar, Clause, Finding, ReadingPair
from foedus.views.html.check import RATINGS, TONES, claim_review, report
from foedus.views.text.check import summary


@pytest.fixture
def found(asked):
    return asked("check").result


def one(found, **finding):
    """A check of one claim whose finding is given."""
    base = {"test": "t", "verdict": "supported", "figure": "the figure", "plain": "So it is."}
    claim = found.claims[0].model_copy(update={"finding": Finding(**(base | finding))})
    return found.model_copy(update={"claims": (claim,), "errors": ()})


def told(found):
    return " ".join(summary(found).split())


PAIR = ReadingPair(reader="One side", reading="this", other_reader="The other",
                   other_reading="that", source="a book")  # fmt: skip
CLAUSE = Clause(id="X-1", document="A treaty", article="5", date="1949-04-04", status="in_force",
                summary="Attack on one is on all.", side="permits it", source="UNTS 1")  # fmt: skip


def test_the_head_counts_claims_by_verdict_and_what_they_rest_on(found):
    lines = summary(found).splitlines()
    assert lines[0] == found.title
    assert lines[1] == "A speaker, A paper, 2024-06-01"
    assert lines[2].startswith("7 claims: ")
    counted = dict(part.split(" ", 1)[::-1] for part in lines[2].split(": ")[1].split(", "))
    assert counted == {verdict: str(n) for verdict, n in found.verdicts.items() if n}
    record, model = (sum(found.by_basis[basis].values()) for basis in ("record", "model"))
    assert lines[3] == f"facts of record: {record}, results of the model: {model}"
    alone = found.model_copy(update={"by_basis": found.by_basis | {"model": {}}, "outlet": ""})
    assert "results of the model" not in summary(alone)
    assert "A speaker, 2024-06-01" in summary(alone)


def test_every_claim_has_its_verdict_its_figure_and_what_shows_more(found):
    text = told(found)
    for claim in found.claims:
        part = text.split(f"{claim.id}: {claim.says} ")[1]
        assert part.startswith(f"{claim.finding.verdict.upper()} ({claim.kind})")
        assert " ".join(claim.finding.figure.split()) in part
        assert claim.finding.plain in part
        if claim.finding.command:
            assert f"more: {claim.finding.command}" in part
        for source in claim.finding.sources:
            assert f"source: {source}" in part


@pytest.mark.parametrize("share", [None, 0.0, 0.876])
def test_the_share_of_the_draws_is_told_where_there_is_one(found, share):
    text = told(one(found, share=share))
    assert ("of 100 draws" in text) == (share is not None)
    if share is not None:
        assert f"holds in {100 * share:.0f} of 100 draws" in text


def test_clauses_readings_notes_and_what_decides_are_told_once(found):
    text = told(one(found, verdict="contested", clauses=(CLAUSE,), readings=(PAIR, PAIR),
                    depends_on=("whose figures",), notes=("a note", "a note"),
                    expected="3 km"))  # fmt: skip
    assert "§ A treaty, 5 (1949) [permits it]: Attack on one is on all." in text
    assert text.count("| One side: this") == text.count("| The other: that") == 1
    assert text.count("- a note") == 1
    assert "- whose figures" in text
    assert "the claim expects: 3 km" in text
    bare = one(found, clauses=(CLAUSE.model_copy(update={"side": ""}),))
    assert "(1949): Attack" in told(bare)
    assert "the claim expects" not in told(bare)


def test_another_speaker_is_named_with_the_claim(found):
    claim = found.claims[0].model_copy(update={"who": "Somebody else"})
    assert f"{claim.id}: Somebody else: {claim.says}" in told(
        found.model_copy(update={"claims": (claim,)})
    )


@pytest.mark.parametrize(("count", "words"), [(1, "1 claim was not"), (2, "2 claims were not")])
def test_claims_that_were_not_tested_are_counted(found, count, words):
    errors = tuple(ClaimError(line=i, message=f"c.yaml:{i}: wrong") for i in range(count))
    broken = found.model_copy(update={"errors": errors})
    assert f"{words} tested, see the errors" in summary(broken)
    assert "not tested" not in summary(found)
    page = report(broken)
    for i in range(count):
        assert f"Not tested, its entry is wrong: c.yaml:{i}: wrong" in page


def test_addresses_are_not_broken(found):
    address = "https://example.org/" + "long-" * 30 + "end"
    assert address in summary(one(found, sources=(f"a page {address}",)))


# --- The page ------------------------------------------------------------------------------------


def test_a_section_a_claim_with_its_verdict_beside_it(asked):
    page = asked("check")
    sections = {s.attrs["id"]: s for s in page.tree.only("main").all("section")}
    for i, claim in enumerate(page.result.claims):
        section = sections[f"claim-{claim.id}"]
        head = section.children[0]
        assert head.only("a").text == f"“{claim.says}”"
        badge = head.only("span", kind="badge")
        assert badge.text == claim.finding.verdict
        assert TONES[claim.finding.verdict] in badge.attrs["class"]
        assert section.all("div", kind="notice")[0].text == claim.finding.plain
        assert claim.finding.figure.split()[-1] in section.text
        link = page.tree.only("nav").all("a")[i + 1]
        assert link.text.startswith(f"{i + 1}. ")
    assert len(set(TONES.values())) == len(VERDICTS)


def test_the_page_draws_what_was_found_and_counts_what_is_left_out(found):
    bars = tuple(Bar(label=f"State {i}", value=20.0 - i) for i in range(20))
    page = report(one(found, bars=bars, unit="km", chart="Frontier, km", sources=("a", "b", "c")))
    assert "4 more in the CSV." in page
    assert "Frontier, km" in page
    assert "State 15 5" in page
    few = report(one(found, bars=bars[:16], unit="km"))
    assert "more in the CSV" not in few
    assert "What was found, km" in few
    assert "What was found" not in report(one(found, bars=bars[:1]))


def test_of_several_tests_the_first_that_has_figures_is_drawn(found):
    bars = tuple(Bar(label=label, value=1.0) for label in ("Aaa", "Bbb"))
    part = Finding(test="p", verdict="supported", figure="f", bars=bars, chart="Inner chart")
    assert "Inner chart" in report(one(found, parts=(Finding(test="q", verdict="depends",
                                                             figure="g"), part)))  # fmt: skip


@pytest.mark.parametrize("verdict", VERDICTS)
def test_ratings_for_machines_have_a_name_and_where_it_is_one_a_number(found, verdict):
    [review] = claim_review(one(found, verdict=verdict))
    rating = review["reviewRating"]
    assert ("ratingValue" in rating) == (verdict in RATINGS)
    if verdict in RATINGS:
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert rating["alternateName"].lower() == verdict
    assert review["itemReviewed"]["author"]["@type"] == "Person"


def test_reviews_name_who_said_it_who_checked_and_where(found):
    claim = found.claims[0].model_copy(update={"organization": True, "who": "An office"})
    data = found.model_copy(update={
        "claims": (claim,), "reviewer": "A desk", "address": "https://desk.example/c#top",
        "url": "https://paper.example/1", "reviewed": "2024-07-01",
    })  # fmt: skip
    [review] = claim_review(data)
    assert review["itemReviewed"]["author"] == {"@type": "Organization", "name": "An office"}
    assert review["itemReviewed"]["appearance"]["url"] == "https://paper.example/1"
    assert review["author"]["name"] == "A desk"
    assert review["url"] == f"https://desk.example/c#claim-{claim.id}"
    assert review["datePublished"] == "2024-07-01"
    [bare] = claim_review(data.model_copy(update={"address": "", "url": "ftp://x", "reviewer": ""}))
    assert "url" not in bare
    assert "appearance" not in bare["itemReviewed"]
    assert bare["author"]["name"] == "foedus"


def test_opinions_are_not_rated_and_nothing_in_a_claim_ends_the_script(asked):
    result = asked("check").result
    assert len(claim_review(result)) == sum(claim.kind != "value" for claim in result.claims)
    evil = result.claims[0].model_copy(update={"says": "</script><b>&"})
    page = report(result.model_copy(update={"claims": (evil,)}))
    script = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(script)[0]["claimReviewed"] == "</script><b>&"
    assert "<b>&" not in page

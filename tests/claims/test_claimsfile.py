"""Claims files read: what fits, what does not, with line and nearest word; and what is answered."""

import json

import pytest

from foedus import FoedusError, check
from foedus.claims.check import Check, beside_an_opinion
from foedus.claims.claimsfile import MAX_TESTS, load_claims, read_claims
from foedus.claims.claimtest import Context
from foedus.claims.verdict import Finding

HEAD = "document: {title: T, speaker: S, date: 2024-06-01}\nclaims:\n"
IN = "{membership: {alliance: NATO, state: POL}}"
OUT = "{membership: {alliance: NATO, state: UKR}}"
ALONE = "{nuclear: {state: POL}}"


@pytest.fixture
def write(tmp_path):
    def to_file(*claims, head=HEAD):
        path = tmp_path / "c.yaml"
        path.write_text(head + "".join(f"  - {claim}\n" for claim in claims), encoding="utf-8")
        return path

    return to_file


def claim(test=IN, id_="a", **more):
    fields = {"id": id_, "says": "x", "kind": "fact", "test": test, **more}
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


def test_a_claim_is_read_with_its_tests_and_their_places(write):
    whole = f"{{all: [{IN}, {{not: {OUT}}}, {{any: [{ALONE}, {ALONE}]}}]}}"
    [read] = load_claims(write(claim(whole))).claims
    assert read.entry.id == "a"
    word, parts = read.tree
    assert word == "all"
    assert parts[0].state == ["POL"]
    assert parts[1] == ("not", (parts[1][1][0],))
    assert parts[2][0] == "any"
    base = ("claims", 0, "test", "all")
    assert [place for _, place in read.leaves] == [
        (*base, 0, "membership"),
        (*base, 1, "not", "membership"),
        (*base, 2, "any", 0, "nuclear"),
        (*base, 2, "any", 1, "nuclear"),
    ]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ("just text", "expected a claim with id, says, kind and test"),
        (claim(id_="-x"), "claims.2.id"),
        (claim(kind="opinion"), "claims.2.kind"),
        (claim("{}"), "expected one test, e.g. membership: {alliance: NATO, ...}"),
        (claim("[1]"), "expected one test, e.g. membership: {alliance: NATO, ...}"),
        (claim(f"{{membership: {{}}, not: {IN}}}"), "expected one test"),
        (claim("{all: {membership: {}}}"), "expected a list of tests"),
        (claim("{any: []}"), "expected a list of tests"),
        (claim("{not: [1]}"), "expected one test"),
        (claim("{nuclear: POL}"), "expected the fields of nuclear, e.g. nuclear: {...}"),
        (claim("{nucular: {state: POL}}"), "unknown test 'nucular': did you mean nuclear?"),
        (claim("{qqqqqqqq: {}}"), "unknown test 'qqqqqqqq': known are enlargement_waves, "),
        (claim("{nuclear: {stat: POL}}"), "did you mean state?"),
        (claim("{nuclear: {state: POL, on: yesterday}}"), "claims.2.test.nuclear.on"),
        (claim(not_testable="no"), "give either test or not_testable"),
        ("{id: a, says: x, kind: fact}", "give either test or not_testable"),
    ],
)
def test_a_bad_claim_is_told_with_its_line_and_spoils_no_other(bad, told, write):
    path = write(claim(id_="good"), bad)
    loaded = read_claims(path)
    assert [one.entry.id for one in loaded.claims] == ["good"]
    [(place, reason)] = loaded.errors
    assert place == 1
    assert str(reason).startswith(f"{path}:4: claims.2")
    assert told in str(reason)
    assert "\n" not in str(reason)
    with pytest.raises(FoedusError, match=r"claims\.2"):
        load_claims(path)
    answer = check(path)
    assert [one.id for one in answer.claims] == ["good"]
    assert [(one.line, one.message) for one in answer.errors] == [(4, str(reason))]


@pytest.mark.parametrize(("count", "fits"), [(MAX_TESTS - 1, True), (MAX_TESTS, False)])
def test_a_claim_has_a_bounded_number_of_tests(count, fits, write):
    path = write(claim(f"{{all: [{', '.join([ALONE] * count)}]}}"))
    if fits:
        assert len(load_claims(path).claims[0].leaves) == count
    else:
        with pytest.raises(FoedusError, match=f"more than {MAX_TESTS} tests in one claim"):
            load_claims(path)


def test_two_claims_of_one_name_are_told_apart_by_place(write):
    path = write(claim(), claim())
    with pytest.raises(FoedusError, match=r":4: claims\.2: a is the id of claim 1 too"):
        load_claims(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [("[1]\n", "expected fields: document, claims"),
     ("document: {title: T}\nclaims: [1]\n", "missing"),
     (HEAD + "  - just text\n", "expected a claim with id")],
)  # fmt: skip
def test_files_of_which_nothing_can_be_read(text, told, tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FoedusError) as reason:
        read_claims(path)
    assert told in str(reason.value)


# --- Answered ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        (IN, "supported"), (OUT, "contradicted"), (f"{{not: {OUT}}}", "supported"),
        (f"{{not: {{not: {OUT}}}}}", "contradicted"),
        (f"{{all: [{IN}, {OUT}]}}", "contradicted"), (f"{{any: [{IN}, {OUT}]}}", "supported"),
        (f"{{not: {{all: [{IN}, {OUT}]}}}}", "supported"),
        (f"{{not: {{any: [{IN}, {OUT}]}}}}", "contradicted"),
        (f"{{not: {{any: [{OUT}, {ALONE}]}}}}", "supported"),
    ],
)  # fmt: skip
def test_not_is_carried_to_the_single_tests(test, verdict, write):
    [one] = check(write(claim(test))).claims
    assert one.finding.verdict == verdict
    assert "all" not in one.finding.command


def test_counts_by_verdict_and_by_what_they_rest_on(write):
    answer = check(write(
        claim(id_="a"), claim(OUT, "b"), claim(IN, "c", kind="value"),
        "{id: d, says: x, kind: value, not_testable: no measure}",
    ))  # fmt: skip
    assert {k: v for k, v in answer.verdicts.items() if v} == {
        "supported": 1, "contradicted": 1, "not testable": 2,
    }  # fmt: skip
    assert sum(answer.by_basis["record"].values()) == 2
    assert sum(answer.by_basis["none"].values()) == 2
    assert answer.answer == (
        "4 claims of S. Facts of record: 1 supported, 1 contradicted; not rated: 2."
    )
    frame = answer.frame
    assert frame["id"].to_list() == ["a", "b", "c", "d"]
    assert frame["verdict"].to_list() == [one.finding.verdict for one in answer.claims]
    again = Check.model_validate_json(answer.to_json())
    assert again.frame.equals(frame)
    assert again.answer == answer.answer
    assert "holds" not in json.dumps(json.loads(answer.to_json()))


def test_one_claim_is_one(write):
    assert check(write(claim())).answer == "1 claim of S. Facts of record: 1 supported."


def test_who_says_a_claim_is_the_speaker_or_who_is_named(write):
    head = HEAD.replace("speaker: S", "speaker: S, organization: true")
    answer = check(write(claim(), claim(id_="b", who="Another", organization="false"), head=head))
    assert [(one.who, one.organization) for one in answer.claims] == [
        ("S", True),
        ("Another", False),
    ]


def test_an_opinion_keeps_what_was_measured_and_loses_its_verdict():
    measured = Finding(test="a", verdict="depends", figure="3 km", depends_on=("x",), share=0.4)
    found = beside_an_opinion(measured)
    assert (found.verdict, found.basis, found.share) == ("not testable", "none", None)
    assert found.depends_on == ()
    assert found.figure == "What can be measured beside it (depends): 3 km"


def test_what_needs_data_says_which_command_gets_them(write, monkeypatch):
    from foedus.claims.membership import NuclearTest
    from foedus.errors import DataNotHereError

    def run(self, context):
        raise DataNotHereError("x needs data: foedus data pull  cow_nmc (2 MB)")

    monkeypatch.setattr(NuclearTest, "run", run)
    [one] = check(write(claim(ALONE))).claims
    assert (one.finding.verdict, one.finding.basis) == ("not testable", "none")
    assert one.finding.command == "foedus data pull cow_nmc"
    monkeypatch.setattr(NuclearTest, "run", lambda self, context: (_ for _ in ()).throw(
        DataNotHereError("no command")))  # fmt: skip
    assert check(write(claim(ALONE))).claims[0].finding.command == ""


def test_progress_is_told_claim_by_claim_and_bad_options_are_refused(write):
    told = []
    path = write(claim(), claim(id_="b"))
    check(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    with pytest.raises(FoedusError, match="draws=0: a check needs one or more"):
        check(path, draws=0)
    with pytest.raises(FoedusError, match=r"--url 'desk\.example': expected an address"):
        check(path, url="desk.example")


def test_what_is_made_once_is_kept():
    made = []
    context = Context(on=None, draws=1, seed=1)
    for _ in range(3):
        assert context.once("key", lambda: made.append(1) or "value") == "value"
    assert made == [1]

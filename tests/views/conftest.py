"""What the tests of views share: the browser, and an answer to every question with its page."""

import os
import shutil
from types import SimpleNamespace

import pytest

import foedus
from dom import tree
from findings import validation
from foedus import Accession, Scenario, Withdrawal, load_world, views
from foedus.questions.alliances import alliances
from foedus.questions.missing import missing
from foedus.questions.states import states

CLAIMS = """
document: {title: On allies, speaker: A speaker, outlet: A paper, date: 2024-06-01}
claims:
  - {id: in, says: Poland is in., kind: fact, test: {membership: {alliance: NATO, state: POL}}}
  - {id: out, says: Ukraine is in., kind: fact, test: {membership: {alliance: NATO, state: UKR}}}
  - id: few
    says: Half of them spend enough.
    kind: fact
    test:
      members_meeting:
        {alliance: NATO, measure: percent_gdp, threshold: {at_least: 2}, expect: 11}
  - {id: read, says: The door is open to all., kind: fact, test: {clause: {id: NAT-10}}}
  - id: unknown
    says: India owes Pakistan.
    kind: fact
    test: {owes_defence: {state: IND, to: PAK}}
  - id: safer
    says: Russia gets less safe.
    kind: prediction
    test: {indivisibility: {alliance: NATO, admit: UKR, state: RUS, expect: somebody_less_safe}}
  - {id: spirit, says: It is a good thing., kind: value, not_testable: There is no measure of it.}
"""


def checked():
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.yaml"
        path.write_text(CLAIMS, encoding="utf-8")
        return foedus.check(path, draws=20).model_copy(update={"file": "claims.yaml"})


def proposals(world):
    return [Scenario.of(world, s, Accession(s, "NATO")) for s in ("UKR", "SRB")]


ASKED = {
    "assess": lambda w: foedus.assess(w, Accession("UKR", "NATO"), draws=16),
    "assess-leaving": lambda w: foedus.assess(w, Withdrawal("HUN", "NATO"), draws=0),
    "contribution": lambda w: foedus.contribution(w, "CSTO", draws=8),
    "line": lambda w: foedus.line(w, "NATO", toward="RUS"),
    "line-series": lambda w: foedus.line(w, "CSTO", since="2022-01-01"),
    "record": lambda w: foedus.record(w, "NATO"),
    "commitments": lambda w: foedus.commitments(w, ["USA"], kind="consultation"),
    "compare": lambda w: foedus.compare(w, *proposals(w), draws=8),
    "state": lambda w: foedus.state(w, "UKR"),
    "state-island": lambda w: foedus.state(w, "MLT"),
    "states": states,
    "missing": missing,
    "alliances": alliances,
    "validate": lambda w: validation(),
    "check": lambda w: checked(),
}
"""An answer of every question: of both kinds where there are two."""

_made = {}


def answer(name):
    """An answer with its page: as text, and as a tree. Each is made once for all the tests."""
    if name not in _made:
        result = ASKED[name](load_world())
        text = views.report(result, "page.html")
        _made[name] = SimpleNamespace(name=name, result=result, html=text, tree=tree(text),
                                      text=result.summary())  # fmt: skip
    return _made[name]


@pytest.fixture(params=sorted(ASKED))
def answered(request):
    """Every answer with its page, one after the other."""
    return answer(request.param)


@pytest.fixture
def asked():
    """Gives an answer by its name."""
    return answer


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
                 None)  # fmt: skip
    if found is None:
        if os.environ.get("FOEDUS_REQUIRE_BROWSER") == "1":
            pytest.fail("FOEDUS_REQUIRE_BROWSER=1, but there is no chromium")
        pytest.skip("no chromium on this computer")
    return found

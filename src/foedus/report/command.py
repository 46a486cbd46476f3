"""The command line that makes an assessment again."""

from __future__ import annotations

import shlex

from foedus.scenario.assessment import AssessmentJSON
from foedus.security.assumptions import Assumptions
from foedus.world.states import in_sentence, state_rows

__all__ = ["command_of"]


def command_of(data: AssessmentJSON, report: str = "report.html") -> str:
    """Return the command that makes an assessment again.

    An assumption is named if it was given or differs from the documented default.

    Parameters
    ----------
    data : AssessmentJSON
    report : str
        The report's file name; blank for none.

    Examples
    --------
    >>> from foedus import Accession, assess, load_world
    >>> result = assess(load_world("2022-01-30"), Accession("UKR", "NATO"), draws=0)
    >>> command_of(result.data)
    'foedus assess NATO --admit UKR --on 2022-01-30 --draws 0 --report report.html'
    """
    words = ["foedus", "assess", data.alliance]
    for record in data.candidate:
        expelled = any(text.endswith(f" expels {_written(record.iso3)}") for text in data.change)
        leaves = "--expel" if expelled else "--withdraw"
        words += ["--admit" if record.role == "candidate" else leaves, record.iso3]
    words += ["--on", data.on]
    if data.capability != "index":
        words += ["--capability", data.capability]
    words += _assumptions(data)
    if data.robustness is None:
        words += ["--draws", "0"]
    else:
        words += ["--draws", str(data.robustness.draws), "--seed", str(data.robustness.seed)]
    if report:
        words += ["--report", report]
    return shlex.join(words)


def _written(iso3: str) -> str:
    return in_sentence(iso3) if iso3 in state_rows() else iso3


def _assumptions(data: AssessmentJSON) -> list[str]:
    event = next((str(item.value) for item in data.assumptions if item.name == "event"), "force")
    default = Assumptions.default(event).to_dict()
    words = [] if event == "force" else ["--event", event]
    for item in data.assumptions:
        if item.name != "event" and (item.given or item.value != default.get(item.name)):
            words += ["--set", f"{item.name}={item.value}"]
    return words

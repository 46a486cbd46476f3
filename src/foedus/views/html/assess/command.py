"""What makes an assessment again: a command line, or Python where there is no command for it."""

from __future__ import annotations

import shlex
from typing import Any

from foedus.questions.assessment import Assessment
from foedus.scenario.changes import Accession, Expulsion, Withdrawal
from foedus.security.assumptions import Assumptions
from foedus.world.states import in_sentence, state_rows

__all__ = ["again", "command_of", "python_of"]


def again(assessment: Assessment, report: str = "report.html") -> str:
    """Return what makes an assessment again: the command, or Python where no command does.

    Parameters
    ----------
    assessment : Assessment
    report : str
        The report's file name.
    """
    moves = (Accession, Expulsion, Withdrawal)
    simple = all(type(change) in moves for change in assessment.changes)
    one = len({getattr(change, "alliance", "") for change in assessment.changes}) == 1
    if simple and one:
        return command_of(assessment, report)
    return python_of(assessment, report)


def python_of(assessment: Assessment, report: str) -> str:
    """Return Python that makes an assessment again.

    Parameters
    ----------
    assessment : Assessment
    report : str
        The report's file name.
    """
    data = assessment
    world = f"foedus.load_world({data.on!r}, {data.capability!r})"
    if assessment.before.stationed is not None:
        world += ".with_deployments()"
    event, values = _given(data)
    chosen = f"foedus.Assumptions.default({event!r})"
    if values:
        chosen += f".with_({', '.join(f'{name}={value!r}' for name, value in values.items())})"
    found = data.robustness
    names = sorted({type(change) for change in assessment.changes}, key=lambda kind: kind.__name__)
    imports = [f"from {kind.__module__} import {kind.__name__}" for kind in names]
    arguments = [
        world,
        *map(repr, assessment.changes),
        *([f"alliance={data.alliance!r}"] if _stays(assessment) else []),
        f"assumptions={chosen}",
        f"draws={found.draws}, seed={found.seed}" if found else "draws=0",
        f"fixed={list(values)!r}",
    ]
    lines = ",\n    ".join(arguments)
    call = f"foedus.assess(\n    {lines},\n).report({report!r})"
    head = ["import datetime", "", "import foedus"] if "datetime." in call else ["import foedus"]
    return "\n".join([*head, *imports, "", call])


def _stays(assessment: Assessment) -> bool:
    """Return whether the alliance that the assessment is about is there after the change."""
    alliance = assessment.alliance
    return any(a.alliance_id == alliance for a in assessment.after.alliances)


def command_of(data: Assessment, report: str = "report.html") -> str:
    """Return the command that makes an assessment again.

    An assumption is named if it was given or differs from the documented default.

    Parameters
    ----------
    data : Assessment
    report : str
        The report's file name; blank for none.

    Examples
    --------
    >>> from foedus import Accession, assess, load_world
    >>> result = assess(load_world("2022-01-30"), Accession("UKR", "NATO"), draws=0)
    >>> command_of(result)
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


def _assumptions(data: Assessment) -> list[str]:
    event, values = _given(data)
    words = [] if event == "force" else ["--event", event]
    for name, value in values.items():
        words += ["--set", f"{name}={value}"]
    return words


def _given(data: Assessment) -> tuple[str, dict[str, Any]]:
    """Return the kind of event, and the assumptions that were given or are not the default."""
    event = next((str(item.value) for item in data.assumptions if item.name == "event"), "force")
    default = Assumptions.default(event).to_dict()
    return event, {
        item.name: item.value
        for item in data.assumptions
        if item.name != "event" and (item.given or item.value != default.get(item.name))
    }

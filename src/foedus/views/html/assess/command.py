"""What makes an assessment again: a command line, or Python where there is no command for it."""

from __future__ import annotations

import shlex

from foedus.questions.assessment import Assessment
from foedus.scenario.changes import Accession, Expulsion, Withdrawal
from foedus.views.html.related import of_alliance, of_states
from foedus.world.embedded import EMBEDDED_SINCE

__all__ = ["again", "command_of", "python_of", "related"]

MOVES: dict[type, str] = {Accession: "--admit", Expulsion: "--expel", Withdrawal: "--withdraw"}


def again(data: Assessment, report: str = "report.html") -> str:
    """Return what makes an assessment again: the command, or Python where no command does.

    Parameters
    ----------
    data : Assessment
    report : str
        The report's file name.
    """
    simple = all(type(change) in MOVES for change in data.changes)
    about = {getattr(change, "alliance", "") for change in data.changes}
    plain = data.before.stationed is None and _by_day(data)
    if simple and about == {data.alliance} and plain:
        return command_of(data, report)
    return python_of(data, report)


def _by_day(data: Assessment) -> bool:
    """Return whether the day alone says which data the world is made of."""
    return bool(data.before.sources) == (data.before.on < EMBEDDED_SINCE)


def command_of(data: Assessment, report: str = "report.html") -> str:
    """Return the command that makes an assessment again; it names what is not the default.

    Parameters
    ----------
    data : Assessment
    report : str
        The report's file name; blank for none.

    Examples
    --------
    >>> from foedus import Accession, assess, load_world
    >>> result = assess(load_world(), Accession("UKR", "NATO"), draws=0)
    >>> command_of(result)
    'foedus assess NATO --admit UKR --on 2026-01-01 --draws 0 --report report.html'
    """
    words = ["foedus", "assess", data.alliance]
    for change in data.changes:
        words += [MOVES[type(change)], getattr(change, "state", "")]
    words += ["--on", data.on]
    for option, value, default in (
        ("--capability", data.capability, "index"),
        ("--event", data.event, "war"),
        ("--reading", data.reading, "since-1816"),
        ("--eu-clause", data.eu_clause, "full"),
    ):
        words += [] if value == default else [option, value]
    for pair in data.assumed_rivals:
        words += ["--assume-rival", ",".join(pair)]
    for name, number in data.given.fixed.items():
        words += ["--set", f"{name}={number:g}" if float(f"{number:g}") == number else
                  f"{name}={number!r}"]  # fmt: skip
    found = data.robustness
    words += ["--draws", str(found.draws), "--seed", str(found.seed)] if found else ["--draws", "0"]
    return shlex.join([*words, *(["--report", report] if report else [])])


def python_of(data: Assessment, report: str) -> str:
    """Return Python that makes an assessment again.

    Parameters
    ----------
    data : Assessment
    report : str
        The report's file name.
    """
    names = sorted({type(change) for change in data.changes}, key=lambda kind: kind.__name__)
    imports = [f"from {kind.__module__} import {kind.__name__}" for kind in names]
    found = data.robustness
    arguments = [
        "world",
        *map(repr, data.changes),
        *([f"alliance={data.alliance!r}"] if _stays(data) else []),
        f"assumptions={_assumptions(data)}",
        f"draws={found.draws}, seed={found.seed}" if found else "draws=0",
    ]
    lines = ",\n    ".join(arguments)
    call = f"foedus.assess(\n    {lines},\n).report({report!r})"
    head = ["import datetime", ""] if "datetime." in call else []
    if data.assumed_rivals:
        imports.append("from foedus.security import assume_rivals")
    return "\n".join([*head, "import foedus", *imports, "", *_world(data), call])


def _world(data: Assessment) -> list[str]:
    """Return the lines of Python that make the world before the change."""
    day = data.before.on
    clause = "" if data.eu_clause == "full" else f", eu_clause={data.eu_clause!r}"
    if _by_day(data):
        world = f"foedus.load_world({data.on!r}, {data.capability!r}{clause})"
    else:
        world = f"foedus.World.at({day.year}, {day.month}, {day.day}, {data.capability!r})"
    if data.before.stationed is not None:
        world += ".with_deployments()"
    lines = [f"world = {world}"]
    if data.assumed_rivals:
        lines.append(f"world = assume_rivals(world, {list(data.assumed_rivals)!r})")
    return lines


def _assumptions(data: Assessment) -> str:
    made = f"foedus.Assumptions({data.event!r}, {data.reading!r})"
    values = ", ".join(f"{name}={value!r}" for name, value in data.given.fixed.items())
    return f"{made}.with_({values})" if values else made


def _stays(data: Assessment) -> bool:
    """Return whether the alliance that the assessment is about is there after the change."""
    return any(a.alliance_id == data.alliance for a in data.after.alliances)


def related(data: Assessment) -> tuple[tuple[str, str], ...]:
    """Return the commands of other questions about the same alliance and states.

    Parameters
    ----------
    data : Assessment
    """
    there = any(a.alliance_id == data.alliance for a in data.before.alliances)
    states = of_states(((one.iso3, one.name) for one in data.candidates[:3]), data.on)
    return (of_alliance(data.alliance, data.on) if there else ()) + states

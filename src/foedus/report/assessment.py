"""The report of an assessment: one self-contained HTML file."""

from __future__ import annotations

from pathlib import Path

from foedus.files import write_whole
from foedus.report.answers import answer_section, outsiders_section, readings_section
from foedus.report.blocks import Section
from foedus.report.command import again
from foedus.report.frontier import line_section
from foedus.report.grounds import (
    assumptions_section,
    commitments_section,
    limits_section,
    robustness_section,
    states_section,
)
from foedus.report.page import page
from foedus.report.reach import reach_section
from foedus.scenario.assessment import Assessment

__all__ = ["report_html", "write_report"]


def report_html(assessment: Assessment, file_name: str = "report.html") -> str:
    """Return the report of an assessment as one HTML page that needs no network.

    Parameters
    ----------
    assessment : Assessment
    file_name : str
        Named in the command that makes the report again.
    """
    data = assessment.data
    sections: list[Section | None] = [
        answer_section(data),
        outsiders_section(data),
        readings_section(assessment),
        robustness_section(data),
        line_section(assessment),
        reach_section(data),
        commitments_section(data),
        states_section(data),
        assumptions_section(data),
        limits_section(data),
    ]
    return page(
        title="; ".join(change[0].upper() + change[1:] for change in data.change),
        lead=data.answer,
        sections=tuple(section for section in sections if section is not None),
        command=again(assessment, file_name),
        sources=data.sources,
        kicker="foedus: what a change to an alliance does to everybody's security",
        meta=_meta(assessment),
    )


def write_report(assessment: Assessment, path: Path) -> Path:
    """Write the report of an assessment and return its path; whole or not at all.

    Parameters
    ----------
    assessment : Assessment
    path : Path

    Raises
    ------
    FoedusError
        The place cannot be written to.
    """
    return write_whole(path, report_html(assessment, path.name))


def _meta(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    data = assessment.data
    event = next((str(a.value) for a in data.assumptions if a.name == "event"), "")
    events = {"force": "use of force", "dispute": "militarised dispute", "fatal": "fatal dispute"}
    draws = data.robustness.draws if data.robustness else 0
    return (
        ("Membership on", data.on),
        ("Capability", f"{data.capability}, {data.capability_year}"),
        ("Kind of event", events.get(event, event)),
        ("States", str(len(data.states))),
        ("Draws", f"{draws:,}" if draws else "none"),
    )

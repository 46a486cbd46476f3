"""The report of an assessment: one self-contained HTML file."""

from __future__ import annotations

from foedus.questions.assessment import Assessment
from foedus.views.html.assess.answer import answer_section, outsiders_section, readings_section
from foedus.views.html.assess.charts import headline
from foedus.views.html.assess.command import again
from foedus.views.html.assess.grounds import (
    assumptions_section,
    commitments_section,
    limits_section,
    robustness_section,
    states_section,
)
from foedus.views.html.assess.line import line_section
from foedus.views.html.assess.reach import reach_section
from foedus.views.html.blocks import Section
from foedus.views.html.page import page
from foedus.views.html.svg import Spec

__all__ = ["plot", "report"]


def report(assessment: Assessment, file_name: str = "report.html") -> str:
    """Return the report of an assessment as one HTML page that needs no network.

    Parameters
    ----------
    assessment : Assessment
    file_name : str
        Named in the command that makes the report again.
    """
    data = assessment
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


def plot(assessment: Assessment) -> Spec:
    """Return the chart that stands for the whole assessment: title, map, key and source.

    Parameters
    ----------
    assessment : Assessment
    """
    return headline(assessment)


def _meta(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    data = assessment
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

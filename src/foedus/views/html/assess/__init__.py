"""The page of an assessment: one self-contained HTML file, its chart, and what a notebook shows."""

from __future__ import annotations

from foedus.errors import FoedusError
from foedus.questions.assessment import Assessment
from foedus.questions.result import NOT_KEPT
from foedus.questions.words import plain
from foedus.views.html.assess.answer import (
    answer_section,
    maps_section,
    movers_section,
    war_section,
)
from foedus.views.html.assess.clauses import commitments_section
from foedus.views.html.assess.command import again, related
from foedus.views.html.assess.grounds import (
    assumptions_section,
    limits_section,
    robustness_section,
    states_section,
    world_section,
)
from foedus.views.html.assess.headline import headline
from foedus.views.html.assess.line import line_section
from foedus.views.html.assess.members import members_section, outsiders_section
from foedus.views.html.assess.reach import reach_section
from foedus.views.html.assess.where import change_of
from foedus.views.html.assess.words import percent_of_row, upper
from foedus.views.html.blocks import Column, Section, Table
from foedus.views.html.page import page
from foedus.views.html.svg import Spec

__all__ = ["plot", "report", "shown"]


def report(assessment: Assessment, file_name: str = "report.html") -> str:
    """Return the report of an assessment as one HTML page that needs no network.

    Parameters
    ----------
    assessment : Assessment
    file_name : str
        Named in the command that makes the report again.

    Raises
    ------
    FoedusError
        The answer was read back from its JSON, which does not hold its world.
    """
    data = assessment
    if data.before is NOT_KEPT:
        raise FoedusError("an answer read back from JSON has no page: ask the question again")
    sections: list[Section | None] = [
        answer_section(data),
        war_section(data),
        movers_section(data),
        members_section(data),
        outsiders_section(data),
        maps_section(data),
        robustness_section(data),
        line_section(data),
        reach_section(data),
        commitments_section(data),
        states_section(data),
        assumptions_section(data),
        limits_section(data),
        world_section(data),
    ]
    return page(
        title=data.title or "; ".join(map(upper, data.change)),
        lead=data.answer,
        sections=tuple(section for section in sections if section is not None),
        command=again(data, file_name),
        sources=data.sources,
        kicker="foedus: what a change to an alliance does to everybody's security",
        meta=_meta(data),
        notes=data.cautions,
        related=related(data),
    )


def plot(assessment: Assessment) -> Spec:
    """Return the chart that stands for the assessment: who moves, the members, the draws' band.

    Parameters
    ----------
    assessment : Assessment
    """
    return headline(assessment)


def shown(assessment: Assessment) -> Table:
    """Return the table that a notebook shows: the largest changes first.

    Parameters
    ----------
    assessment : Assessment
    """
    data = assessment
    rows = sorted(data.states, key=lambda row: (-abs(change_of(row)), row.name))
    return Table(
        f"{data.unit}, plus is less safe; the {len(rows)} states by size of change",
        (Column("State", name="name"), Column("Role", name="role"),
         Column("Before", "amount"), Column("After", "amount"), Column("Change", "signed"),
         Column("%", "percent"), Column("Attacked", "signed"), Column("Drawn in", "signed")),
        tuple(
            (r.name, r.role, r.insecurity_before, r.insecurity_after, change_of(r),
             percent_of_row(r), r.attacked_after - r.attacked_before,
             r.drawn_in_after - r.drawn_in_before)
            for r in rows
        ),
        f"membership on {data.on}, figures of {data.figures_year} or older", "states",
    )  # fmt: skip


def _meta(data: Assessment) -> tuple[tuple[str, str], ...]:
    draws = data.robustness.draws if data.robustness else 0
    fixed = ", ".join(f"{name} = {plain(value)}" for name, value in data.given.fixed.items())
    return (
        ("Membership on", data.on),
        ("Figures of", f"{data.figures_year} or up to three years older"),
        ("Capability", data.capability),
        ("Event", data.event),
        ("Reading", data.reading),
        ("States", str(len(data.states))),
        ("Draws", f"{draws:,}" if draws else "none"),
        *((("Set", fixed),) if fixed else ()),
    )

"""All alliances as a page: how many members, what they oblige to, since when."""

from __future__ import annotations

import shlex

from foedus.questions.alliances import Alliances
from foedus.views.html.blocks import Column, Figure, Section, Table
from foedus.views.html.charts import NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, inline

__all__ = ["plot", "report"]

SOURCE = "Embedded tables of alliances and memberships; each alliance names its source."


def report(alliances: Alliances, file_name: str = "report.html") -> str:
    """Return all alliances as one HTML page that needs no network.

    Parameters
    ----------
    alliances : Alliances
    file_name : str
        Named in the command that makes the page again.
    """
    words = ["foedus", "world", "--alliances", "--on", str(alliances.on), "--report", file_name]
    table = Table(
        "Every alliance of the table",
        (Column("Alliance", name="alliance"), Column("Name", wide=True, name="name"),
         Column("Defence", name="defence"), Column("Signed", name="signed"),
         Column("In force", name="in_force"), Column("Ended", name="terminated"),
         Column("Members", "d", "members"), Column("Who", wide=True, name="member_list"),
         Column("Source", wide=True, name="source")),
        tuple(
            (a.alliance, a.name, "yes" if a.defence else "no",
             *(str(day) if day else None for day in (a.signed, a.in_force, a.terminated)),
             a.members, " ".join(a.member_list), a.source)
            for a in alliances.alliances
        ),
        SOURCE, "alliances",
    )  # fmt: skip
    rows = _members(alliances)
    figure = Figure(
        title="Members on the day",
        note="A star: members owe each other defence.",
        alt="; ".join(f"{name} {count:.0f}" for name, count in rows),
        wide=inline(bars(rows, "members", WIDE), "members"),
        narrow=inline(bars(rows, "members", NARROW), "membersn"),
        data=table.data,
        source=SOURCE,
    )
    return page(
        title=f"Alliances on {alliances.on}",
        lead=alliances.answer,
        sections=(Section("alliances", "Alliances", (figure, table)),),
        command=shlex.join(words),
        sources=tuple(dict.fromkeys(a.source for a in alliances.alliances)),
        kicker="foedus: the alliances of the embedded tables",
        meta=(("On", str(alliances.on)),),
    )


def plot(alliances: Alliances) -> Spec:
    """Return the number of members of each alliance on the day.

    Parameters
    ----------
    alliances : Alliances
    """
    title = f"Alliances on {alliances.on}, members (*: owe each other defence)"
    chart = bars(_members(alliances), "members", 900)
    return framed(chart, title, alliances.answer, f"foedus. {SOURCE}")


def _members(alliances: Alliances) -> list[tuple[str, float]]:
    there = [a for a in alliances.alliances if a.members]
    ordered = sorted(there, key=lambda a: (-a.members, a.alliance))
    return [(f"{a.alliance}{' *' * a.defence}", float(a.members)) for a in ordered]

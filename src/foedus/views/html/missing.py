"""What is missing of the states, as a page."""

from __future__ import annotations

import shlex

from foedus.questions.missing import OLD_YEARS, Missing
from foedus.views.html.blocks import Column, Figure, Section, Table
from foedus.views.html.charts import NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, inline
from foedus.views.words import VARIABLES

__all__ = ["plot", "report"]

SOURCE = "Embedded table of figures."


def report(missing: Missing, file_name: str = "report.html") -> str:
    """Return what is missing as one HTML page that needs no network.

    Parameters
    ----------
    missing : Missing
    file_name : str
        Named in the command that makes the page again.
    """
    words = ["foedus", "world", "--missing", "--on", str(missing.on), "--report", file_name]
    table = Table(
        "Every figure that is missing or old",
        (Column("State", name="name"), Column("Code", name="iso3"),
         Column("Figure", name="variable"), Column("Status", name="status"),
         Column("Year used instead", name="year")),
        tuple(
            (m.name, m.iso3, VARIABLES[m.variable], m.status, str(m.year) if m.year else None)
            for m in missing.missing
        ),
        SOURCE, "missing",
    )  # fmt: skip
    figure = Figure(
        title="States by figure",
        alt="; ".join(f"{what} {count:.0f}" for what, count in _counts(missing)),
        wide=inline(bars(_counts(missing), "states", WIDE), "missing"),
        narrow=inline(bars(_counts(missing), "states", NARROW), "missingn"),
        data=table.data,
        source=SOURCE,
    )
    return page(
        title=f"What is missing on {missing.on}",
        lead=missing.answer,
        sections=(Section("missing", "What is missing", (figure, table)),),
        command=shlex.join(words),
        sources=(SOURCE,),
        kicker="foedus: figures that are not known, or known only of another time",
        meta=(("On", str(missing.on)), ("Old", f"{OLD_YEARS} years or more"),
              ("Left out", ", ".join(missing.left_out) or "nobody")),
    )  # fmt: skip


def plot(missing: Missing) -> Spec:
    """Return of how many states each figure is missing or old.

    Parameters
    ----------
    missing : Missing
    """
    chart = bars(_counts(missing), "states", 900)
    return framed(chart, f"What is missing on {missing.on}", missing.answer, f"foedus. {SOURCE}")


def _counts(missing: Missing) -> list[tuple[str, float]]:
    return [
        (f"{label}: {status}", float(count))
        for variable, label in VARIABLES.items()
        for status in ("missing", "old")
        if (count := sum((m.variable, m.status) == (variable, status) for m in missing.missing))
    ] or [("nothing", 0.0)]

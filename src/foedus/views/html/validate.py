"""A validation as a page: every table, and how far each model gets as bars."""

from __future__ import annotations

import shlex

from foedus.questions.validate import Validation
from foedus.views.html.blocks import Column, Figure, Prose, Section, Table
from foedus.views.html.charts import NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, inline
from foedus.views.validation_tables import Sheet, sheets

__all__ = ["plot", "report"]

SOURCE = "Research data 1816-2010, foedus validate."
UNIT = "reduction in log loss against the base rate, out of sample"
FOLDED = ("windows", "decades", "joins", "targets")


def report(validation: Validation, file_name: str = "report.html") -> str:
    """Return a validation as one HTML page that needs no network.

    Parameters
    ----------
    validation : Validation
    file_name : str
        Named in the command that makes the page again.
    """
    words = ["foedus", "validate", *(["--quick"] if validation.findings.quick else [])]
    found = list(sheets(validation.findings))
    sections = [Section(one.name, one.title, (Prose((one.text,)), _table(one))) for one in found]
    figure = Figure(
        title="Out of sample",
        alt="; ".join(f"{what} {value:.3f}" for what, value in _reductions(validation)),
        wide=inline(bars(_reductions(validation), UNIT, WIDE, digits=3), "rolling"),
        narrow=inline(bars(_reductions(validation), UNIT, NARROW, digits=3), "rollingn"),
        data=_table(found[0]).data,
        source=SOURCE,
    )
    first = Section("chart", "How far each model gets", (figure,))
    return page(
        title="How good the model is",
        lead=validation.answer,
        sections=(first, *sections),
        command=shlex.join([*words, "--report", file_name]),
        sources=validation.sources,
        kicker="foedus: what was expected and what happened",
        meta=(("Run", "reduced" if validation.findings.quick else "whole"),),
    )


def plot(validation: Validation) -> Spec:
    """Return how far each model gets out of sample, by rung.

    Parameters
    ----------
    validation : Validation
    """
    chart = bars(_reductions(validation), UNIT, 900, digits=3)
    return framed(chart, "How good the model is", validation.answer, f"foedus. {SOURCE}")


def _reductions(validation: Validation) -> list[tuple[str, float]]:
    return [
        (f"{one.event}: {one.model}", one.score.reduction) for one in validation.findings.rolling
    ]


def _table(sheet: Sheet) -> Table:
    columns = tuple(Column(name) for name in sheet.header)
    return Table(sheet.title, columns, sheet.rows, SOURCE, sheet.name, sheet.name in FOLDED)

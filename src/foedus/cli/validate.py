"""foedus validate: every test of the model on the research data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import CsvOption, JsonOption, PlotOption, ReportOption, progress_bar
from foedus.cli.outlet import Outlet
from foedus.errors import FoedusError

__all__ = ["validate"]


def validate(
    quick: Annotated[
        bool, typer.Option("--quick", help="A reduced run: one window a rung, about a minute.")
    ] = False,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE.md", help="Write the page of the docs.")
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Test the model on the research data: predictions, calibration, selection.

    Example: foedus validate --quick
    """
    outlet = Outlet(json, csv, report, plot)
    _check(page)
    from foedus.questions.validate import validate as run

    with progress_bar("validation") as progress:
        result = run(quick=quick, progress=progress)
    if page:
        from foedus.files import write_whole
        from foedus.views.text.validate import markdown

        write_whole(page, markdown(result))
    outlet.give(result)


def _check(page: Path | None) -> None:
    """Refuse a page that cannot be written before the work is done, not after."""
    if page and page.suffix.lower() != ".md":
        raise FoedusError(f"--page {page}: expected a name that ends in .md")
    if page and not page.absolute().parent.is_dir():
        raise FoedusError(f"cannot write {page}: there is no folder {page.absolute().parent}")
    if page and page.is_dir():
        raise FoedusError(f"cannot write {page}: it is a folder")

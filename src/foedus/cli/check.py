"""foedus check: test the claims of a statement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.options import (
    DRAWS,
    SEED,
    CsvOption,
    DrawsOption,
    JsonOption,
    PlotOption,
    ReportOption,
    SeedOption,
    progress_bar,
)
from foedus.cli.outlet import Outlet
from foedus.cli.streams import console
from foedus.errors import FoedusError

__all__ = ["check"]


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="A claims file.")],
    draws: DrawsOption = DRAWS,
    seed: SeedOption = SEED,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
    reviewer: Annotated[
        str, typer.Option("--reviewer", metavar="NAME", help="Who checked, for ClaimReview.")
    ] = "",
    url: Annotated[
        str,
        typer.Option("--url", metavar="URL", help="Where the report will stand, for ClaimReview."),
    ] = "",
    lint: Annotated[
        bool, typer.Option("--lint", help="Only say what is wrong with the file; no test is run.")
    ] = False,
) -> None:
    """Test the claims of a statement: a verdict, a figure and a source for each.

    Example: foedus check examples/claims/2022-01-30-lavrov.yaml --report lavrov.html
    """
    if lint:
        _lint(file)
        return
    outlet = Outlet(json, csv, report, plot)
    from foedus.claims.check import check as run

    with progress_bar("testing claims") as progress:
        result = run(file, draws=draws, seed=seed, reviewer=reviewer, url=url, progress=progress)
    outlet.give(result)
    if result.errors:
        for error in result.errors[:-1]:
            typer.echo(f"foedus: {error.message}", err=True)
        raise FoedusError(result.errors[-1].message)


def _lint(file: Path) -> None:
    from foedus.claims.lint import lint as remarks_on

    remarks = remarks_on(file)
    for remark in remarks:
        console().print(remark, markup=False)
    if not remarks:
        console().print(f"{file}: nothing to remark", markup=False)
    wrong = [text for text in remarks if "no day given" not in text]
    if wrong:
        raise FoedusError(f"{file}: {len(wrong)} remark{'s' * (len(wrong) > 1)} to look at")

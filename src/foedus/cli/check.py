"""foedus check: test the claims of a statement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foedus.cli.common import JsonOption, console, progress_bar
from foedus.cli.streams import say_json
from foedus.errors import FoedusError

__all__ = ["check"]


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help="A claims file.")],
    draws: Annotated[
        int, typer.Option(min=1, max=100_000, help="Sets of plausible assumptions to try.")
    ] = 400,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 1,
    json: JsonOption = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Write the report.")
    ] = None,
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
    from foedus.claims.check import check as run
    from foedus.claims.check import load_claims
    from foedus.claims.text import check_text
    from foedus.cli.assess import _check_outputs

    _check_outputs(report, None)
    loaded = load_claims(file)
    with progress_bar("testing claims") as progress:
        result = run(loaded, draws, seed, progress)
    if report:
        from foedus.report.claims import write_claims_report

        write_claims_report(result, report, f"foedus check {file}")
    if json:
        say_json(result.to_json())
        return
    console().print(check_text(result), markup=False, end="")
    if report:
        console().print(f"\nwritten: {report}", markup=False)


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

"""foedus data: the field's research data, pulled from pinned addresses."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.options import JsonOption
from foedus.cli.streams import console, say, say_json

if TYPE_CHECKING:
    from foedus.sources import Dataset

__all__ = ["data"]

data = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="List, pull, verify and cite the research data that panels are made from.",
)

NamesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME]...", help="As in foedus data list.")
]


@data.command("list")
def list_datasets(json: JsonOption = False) -> None:
    """Show every dataset: version, years, licence, size, whether it is here, what to cite.

    Example: foedus data list
    """
    from foedus.sources._listing import data_list, list_text

    listing = data_list()
    if json:
        say_json(listing.model_dump_json(indent=2))
    else:
        console().print(list_text(listing), markup=False, end="")


@data.command()
def pull(
    names: NamesArgument = None,
    accept_terms: Annotated[
        bool, typer.Option("--accept-terms", help="The terms were read and are accepted.")
    ] = False,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Wait no longer.")
    ] = 30.0,
) -> None:
    """Download datasets into the user's cache: those named, or all that have no terms to accept.

    Example: foedus data pull cow_nmc atop_alliance
    """
    from foedus import sources

    records = _chosen(names, accept_terms)
    accepted = _accepted(records, accept_terms)
    before = sources.verify(record.name for record in records)
    absent = [record for record in records if before[record.name] != "ok"]
    with _bars(absent) as bars:
        sources.pull(
            [record.name for record in records],
            accept_terms=accepted,
            progress=bars,
            timeout=timeout,
        )
    size = sum(record.size for record in absent) / 1e6
    said = f"{len(absent)} pulled ({size:.1f} MB), {len(records) - len(absent)} were here"
    console().print(said, markup=False)
    left = [d.name for d in sources.datasets().values() if d.terms and d not in records]
    if not names and left:
        console().print(f"with terms to accept, not pulled: {', '.join(left)}", markup=False)


@data.command()
def verify(names: NamesArgument = None, json: JsonOption = False) -> None:
    """Check the files that are here against their checksums; exit code 2 if one is damaged.

    A dataset that is asked for by name must be here.

    Example: foedus data verify cow_nmc
    """
    from foedus import sources

    found = sources.verify(names or ())
    if json:
        import json as json_format

        say_json(json_format.dumps({"schema_version": "1", "datasets": found}, indent=2))
    else:
        console().print(_verified_text(found), markup=False, end="")
    fine = {"ok"} if names else {"ok", "absent"}
    raise typer.Exit(0 if set(found.values()) <= fine else 2)


@data.command()
def path(name: Annotated[str, typer.Argument(help="As in foedus data list.")]) -> None:
    """Print where a dataset's file lies.

    Example: foedus data path cow_nmc
    """
    from foedus import sources

    say(sources.path(name))


@data.command()
def cite(names: NamesArgument = None) -> None:
    """Print the BibTeX entries of the works to cite: for the datasets named, or for all.

    Example: foedus data cite cow_nmc atop_alliance
    """
    from foedus import sources

    say(sources.cite(names or sources.datasets()), end="")


def _chosen(names: Sequence[str] | None, accept_terms: bool) -> list[Dataset]:
    from foedus import sources

    if names:
        return [sources.get(name) for name in dict.fromkeys(names)]
    return [d for d in sources.datasets().values() if accept_terms or not d.terms]


def _accepted(records: Sequence[Dataset], accept_terms: bool) -> bool:
    """Show the terms of what is not here yet, and ask for consent where somebody can answer."""
    from foedus import sources

    with_terms = [record for record in records if record.terms]
    states = sources.verify(record.name for record in with_terms) if with_terms else {}
    asked = dict.fromkeys(d.terms for d in with_terms if states[d.name] != "ok")
    if not asked or not (accept_terms or sys.stdin.isatty()):
        # What is here needs no consent; without anybody to ask, pull refuses and shows the terms.
        return accept_terms
    for terms in asked:
        say(textwrap.fill(terms, 80, break_on_hyphens=False))
    return accept_terms or typer.confirm("Pull them under these terms?", abort=True)


def _verified_text(found: dict[str, str]) -> str:
    width = max(map(len, found))
    lines = []
    for name, state in found.items():
        first, *rest = textwrap.wrap(state, 78 - width, break_on_hyphens=False)
        lines += [f"{name:{width}}  {first}", *(" " * (width + 2) + more for more in rest)]
    good = sum(state == "ok" for state in found.values())
    absent = sum(state == "absent" for state in found.values())
    lines += ["", f"{good} ok, {absent} absent, {len(found) - good - absent} damaged"]
    return "\n".join(lines) + "\n"


class _Bar:
    """One download on the screen, with tqdm's interface."""

    def __init__(self, progress: Any, task: Any) -> None:
        self._progress, self._task = progress, task

    @property
    def total(self) -> float:
        return 0.0

    @total.setter
    def total(self, value: float) -> None:
        # Set at the start of each attempt; a bar shows from then to its end.
        self._progress.reset(self._task, total=value or None, visible=True)

    def update(self, amount: float) -> None:
        self._progress.advance(self._task, amount)

    def close(self) -> None:
        self._progress.update(self._task, visible=False)


@contextmanager
def _bars(records: Sequence[Dataset]) -> Iterator[dict[str, _Bar]]:
    """Show a bar for each download on standard error while it is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    stderr = Console(stderr=True)
    if not stderr.is_terminal:
        yield {}
        return
    with Progress(console=stderr) as progress:
        yield {
            record.name: _Bar(progress, progress.add_task(record.name, start=False, visible=False))
            for record in records
        }

"""foedus commitments: treaty clauses and political commitments, with their status on a day."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.common import CsvOption, JsonOption, console, write_csv
from foedus.cli.streams import say_json

if TYPE_CHECKING:
    import polars as pl

    from foedus.scenario.commitments import Commitment

__all__ = ["commitments"]

WIDTH = 80


def commitments(
    involving: Annotated[
        list[str] | None,
        typer.Option(metavar="RUS,NATO", help="States or alliances, all of them parties."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="indivisibility, no_enlargement, ...")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As it stood on this day.")
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="STATUS", help="in_force, signed, disputed, suspended, lapsed, proposed."
        ),
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
) -> None:
    """List treaty clauses and political commitments, with both readings of the disputed ones.

    Example: foedus commitments --involving RUS,NATO --kind indivisibility --on 2022-01-30
    """
    from foedus.scenario.commitments import commitments as find

    found = find(involving or (), kind=kind, status=status, on=on)
    if csv:
        write_csv(csv, _table(found).drop("readings"))
    if json:
        say_json(_json(found))
        return
    console().print("\n".join(_lines(found)), markup=False)
    if csv:
        console().print(f"\nwritten: {csv}", markup=False)


def _json(found: tuple[Commitment, ...]) -> str:
    from json import dumps

    return dumps(_table(found).to_dicts(), indent=2, ensure_ascii=False, default=str)


def _table(found: tuple[Commitment, ...]) -> pl.DataFrame:
    """Return the commitments as a table; `readings` holds a list of both sides' readings."""
    from foedus.scenario.commitments import commitment_table

    return commitment_table(found)


def _lines(found: tuple[Commitment, ...]) -> list[str]:
    from foedus.scenario.commitments import BINDING

    count = len(found)
    lines = [f"{count} commitment{'s' * (count != 1)}"]
    for item in found:
        article = f", {item.article}" if item.article else ""
        lines += ["", *wrap(f"{item.id}  {item.document} ({item.date}){article}", WIDTH)]
        state = f"{item.kind}; {item.status} since {item.status_from}; {BINDING[item.binding]}"
        lines += _indented(state)
        lines += _indented(f"parties: {item.parties}")
        lines += _indented(item.summary)
        for reading in item.readings:
            against = f" (with {reading.against})" if reading.against else ""
            lines += _indented(f"{reading.reader}: {reading.reading}", "    | ")
            lines += _indented(
                f"{reading.other_reader}{against}: {reading.other_reading}", "    | "
            )
        lines += _indented(f"source: {item.source}")
    return lines


def _indented(text: str, indent: str = "  ") -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )

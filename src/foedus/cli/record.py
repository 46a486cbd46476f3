"""foedus record: how defensive an alliance has been, as facts."""

from __future__ import annotations

from typing import Annotated

import typer

from foedus.cli.common import CsvOption, JsonOption, OnOption, console, write_csv
from foedus.cli.streams import say_json

__all__ = ["record"]


def record(
    alliance: Annotated[str, typer.Argument(help="NATO, CSTO, ...: see foedus world --alliances.")],
    on: OnOption = None,
    json: JsonOption = False,
    csv: CsvOption = None,
) -> None:
    """Show an alliance's obligations, operations with their mandates, and memberships.

    Example: foedus record NATO --on 2003-03-31
    """
    from foedus.world.record import record as run

    result = run(alliance, on=on)
    if csv:
        write_csv(csv, result.operations)
    if json:
        say_json(result.to_json())
        return
    console().print(result.summary(), markup=False, end="")
    if csv:
        console().print(f"\nwritten: {csv}", markup=False)

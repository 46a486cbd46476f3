"""foedus world: the embedded states, one state's page, the alliances, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.cli.common import (
    CapabilityOption,
    CsvOption,
    JsonOption,
    OnOption,
    console,
    world_of,
    write_csv,
)
from foedus.cli.streams import say_json
from foedus.errors import FoedusError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["world"]


def world(
    state: Annotated[str | None, typer.Argument(help="Code or name: one state's page.")] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Show what is not known.")] = False,
    alliances: Annotated[bool, typer.Option("--alliances", help="List the alliances.")] = False,
    on: OnOption = None,
    capability: CapabilityOption = "index",
    json: JsonOption = False,
    csv: CsvOption = None,
) -> None:
    """Show the states of the world with their resources, or one state with all its sources.

    Example: foedus world UKR --on 2022-01-30
    """
    from foedus.world import overview, overview_schema, overview_text

    if (state is not None) + missing + alliances > 1:
        raise FoedusError("foedus world: give a state, --missing or --alliances, not several")
    there = world_of(on, capability)
    if state is not None:
        from foedus.world.state_page import state_page

        page = state_page(there, state)
        _give(page.figures, page.summary, page.to_json, json, csv)
    elif missing:
        _give(
            overview.missing_table(there), lambda: overview_text.missing_text(there),
            lambda: overview_schema.missing_json(there), json, csv,
        )  # fmt: skip
    elif alliances:
        table = overview.alliances_table(there)
        _give(
            table.with_columns(table["member_list"].list.join(" ")),
            lambda: overview_text.alliances_text(there),
            lambda: overview_schema.alliances_json(there), json, csv,
        )  # fmt: skip
    else:
        _give(
            overview.states_table(there), lambda: overview_text.world_text(there),
            lambda: overview_schema.world_json(there), json, csv,
        )  # fmt: skip


def _give(
    table: pl.DataFrame,
    text: Callable[[], str],
    document: Callable[[], str],
    json: bool,
    csv: Path | None,
) -> None:
    """Write the table if asked to, then print JSON or text."""
    if csv:
        write_csv(csv, table)
    if json:
        say_json(document())
        return
    console().print(text(), markup=False, end="")
    if csv:
        console().print(f"\nwritten: {csv}", markup=False)

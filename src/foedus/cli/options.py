"""The options that commands share, each said once, and what they are turned into."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.security.readings import Assumptions
    from foedus.world.world import World

__all__ = [
    "AllianceArgument",
    "CapabilityOption",
    "CsvOption",
    "DrawsOption",
    "EuClauseOption",
    "EventOption",
    "JsonOption",
    "OnOption",
    "PlotOption",
    "ReadingOption",
    "ReportOption",
    "RivalOption",
    "SeedOption",
    "SetOption",
    "given_assumptions",
    "progress_bar",
    "world_of",
]

# The command line's help loads no model: these are `foedus.questions.result.DRAWS` and `SEED`,
# and a test holds them together.
DRAWS, SEED = 2000, 1

AllianceArgument = Annotated[
    str, typer.Argument(help="NATO, CSTO, ...: see foedus world --alliances.")
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Day of the membership, YYYY-MM-DD.")
]
CapabilityOption = Annotated[
    str,
    typer.Option(
        "--capability",
        metavar="MEASURE",
        help="index, milex, milper, nato (its own tables) or cinc (needs research data).",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Give an assumption a value; repeatable."),
]
EventOption = Annotated[
    str,
    typer.Option(
        "--event", metavar="EVENT", help="war, fatal (at least one death) or force (its use)."
    ),
]
ReadingOption = Annotated[
    str,
    typer.Option(
        "--reading", metavar="READING", help="since-1816, since-1945, nuclear or sceptics."
    ),
]
RivalOption = Annotated[
    list[str] | None,
    typer.Option(
        "--assume-rival",
        metavar="A,B",
        help="Count two states as rivals, e.g. FIN,RUS; repeatable.",
    ),
]
EuClauseOption = Annotated[
    str,
    typer.Option(
        "--eu-clause",
        metavar="WEIGHT",
        help="Article 42(7) of the EU as an obligation: full, half, none.",
    ),
]
DrawsOption = Annotated[
    int, typer.Option("--draws", min=0, max=1_000_000, help="Sets of plausible assumptions to try.")
]
SeedOption = Annotated[
    int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
CsvOption = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write the table as CSV.")
]
ReportOption = Annotated[
    Path | None, typer.Option("--report", metavar="FILE.html", help="Write the report.")
]
PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE.png|svg", help="Write the headline chart.")
]


def world_of(
    on: str | None,
    capability: str = "index",
    eu_clause: str = "full",
    rivals: Sequence[str] | None = None,
) -> World:
    """Return the world that the options ask for.

    Raises
    ------
    FoedusError
        The day, the measure, the clause or a pair of rivals is not valid.
    """
    from foedus.world.load import load_world

    world = load_world(on=on, capability=capability, eu_clause=eu_clause)
    if not rivals:
        return world
    from foedus.security.rivals import assume_rivals

    return assume_rivals(world, [_pair(text, world) for text in rivals])


def _pair(text: str, world: World) -> tuple[str, str]:
    names = [name.strip() for name in text.split(",")]
    if len(names) != 2:
        raise FoedusError(f"--assume-rival {text!r}: give two states, e.g. FIN,RUS")
    return world.resolve(names[0]), world.resolve(names[1])


def given_assumptions(event: str, reading: str, pairs: Sequence[str] | None) -> Assumptions:
    """Return the assumptions after `--event`, `--reading` and `--set`.

    Raises
    ------
    FoedusError
        A pair is not NAME=VALUE, or a name or value is not valid.
    """
    from foedus.security.readings import Assumptions

    values: dict[str, float] = {}
    for pair in pairs or ():
        name, sign, value = (part.strip() for part in pair.partition("="))
        if not sign or not name or not value:
            raise FoedusError(f"--set {pair!r}: write NAME=VALUE, e.g. --set rho=0.5")
        try:
            values[name] = float(value)
        except ValueError:
            raise FoedusError(f"--set {pair!r}: {value!r} is no number") from None
    return Assumptions(event, reading, values)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error while it is a terminal.

    Yields
    ------
    callable
        To be told how much is done and how much there is to do.
    """
    from rich.console import Console
    from rich.progress import Progress

    stderr = Console(stderr=True)
    if not stderr.is_terminal:
        yield lambda done, total: None
        return
    with Progress(console=stderr, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)

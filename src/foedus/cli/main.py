"""The console script: one command a question; errors are one line and exit code 2."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import Any

# One thread in the linear algebra: the model runs its own two, and they must not fight.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer

from foedus.errors import FoedusError
from foedus.version import __version__

__all__ = ["app", "main"]

# Typer brings its own copy of Click's exceptions in newer versions; this is their common base.
UsageProblem: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Measure what a military alliance does to security, with every assumption in the open.",
)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"foedus {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """Set the options that go before the command."""


COMMANDS = ("assess", "check", "commitments", "compare", "contribution", "line", "record", "world")


GROUPS = ("data", "models", "panel", "scenario")
"""Commands that have commands of their own."""


@cache
def _mount() -> None:
    for name in COMMANDS:
        app.command(name)(getattr(import_module(f"foedus.cli.{name}"), name))
    for name in GROUPS:
        app.add_typer(getattr(import_module(f"foedus.cli.{name}"), name), name=name)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; never returns.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the process if not given.
    """
    _mount()
    command: Any = typer.main.get_command(app)
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = command.main(args=given, prog_name="foedus", standalone_mode=False)
    except FoedusError as error:
        if "--debug" in given:
            raise
        _fail(str(error))
    except UsageProblem as error:
        _fail(error.format_message() if hasattr(error, "format_message") else str(error))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str) -> None:
    typer.echo(f"error: {_one_line(message)}", err=True)
    sys.exit(2)

"""The console script: one command a question; errors are one line and exit code 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

# One thread in the linear algebra: the model runs its own two, and they must not fight.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer

from foedus.cli import streams
from foedus.cli.complete import offer
from foedus.cli.signals import stoppable
from foedus.errors import FoedusError
from foedus.version import __version__

__all__ = ["app", "main"]

# Typer brings its own copy of Click's exceptions in newer versions; this is their common base.
UsageProblem: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Measure what a military alliance does to security, with every assumption in the open.",
)


def _version(show: bool) -> None:
    if show:
        streams.say(f"foedus {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """Set the options that go before the command."""


COMMANDS = (
    "assess",
    "check",
    "commitments",
    "compare",
    "contribution",
    "line",
    "record",
    "validate",
    "world",
)


GROUPS = ("data", "models", "panel", "scenario")
"""Commands that have commands of their own."""


@cache
def _mount() -> None:
    for name in COMMANDS:
        app.command(name)(getattr(import_module(f"foedus.cli.{name}"), name))
    for name in GROUPS:
        app.add_typer(getattr(import_module(f"foedus.cli.{name}"), name), name=name)
    for group in (app, *(group.typer_instance for group in app.registered_groups)):
        for command in group.registered_commands if group else ():
            if command.callback:
                offer(command.callback)
                command.callback = _guarded(command.callback)


@cache
def _command() -> Any:
    """Return the command line, in whose help a switch takes no value."""
    _mount()
    whole: Any = typer.main.get_command(app)
    _bare_switches(whole, whole.context_class(whole, **whole.context_settings))
    return whole


def _bare_switches(command: Any, context: Any) -> None:
    for param in command.get_params(context):
        if getattr(param, "is_flag", False):
            param.metavar = ""
    for below in getattr(command, "commands", {}).values():
        _bare_switches(below, below.context_class(below, parent=context))


def _guarded(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that has the files which it is to write checked before it runs.

    Arguments that are files are read, options that are files are written.
    """

    @wraps(run)
    def checked(**given: Any) -> Any:
        from foedus.files import check_targets, numbered

        hints = get_type_hints(run, include_extras=True)
        written: dict[str, Path | None] = {}
        read: list[Path] = []
        for name, value in given.items():
            several = value if isinstance(value, list) else [value]
            files = [item for item in several if isinstance(item, Path)]
            if _is_argument(hints[name]):
                read += files
                continue
            option = f"--{name.rstrip('_').replace('_', '-')}"
            written |= numbered(option, files)
        check_targets(written, read)
        return run(**given)

    return checked


def _is_argument(annotation: Any) -> bool:
    return any(type(item).__name__ == "ArgumentInfo" for item in get_args(annotation)[1:])


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; never returns.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the process if not given.
    """
    streams.prepare()
    given = sys.argv[1:] if arguments is None else arguments
    with stoppable() as came:
        try:
            code = streams.finish(_run(given))
        except streams.OutputEnded as ended:
            code = streams.ended_with(ended)
        except BaseException:
            if not came:
                raise
            code = 128 + came[0]
    sys.exit(code)


def _run(given: list[str]) -> int:
    """Run a command and return the exit code; what went wrong is told in one line."""
    try:
        code = _command().main(args=given, prog_name="foedus", standalone_mode=False)
    except typer.Abort:
        return 130
    except Exception as problem:
        message = _told(problem)
        if message is None or "--debug" in given:
            raise
        streams.say_error(message)
        return 2
    return code if isinstance(code, int) else 0


def _told(problem: Exception) -> str | None:
    """Return what a problem that is no mistake of the program says to the user."""
    if isinstance(problem, FoedusError):
        return str(problem)
    if isinstance(problem, UsageProblem):
        return problem.format_message() if hasattr(problem, "format_message") else str(problem)
    if isinstance(problem, MemoryError):
        return "there is not enough memory for this; fewer draws, years or states need less"
    if isinstance(problem, OSError):
        where = f": {problem.filename}" if problem.filename else ""
        return f"{problem.strerror or problem}{where}"
    return None

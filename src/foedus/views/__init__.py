"""How answers look: as text and as HTML, in each a module a question with the question's name."""

from __future__ import annotations

from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError

if TYPE_CHECKING:
    from foedus.questions.result import Result

__all__ = ["chart", "notebook", "report", "summary", "write_plot", "write_report"]


def summary(result: Result) -> str:
    """Return an answer as plain text of at most 80 columns."""
    from foedus.views.text.table import paragraph

    first = [*paragraph(f"Note: {result.note}."), ""] if result.note else []
    return "\n".join([*first, str(_module("text", result).summary(result))])


def report(result: Result, file_name: str = "report.html") -> str:
    """Return an answer as one HTML page that needs no network.

    Parameters
    ----------
    result : Result
    file_name : str
        Named in the command that makes the page again.
    """
    text = str(_module("html", result).report(result, file_name))
    if not result.note:
        return text
    from foedus.views.html.page import with_note

    return with_note(text, f"{result.note}.")


def write_report(result: Result, path: Path) -> Path:
    """Write an answer's page and return its path; whole or not at all."""
    from foedus.files import write_whole

    return write_whole(path, report(result, path.name))


def write_plot(result: Result, path: Path) -> Path:
    """Write an answer's chart as .png or .svg and return its path; whole or not at all.

    Raises
    ------
    FoedusError
        The name has another ending, or the place cannot be written to.
    """
    if path.suffix.lower() not in {".png", ".svg"}:
        raise FoedusError(f"cannot draw {path}: expected a name that ends in .png or .svg")
    from foedus.files import write_whole
    from foedus.views.html.svg import drawn

    return write_whole(path, drawn(_module("html", result).plot(result), path.suffix.lower()))


def chart(result: Result) -> Any:
    """Return an answer's chart as an Altair chart, to be shown in a notebook or changed."""
    import altair as alt

    from foedus.views.html.svg import colours, configured

    spec = configured(_module("html", result).plot(result), colours()["ground"])
    return alt.Chart.from_dict(spec)


def notebook(result: Result) -> str:
    """Return what a notebook shows of an answer: its sentence and its largest figures."""
    from foedus.views.glance import largest_first, small_table

    answered: Any = result
    own = getattr(_module("html", result), "shown", None)
    first = next(iter(result.frames))
    table = own(result) if own else largest_first(result.frame, first)
    first_told = f"<p>Note: {escape(result.note, quote=False)}.</p>" if result.note else ""
    return f"{first_told}<p>{escape(answered.answer, quote=False)}</p>{small_table(table)}"


def _module(floor: str, result: Result) -> Any:
    return import_module(f"foedus.views.{floor}.{result.question}")

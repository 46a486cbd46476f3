"""The shell of all reports: one self-contained HTML page from blocks."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from foedus.version import __version__
from foedus.views.html.blocks import Section

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["page"]


def page(
    title: str,
    lead: str,
    sections: tuple[Section, ...],
    command: str,
    sources: tuple[str, ...],
    *,
    kicker: str = "",
    meta: tuple[tuple[str, str], ...] = (),
) -> str:
    """Return one HTML page that needs no network: styles, script and data are inside.

    All text is escaped; only the SVG of figures is taken as it is. The sections "Reproduce" and
    "Sources" are added at the end.

    Parameters
    ----------
    title : str
        The heading.
    lead : str
        The answer in a sentence.
    sections : tuple of Section
    command : str
        What reproduces the page.
    sources : tuple of str
        Web addresses in them become links.
    kicker : str
        A word above the title: what kind of report it is.
    meta : tuple of (str, str)
        Facts below the answer: label and value.

    Examples
    --------
    >>> text = page("A <b> title", "The answer.", (), "foedus assess NATO --admit UKR", ("A book",))
    >>> "A &lt;b&gt; title" in text, "<script src" in text
    (True, False)
    """
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=title,
            lead=lead,
            sections=sections,
            command=command,
            sources=sources,
            kicker=kicker,
            meta=meta,
            version=__version__,
            css=_raw("page.css"),
            js=_raw("page.js"),
        )
    )


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("foedus.views.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = linked
    environment.tests["kind"] = lambda block, name: type(block).__name__ == name
    environment.tests["number"] = lambda cell: isinstance(cell, (int, float))
    return environment


def _raw(name: str) -> Markup:
    """Return a file of the package's own templates, as it is."""
    from markupsafe import Markup

    return Markup((files("foedus.views.html") / "templates" / name).read_text(encoding="utf-8"))


ADDRESS = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:)\]])")


def linked(text: str) -> Markup:
    """Return a text, escaped, in which web addresses are links.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> str(linked("see https://example.org/a <b>"))
    'see <a href="https://example.org/a" rel="noreferrer">https://example.org/a</a> &lt;b&gt;'
    """
    from markupsafe import Markup, escape

    link = Markup('<a href="{0}" rel="noreferrer">{0}</a>')
    parts = ADDRESS.split(str(text))
    return Markup("").join(
        link.format(part) if i % 2 else escape(part) for i, part in enumerate(parts)
    )

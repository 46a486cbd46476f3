"""The shell of all reports: one self-contained HTML page from blocks."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from foedus.version import __version__
from foedus.views.html.blocks import Section

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["page", "with_note"]


def page(
    title: str,
    lead: str,
    sections: tuple[Section, ...],
    command: str,
    sources: tuple[str, ...],
    *,
    kicker: str = "",
    meta: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
    related: tuple[tuple[str, str], ...] = (),
) -> str:
    """Return one HTML page that needs no network: styles, script and data are inside.

    All text is escaped; only the SVG of figures is taken as it is. The sections "Sources", "Cite
    this" and "Reproduce" are added at the end. A content security policy in the page lets nothing
    run or load but its own script and styles, told by their hashes.

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
    notes : tuple of str
        What to know before the figures are used; in a box below the answer.
    related : tuple of (str, str)
        Other questions and the commands that answer them.

    Examples
    --------
    >>> text = page("A <b> title", "The answer.", (), "foedus assess NATO --admit UKR", ("A book",))
    >>> "A &lt;b&gt; title" in text, "<script src" in text
    (True, False)
    """
    css, js = _raw("page.css"), _raw("page.js")
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
            notes=notes,
            related=related,
            cite=_cite(title, kicker, meta),
            css=css,
            js=js,
            css_hash=_hash(css),
            js_hash=_hash(js),
        )
    )


def with_note(text: str, note: str) -> str:
    """Return a page that says above its answer what a reader must know first.

    Examples
    --------
    >>> with_note('<h1>A</h1><p class="lead">B</p>', "Today's world.")
    '<h1>A</h1><div class="notice" role="note"><p>Today&#39;s world.</p></div><p class="lead">B</p>'
    """
    told = f'<div class="notice" role="note"><p>{linked(note)}</p></div>'
    return text.replace('<p class="lead">', f'{told}<p class="lead">', 1)


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


def _hash(text: str) -> str:
    """Return how a content security policy names a script or a style sheet."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"sha256-{digest}"


def _cite(title: str, kicker: str, meta: tuple[tuple[str, str], ...]) -> str:
    """Return how to cite a page: the program, its version, the question, what it rests on."""
    what = kicker.partition(": ")[2] or kicker
    facts = "; ".join(f"{label[0].lower()}{label[1:]} {value}" for label, value in meta)
    told = f" ({facts})" if facts else ""
    question = f" {what[0].upper()}{what[1:]}." if what else ""
    return f"foedus {__version__}: “{title}”.{question} Computed{told} with the command below."


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

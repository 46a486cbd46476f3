"""What an answer looks like on a terminal: headings stand out, verdicts have their colour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["painted"]

VERDICTS = (
    (re.compile(r"\bless safe\b|\bnot borne out\b|\bcontradicted\b"), "red"),
    (re.compile(r"(?<!less )(?<!nobody )\bsafer\b|(?<!not )\bborne out\b"), "green"),
    (re.compile(r"^Note:.*$", re.MULTILINE), "yellow"),
)
"""Words and the colours that they have; no word depends on its colour to be understood."""


def painted(text: str) -> Text:
    r"""Return a text with its headings in bold: lines at the margin above indented ones.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> found = painted("An answer.\n\nBy member\n  Estonia 3 safer\n")
    >>> [(found.plain[span.start : span.end], span.style) for span in found.spans]
    [('By member', 'bold'), ('safer', 'green')]
    """
    from rich.text import Text

    shown = Text(text)
    for heading in re.finditer(r"(?<=\n\n)(?=\S)[^\n]+(?=\n  )", text):
        shown.stylize("bold", heading.start(), heading.end())
    for pattern, colour in VERDICTS:
        for hit in pattern.finditer(text):
            shown.stylize(colour, hit.start(), hit.end())
    return shown

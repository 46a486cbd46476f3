"""From page to page: the commands that answer other questions about the same alliance."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

__all__ = ["of_alliance", "of_states"]

QUESTIONS = {
    "contribution": "What each member brings",
    "line": "Which line it defends",
    "record": "What its record is",
}


def of_alliance(alliance: str, on: str, but: str = "") -> tuple[tuple[str, str], ...]:
    """Return the questions about an alliance, each with the command that makes its page.

    Parameters
    ----------
    alliance : str
    on : str
        The day, YYYY-MM-DD; the record has none.
    but : str
        The question whose page this is.

    Examples
    --------
    >>> of_alliance("NATO", "2026-01-01", "line")[0][1]
    'foedus contribution NATO --on 2026-01-01 --report contribution.html'
    """
    return tuple(
        (label, shlex.join(["foedus", name, alliance, *([] if name == "record" else ["--on", on]),
                            "--report", f"{name}.html"]))
        for name, label in QUESTIONS.items()
        if name != but
    )  # fmt: skip


def of_states(states: Iterable[tuple[str, str]], on: str) -> tuple[tuple[str, str], ...]:
    """Return what is known of some states, code and name, each with the command.

    Parameters
    ----------
    states : iterable of (str, str)
    on : str
        The day, YYYY-MM-DD.
    """
    return tuple(
        (f"What is known of {name}",
         shlex.join(["foedus", "world", iso3, "--on", on, "--report", f"{iso3}.html"]))
        for iso3, name in states
    )  # fmt: skip

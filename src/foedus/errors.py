"""Errors that a user can act on: one line, what, where, and the nearest valid value."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["DataNotHereError", "FoedusError", "nearest", "not_installed"]


class FoedusError(Exception):
    """Something the user gave cannot be used; the message is one line and says what would do."""


class DataNotHereError(FoedusError):
    """Research data are needed that are not on this computer; the message names the command."""


def nearest(value: str, choices: Iterable[str]) -> str | None:
    """Return the valid choice closest in spelling to a mistyped value, or None if none is near.

    Parameters
    ----------
    value : str
        What was typed; case does not matter.
    choices : iterable of str
        The valid values.

    Examples
    --------
    >>> nearest("Ukrane", ["Uganda", "Ukraine"])
    'Ukraine'
    >>> nearest("qqq", ["Uganda", "Ukraine"]) is None
    True
    """
    by_lower = {choice.lower(): choice for choice in choices}
    found = get_close_matches(value.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def not_installed(what: str, extra: str, problem: ImportError) -> FoedusError:
    """Return the error of something whose libraries are an extra that was not installed.

    Parameters
    ----------
    what : str
        What cannot be done.
    extra : str
        As in `pip install 'foedus[extra]'`.
    problem : ImportError

    Examples
    --------
    >>> print(not_installed("drawing", "plot", ImportError("no", name="vl_convert")))
    drawing needs vl_convert, which is not installed: pip install 'foedus[plot]'
    """
    library = (problem.name or "a library").partition(".")[0]
    return FoedusError(
        f"{what} needs {library}, which is not installed: pip install 'foedus[{extra}]'"
    )

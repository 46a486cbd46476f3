"""Errors that a user can act on: one line, what, where, and the nearest valid value."""

import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

__all__ = [
    "DataNotHereError",
    "FoedusError",
    "nearest",
    "not_installed",
    "path_of",
    "unknown",
    "wrong_kind",
]


class FoedusError(Exception):
    """Something the user gave cannot be used; the message is one line and says what would do."""


class DataNotHereError(FoedusError):
    """Research data are needed that are not on this computer; the message names the command."""


def nearest(value: object, choices: Iterable[str]) -> str | None:
    """Return the valid choice closest in spelling to a mistyped value, or None if none is near.

    Parameters
    ----------
    value : object
        What was typed; case does not matter. What is no text is near to nothing.
    choices : iterable of str
        The valid values.

    Examples
    --------
    >>> nearest("Ukrane", ["Uganda", "Ukraine"])
    'Ukraine'
    >>> nearest("qqq", ["Uganda", "Ukraine"]) is None
    True
    """
    if not isinstance(value, str):
        return None
    by_lower = {choice.lower(): choice for choice in choices}
    found = get_close_matches(value.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def unknown(
    what: str, text: str, names: Mapping[str, str], otherwise: str, *, folded: str | None = None
) -> FoedusError:
    """Return the error of a name that stands for nothing, with the nearest that does.

    Parameters
    ----------
    what : str
        The kind of thing that is named.
    text : str
        As it was typed.
    names : mapping of str to str
        What can be typed, and how each is proposed.
    otherwise : str
        What is said where nothing is near.
    folded : str, optional
        The text as it is compared, if not without its outer spaces and in lower case.

    Examples
    --------
    >>> print(unknown("place", "Rome", {"kyiv": "Kyiv"}, "give lat, lon"))
    unknown place 'Rome': give lat, lon
    >>> print(unknown("place", "Kyv", {"kyiv": "Kyiv"}, "give lat, lon"))
    unknown place 'Kyv': did you mean Kyiv?
    """
    near = nearest(text.strip().casefold() if folded is None else folded, names)
    hint = f"did you mean {names[near]}?" if near else otherwise
    return FoedusError(f"unknown {what} {text!r}: {hint}")


def wrong_kind(name: str, value: object, wanted: str) -> TypeError:
    """Return the error of an argument that is of another kind than it must be.

    Parameters
    ----------
    name : str
        Of the argument.
    value : object
    wanted : str
        What it must be, in words.

    Examples
    --------
    >>> print(wrong_kind("world", "NATO", "a World"))
    world: expected a World, not 'NATO'
    """
    told = " ".join(repr(value).split())
    return TypeError(
        f"{name}: expected {wanted}, not {told[:57] + '...' if len(told) > 60 else told}"
    )


def path_of(name: str, value: object) -> Path:
    """Return a file's name as a path.

    Raises
    ------
    TypeError
        It is no name of a file.

    Examples
    --------
    >>> path_of("path", "a.yaml").name
    'a.yaml'
    """
    if not isinstance(value, (str, os.PathLike)):
        raise wrong_kind(name, value, "the name of a file")
    return Path(value)


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

"""What the Tab key offers: states, alliances, files, adders, data sets and the words of options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

__all__ = ["offer"]

Offer = list[tuple[str, str]]
Completer = Callable[[str], Offer]


def states(incomplete: str) -> Offer:
    """Return states whose code, or name of one word, begins so.

    Examples
    --------
    >>> states("UK"), states("ukr"), states("Esto")
    ([('UKR', 'Ukraine')], [('ukr', 'Ukraine'), ('ukraine', 'UKR')], [('Estonia', 'EST')])
    """
    from foedus.world.states import state_rows

    names = {iso3: str(row["name"]) for iso3, row in state_rows().items()}
    codes = _fitting(names.items(), incomplete)
    if not incomplete or incomplete.isupper():
        return codes
    return codes + _fitting(((n, iso3) for iso3, n in names.items() if " " not in n), incomplete)


def alliances(incomplete: str) -> Offer:
    """Return alliances whose identifier or other name begins so.

    Examples
    --------
    >>> alliances("NAT"), alliances("OTA")
    ([('NATO', 'North Atlantic Treaty Organization')], [('OTAN', 'NATO')])
    """
    from foedus.world.alliances import ALIASES, alliance_ids
    from foedus.world.tables import read_table

    table = read_table("alliances")
    names = dict(zip(table["alliance_id"], table["name"], strict=True))
    others = (
        (alias.upper(), key)
        for key, told in ALIASES.items()
        for alias in told.split("; ")
        if " " not in alias and alias.isascii()
    )
    known = _fitting(((key, str(names[key])) for key in alliance_ids()), incomplete)
    return known or _fitting(others, incomplete)


def parties(incomplete: str) -> Offer:
    """Return states and alliances, after the last comma."""
    return _last(incomplete, lambda text: [*alliances(text), *states(text)])


def pair(incomplete: str) -> Offer:
    """Return states, after the last comma."""
    return _last(incomplete, states)


def adders(incomplete: str) -> Offer:
    """Return adders of panels, after the last comma.

    Examples
    --------
    >>> adders("nmc,democ")
    [('nmc,democracy', '')]
    """
    from pkgutil import iter_modules

    from foedus.panel import adders as package

    return _last(incomplete, words(*sorted(each.name for each in iter_modules(package.__path__))))


def datasets(incomplete: str) -> Offer:
    """Return data sets."""
    from foedus.sources import datasets as known

    return words(*known())(incomplete)


def yaml_files(incomplete: str) -> Offer:
    """Return YAML files and folders below the place of what is typed."""
    typed = Path(incomplete)
    folder = typed if incomplete.endswith("/") else typed.parent
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return []
    wanted = [path for path in there if path.is_dir() or path.suffix in (".yaml", ".yml")]
    names = (f"{path}/" if path.is_dir() else str(path) for path in wanted)
    dot = "./" if incomplete.startswith("./") else ""
    return _fitting(((f"{dot}{name}", "") for name in names), incomplete)


def words(*choices: str) -> Completer:
    """Return a completer of a few words."""
    return lambda incomplete: _fitting(((word, "") for word in choices), incomplete)


def _fitting(choices: Iterable[tuple[str, str]], incomplete: str) -> Offer:
    """Return the choices that begin so, spelt as the beginning is: shells keep what is typed."""
    low = incomplete.islower()
    return [
        (incomplete + (value.lower() if low else value)[len(incomplete) :], told)
        for value, told in choices
        if value.casefold().startswith(incomplete.casefold())
    ]


def _last(incomplete: str, of_part: Completer) -> Offer:
    """Return what completes the part after the last comma, with what stands before it."""
    head, comma, part = incomplete.rpartition(",")
    return [(f"{head}{comma}{value}", told) for value, told in of_part(part)]


COMPLETERS: dict[str, Completer] = {
    "state": states, "admit": states, "expel": states, "withdraw": states, "toward": states,
    "assume_rival": pair, "alliance": alliances, "involving": parties, "add": adders,
    "names": datasets, "name": datasets, "event": words("war", "fatal", "force"),
    "reading": words("since-1816", "since-1945", "nuclear", "sceptics"),
    "capability": words("index", "milex", "milper", "nato", "cinc"),
    "eu_clause": words("full", "half", "none"), "system": words("cow", "gw"),
    "status": words("in_force", "signed", "disputed", "suspended", "lapsed", "proposed"),
}  # fmt: skip
"""Completers by the name of a parameter."""


def offer(callback: Callable[..., Any]) -> None:
    """Hang completers on the parameters of a command, by name; files that are read are YAML."""
    # Annotations are text until they are read, and made anew each time: from here on they are kept.
    callback.__annotations__ = get_type_hints(callback, include_extras=True)
    for name, kind, info in _parameters(callback):
        is_argument = type(info).__name__ == "ArgumentInfo"
        if name in COMPLETERS and "str" in kind:
            info.autocompletion = COMPLETERS[name]
        elif is_argument and "Path" in kind:
            info.autocompletion = yaml_files


def _parameters(callback: Callable[..., Any]) -> Iterator[tuple[str, str, Any]]:
    for name, hint in callback.__annotations__.items():
        kind, *extras = get_args(hint) if hasattr(hint, "__metadata__") else (hint,)
        yield from ((name, str(kind), info) for info in extras if hasattr(info, "autocompletion"))

"""Checks of what a user chose."""

from collections.abc import Sequence

from foedus.errors import FoedusError, nearest

__all__ = ["kept", "named", "one_of"]


def kept(columns: Sequence[str], keep: Sequence[str] | None, caller: str) -> tuple[str, ...]:
    """Return the columns to add: all, or those to be kept, in the dataset's order.

    Raises
    ------
    FoedusError
        One to be kept is none of the columns; the message gives the nearest.

    Examples
    --------
    >>> kept(("milex", "cinc"), ["cinc"], "add_nmc")
    ('cinc',)
    """
    if keep is None:
        return tuple(columns)
    wanted = [keep] if isinstance(keep, str) else list(keep)
    for name in wanted:
        one_of(name, columns, f"{caller}: keep")
    return tuple(name for name in columns if name in wanted)


def named(
    known: Sequence[str],
    always: Sequence[str],
    keep: Sequence[str] | None,
    prefix: str,
    caller: str,
) -> dict[str, str]:
    """Return the columns to add with their names in the frame: all, or `always` and those to keep.

    Examples
    --------
    >>> named(("warname", "onset"), ("onset",), None, "war_", "add_wars")
    {'warname': 'war_warname', 'onset': 'onset'}
    >>> named(("warname", "onset"), ("onset",), [], "", "add_wars")
    {'onset': 'onset'}
    """
    extra = kept(known, keep, caller)
    chosen = known if keep is None else (*always, *(name for name in extra if name not in always))
    return {name: name if name in always else f"{prefix}{name}" for name in chosen}


def one_of(value: str, choices: Sequence[str], what: str) -> str:
    """Return a value that is one of the choices.

    Raises
    ------
    FoedusError
        It is not; the message gives the nearest.

    Examples
    --------
    >>> one_of("last", ("first", "last"), "slice")
    'last'
    """
    if value in choices:
        return value
    near = nearest(str(value), choices)
    hint = f"; did you mean '{near}'?" if near else ""
    raise FoedusError(f"{what} is '{value}', expected {', '.join(choices)}{hint}")

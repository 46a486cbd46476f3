"""Which columns of a frame are conflict events, and what their spells are called."""

from collections.abc import Sequence

from foedus.errors import FoedusError

__all__ = ["event_columns"]

# conflict -> who adds it
_CONFLICTS = {
    "gmlmid": "add_gml_mids",
    "cowmid": "add_cow_mids",
    "cowinter": "add_cow_wars",
    "cowintra": "add_cow_wars",
    "ucdp": "add_ucdp_acd",
}


def event_columns(columns: Sequence[str], kind: str, caller: str) -> dict[str, str]:
    """Return the event columns of a frame, each with the name of its spell.

    Parameters
    ----------
    columns : sequence of str
        The frame's columns.
    kind : {"ongoing", "onset"}
        Conflicts under way, or only those that began.
    caller : str
        The adder's name, for the message.

    Raises
    ------
    FoedusError
        There are none.

    Examples
    --------
    >>> event_columns(["ccode", "year", "gmlmidongoing", "gmlmidonset"], "onset", "add_spells")
    {'gmlmidonset': 'gmlmidspell'}
    """
    found = {}
    for conflict in _CONFLICTS:
        for end, spell in (("", "spell"), ("_init", "initspell")):
            if f"{conflict}{kind}{end}" in columns:
                found[f"{conflict}{kind}{end}"] = f"{conflict}{spell}"
    if not found:
        wants = [f"{name}{kind} ({maker}())" for name, maker in _CONFLICTS.items()]
        raise FoedusError(f"{caller} needs one of the columns {', '.join(wants)}")
    return found

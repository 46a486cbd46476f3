"""Years of peace, with missing events."""

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._conflicts import event_columns
from foedus.panel._options import is_peer_compat
from foedus.panel._peace import Counting, peace_plan

__all__ = ["add_peace_years"]


def add_peace_years(frame: IntoFrameT, pad: bool = False, history: str = "data") -> IntoFrameT:
    """Return the frame with the years since the last conflict, for every conflict it has.

    Adds `gmlmidspell` for `gmlmidongoing`, `gmlmidinitspell` for `gmlmidongoing_init`,
    `cowmidspell`, `cowinterspell`, `cowintraspell` and `ucdpspell` likewise. Calendar years are
    counted, whatever rows the frame has and in whatever order: 0 in a unit's first year in the
    data (the state system's, the conflicts' or the leader's, which is latest) and in the year after
    a conflict. In a year of conflict it is the length of the peace that ended. Where it is missing
    whether there was a conflict, the spell is missing too: in the first years the count waits for
    the first year that is known, later nobody knows how long the peace has lasted, up to the next
    conflict.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, with conflicts.
    pad : bool
        After years in which the unit does not exist (the state left the system) the count starts
        anew; by default these years count as years of peace.
    history : {"data", "panel"}
        Where the years before a row are looked up: in the data, from their beginning, or in the
        frame alone, which cuts every peace on the left that was under way when it begins. Of events
        that are not the data's own the data know no past: the frame alone tells.

    Raises
    ------
    FoedusError
        The frame has no conflicts, they are not 0, 1 or missing, or two rows have one key.

    References
    ----------
    Beck, Katz and Tucker (1998); Carter and Signorino (2010), on peace that is cut on the left.

    Examples
    --------
    >>> from foedus.panel import add_cow_wars, state_years
    >>> frame = state_years(1861, 1868).pipe(add_cow_wars, type="intra").pipe(add_peace_years)
    >>> frame["cowintraspell"][:8].to_list()
    [45, 0, 0, 0, 0, 0, 1, 2]
    """
    return attach(frame, _ADDER, pad=pad, history=history)


def _plan(asked: Asked, pad: bool, history: str) -> Plan:
    events = event_columns(asked.columns, "ongoing", asked.caller)
    # The peer counts a unit's rows, not its years.
    return peace_plan(asked, events, history, Counting(restart=pad, by_row=is_peer_compat()))


_ADDER = Adder("add_peace_years", _plan)

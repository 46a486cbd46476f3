"""Years of peace, with missing events."""

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach_computed, frame_columns, frame_unit
from foedus.panel._conflicts import event_columns
from foedus.panel._event_history import history, spells
from foedus.panel._options import is_peer_compat

__all__ = ["add_peace_years"]


def add_peace_years(frame: IntoFrameT, pad: bool = False) -> IntoFrameT:
    """Return the frame with the years since the last conflict, for every conflict it has.

    Adds `gmlmidspell` for `gmlmidongoing`, `gmlmidinitspell` for `gmlmidongoing_init`,
    `cowmidspell`, `cowinterspell`, `cowintraspell` and `ucdpspell` likewise. Calendar years are
    counted, in whatever order the rows are: 0 in a unit's first year and in the year after a
    conflict. In a year of conflict it is the length of the peace that ended. Where it is missing
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

    Raises
    ------
    FoedusError
        The frame has no conflicts, or they are not 0, 1 or missing.

    References
    ----------
    Beck, Katz and Tucker (1998).

    Examples
    --------
    >>> from foedus.panel import add_cow_wars, state_years
    >>> frame = state_years(1861, 1868).pipe(add_cow_wars, type="intra").pipe(add_peace_years)
    >>> frame["cowintraspell"][:8].to_list()
    [0, 0, 0, 0, 0, 0, 1, 2]
    """
    caller = "add_peace_years"
    unit = frame_unit(frame, caller)
    events = event_columns(frame_columns(frame, caller), "ongoing", caller)
    who = [key for key in unit.keys if key != "year"]
    # The peer counts a unit's rows, not its years.
    by_row = is_peer_compat()

    def compute(rows: pl.DataFrame) -> pl.DataFrame:
        past = history(rows, who)
        return pl.DataFrame(
            [
                spells(past, rows[event], restart=pad, by_row=by_row).alias(name)
                for event, name in events.items()
            ]
        )

    return attach_computed(frame, caller, unit, list(events), compute)

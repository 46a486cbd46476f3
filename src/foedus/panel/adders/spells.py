"""Years of peace, with conflicts under way or begun."""

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach_computed, frame_columns, frame_unit
from foedus.panel._choice import one_of
from foedus.panel._conflicts import event_columns
from foedus.panel._event_history import history, spells
from foedus.panel._options import is_peer_compat
from foedus.panel._peer_spells import peer_spells
from foedus.panel._units import Unit

__all__ = ["add_spells"]


def add_spells(
    frame: IntoFrameT, conflict_event_type: str = "ongoing", ongo: bool = False
) -> IntoFrameT:
    """Return the frame with the years since the last conflict, for every conflict it has.

    The same columns and counts as `add_peace_years`, with two choices of what an event is.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, with conflicts.
    conflict_event_type : {"ongoing", "onset"}
        Whether every year of a conflict ends the peace, or only the one in which it began.
    ongo : bool
        A year of conflict right after another continues it, and has no spell; by default it is an
        event like the first one.

    Raises
    ------
    FoedusError
        The frame has no such conflicts, or they are not 0, 1 or missing.

    References
    ----------
    Beck, Katz and Tucker (1998).

    Examples
    --------
    >>> from foedus.panel import add_cow_wars, dyad_years
    >>> import polars as pl
    >>> wars = dyad_years(1939, 1948).pipe(add_cow_wars).pipe(add_spells)
    >>> wars.filter(pl.col("ccode1") == 20, pl.col("ccode2") == 325)["cowinterspell"].to_list()
    [0, 1, 0, 0, 0, 0, 1, 2, 3, 4]
    """
    caller = "add_spells"
    one_of(conflict_event_type, ("ongoing", "onset"), f"{caller}: conflict_event_type")
    unit = frame_unit(frame, caller)
    events = event_columns(frame_columns(frame, caller), conflict_event_type, caller)
    who = _who(unit)
    as_peer = is_peer_compat()

    def compute(rows: pl.DataFrame) -> pl.DataFrame:
        if as_peer:
            made = [peer_spells(rows, who, event, ongo) for event in events]
        else:
            past = history(rows, who)
            made = [spells(past, rows[event], ongo=ongo) for event in events]
        return pl.DataFrame([s.alias(n) for s, n in zip(made, events.values(), strict=True)])

    return attach_computed(frame, caller, unit, list(events), compute)


def _who(unit: Unit) -> list[str]:
    leaders = [key for key in unit.keys if key.startswith("obsid")]
    if is_peer_compat() and leaders:
        return leaders
    return [key for key in unit.keys if key != "year"]

"""Years of peace, with conflicts under way or begun."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError, nearest
from foedus.panel._adder import Adder, Asked, Compute, Plan
from foedus.panel._attach import attach, frame_columns
from foedus.panel._choice import one_of
from foedus.panel._conflicts import event_columns
from foedus.panel._options import is_peer_compat
from foedus.panel._peace import Counting, peace_plan
from foedus.panel._peer_spells import peer_spells
from foedus.panel._units import Unit

__all__ = ["add_spells"]


def add_spells(
    frame: IntoFrameT,
    conflict_event_type: str = "ongoing",
    ongo: bool = False,
    *,
    pad: bool = False,
    history: str = "data",
    event: str | None = None,
    unit: str | Sequence[str] | None = None,
    time: str = "year",
) -> IntoFrameT:
    """Return the frame with the years since the last conflict, for every conflict it has.

    The same columns and counts as `add_peace_years`, with two choices of what an event is; or, with
    `event`, the years since the last event of your own: `protest` gives `protestspell`.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, with conflicts; with `event`, any frame.
    conflict_event_type : {"ongoing", "onset"}
        Whether every year of a conflict ends the peace, or only the one in which it began.
    ongo : bool
        A year of conflict right after another continues it, and has no spell; by default it is an
        event like the first one.
    pad : bool
        After years in which the unit does not exist the count starts anew (see `add_peace_years`).
    history : {"data", "panel"}
        Where the years before are looked up (see `add_peace_years`).
    event : str, optional
        A column with your own events, 0, 1 or missing. They are counted in the frame alone.
    unit : str or sequence of str, optional
        The columns that name whose events they are, of any type.
    time : str
        The column of whole numbers that tells when: years, or months counted on.

    Raises
    ------
    FoedusError
        The frame has no such conflicts, or they are not 0, 1 or missing.

    References
    ----------
    Beck, Katz and Tucker (1998); Carter and Signorino (2010).

    Examples
    --------
    >>> from foedus.panel import add_cow_wars, dyad_years
    >>> import polars as pl
    >>> wars = dyad_years(1939, 1948).pipe(add_cow_wars).pipe(add_spells)
    >>> wars.filter(pl.col("ccode1") == 20, pl.col("ccode2") == 325)["cowinterspell"].to_list()
    [19, 20, 0, 0, 0, 0, 1, 2, 3, 4]
    >>> mine = pl.DataFrame({"city": ["Rome"] * 3, "year": [1, 2, 4], "riot": [1, 0, 0]})
    >>> mine.pipe(add_spells, event="riot", unit=["city"], time="year")["riotspell"].to_list()
    [0, 0, 2]
    """
    if event is not None:
        own = _own_unit(frame_columns(frame, "add_spells"), event, unit, time)
        return attach(frame, _OWN, unit=own, event=event, ongo=ongo, pad=pad)
    if unit is not None or time != "year":
        raise FoedusError("add_spells: unit and time are for events of your own: give event= too")
    one_of(conflict_event_type, ("ongoing", "onset"), "add_spells: conflict_event_type")
    return attach(frame, _ADDER, kind=conflict_event_type, ongo=ongo, pad=pad, history=history)


def _plan(asked: Asked, kind: str, ongo: bool, pad: bool, history: str) -> Plan:
    events = event_columns(asked.columns, kind, asked.caller)
    if is_peer_compat():
        return Plan(compute=_as_peer(asked.unit, events, ongo), needed=list(events), unique=True)
    return peace_plan(asked, events, history, Counting(restart=pad, ongo=ongo))


def _plan_of_own(asked: Asked, event: str, ongo: bool, pad: bool) -> Plan:
    name = f"{event.removesuffix('ongoing').removesuffix('onset')}spell"
    return peace_plan(asked, {event: name}, "panel", Counting(restart=pad, ongo=ongo))


_ADDER = Adder("add_spells", _plan)
_OWN = Adder("add_spells", _plan_of_own)


def _own_unit(
    columns: Sequence[str], event: str, unit: str | Sequence[str] | None, time: str
) -> Unit:
    who = [unit] if isinstance(unit, str) else list(unit or ())
    if not who:
        raise FoedusError(
            "add_spells: whose events are they? unit= names the columns, such as ['country']; all "
            "rows are one: unit=[] cannot be, add a column"
        )
    for name in (event, *who, time):
        if name not in columns:
            near = nearest(name, columns)
            hint = f"; did you mean {near}?" if near else ""
            raise FoedusError(f"add_spells: the frame has no column {name}{hint}")
    return Unit("row", "", "", (), (*who, time), time)


def _as_peer(unit: Unit, events: dict[str, str], ongo: bool) -> Compute:
    leaders = [key for key in unit.keys if key.startswith("obsid")]
    who = leaders or [key for key in unit.keys if key != "year"]

    def compute(rows: pl.DataFrame) -> pl.DataFrame:
        made = [peer_spells(rows, who, event, ongo) for event in events]
        return pl.DataFrame([s.alias(n) for s, n in zip(made, events.values(), strict=True)])

    return compute

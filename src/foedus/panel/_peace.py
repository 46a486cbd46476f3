"""The plan of the two adders that count years of peace."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from foedus.errors import FoedusError
from foedus.panel._adder import Asked, Plan
from foedus.panel._choice import one_of
from foedus.panel._engines import columns_to_polars
from foedus.panel._event_history import history, spells
from foedus.panel._gather import gatherer, look_up
from foedus.panel._keys import check_unique, read_keys, repeated
from foedus.panel._lookup import Lookup
from foedus.panel._options import is_peer_compat
from foedus.panel._past import Past, event_lookups, events_of_others, past_of
from foedus.panel._sql import join_added, key_as_read
from foedus.panel._units import Unit

__all__ = ["HISTORIES", "Counting", "peace_plan"]

HISTORIES = ("data", "panel")


@dataclass(frozen=True)
class Counting:
    """How years of peace are counted.

    Attributes
    ----------
    restart : bool
        A unit that was absent for a year or more starts anew.
    ongo : bool
        An event year right after another has no spell.
    by_row : bool
        Rows are counted, not years (the peer's way).
    """

    restart: bool = False
    ongo: bool = False
    by_row: bool = False


def peace_plan(asked: Asked, events: Mapping[str, str], where: str, counting: Counting) -> Plan:
    """Return the plan of the columns with the years of peace.

    Parameters
    ----------
    asked : Asked
    events : mapping of str to str
        The frame's column of events -> the name of its spell.
    where : {"data", "panel"}
        Where the years before a row are looked up: in the data, as far as the frame's events are
        the data's, or in the frame alone.
    counting : Counting
    """
    one_of(where, HISTORIES, f"{asked.caller}: history")
    unit = asked.unit
    who = [key for key in unit.keys if key != unit.time]
    lookups: dict[str, Lookup] = {}
    if where == "data" and not is_peer_compat():
        lookups = _agreeing(asked, list(events))
    if len(lookups) < len(events):
        # Counted from row to row of the frame, at least for some.
        return Plan(
            compute=_in_rows(events, who, unit.time, counting, _pasts(asked, lookups, counting)),
            needed=list(events),
            unique=True,
        )
    pasts = _pasts(asked, lookups, counting)
    if asked.joins:
        return _joined(events, pasts, counting)
    return Plan(compute=_by_data(events, pasts, counting), needed=list(events))


# What the data tell: since when there has been peace, or, year by year, how long.
Told = Past | Lookup


def _pasts(asked: Asked, lookups: Mapping[str, Lookup], counting: Counting) -> dict[str, Told]:
    own = set(asked.unit.keys)
    return {
        event: past_of(lookup, asked.unit, counting.restart)
        if set(lookup.keys) <= own
        else _year_by_year(lookup, asked.unit, counting)
        for event, lookup in lookups.items()
    }


def _year_by_year(lookup: Lookup, unit: Unit, counting: Counting) -> Lookup:
    """Return the years of peace of a system's units by the events of the other system's states."""
    rows = events_of_others(lookup, unit)
    past = history(rows, [key for key in unit.keys if key != unit.time])
    made = spells(past, rows["__event"], restart=counting.restart, ongo=counting.ongo)
    table = rows.select(unit.keys).with_columns(made.cast(pl.Int32).alias("__spell"))
    return Lookup(table, {key: key for key in unit.keys}, {"__spell": "__spell"})


def _in_rows(
    events: Mapping[str, str],
    who: list[str],
    time: str,
    counting: Counting,
    pasts: Mapping[str, Told],
) -> Callable[[pl.DataFrame], pl.DataFrame]:
    of_data = _by_data({event: events[event] for event in pasts}, pasts, counting)

    def compute(rows: pl.DataFrame) -> pl.DataFrame:
        order = history(rows, who, time)
        made = {
            events[event]: spells(
                order,
                rows[event],
                restart=counting.restart,
                ongo=counting.ongo,
                by_row=counting.by_row,
            )
            for event in events
            if event not in pasts
        }
        made |= of_data(rows).to_dict()
        return pl.DataFrame([made[name].alias(name) for name in events.values()])

    return compute


def _by_data(
    events: Mapping[str, str], pasts: Mapping[str, Told], counting: Counting
) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return the function from keys and events to spells: what a row alone tells."""
    makers = {event: _maker(event, pasts[event], counting) for event in events}

    def compute(rows: pl.DataFrame) -> pl.DataFrame:
        return pl.DataFrame(
            [makers[event](rows).alias(name) for event, name in events.items()],
            schema=dict.fromkeys(events.values(), pl.Int64),
        )

    return compute


def _maker(event: str, told: Told, counting: Counting) -> Callable[[pl.DataFrame], pl.Series]:
    if isinstance(told, Lookup):
        find = gatherer(told)
        return lambda rows: find(rows).to_series().cast(pl.Int64)
    counter = told.counter()
    return lambda rows: _spell(rows, event, counter, counting.ongo)


def _spell(
    rows: pl.DataFrame, event: str, counter: Callable[..., tuple[object, ...]], ongo: bool
) -> pl.Series:
    length, after, known = counter(rows)
    frame = pl.DataFrame({"length": length, "after": after, "known": known})
    frame = frame.with_columns(rows[event].cast(pl.Float64, strict=False).alias("event"))
    counted = pl.col("known") & pl.col("event").is_not_null()
    if ongo:
        counted &= ~((pl.col("event") == 1) & pl.col("after") & (pl.col("length") == 0))
    made = frame.select(pl.when(counted).then(pl.col("length").cast(pl.Int64)))
    return made.to_series()


def _joined(events: Mapping[str, str], pasts: Mapping[str, Told], counting: Counting) -> Plan:
    """Return the plan for an engine that joins: each row meets the one peace that it is in."""
    lookups, derive = [], []
    for i, (event, name) in enumerate(events.items()):
        past = pasts[event]
        if isinstance(past, Lookup):
            lookups.append(replace(past, columns={"__spell": f"__spell{i}"}))
            derive.append(nw.col(f"__spell{i}").alias(name))
            continue
        first, last = past.years
        columns = {"__begin": f"__begin{i}", "__after": f"__after{i}"}
        keys = {name: name for name in past.unit}
        lookups.append(Lookup(past.intervals(), keys, columns, span=("__from", "__until")))
        year = nw.col(key_as_read("year")).cast(nw.Int64)
        length = year - nw.col(f"__begin{i}").cast(nw.Int64)
        counted = ~nw.col(event).is_null() & year.is_between(first, last)
        if counting.ongo:
            going = (nw.col(event) == 1) & (nw.col(f"__after{i}") == 1) & (length == 0)
            counted = counted & ~going
        derive.append(nw.when(counted).then(length).alias(name))
    return Plan(lookups, derive, list(events))


def _agreeing(asked: Asked, events: list[str]) -> dict[str, Lookup]:
    """Return for each column of events that is the data's own the lookup that made it.

    A column with other values is the user's own, of which the data know no past. A lazy frame is
    asked, and also whether keys repeat, because its plan will not look at all rows.

    Raises
    ------
    FoedusError
        Two rows of a lazy frame have one key.
    """
    candidates = {event: list(event_lookups(event, asked.unit, asked.columns)) for event in events}
    if asked.joins:
        _refuse_repeated(asked)
        return _first(candidates, lambda event, lookup: _agrees_lazily(asked, event, lookup))
    keys = [key for found in candidates.values() for lookup in found for key in lookup.keys]
    inputs = list(dict.fromkeys([*asked.unit.keys, *asked.unit.codes, *keys, *events]))
    frame = asked.frame
    if isinstance(frame, nw.LazyFrame):
        rows = frame.select(inputs).collect().to_native()
    else:
        rows = columns_to_polars(frame, inputs)
    read = read_keys(rows, asked.unit, [n for n in inputs if n not in events], asked.caller)
    check_unique(read, asked.unit, asked.caller)
    return _first(candidates, lambda event, lookup: _agrees(read, rows[event], lookup))


def _first(
    candidates: Mapping[str, list[Lookup]], agrees: Callable[[str, Lookup], bool]
) -> dict[str, Lookup]:
    """Return each event's first lookup that agrees, of those that have one."""
    found = {
        event: next((lookup for lookup in choices if agrees(event, lookup)), None)
        for event, choices in candidates.items()
    }
    return {event: lookup for event, lookup in found.items() if lookup is not None}


def _agrees(keys: pl.DataFrame, event: pl.Series, lookup: Lookup) -> bool:
    if not event.dtype.is_numeric() and event.dtype != pl.Boolean:
        return False
    if event.dtype.is_float():
        event = event.fill_nan(None)
    found = look_up(keys, lookup).to_series()
    return bool(found.eq_missing(event.cast(pl.Float64).cast(found.dtype, strict=False)).all())


def _agrees_lazily(asked: Asked, event: str, lookup: Lookup) -> bool:
    dtype = asked.frame.collect_schema()[event]
    if not dtype.is_numeric():
        return False
    needed = list(dict.fromkeys([*asked.unit.keys, *lookup.keys, event]))
    frame = asked.frame.select(needed)
    part = Asked(frame, asked.unit, tuple(needed), asked.caller)
    joined, _ = join_added(frame, part, Plan([lookup]))
    here, there = nw.col(event), nw.col("__event")
    same = (here == there) | (here.is_null() & there.is_null())
    other = nw.from_native(joined).filter(~same | (here.is_null() != there.is_null()))
    return len(other.head(1).collect()) == 0


def _refuse_repeated(asked: Asked) -> None:
    keys = asked.unit.keys
    known = asked.frame.select(*keys).drop_nulls()
    twice = known.group_by(*keys).agg(nw.len().alias("__n")).filter(nw.col("__n") > 1).head(1)
    found = twice.select(*keys).collect("polars").to_native()
    if found.height:
        raise FoedusError(repeated(asked.unit, found.row(0), asked.caller))

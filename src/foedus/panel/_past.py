"""Years of peace by the data alone: since when, for every unit, whatever rows a frame has.

A panel that begins in 1946 does not know that two states had been at peace since 1920: counted in
its rows alone, every peace that was under way then is cut on the left (Carter and Signorino 2010).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from foedus.panel._adder import Adder, Asked
from foedus.panel._crosswalk import state_links
from foedus.panel._disputes import INITIATION
from foedus.panel._gather import gatherer, look_up
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel._spells import state_spells, year_of
from foedus.panel._tenures import tenures_by_year
from foedus.panel._units import Unit, unit_of
from foedus.panel.adders.cow_mids import _ADDER as COW_MIDS
from foedus.panel.adders.cow_wars import _INTER as WARS_BETWEEN
from foedus.panel.adders.cow_wars import _INTRA as WARS_WITHIN
from foedus.panel.adders.gml_mids import _ADDER as GML_MIDS
from foedus.panel.adders.ucdp_acd import _ADDER as UCDP_ACD
from foedus.panel.creators import narrow_dyad_years, narrow_state_years, pair_spells
from foedus.panel.leaders import leader_dyad_years

__all__ = ["Past", "event_lookups", "events_of_others", "past_of"]

_WAR_TYPES = ("all", "central control", "local issues")
_UCDP_TYPES = (None, "intrastate", "II", "interstate", "extrasystemic", ("intrastate", "II"))
_ISSUES = (None, "territory", "government", "both")


@dataclass(frozen=True)
class Past:
    """Since when there has been peace.

    Attributes
    ----------
    unit : tuple of str
        The columns that name a unit.
    starts : polars data frame
        The unit's columns, `start`, the first year of a peace, and `after`: whether it follows a
        conflict, rather than the unit's first year.
    years : (int, int)
        The years of which the data know.
    """

    unit: tuple[str, ...]
    starts: pl.DataFrame
    years: tuple[int, int]

    def counter(self) -> Callable[[pl.DataFrame], tuple[Any, Any, Any]]:
        """Return a function from keys to the length of each row's peace, and more.

        It gives the years since the peace began, whether it began with the end of a conflict, and
        whether it is known at all.
        """
        names = list(self.unit)
        units = self.starts.select(names).unique(maintain_order=True).with_row_index("__unit")
        number = gatherer(Lookup(units, {name: name for name in names}, {"__unit": "__unit"}))
        starts = self.starts.join(units, on=names, how="left").sort("__unit", "start")
        place = starts["__unit"].cast(pl.Int64).to_numpy() * 65536 + starts["start"].to_numpy()
        after, start = starts["after"].to_numpy(), starts["start"].cast(pl.Int32).to_numpy()

        def count(keys: pl.DataFrame) -> tuple[Any, Any, Any]:
            found = number(keys).to_series()
            year = keys["year"].fill_null(0).cast(pl.Int32).to_numpy()
            asked = found.fill_null(-1).cast(pl.Int64).to_numpy() * 65536 + year
            at = np.searchsorted(place, asked, side="right") - 1
            # What lies before a unit's first start belongs to the unit before it.
            known = (at >= 0) & (place[at] >> 16 == asked >> 16) & found.is_not_null().to_numpy()
            known &= (year >= self.years[0]) & (year <= self.years[1])
            return year - start[at], after[at], known

        return count

    def intervals(self) -> pl.DataFrame:
        """Return each peace with its first and last year (`__from`, `__until`), for a join.

        What is before a unit's first year is a row, too, so that a join keeps all years.
        """
        never, far = pl.lit(-32000, pl.Int16), pl.lit(32000, pl.Int16)
        start = pl.col("start").cast(pl.Int16)
        before = (
            self.starts.group_by(self.unit)
            .agg(start.min() - 1)
            .select(
                *self.unit,
                never.alias("__from"),
                start.alias("__until"),
                start.alias("__start") * 0,
            )
        )
        following = start.shift(-1).over(self.unit, order_by="start") - 1
        known = self.starts.select(
            *self.unit,
            start.alias("__from"),
            following.fill_null(far).alias("__until"),
            pl.col("after").cast(pl.Int16).alias("__start") + 1,
        )
        both = pl.concat([known, before])
        # Nobody counts from before a unit's first year.
        begun = pl.when(pl.col("__start") > 0)
        return both.select(
            *self.unit,
            "__from",
            "__until",
            begun.then(pl.col("__from")).alias("__begin"),
            begun.then(pl.col("__start") - 1).alias("__after"),
        )


def event_lookups(event: str, unit: Unit, columns: tuple[str, ...]) -> Iterator[Lookup]:
    """Yield the lookups by which an adder may have added a column of events, the likeliest first.

    Parameters
    ----------
    event : str
        The column, as the adders call it: gmlmidongoing, cowintraonset ...
    unit : Unit
    columns : tuple of str
        The frame's columns.
    """
    adder, choices = _makers(event, unit.is_dyadic)
    codes = {"cow": "ccode", "gw": "gwcode"}[adder.systems[0]]
    if unit.kind not in adder.kinds or f"{codes}{unit.members[0]}" not in columns:
        return
    of_conflict = unit_of(_keys_of(unit, codes), adder.name, kinds=adder.kinds)
    nothing = pl.DataFrame(schema=dict.fromkeys(_keys_of(unit, codes), pl.Int16))
    asked = Asked(nw.from_native(nothing), of_conflict, tuple(nothing.columns), adder.name)
    for choice in choices:
        lookup = adder.plan(asked, **choice).lookups[0]
        if event not in lookup.columns.values():
            return
        name = next(key for key, new in lookup.columns.items() if new == event)
        fill = {key: value for key, value in lookup.fill.items() if key == name}
        yield Lookup(lookup.table, lookup.keys, {name: "__event"}, fill, lookup.years)


def _keys_of(unit: Unit, code: str) -> list[str]:
    leaders = [key for key in unit.keys if key.startswith("obsid")]
    return [*leaders, *(f"{code}{member}" for member in unit.members), "year"]


def _makers(event: str, dyadic: bool) -> tuple[Adder, list[Mapping[str, Any]]]:
    if event.startswith("gmlmid"):
        rules = INITIATION if event.endswith("_init") else INITIATION[:1]
        return GML_MIDS, [{"keep": [], "init": init, "prefix": ""} for init in rules]
    if event.startswith("cowmid"):
        return COW_MIDS, [{"keep": [], "prefix": ""}]
    if event.startswith("ucdp"):
        choices = product(_UCDP_TYPES, _ISSUES, (False, True))
        names = ("type", "issue", "only_wars", "keep")
        return UCDP_ACD, [dict(zip(names, (*each, None), strict=True)) for each in choices]
    if dyadic:
        return WARS_BETWEEN, [{"keep": [], "prefix": ""}]
    return WARS_WITHIN, [{"intratype": t, "keep": [], "prefix": ""} for t in _WAR_TYPES]


def past_of(lookup: Lookup, unit: Unit, restart: bool) -> Past:
    """Return the peace of all units, by the events of a lookup.

    Parameters
    ----------
    lookup : Lookup
        Of one column of events.
    unit : Unit
        The frame's, whose own codes name who has peace.
    restart : bool
        A unit that was absent for a year or more starts anew.
    """
    who = tuple(key for key in unit.keys if key != "year")
    own = "ccode" if any(key.startswith("ccode") for key in who) else "gwcode"
    present = _present(unit.kind, own)
    first, last = lookup.years or (0, 9999)
    present = present.with_columns(
        pl.col("first").clip(lower_bound=first), pl.col("last").clip(upper_bound=last)
    ).filter(pl.col("first") <= pl.col("last"))
    happened = _events(lookup).join(present, on=who, how="inner")
    happened = happened.filter(pl.col("year").is_between("first", "last")).select(*who, "year")
    begin = present.group_by(who).agg(pl.col("first").min().alias("start"))
    parts = [begin.with_columns(after=pl.lit(False))]
    if restart:
        parts.append(_returns(present, who).with_columns(after=pl.lit(False)))
    ended = happened.select(*who, (pl.col("year") + 1).alias("start")).unique()
    parts.append(ended.with_columns(after=pl.lit(True)))
    starts = pl.concat([part.with_columns(pl.col("start").cast(pl.Int32)) for part in parts])
    return Past(who, starts.sort(*who, "start"), (first, last))


def _events(lookup: Lookup) -> pl.DataFrame:
    """Return the units and years with an event, named as in the frame."""
    name = next(iter(lookup.columns))
    table = lookup.table.filter(pl.col(name) == 1)
    return table.select(pl.col(key).alias(own) for own, key in lookup.keys.items())


def _returns(present: pl.DataFrame, who: tuple[str, ...]) -> pl.DataFrame:
    before = pl.col("last").cum_max().shift(1).over(who, order_by="first")
    return present.filter(pl.col("first") - before > 1).select(*who, pl.col("first").alias("start"))


@cache
def _present(kind: str, code: str) -> pl.DataFrame:
    """Return from when to when each unit is there: its columns, `first` and `last`, years."""
    system = {"ccode": "cow", "gwcode": "gw"}[code]
    if kind == "state-year":
        spells = state_spells(system)
        first, last = year_of(spells.start), year_of(spells.end)
        return pl.DataFrame({code: spells.code, "first": first, "last": last})
    if kind == "dyad-year":
        return pair_spells(system)
    if kind == "leader-year":
        rows = tenures_by_year(system).select("obsid", code, "year").unique()
    else:
        rows = leader_dyad_years(system=system)
        rows = rows.with_columns(pl.col(f"{code}1", f"{code}2", "year").cast(pl.Int16))
    year = pl.col("year").cast(pl.Int32)
    return rows.select(pl.exclude("year"), year.alias("first"), year.alias("last"))


def events_of_others(lookup: Lookup, unit: Unit) -> pl.DataFrame:
    """Return all years of all units of one system with the events of the other system's states.

    Returns
    -------
    polars data frame
        The unit's columns, `year` and `__event`, which is missing where the other system has no
        such state.
    """
    own = "ccode" if f"ccode{unit.members[0]}" in unit.keys else "gwcode"
    system = {"ccode": "cow", "gwcode": "gw"}[own]
    made = {"state-year": narrow_state_years, "dyad-year": narrow_dyad_years}
    if unit.kind in made:
        rows = made[unit.kind](system=system)
    else:
        years = pl.col("first").cast(pl.Int16).alias("year")
        rows = _present(unit.kind, own).select(pl.exclude("first", "last"), years)
    other = "gwcode" if own == "ccode" else "ccode"
    beside = rows
    for link in state_lookups(unit_of(rows.columns, "add_spells"), state_links(own), [other]):
        beside = beside.hstack(look_up(beside, link).cast(pl.Int16))
    return rows.select(unit.keys).hstack(look_up(beside, lookup))

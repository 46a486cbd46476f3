"""Figures of states by measure, day and source: what was known of the last full year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import mode
from typing import TYPE_CHECKING

from foedus.errors import DataNotHereError, FoedusError
from foedus.world.days import LAST_DAY, last_full_year
from foedus.world.embedded import EMBEDDED_SINCE
from foedus.world.figures import OLDEST, figures_before
from foedus.world.load import load_world
from foedus.world.resources import COVERAGE
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MEASURES", "Figure", "Measure", "Series", "series"]


@dataclass(frozen=True)
class Measure:
    """What is measured.

    Attributes
    ----------
    label, short : str
        Named in every output; `short` where the label stands in the sentence already.
    unit : str
    columns : tuple of str
        In the embedded figures or those of the research data.
    nato : (str, float) or None
        Column of NATO's own tables, and the factor to the unit.
    """

    label: str
    short: str
    unit: str
    columns: tuple[str, ...]
    nato: tuple[str, float] | None = None


MEASURES: dict[str, Measure] = {
    "percent_gdp": Measure(
        "military expenditure as a share of GDP", "share of GDP", "% of GDP", ("milex_pct_gdp",),
        ("defence_pct_gdp", 1.0),
    ),
    "expenditure_ppp": Measure(
        "military expenditure at purchasing power parity",
        "at purchasing power parity", "dollars at purchasing power parity",
        ("milex_ppp_usd",),
    ),
    "expenditure_usd": Measure(
        "military expenditure in current dollars at exchange rates",
        "in current dollars at exchange rates", "current dollars",
        ("milex_usd",), ("defence_exp_musd_current", 1e6),
    ),
    "personnel": Measure(
        "active military personnel", "persons", "persons", ("milper_active_persons",),
        ("personnel_thousand", 1000.0),
    ),
    "gdp": Measure(
        "GDP at purchasing power parity, constant dollars",
        "at purchasing power parity, constant dollars", "dollars",
        ("gdp_ppp_usd",)
    ),
    "population": Measure("population", "persons", "persons", ("population_persons",)),
    "capability": Measure(
        "share of the world's military capability (expenditure and personnel)",
        "share of the world's", "of 1",
        ("capability",),
    ),
    "warheads": Measure("nuclear warheads", "warheads", "warheads", ()),
}  # fmt: skip
"""What can be asked of states, by the word that files use. Purchasing power parity, current and
constant dollars are different measures."""


@dataclass(frozen=True)
class Figure:
    """A figure of a state, of a year."""

    value: float
    year: int


@dataclass(frozen=True)
class Series:
    """The figures of one source.

    Attributes
    ----------
    source : str
    measure : str
        Of `MEASURES`.
    figures : mapping of str to Figure
        By ISO3 code.
    """

    source: str
    measure: str
    figures: Mapping[str, Figure]

    @property
    def year(self) -> int:
        """Return the year of most of the figures."""
        return mode(sorted((one.year for one in self.figures.values()), reverse=True))

    def of(self, states: Iterable[str]) -> Series:
        """Return the figures of some states."""
        wanted = set(states)
        kept = {iso3: one for iso3, one in self.figures.items() if iso3 in wanted}
        return Series(self.source, self.measure, kept)

    @property
    def cited(self) -> str:
        """Return the source with the years of the figures."""
        years = sorted({one.year for one in self.figures.values()})
        when = f"{years[0]}" if len(years) == 1 else f"{years[0]}-{years[-1]}, most {self.year}"
        return f"{self.source}: {MEASURES[self.measure].label}, {when}"


def series(measure: str, day: date, states: Iterable[str]) -> tuple[tuple[Series, ...], str]:
    """Return the figures that count on a day, by source, and what is missing.

    Figures are those of the last full year before the day, at most three years older. Sources
    are compared with each other only where most of their figures are of one year.

    Parameters
    ----------
    measure : str
        Of `MEASURES`.
    day : date
    states : iterable of str
        Those that are asked about.

    Returns
    -------
    series : tuple of Series
        None of them empty.
    missing : str
        What would be needed where a source is not on this computer or does not reach the day.

    Examples
    --------
    >>> found, _ = series("percent_gdp", date(2024, 6, 1), ["USA"])
    >>> [one.source.split(",")[0] for one in found]
    ['CIA World Factbook', 'NATO']
    >>> found[0].figures["USA"].year
    2023
    """
    wanted = frozenset(states)
    found = [one for one in _every(measure, min(day, _after(day))) if one.of(wanted).figures]
    found = _each_once([one.of(wanted) for one in found])
    missing = _missing(measure, day)
    if not found:
        return (), missing
    best = max(one.year for one in found)
    same = tuple(one for one in found if one.year == best)
    older = [one for one in found if one.year != best]
    told = [f"{one.source} not compared: its figures are of {one.year}" for one in older]
    return same, "; ".join(part for part in (missing, *told) if part)


def _each_once(found: list[Series]) -> list[Series]:
    """Return the series without those whose every figure another has from the same source."""
    kept: list[Series] = []
    for one in sorted(found, key=lambda each: (-len(each.figures), len(each.source))):
        name = one.source.split(";")[0]
        twins = (other for other in kept if other.source.split(";")[0] == name)
        if not any(one.figures.items() <= twin.figures.items() for twin in twins):
            kept.append(one)
    return [one for one in found if any(one is each for each in kept)]


def _after(day: date) -> date:
    """Return the last day that the embedded tables reach, or the day itself."""
    return day if day.year <= LAST_DAY.year else LAST_DAY


@cache
def _every(measure: str, day: date) -> tuple[Series, ...]:
    kind = MEASURES[measure]
    if measure == "warheads":
        return _warheads(day)
    found = []
    for column in kind.columns:
        for table in _tables(day):
            if column in table.columns:
                found += _by_source(table, column, measure, day)
    if kind.nato is not None:
        found += _nato(measure, *kind.nato, day)
    return tuple(found)


def _tables(day: date) -> list[pl.DataFrame]:
    if day >= EMBEDDED_SINCE:
        return [load_world(day).figures]
    tables = []
    try:
        tables.append(load_world(day).figures)
    except DataNotHereError:
        tables.append(figures_before(day))
    return tables


def _by_source(table: pl.DataFrame, column: str, measure: str, day: date) -> list[Series]:
    """Return the figures of a column, those of each source apart."""
    last = last_full_year(day)
    years = f"{column}_year" if f"{column}_year" in table.columns else None
    sources = f"{column}_source" if f"{column}_source" in table.columns else None
    figures: dict[str, Figure] = {}
    named: Counter[str] = Counter()
    for row in table.iter_rows(named=True):
        if row[column] is None:
            continue
        year = int(row[years]) if years and row[years] is not None else last
        if last - OLDEST <= year <= last:
            figures[row["iso3"]] = Figure(float(row[column]), year)
            named[_short(str(row[sources])) if sources and row[sources] else _whole(column)] += 1
    if not figures:
        return []
    first, *others = [source for source, _ in named.most_common()]
    label = f"{first}; for some states {', '.join(others[:2])}" if others else first
    return [Series(label, measure, figures)]


def _whole(column: str) -> str:
    return {
        "milex_ppp_usd": "CIA World Factbook and supplement, share of GDP times GDP",
        "capability": "foedus, from the figures of the day",
    }.get(column, "embedded figures")


def _short(source: str) -> str:
    """Return a source without the table of it that a figure stands in, and without its address."""
    if source.startswith("CIA World Factbook"):
        return "CIA World Factbook, final edition"
    if source.startswith("NATO, Defence Expenditure"):
        return NATO
    return source.split(" http")[0].split(", current US$")[0]


NATO = "NATO, Defence Expenditure of NATO Countries (2014-2024), June 2024"


def _nato(measure: str, column: str, factor: float, day: date) -> list[Series]:
    import polars as pl

    last = last_full_year(day)
    table = (
        read_table("nato_defence")
        .filter(pl.col("year").is_between(last - OLDEST, last) & pl.col(column).is_not_null())
        .sort("iso3", "year")
        .group_by("iso3", maintain_order=True)
        .last()
    )
    figures = {
        row["iso3"]: Figure(float(row[column]) * factor, int(row["year"]))
        for row in table.iter_rows(named=True)
    }
    return [Series(NATO, measure, figures)] if figures else []


def _warheads(day: date) -> tuple[Series, ...]:
    last = day.year  # SIPRI counts in January: the count of a day's own year was known on it
    rows = [
        row for row in read_table("nuclear").sort("iso3", "year").iter_rows(named=True)
        if last - OLDEST <= row["year"] <= last and row["warheads_total"] is not None
    ]  # fmt: skip
    figures = {row["iso3"]: Figure(float(row["warheads_total"]), row["year"]) for row in rows}
    return (Series("SIPRI Yearbook, warheads in January", "warheads", figures),) if figures else ()


def _missing(measure: str, day: date) -> str:
    if day >= EMBEDDED_SINCE or measure == "warheads":
        return ""
    try:
        load_world(day)
    except DataNotHereError as reason:
        return str(reason)
    except FoedusError:
        return ""
    return ""


def well_covered(found: Series, states: Iterable[str]) -> bool:
    """Return whether a source knows enough of the states for their sum to mean anything.

    Parameters
    ----------
    found : Series
    states : iterable of str
    """
    wanted = set(states)
    return bool(wanted) and len(found.of(wanted).figures) >= COVERAGE * len(wanted)

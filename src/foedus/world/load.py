"""Build the embedded world: membership of a day, capabilities of the nearest year."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError, nearest
from foedus.measures.capability import shares
from foedus.measures.gradient import great_circle
from foedus.world.alliances import alliances_on, resolve_alliance
from foedus.world.resources import capability_index
from foedus.world.states import state_name, state_rows
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CAPABILITY_MEASURES", "FIRST_DAY", "LAST_DAY", "load_world", "parse_date"]

FIRST_DAY = date(1949, 8, 24)
"""Entry into force of the North Atlantic Treaty; the membership table is kept from then on."""

LAST_DAY = date(2025, 12, 31)
"""The membership table reaches the end of 2025."""

CAPABILITY_MEASURES = ("index", "milex", "milper", "nato", "cinc")
"""index: mean of the shares of expenditure and personnel; milex, milper: one of them; nato: the
index with NATO's own tables for its members; cinc: the Correlates of War index."""

VARIABLES = ("population_persons", "gdp_ppp_usd", "milex_pct_gdp", "milper_active_persons")


def parse_date(text: str) -> date:
    """Return a date written YYYY-MM-DD.

    Raises
    ------
    FoedusError
        It is no date, or lies outside the embedded tables.

    Examples
    --------
    >>> parse_date("2022-01-30")
    datetime.date(2022, 1, 30)
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as reason:
        raise FoedusError(f"date {text!r}: {reason}; write YYYY-MM-DD, e.g. 2022-01-30") from None
    if day < FIRST_DAY:
        raise FoedusError(
            f"date {day}: the embedded tables begin on {FIRST_DAY}; earlier years need the "
            "research data: foedus data pull, then World.at(1914)"
        )
    return day


@cache
def _nearest_figures(year: int) -> pl.DataFrame:
    """Return one row a state: each variable's figure nearest in time, its year and source."""
    import polars as pl

    figures = read_table("figures").filter(pl.col("variable").is_in(VARIABLES))
    nearest_in_time = (
        figures.with_columns(away=(pl.col("year") - year).abs())
        .sort("iso3", "variable", "away", "year")
        .group_by("iso3", "variable", maintain_order=True)
        .first()
    )
    table = read_table("states").select("iso3", "name")
    for variable in VARIABLES:
        columns = nearest_in_time.filter(pl.col("variable") == variable).select(
            "iso3",
            pl.col("value").alias(variable),
            pl.col("year").alias(f"{variable}_year"),
            pl.col("source").alias(f"{variable}_source"),
        )
        table = table.join(columns, on="iso3", how="left")
    return table.sort("iso3")


def _with_nato_tables(table: pl.DataFrame, members: frozenset[str], year: int) -> pl.DataFrame:
    """Return the table with NATO's own figures in place of its members'."""
    import polars as pl

    nato = (
        read_table("nato_defence")
        .filter(pl.col("iso3").is_in(list(members)))
        .with_columns(away=(pl.col("year") - year).abs())
        .sort("iso3", "away", "year")
        .group_by("iso3", maintain_order=True)
        .first()
        .select(
            "iso3",
            pl.col("defence_pct_gdp").alias("nato_pct"),
            (pl.col("personnel_thousand") * 1000).alias("nato_persons"),
            pl.col("year").alias("nato_year"),
            pl.col("source").alias("nato_source"),
        )
    )
    joined = table.join(nato, on="iso3", how="left")
    swapped = []
    for variable, theirs in (
        ("milex_pct_gdp", "nato_pct"),
        ("milper_active_persons", "nato_persons"),
    ):
        has = pl.col(theirs).is_not_null()
        for column, value in (
            (variable, theirs),
            (f"{variable}_year", "nato_year"),
            (f"{variable}_source", "nato_source"),
        ):
            swapped.append(pl.when(has).then(pl.col(value)).otherwise(pl.col(column)).alias(column))
    return joined.with_columns(swapped).drop("nato_pct", "nato_persons", "nato_year", "nato_source")


def _cinc(table: pl.DataFrame, year: int) -> tuple[NDArray[np.float64], int]:
    """Return the Correlates of War index of the nearest year for the table's states."""
    import polars as pl

    from foedus import sources

    nmc = sources.load("cow_nmc")
    last = int(nmc["year"].max())  # type: ignore[arg-type]
    taken = min(max(year, 1816), last)
    cinc = nmc.filter(pl.col("year") == taken).select(
        pl.col("ccode").cast(pl.Int64).alias("cow_code"), "cinc"
    )
    codes = read_table("states").select("iso3", pl.col("cow_code").cast(pl.Int64))
    joined = table.join(codes, on="iso3", how="left").join(cinc, on="cow_code", how="left")
    return joined.sort("iso3")["cinc"].to_numpy().astype(float), taken


def _capability(table: pl.DataFrame, measure: str, year: int) -> tuple[NDArray[np.float64], int]:
    if measure == "cinc":
        return _cinc(table, year)
    variable = "milper_active_persons_year" if measure == "milper" else "milex_pct_gdp_year"
    return capability_index(table, measure), int(table[variable].drop_nulls().mode().sort()[0])


@cache
def _map() -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.bool_]]:
    """Return all embedded states, the distances between capitals and the land contiguity."""
    rows = state_rows()
    codes = tuple(sorted(rows))
    lat = np.array([float(rows[iso3]["capital_lat"]) for iso3 in codes])
    lon = np.array([float(rows[iso3]["capital_lon"]) for iso3 in codes])
    capital = great_circle(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
    position = {iso3: i for i, iso3 in enumerate(codes)}
    contiguous = np.zeros((len(codes), len(codes)), dtype=bool)
    # Contiguity is that of the home country: French Guiana makes France no neighbour of Brazil.
    borders = read_table("borders").filter(read_table("borders")["kind"] == "home")
    a = [position[iso3] for iso3 in borders["iso3_a"] if iso3 in position]
    b = [position[iso3] for iso3 in borders["iso3_b"] if iso3 in position]
    contiguous[a, b] = contiguous[b, a] = True
    return codes, capital, contiguous


def _rivalry(codes: tuple[str, ...], year: int) -> NDArray[np.bool_]:
    """Return who are strategic rivals in a year; open rivalries are taken to go on."""
    position = {iso3: i for i, iso3 in enumerate(codes)}
    rivalry = np.zeros((len(codes), len(codes)), dtype=bool)
    for row in read_table("rivalries").iter_rows(named=True):
        known = row["iso3_a"] in position and row["iso3_b"] in position
        if known and row["from"] <= year and (row["to"] is None or year <= row["to"]):
            i, j = position[row["iso3_a"]], position[row["iso3_b"]]
            rivalry[i, j] = rivalry[j, i] = True
    return rivalry


def _holders(day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Return the major powers and the states with nuclear weapons on a day."""
    majors = frozenset(
        row["iso3"]
        for row in read_table("majors").iter_rows(named=True)
        if row["from"] <= day and (row["to"] is None or day <= row["to"])
    )
    return majors, frozenset(read_table("nuclear")["iso3"])


def load_world(on: str | date | None = None, capability: str = "index") -> World:
    """Return the embedded world: memberships of a day, capabilities of the nearest year available.

    Parameters
    ----------
    on : date or 'YYYY-MM-DD', optional
        The day; by default the end of the embedded tables (31 December 2025).
    capability : {"index", "milex", "milper", "nato", "cinc"}
        See `CAPABILITY_MEASURES`; "cinc" needs the research data (foedus data pull cow_nmc).

    Raises
    ------
    FoedusError
        The date or measure is unknown.

    Examples
    --------
    >>> world = load_world(on="2022-01-30")
    >>> len(world.members("NATO")), world.capability_year
    (30, 2022)
    """
    day = LAST_DAY if on is None else parse_date(on) if isinstance(on, str) else parse_date(str(on))
    if capability not in CAPABILITY_MEASURES:
        near = nearest(capability, CAPABILITY_MEASURES) or ", ".join(CAPABILITY_MEASURES)
        raise FoedusError(f"unknown capability measure {capability!r}: did you mean {near}?")
    return _load(day, capability)


@cache
def _load(day: date, measure: str) -> World:
    import polars as pl

    table = _nearest_figures(day.year)
    alliances = alliances_on(day)
    if measure == "nato":
        members = next(a.members for a in alliances if a.alliance_id == resolve_alliance("NATO"))
        table = _with_nato_tables(table, members, day.year)
    table = table.with_columns(milex_ppp_usd=pl.col("milex_pct_gdp") / 100 * pl.col("gdp_ppp_usd"))
    amount, year = _capability(table, measure, day.year)
    codes, capital_distance, contiguous = _map()
    known = ~np.isnan(amount)
    kept = tuple(iso3 for iso3, has in zip(codes, known, strict=True) if has)
    majors, nuclear = _holders(day)
    square = np.ix_(known, known)
    return World(
        on=day,
        iso3=kept,
        names=tuple(state_name(iso3) for iso3 in kept),
        capability=shares(amount[known]),
        capability_measure=measure,
        capability_year=year,
        distance=np.where(contiguous, 0.0, capital_distance)[square],
        capital_distance=capital_distance[square],
        contiguous=contiguous[square],
        major=np.array([iso3 in majors for iso3 in kept]),
        rivalry=_rivalry(codes, day.year)[square],
        nuclear=np.array([iso3 in nuclear for iso3 in kept]),
        alliances=alliances,
        figures=table.with_columns(capability=pl.Series(amount).fill_nan(None)),
        left_out=tuple(iso3 for iso3, has in zip(codes, known, strict=True) if not has),
    )

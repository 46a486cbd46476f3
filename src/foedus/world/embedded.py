"""The world of a day from the embedded tables: memberships of the day, figures of before it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.measures.capability import shares
from foedus.measures.gradient import great_circle
from foedus.world.alliances import alliances_on
from foedus.world.days import LAST_DAY, last_full_year
from foedus.world.figures import NATO_COLUMNS, capability_of, figures_before, with_nato_tables
from foedus.world.history import CLASHES_SINCE, embedded_clashes, pair_history
from foedus.world.resources import COVERAGE, well_known
from foedus.world.states import state_name, state_rows
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "EMBEDDED_SINCE",
    "embedded_map",
    "embedded_world",
    "first_embedded_day",
    "holders",
    "rivals",
]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

EMBEDDED_SINCE = date(2023, 1, 1)
"""First day on which the embedded figures make a world: `first_embedded_day` of the tables."""


def first_embedded_day() -> date:
    """Return the first day on which military expenditure is known for enough of the states.

    Known: in dollars, of the last full year before the day or at most three years older. Enough:
    three quarters (`COVERAGE`).
    """
    last = int(read_table("figures")["year"].max())  # type: ignore[arg-type]
    days = (date(year, 1, 1) for year in range(1950, last + 2))
    needed = COVERAGE * len(read_table("states"))
    return next(
        day for day in days if figures_before(day)["milex_ppp_usd"].is_not_null().sum() >= needed
    )


@cache
def _map() -> tuple[tuple[str, ...], Array, Mask, Array]:
    """Return all states, distances between capitals, land contiguity and minimum distances."""
    rows = state_rows()
    codes = tuple(sorted(rows))
    lat = np.array([float(rows[iso3]["capital_lat"]) for iso3 in codes])
    lon = np.array([float(rows[iso3]["capital_lon"]) for iso3 in codes])
    capital = great_circle(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
    # Contiguity is that of the home country: French Guiana makes France no neighbour of Brazil.
    borders = read_table("borders").filter(read_table("borders")["kind"] == "home")
    contiguous = np.zeros(capital.shape, dtype=bool)
    a, b = _places(codes, borders["iso3_a"]), _places(codes, borders["iso3_b"])
    contiguous[a, b] = contiguous[b, a] = True
    table = read_table("minimum_distances")
    near = np.zeros(capital.shape)
    a, b = _places(codes, table["iso3_a"]), _places(codes, table["iso3_b"])
    near[a, b] = near[b, a] = table["km"].to_numpy()
    for array in (capital, contiguous, near):
        array.flags.writeable = False
    return codes, capital, contiguous, near


def _places(codes: tuple[str, ...], states: pl.Series) -> NDArray[np.intp]:
    position = {iso3: i for i, iso3 in enumerate(codes)}
    return np.array([position[iso3] for iso3 in states], dtype=np.intp)


def embedded_map() -> tuple[tuple[str, ...], Mask, Array]:
    """Return today's states, which share a land border, and the minimum distances, (n, n) km."""
    codes, _, contiguous, near = _map()
    return codes, contiguous, near


def rivals(codes: tuple[str, ...], year: int) -> Mask:
    """Return who are strategic rivals in a year; open rivalries are taken to go on."""
    position = {iso3: i for i, iso3 in enumerate(codes)}
    rivalry = np.zeros((len(codes), len(codes)), dtype=bool)
    for row in read_table("rivalries").iter_rows(named=True):
        known = row["iso3_a"] in position and row["iso3_b"] in position
        if known and row["from"] <= year and (row["to"] is None or year <= row["to"]):
            i, j = position[row["iso3_a"]], position[row["iso3_b"]]
            rivalry[i, j] = rivalry[j, i] = True
    return rivalry


def holders(table: str, day: date) -> frozenset[str]:
    """Return the states that are in a table of spells on a day: `majors`, `nuclear_powers`.

    Examples
    --------
    >>> sorted(holders("nuclear_powers", date(1985, 1, 1)) - holders("majors", date(1985, 1, 1)))
    ['IND', 'ISR', 'ZAF']
    """
    return frozenset(
        row["iso3"]
        for row in read_table(table).iter_rows(named=True)
        if row["from"] <= day and (row["to"] is None or day <= row["to"])
    )


def _democracy(codes: tuple[str, ...], year: int) -> Array:
    rows = read_table("regimes")
    known = dict(rows.filter(rows["year"] == year).select("iso3", "euds").iter_rows())
    return np.array([known.get(iso3) for iso3 in codes], dtype=float)


def _note(day: date, table: pl.DataFrame, measure: str) -> str:
    told = []
    if day > LAST_DAY:
        told.append(
            f"memberships as at the end of {last_full_year(LAST_DAY)}, clashes of {day.year} "
            "provisional"
        )
    personnel = table["milper_active_persons"].to_numpy().astype(float)
    if measure in ("index", "nato") and not well_known(personnel):
        told.append(
            f"capability is expenditure alone: personnel by {last_full_year(day)} is known for "
            f"{int((~np.isnan(personnel)).sum())} of {len(personnel)} states"
        )
    return "; ".join(told)


@cache
def embedded_world(day: date, measure: str = "index") -> World:
    """Return the world of a day from the embedded tables.

    Parameters
    ----------
    day : date
        From `EMBEDDED_SINCE` on.
    measure : {"index", "milex", "milper", "nato", "cinc"}

    Raises
    ------
    FoedusError
        The day is too early, or the measure is known for too few states.

    Examples
    --------
    >>> world = embedded_world(date(2024, 6, 1))
    >>> world.figures_year, world.capability_year, len(world.members("NATO"))
    (2023, 2023, 32)
    """
    import polars as pl

    if day < EMBEDDED_SINCE:
        raise FoedusError(f"the embedded figures make no world of {day}: first {EMBEDDED_SINCE}")
    table = figures_before(day)
    alliances = alliances_on(day)
    if measure == "nato":
        members = next(a.members for a in alliances if a.alliance_id == "NATO")
        table = with_nato_tables(table, members, day, NATO_COLUMNS).with_columns(
            milex_ppp_usd=pl.col("milex_pct_gdp") / 100 * pl.col("gdp_ppp_usd")
        )
    amount, year = capability_of(table, measure, day)
    codes, capital_distance, contiguous, near = _map()
    known = ~np.isnan(amount)
    kept = tuple(iso3 for iso3, has in zip(codes, known, strict=True) if has)
    square = np.ix_(known, known)
    majors, powers = holders("majors", day), holders("nuclear_powers", day)
    past = pair_history(kept, day, embedded_clashes())
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
        rivalry=rivals(codes, last_full_year(day))[square],
        nuclear=np.array([iso3 in powers for iso3 in kept]),
        alliances=alliances,
        figures=table.with_columns(capability=pl.Series(amount).fill_nan(None)),
        left_out=tuple(iso3 for iso3, has in zip(codes, known, strict=True) if not has),
        minimum_distance=near[square],
        democracy=_democracy(kept, last_full_year(day)),
        years_since_clash=past.years_since_clash,
        recent_clashes=past.recent_clashes,
        at_war=past.at_war,
        history_since=CLASHES_SINCE,
        note=_note(day, table, measure),
    )

"""Any year of the research data as a world."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.measures.capability import shares
from foedus.world.alliances import Alliance, alliances_on
from foedus.world.states import state_rows
from foedus.world.system import StateSystem, state_system
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FIRST_YEAR", "LAST_YEAR", "historical_world"]

FIRST_YEAR, LAST_YEAR = 1816, 2016
"""Years for which states, capabilities, contiguity, majors and obligations are all known."""

FIRST_TEST = {
    "USA": 1945, "SUN": 1949, "RUS": 1949, "GBR": 1952, "FRA": 1960, "CHN": 1964, "IND": 1974,
    "PAK": 1998, "PRK": 2006,
}  # fmt: skip
"""Year of a state's first nuclear test (CTBTO, World overview of nuclear testing)."""

FIRST_NAMED = 1949
"""Year from which the embedded table of alliances is kept."""

WEST_GERMANY, GERMANY = 260, 255

SOURCES = (
    "states, major powers: Correlates of War State System Membership 2016",
    "capability: Correlates of War National Material Capabilities 7.0, mean of the shares of "
    "military expenditure and personnel (Singer 1987)",
    "land contiguity: Correlates of War Direct Contiguity 3.2 (Stinnett et al. 2002)",
    "capitals: peacesciencer 1.2.9 (Miller 2022)",
    "defence obligations: ATOP 5 (Leeds et al. 2002)",
    "rivalries: Thompson, Sakuwa & Suhas (2021)",
    "nuclear weapons: years of first tests (CTBTO); Israel and South Africa, which did not test "
    "openly, are not counted",
    "coefficients: foedus tools/estimate_coefficients.py on the disputes of 1946-2010",
)
NAMED = "named alliances of the day: the embedded table of alliances, sources in its rows"


@cache
def historical_world(year: int) -> World:
    """Return the world of a year of the research data.

    The data are annual: what held on any day of the year counts, and the world is dated 1 July. A
    state has the ISO3 code of its Correlates of War number, the code of its time where ISO keeps
    one (SUN, CSK, DDR, YUG, YMD), else the Correlates of War abbreviation (AUH Austria-Hungary).
    A state of which only expenditure or only personnel is known has that share for its capability.

    From 1949 on the embedded alliances of the day are there by name, and ATOP's other obligations
    between pairs; where both have an alliance, the embedded table's day of entry counts. Before,
    ATOP's obligations are grouped: an alliance is a largest set of states that all owe each other
    defence, and its id joins their codes (AUH-DEU-ITA).

    Parameters
    ----------
    year : int
        1816 to 2016.

    Raises
    ------
    FoedusError
        The year is outside, or a dataset is not on this computer (the message says how to get it).

    Examples
    --------
    >>> world = historical_world(1914)  # doctest: +SKIP
    >>> world.members("AUH-DEU-ITA")  # doctest: +SKIP
    frozenset({'AUH', 'DEU', 'ITA'})

    References
    ----------
    Correlates of War (states, capabilities, contiguity, majors); ATOP (Leeds et al. 2002);
    Thompson, Sakuwa & Suhas (2021).
    """
    from foedus import sources

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FoedusError(
            f"no historical world of {year}: the research data cover {FIRST_YEAR} to {LAST_YEAR} "
            "together; for later days use load_world(on='2022-01-30')"
        )
    system = state_system(year, sources.load)
    codes, names = _codes(system, sources.load("cow_states"))
    order = np.argsort(codes)
    known = order[~np.isnan(system.capability[order])]
    kept = tuple(codes[i] for i in known)
    square = np.ix_(known, known)
    bonds = frozenset(
        (codes[i], codes[j]) for i, j in zip(*np.nonzero(np.triu(system.allied)), strict=True)
    )
    alliances, pairwise = _alliances(year, bonds, frozenset(codes))
    return World(
        on=_mid_year(year),
        iso3=kept,
        names=tuple(names[i] for i in known),
        capability=shares(system.capability[known]),
        capability_measure="index",
        capability_year=year,
        distance=system.distance[square],
        capital_distance=system.capital_distance[square],
        contiguous=system.contiguous[square],
        major=system.major[known],
        rivalry=system.rivalry[square],
        nuclear=np.array([FIRST_TEST.get(iso3, year + 1) <= year for iso3 in kept]),
        alliances=alliances,
        figures=_figures(system, codes, names, sources.load("cow_nmc")),
        left_out=tuple(codes[i] for i in order if np.isnan(system.capability[i])),
        pairwise=pairwise,
        sources=SOURCES if year < FIRST_NAMED else (*SOURCES, NAMED),
    )


def _mid_year(year: int) -> date:
    return date(year, 7, 1)


def _codes(system: StateSystem, states: pl.DataFrame) -> tuple[list[str], list[str]]:
    """Return the states' codes and names, in the order of the system."""
    today = {row["cow_code"]: row for row in state_rows().values()}
    by_abbreviation = {
        int(row["ccode"]): (row["stateabb"], row["statenme"])
        for row in states.iter_rows(named=True)
    }
    day, found = _mid_year(system.year), []
    for ccode in system.ccode.tolist():
        if ccode == WEST_GERMANY and GERMANY not in system.index:
            ccode = GERMANY  # one state to ISO
        of_the_day = _dissolved(ccode, day, day)
        of_the_year = _dissolved(ccode, date(day.year, 1, 1), date(day.year, 12, 31))
        row = of_the_day or today.get(ccode) or of_the_year
        found.append((row["iso3"], row["name"]) if row else by_abbreviation[ccode])
    codes, names = zip(*found, strict=True)
    return list(codes), list(names)


def _dissolved(ccode: int, first: date, last: date) -> dict[str, str] | None:
    """Return the dissolved state that had this number between two days, if any."""
    for row in read_table("dissolved_states").iter_rows(named=True):
        if row["cow_code"] == ccode and row["from"] <= last and row["to"] >= first:
            return {"iso3": row["iso3"], "name": row["name"].split(" (")[0]}
    return None


Bonds = frozenset[tuple[str, str]]


def _alliances(
    year: int, bonds: Bonds, states: frozenset[str]
) -> tuple[tuple[Alliance, ...], Bonds]:
    """Return the year's alliances and the obligations that belong to none of them."""
    if year < FIRST_NAMED:
        blocs = sorted(_blocs(bonds), key=lambda bloc: (-len(bloc), bloc))
        return tuple(_bloc(bloc, year) for bloc in blocs), frozenset()
    named = tuple(a for a in alliances_on(_mid_year(year)) if len(a.members & states) > 1)
    # ATOP counts from signature and by the year, the embedded table by the day in force: where both
    # have the alliance, the day decides, so that an accession adds what it added.
    inside = [
        alliance.members
        for near in (year - 1, year, year + 1)
        for alliance in alliances_on(_mid_year(near))
        if alliance.defence
    ]
    rest = (pair for pair in bonds if not any({*pair} <= members for members in inside))
    return named, frozenset(rest)


def _bloc(members: tuple[str, ...], year: int) -> Alliance:
    return Alliance(
        alliance_id="-".join(members),
        name=f"mutual defence of {', '.join(members)}",
        treaty="",
        members=frozenset(members),
        waves=tuple((iso3, "founder") for iso3 in members),
        obligations=("defense",),
        in_force=None,
        terminated=None,
        source=f"ATOP 5, defence obligations of {year}",
    )


def _blocs(bonds: Bonds) -> list[tuple[str, ...]]:
    """Return all largest sets of states that are bound to each other (Bron & Kerbosch 1973)."""
    near: dict[str, set[str]] = {}
    for a, b in bonds:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    found: list[tuple[str, ...]] = []

    def extend(chosen: set[str], candidates: set[str], done: set[str]) -> None:
        if not candidates and not done:
            found.append(tuple(sorted(chosen)))
            return
        pivot = max(sorted(candidates | done), key=lambda state: len(near[state] & candidates))
        for state in sorted(candidates - near[pivot]):
            extend(chosen | {state}, candidates & near[state], done & near[state])
            candidates = candidates - {state}
            done = done | {state}

    if near:
        extend(set(), set(near), set())
    return found


def _figures(
    system: StateSystem, codes: list[str], names: list[str], nmc: pl.DataFrame
) -> pl.DataFrame:
    """Return a row a state: what is known of its resources, in the units of the column names."""
    import polars as pl

    rows = nmc.filter(pl.col("year") == system.year).select(
        pl.col("ccode").cast(pl.Int64),
        population_persons=1000 * pl.col("tpop"),
        milper_active_persons=1000 * pl.col("milper"),
        milex_thousand_current=pl.col("milex"),
        cinc=pl.col("cinc"),
    )
    table = pl.DataFrame(
        {
            "iso3": codes,
            "name": names,
            "ccode": system.ccode,
            "capability": pl.Series(_nulls(system.capability)),
        }
    )
    return table.join(rows, on="ccode", how="left").sort("iso3")


def _nulls(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]

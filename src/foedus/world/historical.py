"""The world of a day from the research data."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from foedus import sources
from foedus.errors import DataNotHereError, FoedusError
from foedus.measures.capability import shares
from foedus.world.alliances import Alliance, alliances_on
from foedus.world.blocs import Bonds, blocs
from foedus.world.days import last_full_year
from foedus.world.embedded import embedded_map, holders
from foedus.world.history import PairHistory, dispute_clashes, embedded_clashes, pair_history
from foedus.world.research import Roll
from foedus.world.research_figures import NMC, amount_of, as_series, research_figures, year_of
from foedus.world.roll import STATES_END, roll_on
from foedus.world.world import World

__all__ = ["DATASETS", "FIRST_YEAR", "LAST_YEAR", "historical_world"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FIRST_YEAR, LAST_YEAR = 1816, 2022
"""Years of which the research data know the capabilities."""

DATASETS = (
    "cow_states", "cow_nmc", "cow_capitals", "cow_contdir", "cow_mindist", "cow_majors",
    "atop_alliance", "tss_rivalries", "cw_democracy", "cw_gdppop", "gml_dirdisp", "gml_part",
)  # fmt: skip
"""The datasets that a world of the past is made of."""

DISTANCES_END, ALLIANCES_END, RIVALRIES_END = 2019, 2018, 2020

FIRST_NAMED = 1949
"""Year from which the embedded table of alliances is kept."""


@cache
def historical_world(day: date, measure: str = "index") -> World:
    """Return the world of a day from the research data.

    A state has the ISO3 code of its Correlates of War number, the code of its time where ISO keeps
    one (SUN, CSK, DDR, YUG, YMD), else the Correlates of War abbreviation (AUH Austria-Hungary).
    Figures are of the last full year before the day, at most three years older. A state of which
    only expenditure or only personnel is known has that share for its capability.

    From 1949 on the embedded alliances of the day are there by name, and ATOP's other obligations
    between pairs; where both have an alliance, the embedded table's day of entry counts. Before,
    ATOP's obligations are grouped: see `foedus.world.blocs`.

    Parameters
    ----------
    day : date
        From 1816 to 2022.
    measure : {"index", "milex", "milper", "nato", "cinc"}

    Raises
    ------
    FoedusError
        The day is outside, or datasets are not on this computer (the message says how to get them).

    Examples
    --------
    >>> world = historical_world(date(1914, 6, 28))  # doctest: +SKIP
    >>> world.members("Triple Alliance")  # doctest: +SKIP
    frozenset({'AUH', 'DEU', 'ITA'})

    References
    ----------
    Correlates of War (states, capabilities, contiguity, majors); ATOP (Leeds et al. 2002);
    Thompson, Sakuwa & Suhas (2021); Marquez (2016); Gibler, Miller & Little (2016); Schvitz et al.
    (2022).
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise FoedusError(
            f"no world of {day} in the research data: they cover {FIRST_YEAR} to {LAST_YEAR}"
        )
    _check_data()
    roll = roll_on(day)
    figures = research_figures(roll, measure)
    amount = amount_of(figures, measure)
    known = ~np.isnan(amount)
    square = np.ix_(known, known)
    kept = tuple(iso3 for iso3, has in zip(roll.iso3, known, strict=True) if has)
    contiguous, capital, near = _map(roll)
    alliances, pairwise = _alliances(roll)
    history = _history(roll)
    majors, powers = _majors(roll), holders("nuclear_powers", day)
    if "RUS" in powers:  # the Soviet Union's weapons stand under Russia's code
        powers |= {"SUN"}
    return World(
        on=day,
        iso3=kept,
        names=tuple(name for name, has in zip(roll.names, known, strict=True) if has),
        capability=shares(amount[known]),
        capability_measure=measure,
        capability_year=year_of(figures, measure),
        distance=np.where(contiguous, 0.0, capital)[square],
        capital_distance=capital[square],
        contiguous=contiguous[square],
        major=majors[known],
        rivalry=_rivalry(roll)[square],
        nuclear=np.array([iso3 in powers for iso3 in kept]),
        alliances=alliances,
        figures=figures.with_columns(capability=as_series(amount)),
        left_out=tuple(iso3 for iso3, has in zip(roll.iso3, known, strict=True) if not has),
        pairwise=pairwise,
        sources=_sources(day, measure),
        minimum_distance=near[square],
        democracy=_democracy(roll)[known],
        years_since_clash=history.years_since_clash[square],
        recent_clashes=history.recent_clashes[square],
        at_war=history.at_war[square],
        years_together=roll.years_together()[square],
        figures_year=max(last_full_year(day), FIRST_YEAR),
        note="" if day.year > FIRST_YEAR else "figures of 1816 itself: there are none before",
    )


def _check_data() -> None:
    """Refuse with one command for all the datasets that are not on this computer."""
    absent = [name for name, state in sources.verify(DATASETS).items() if state == "absent"]
    if absent:
        raise DataNotHereError(
            f"a world of the past needs research data that are not on this computer "
            f"({', '.join(absent)}); get them with: foedus data pull {' '.join(absent)}"
        )


def _of_today(roll: Roll, codes: tuple[str, ...], pairs: Array | Mask) -> NDArray[np.generic]:
    """Return the part of a matrix over today's states that is about those of the roll."""
    place = {iso3: i for i, iso3 in enumerate(codes)}
    at = np.array([place[iso3] for iso3 in roll.iso3])
    found: NDArray[np.generic] = pairs[np.ix_(at, at)]
    return found


def _map(roll: Roll) -> tuple[Mask, Array, Array]:
    """Return land contiguity, distances between capitals and minimum distances of the day."""
    capital = roll.capital_distance(sources.load("cow_capitals"))
    codes, borders, kilometres = embedded_map()
    if roll.day.year > STATES_END:
        contiguous = _of_today(roll, codes, borders).astype(bool)
    else:
        contiguous = roll.contiguous(sources.load("cow_contdir"))
    if roll.day.year > DISTANCES_END:
        near = _of_today(roll, codes, kilometres).astype(float)
    else:
        near = roll.minimum_distance(sources.load("cow_mindist"), capital)
    return contiguous, capital, np.where(contiguous, 0.0, near)


def _majors(roll: Roll) -> Mask:
    """Return the major powers of the day."""
    import polars as pl

    if roll.day.year > STATES_END:
        return np.isin(roll.iso3, list(holders("majors", roll.day)))
    start, end = pl.date("styear", "stmonth", "stday"), pl.date("endyear", "endmonth", "endday")
    spells = sources.load("cow_majors").filter((start <= roll.day) & (end >= roll.day))
    return np.isin(roll.ccode, spells["ccode"].to_numpy())


def _rivalry(roll: Roll) -> Mask:
    """Return the strategic rivals of the year before the day; those of 2020 are taken to go on."""
    import polars as pl

    year = min(last_full_year(roll.day), RIVALRIES_END)
    rivals = sources.load("tss_rivalries")
    return roll.pairs(rivals.filter((pl.col("start") <= year) & (pl.col("end") >= year)))


def _democracy(roll: Roll) -> Array:
    """Return the extended unified democracy scores of the year before the day."""
    import polars as pl

    scores = sources.load("cw_democracy")
    return roll.column(scores.filter(pl.col("year") == last_full_year(roll.day)), "euds")


def _history(roll: Roll) -> PairHistory:
    """Return the record of the pairs: the dispute data to 2010, then the embedded clashes."""
    disputes = dispute_clashes(sources.load("gml_dirdisp"), sources.load("gml_part"))
    numbers = np.where(roll.ccode < 0, -np.arange(len(roll.ccode)) - 2, roll.ccode)
    early = pair_history(numbers, roll.day, disputes)
    return early.joined(pair_history(roll.iso3, roll.day, embedded_clashes()))


def _alliances(roll: Roll) -> tuple[tuple[Alliance, ...], Bonds]:
    """Return the day's alliances and the obligations that belong to none of them."""
    year = roll.day.year
    owed = np.triu(roll.defence(sources.load("atop_alliance")))
    bonds = frozenset((roll.iso3[i], roll.iso3[j]) for i, j in np.argwhere(owed))
    if year < FIRST_NAMED:
        return blocs(bonds, year), frozenset()
    states = {*roll.iso3}
    named = tuple(a for a in alliances_on(roll.day) if len(a.members & states) > 1)
    # ATOP counts from signature and by the year, the embedded table by the day in force: where both
    # have the alliance, the day decides, so that an accession adds what it added.
    inside = [
        alliance.members
        for near in (year - 1, year, year + 1)
        for alliance in (*alliances_on(date(near, 7, 1)), *named)
        if alliance.defence
    ]
    rest = (pair for pair in bonds if not any({*pair} <= members for members in inside))
    return named, frozenset(rest)


def _sources(day: date, measure: str) -> tuple[str, ...]:
    """Return what the world of a day is made of."""
    year = day.year
    told = [
        "states: Correlates of War State System Membership 2016"
        if year <= STATES_END
        else "states: the embedded table, codes of the Correlates of War",
        f"capability ({measure}): {NMC}, of the last full year before the day or at most three "
        f"years older; expenditure in current {'dollars' if year > 1914 else 'pounds'}"
        + ("; members of NATO: its own tables (June 2024)" if measure == "nato" else ""),
        "major powers: Correlates of War 2016"
        + ("" if year <= STATES_END else ", embedded list: still so"),
        "land contiguity: Correlates of War Direct Contiguity 3.2 (Stinnett et al. 2002)"
        if year <= STATES_END
        else "land contiguity: the embedded table of borders (World Factbook)",
        "capitals: peacesciencer 1.2.9 (Miller 2022)",
        _of_distances(year),
        "defence obligations: ATOP 5 (Leeds et al. 2002), annual, 1815-2018"
        if year <= ALLIANCES_END
        else "defence obligations: the embedded table of alliances only; ATOP 5 ends in 2018",
        "rivalries of the year before: Thompson, Sakuwa & Suhas (2021)"
        + ("" if last_full_year(day) <= RIVALRIES_END else "; those of 2020 are taken to go on"),
        "democracy: Extended Unified Democracy Scores (Marquez 2016; isard 0.2.0), year before",
        "deadly clashes: GML 2.2.1 (Gibler, Miller & Little 2016) to 2010"
        + ("" if year <= 2010 else ", the embedded table of clashes since 2011"),
        "nuclear weapons: the embedded table of spells (first tests; Israel, South Africa)",
    ]
    if year >= FIRST_NAMED:
        told.append("named alliances of the day: the embedded table, sources in its rows")
    return tuple(told)


def _of_distances(year: int) -> str:
    if year > DISTANCES_END:
        return "minimum distances: from the embedded map"
    measured = "minimum distances: CShapes 2.0 (Schvitz et al. 2022), 1886-2019"
    return measured if year >= 1886 else f"{measured}; before, the pair's first measurement"

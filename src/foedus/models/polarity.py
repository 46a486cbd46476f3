"""Polarity: how concentrated capabilities are, and into how many blocs the great powers fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.errors import FoedusError
from foedus.measures.concentration import concentration, effective_number, herfindahl
from foedus.models._result import ModelResult, Part, Picture, table_of
from foedus.models._states_then import pairs_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PolarityResult", "blocs", "polarity"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

FIRST, LAST, LAST_MAJORS, LAST_PACTS = 1816, 2022, 2016, 2018


class Year(Part):
    """Concentration among the great powers on 1 July and among all states of a year."""

    year: int
    majors: int | None = Field(description="great powers; null after 2016")
    con: float | None = Field(description="Ray and Singer's CON among them: 0 equal, 1 one has all")
    herfindahl: float | None
    effective_number: float | None = Field(description="equal poles as concentrated as these")
    blocs: int | None = Field(description="great powers tied by defence pacts count as one")
    bloc_con: float | None = Field(description="CON of the blocs; null for a single bloc")
    effective_blocs: float | None
    largest_bloc: float | None = Field(description="share of the great powers' capabilities")
    states: int
    system_con: float = Field(description="CON of all states with a known index")
    system_herfindahl: float
    system_effective_number: float


class PolarityResult(ModelResult):
    """`foedus models polarity --json`: concentration and blocs by year."""

    model: ClassVar[str] = "polarity"
    title: ClassVar[str] = "Polarity and concentration"
    citation: ClassVar[str] = (
        "Ray, James Lee, and J. David Singer. 1973. Measuring the concentration of power in the "
        "international system. Sociological Methods & Research 1 (4): 403-437."
    )

    years: tuple[Year, ...]

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        first, last = self.years[0], self.years[-1]
        told = [_said(first)] if first.year == last.year else [_said(first), _said(last)]
        return " ".join(told)

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return a row a year."""
        return {"years": table_of(Year, self.years)}

    @property
    def picture(self) -> Picture:
        """Return the concentration by year."""
        lines = [(float(y.year), y.con, "great powers") for y in self.years if y.con is not None]
        lines += [(float(y.year), y.system_con, "all states") for y in self.years]
        lines += [
            (float(y.year), y.bloc_con, "blocs of great powers")
            for y in self.years
            if y.bloc_con is not None
        ]
        return Picture("Concentration of capabilities", "year", "CON", lines=tuple(lines))


def _said(year: Year) -> str:
    if year.con is None or year.effective_number is None:
        return (
            f"In {year.year} CON was {year.system_con:.3f} among {year.states} states; the list of "
            f"great powers ends in {LAST_MAJORS}."
        )
    blocs = "" if year.blocs is None else f", in {year.blocs} blocs"
    return (
        f"In {year.year} the {year.majors} great powers{blocs} had a CON of {year.con:.3f}, as if "
        f"there were {year.effective_number:.1f} equal ones; among all {year.states} states it was "
        f"{year.system_con:.3f}."
    )


def polarity(first: int = FIRST, last: int = LAST) -> PolarityResult:
    """Return how concentrated capabilities were in each year, and in how many blocs.

    CON = sqrt((sum s^2 - 1/n)/(1 - 1/n)) of the capability shares s (CINC, made to sum to 1) of
    the great powers on 1 July, of their blocs and of all states; Herfindahl's sum of squares and
    its inverse, the effective number.

    Parameters
    ----------
    first, last : int
        Years, 1816 to 2022; great powers are on record to 2016, alliances to 2018.

    Raises
    ------
    FoedusError
        The years are outside, or a data set is not on this computer.

    References
    ----------
    Ray and Singer (1973); Laakso and Taagepera (1979) on the effective number.

    Examples
    --------
    >>> year = polarity(1914, 1914).years[0]  # doctest: +SKIP
    >>> year.majors, round(year.con, 4)  # doctest: +SKIP
    (8, 0.2202)
    """
    if not FIRST <= first <= last <= LAST:
        raise FoedusError(f"no concentration from {first} to {last}; it covers {FIRST} to {LAST}")
    import polars as pl

    from foedus import sources

    nmc = sources.load("cow_nmc").filter(pl.col("cinc") > 0)
    spells = sources.load("cow_majors")
    pacts = sources.load("atop_alliance").filter(pl.col("atop_defense") == 1)
    by_year = {key[0]: rows for key, rows in nmc.group_by("year")}
    tied = {key[0]: rows for key, rows in pacts.group_by("year")}
    years = []
    for year in range(first, last + 1):
        majors = _majors(spells, year) if year <= LAST_MAJORS else None
        years.append(_year(year, by_year[year], majors, tied.get(year)))
    return PolarityResult(
        asked=("--first", str(first), "--last", str(last)),
        years=tuple(years),
        notes=(
            "CINC counts people, energy, steel and soldiers: it says little of quality, and the "
            "largest populations weigh heavily.",
            "Great powers are those of the Correlates of War list on 1 July; after 2016 there is "
            "no list, and nothing is filled in.",
            "A bloc is a set of great powers linked by defence pacts, also through each other; "
            "pacts with others do not count.",
        ),
        sources=(
            "capabilities: Correlates of War National Material Capabilities 7.0 (CINC)",
            "great powers: Correlates of War 2016; defence pacts: ATOP 5 (Leeds et al. 2002)",
            PolarityResult.citation,
        ),
    )


def _majors(spells: pl.DataFrame, year: int) -> list[int]:
    """Return the great powers on 1 July."""
    import polars as pl

    def day(end: str) -> pl.Expr:
        return (
            pl.col(f"{end}year") * 10_000
            + pl.col(f"{end}month").cast(int) * 100
            + pl.col(f"{end}day").cast(int)
        )

    wide = spells.with_columns(pl.col("styear", "endyear").cast(pl.Int64))
    now = year * 10_000 + 701
    return sorted(wide.filter((day("st") <= now) & (day("end") >= now))["ccode"].to_list())


def blocs(tied: Mask) -> NDArray[np.intp]:
    """Return the bloc of each, (n,): who is linked, also through others, has the same number.

    Examples
    --------
    >>> import numpy as np
    >>> blocs(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool))
    array([0, 1, 0])
    """
    reach = tied | np.eye(len(tied), dtype=bool)
    while True:
        further = (reach.astype(np.int64) @ reach.astype(np.int64)) > 0
        if np.array_equal(further, reach):
            return np.unique(reach.argmax(axis=1), return_inverse=True)[1]
        reach = further


def _year(
    year: int, rows: pl.DataFrame, majors: list[int] | None, pacts: pl.DataFrame | None
) -> Year:
    codes, cinc = rows["ccode"].to_numpy(), rows["cinc"].to_numpy()
    numbers: dict[str, float | int | None] = dict.fromkeys(
        ("majors", "con", "herfindahl", "effective_number", "blocs", "bloc_con",
         "effective_blocs", "largest_bloc")
    )  # fmt: skip
    if majors is not None:
        great = np.isin(codes, majors)
        power = cinc[great]
        numbers |= {"majors": len(power), **_measured(power)}
        if year <= LAST_PACTS:
            bloc = blocs(_tied(codes[great].astype(np.int64), pacts))
            strength = np.bincount(bloc, weights=power)
            single = len(strength) == 1
            numbers |= {
                "blocs": len(strength),
                "bloc_con": None if single else concentration(strength),
                "effective_blocs": effective_number(strength),
                "largest_bloc": float(strength.max() / strength.sum()),
            }
    whole = {f"system_{name}": value for name, value in _measured(cinc).items()}
    return Year.model_validate({"year": year, "states": len(codes), **numbers, **whole})


def _measured(power: Array) -> dict[str, float]:
    return {
        "con": concentration(power),
        "herfindahl": herfindahl(power),
        "effective_number": effective_number(power),
    }


def _tied(codes: NDArray[np.int64], pacts: pl.DataFrame | None) -> Mask:
    if pacts is None:  # a year without any
        return np.zeros((len(codes), len(codes)), dtype=bool)
    return pairs_of(codes, pacts)

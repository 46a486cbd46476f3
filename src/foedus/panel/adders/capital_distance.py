"""Distance between capitals."""

from functools import cache
from typing import Literal

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT
from numpy.typing import NDArray

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import one_of
from foedus.panel._gather import look_up
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel._pairs import nearest_other
from foedus.panel._spells import expand, year_of
from foedus.panel._units import unit_of
from foedus.panel.creators import narrow_dyad_years
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_capital_distance", "capital_years", "place_distances"]

_TABLES = {"cow": "cow_capitals", "gw": "gw_capitals"}
_CODES = {"cow": "ccode", "gw": "gwcode"}
_KINDS = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")
# The equatorial radius, in km, which the field's published capital distances use.
_RADIUS = 6378.137


def add_capital_distance(frame: IntoFrameT, transsum: str = "first") -> IntoFrameT:
    """Return the frame with the distance between capitals.

    To dyads it adds `capdist` (km, great circle on a sphere of radius 6378.137 km); to state- and
    leader-years `mincapdist`, the distance to the nearest capital of another member of the state
    system. Missing outside 1816-2024.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, in either state system.
    transsum : {"first", "last"}
        Which capital counts in a year in which it moved.

    Raises
    ------
    FoedusError
        The frame lacks the keys, already has the column, or `transsum` is neither of the two.

    References
    ----------
    Miller (2022), peacesciencer.

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> distance = dyad_years(2016, 2016).pipe(add_capital_distance)
    >>> round(distance["capdist"][0], 1)
    734.9
    """
    return attach(frame, _ADDER, transsum=transsum)


def _plan(asked: Asked, transsum: str) -> Plan:
    one_of(transsum, ("first", "last"), f"{asked.caller}: transsum")
    unit = asked.unit
    if not unit.is_dyadic:
        return Plan(state_lookups(unit, _nearest(unit.system, transsum), ["mincapdist"]))
    # Two small tables give each row's two places, a third their distance.
    places = state_lookups(unit, capital_years(unit.system, transsum), ["__place"])
    apart = {"__place1": "one", "__place2": "two"}
    distance = Lookup(place_distances(unit.system), apart, {"capdist": "__capdist"})
    return Plan([*places, distance], [nw.col("__capdist").alias("capdist")])


_ADDER = Adder("add_capital_distance", _plan, kinds=_KINDS)


def capital_years(system: str, transsum: str) -> pl.DataFrame:
    """Return each state's capital by year: its code, `year` and `__place`, a row in the source."""
    capitals = load_narrow(_TABLES[system])
    start, end = capitals["stdate"].to_numpy(), capitals["enddate"].to_numpy()
    index, year = expand(year_of(start), year_of(end))
    code = _CODES[system]
    table = pl.DataFrame(
        {
            code: capitals[code].gather(index),
            "year": year.astype(np.int16),
            "__place": index.astype(np.int16),
            "__start": capitals["stdate"].gather(index),
        }
    ).sort(code, "year", "__start", maintain_order=True)
    keep: Literal["first", "last"] = "first" if transsum == "first" else "last"
    return table.unique([code, "year"], keep=keep, maintain_order=True).drop("__start")


@cache
def _distances(system: str) -> NDArray[np.float64]:
    capitals = load_narrow(_TABLES[system])
    lat, lng = np.radians(capitals["lat"].to_numpy()), np.radians(capitals["lng"].to_numpy())
    apart = lng - lng[:, None]
    sine, cosine = np.sin(lat), np.cos(lat)
    # The form by Vincenty keeps its digits for places close together and antipodal.
    across = np.hypot(
        cosine * np.sin(apart),
        cosine[:, None] * sine - sine[:, None] * cosine * np.cos(apart),
    )
    along = sine[:, None] * sine + cosine[:, None] * cosine * np.cos(apart)
    half = np.triu(_RADIUS * np.arctan2(across, along), 1)
    # The way back is as long, to the last digit.
    distances: NDArray[np.float64] = half + half.T
    return distances


def place_distances(system: str) -> pl.DataFrame:
    """Return the distance (`capdist`, km) of every place from every place (`one`, `two`)."""
    distances = _distances(system)
    one, two = (axis.ravel().astype(np.int16) for axis in np.indices(distances.shape))
    return pl.DataFrame({"one": one, "two": two, "capdist": distances.ravel()})


@cache
def _nearest(system: str, transsum: str) -> pl.DataFrame:
    """Return each state's distance to the nearest capital by year; who gets it only reads."""
    last = get(_TABLES[system]).last_year
    pairs = narrow_dyad_years(system=system, directed=False, until=last)
    unit = unit_of(pairs.columns, "add_capital_distance", kinds=("dyad-year",))
    for place in state_lookups(unit, capital_years(system, transsum), ["__place"]):
        pairs = pairs.hstack(look_up(pairs, place))
    apart = {"__place1": "one", "__place2": "two"}
    distance = look_up(pairs, Lookup(place_distances(system), apart, {"capdist": "capdist"}))
    return nearest_other(pairs.hstack(distance), unit, "capdist", "mincapdist")

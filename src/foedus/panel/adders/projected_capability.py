"""Capability that reaches the other state: what distance leaves of it."""

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError
from foedus.measures.gradient import exponential_gradient
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel.adders.capital_distance import capital_years, place_distances
from foedus.panel.adders.contiguity import contiguity_years
from foedus.sources._store import load_narrow

__all__ = ["add_projected_capability"]


def add_projected_capability(
    frame: IntoFrameT, scale: float = 4000.0, until: int | None = None
) -> IntoFrameT:
    """Return the frame with each state's capability as far as it reaches the other state.

    Adds `projected1` and `projected2`: the index of national capability times exp(-d/D), with d
    the distance between the capitals in km, or 0 between states with a common land border.
    Missing outside 1816-2016, where contiguity is not known.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.
    scale : float, km
        D, the distance at which 37 % (1/e) of the strength is left.
    until : int, optional
        Extend the land borders of 2016 to this year (capabilities end in 2022).

    Raises
    ------
    FoedusError
        The frame lacks the keys or already has one of the columns, or the scale is not positive.

    References
    ----------
    Boulding (1962); Bueno de Mesquita (1981).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> import polars as pl
    >>> reach = dyad_years(1914, 1914).pipe(add_projected_capability)
    >>> pair = reach.filter(pl.col("ccode1") == 2, pl.col("ccode2") == 740)
    >>> [round(value, 4) for value in pair.select("projected1", "projected2").row(0)]
    [0.0135, 0.0021]
    """
    return attach(frame, _ADDER, scale=scale, until=until)


def _plan(asked: Asked, scale: float, until: int | None) -> Plan:
    if not scale > 0:
        raise FoedusError(f"{asked.caller}: scale is {scale:g}, expected kilometres above 0")
    nmc = load_narrow("cow_nmc").rename({"cinc": "__cinc"})
    lookups = [
        *state_lookups(asked.unit, nmc, ["__cinc"]),
        *state_lookups(asked.unit, capital_years("cow", "first"), ["__place"]),
        _borders(until),
        _reach(scale),
    ]
    reach = nw.when(nw.col("__border") == 1).then(1.0).otherwise(nw.col("__reach"))
    known = ~nw.col("__border").is_null()
    derive = [
        nw.when(known).then(nw.col(f"__cinc{m}") * reach).alias(f"projected{m}") for m in "12"
    ]
    return Plan(lookups, derive)


_ADDER = Adder(
    "add_projected_capability", _plan, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",)
)


def _borders(until: int | None) -> Lookup:
    table = contiguity_years("first", until)
    land = (pl.col("conttype") == 1).cast(pl.Int8).alias("__border")
    keys = {key: key for key in ("ccode1", "ccode2", "year")}
    years = (1816, max(until or 2016, 2016))
    return Lookup(table.with_columns(land), keys, {"__border": "__border"}, {"__border": 0}, years)


def _reach(scale: float) -> Lookup:
    pairs = place_distances("cow")
    left = pl.Series("__reach", exponential_gradient(pairs["capdist"].to_numpy(), scale))
    return Lookup(
        pairs.with_columns(left), {"__place1": "one", "__place2": "two"}, {"__reach": "__reach"}
    )

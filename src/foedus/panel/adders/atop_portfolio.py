"""How far an alliance goes, on one scale."""

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._lookup import Lookup
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_atop_portfolio", "alliance_levels"]

_KEYS = ("ccode1", "ccode2", "year")


def add_atop_portfolio(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with the level of what the first state owes the second.

    Adds `atop_level`: 3 defence or offence, 2 neutrality or consultation, 1 non-aggression only,
    0 none of these. Of several obligations the highest counts. Missing outside 1815-2018.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has the column.

    References
    ----------
    Leeds, Ritter, Mitchell and Long (2002).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914).pipe(add_atop_portfolio)["atop_level"].max()
    3
    """
    return attach(frame, _ADDER)


def _plan(_: Asked) -> Plan:
    keys, column = {key: key for key in _KEYS}, {"atop_level": "atop_level"}
    years = get("atop_alliance").years
    return Plan([Lookup(alliance_levels(), keys, column, {"atop_level": 0}, years)])


_ADDER = Adder(
    "add_atop_portfolio", _plan, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",)
)


def alliance_levels() -> pl.DataFrame:
    """Return the level of each directed dyad and year in the alliance data."""
    owed = {
        3: ("atop_defense", "atop_offense"),
        2: ("atop_neutral", "atop_consul"),
        1: ("atop_nonagg",),
    }
    levels = [
        pl.max_horizontal(pl.col(names).cast(pl.Int8)) * pl.lit(level, pl.Int8)
        for level, names in owed.items()
    ]
    level = pl.max_horizontal(levels).fill_null(0).cast(pl.Int8).alias("atop_level")
    return load_narrow("atop_alliance").select(*_KEYS, level)

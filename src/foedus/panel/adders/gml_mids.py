"""Militarized interstate disputes by Gibler, Miller and Little."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._attach import Lookup, attach, frame_unit, state_lookups
from foedus.panel._choice import kept, one_of
from foedus.panel._directed import is_directed
from foedus.panel._disputes import INITIATION, initiated, leader_disputes, state_disputes
from foedus.panel._options import is_peer_compat
from foedus.panel._units import Unit
from foedus.sources import get, load

__all__ = ["add_gml_mids"]

_CALLER = "add_gml_mids"
_SIDES = ("sidea1", "sidea2", "orig1", "orig2")
_INIT = ("init1", "init2")


def add_gml_mids(
    frame: IntoFrameT,
    keep: Sequence[str] | None = None,
    init: str = "sidea-all-joiners",
) -> IntoFrameT:
    """Return the frame with militarized interstate disputes as Gibler, Miller and Little code them.

    A dyad-year gets one dispute (of several the one that the whittle rules leave, see
    `whittle_conflicts_onsets` and its kin): `gmlmidongoing`, `gmlmidonset`, both 1 or 0, and what
    is known about it. A directed dyad-year also gets `init1` and `init2`: whether each side
    initiated. A state- or leader-year gets whether any dispute was under way
    (`gmlmidongoing`), began (`gmlmidonset`), and the same for disputes that the state (the
    leader, himself) initiated (`gmlmidongoing_init`, `gmlmidonset_init`). A leader-dyad-year
    gets its dispute, both sides' leaders at its start and end, and whether the first initiated.
    Missing outside 1816-2010.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years with Correlates of War codes.
    keep : sequence of str, optional
        Of a dyad-year's dispute only these columns, beside onset, ongoing and, if directed, who
        initiated, stood on side A and was there at the start. An empty one keeps no others.
    init : {"sidea-all-joiners", "sidea-with-joiners", "sidea-orig"}
        Who initiates: side A and all who joined either side, side A with those who joined it, or
        side A's originators only.

    Raises
    ------
    FoedusError
        The frame lacks the keys or already has one of the columns, or a choice is unknown.

    References
    ----------
    Gibler, Miller and Little (2016).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914, directed=False).pipe(add_gml_mids)["gmlmidonset"].sum()
    35
    """
    kinds = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")
    unit = frame_unit(frame, _CALLER, kinds=kinds, systems=("cow",))
    one_of(init, INITIATION, f"{_CALLER}: init")
    if unit.kind == "dyad-year":
        lookups = [_dyad_lookup(keep, init, is_directed(frame, unit))]
    elif unit.kind == "leader-dyad-year":
        lookups = [_leader_dyad_lookup(init)]
    else:
        lookups = _monadic_lookups(unit, init)
    return attach(frame, _CALLER, unit, lookups)


def _dyad_lookup(keep: Sequence[str] | None, init: str, directed: bool) -> Lookup:
    table = load("gml_mid_ddydisps").with_columns(
        initiated(init, "1").alias("init1"), initiated(init, "2").alias("init2")
    )
    keys = ("ccode1", "ccode2", "year")
    known = [name for name in table.columns if name not in (*keys, *_INIT)]
    extra = kept(known, keep, _CALLER)
    if keep is None:
        columns = (*known, *(_INIT if directed else ()))
    else:
        first = ("gmlmidonset", "gmlmidongoing", *((*_INIT, *_SIDES) if directed else ()))
        columns = (*first, *(name for name in extra if name not in first))
    return Lookup(
        table,
        {key: key for key in keys},
        {name: name for name in columns},
        {"gmlmidonset": 0, "gmlmidongoing": 0},
        get("gml_mid_ddydisps").years,
    )


def _monadic_lookups(unit: Unit, init: str) -> list[Lookup]:
    years = get("gml_part").years
    if unit.kind == "state-year":
        keys, table = ["ccode", "year"], state_disputes(init)
        # The peer takes the years after the data's end for years of peace.
        years = None if is_peer_compat() else years
    else:
        keys, table = ["obsid", "ccode", "year"], leader_disputes(init)
    columns = [name for name in table.columns if name not in keys]
    return state_lookups(
        unit,
        table,
        columns,
        keys={key: key for key in keys},
        fill=dict.fromkeys(columns, 0),
        years=years,
    )


def _leader_dyad_lookup(init: str) -> Lookup:
    table = load("gml_mid_ddlydisps").with_columns(_leader_initiated(init))
    table = table.with_columns(
        (pl.col("gmlmidongoing_init").cast(pl.Boolean) & (pl.col("gmlmidonset") == 1))
        .cast(pl.Int8)
        .alias("gmlmidonset_init")
    )
    keys = ("ccode1", "ccode2", "obsid1", "obsid2", "year")
    return Lookup(
        table,
        {key: key for key in keys},
        {name: name for name in table.columns if name not in keys},
        dict.fromkeys((n for n in table.columns if n.startswith("gmlmidon")), 0),
        get("gml_part").years,
    )


def _leader_initiated(init: str) -> pl.Expr:
    """Return whether the first leader initiated: missing where he, or who did, is unknown."""
    own = pl.col("obsid1") == pl.col("obsid_start1")
    started = initiated(init, "1").cast(pl.Boolean) & own
    if is_peer_compat():
        # To the peer it is missing only where both leaders are unknown, otherwise 0.
        both = pl.col("obsid1").is_null() & pl.col("obsid2").is_null()
        started = pl.when(both).then(started).otherwise(started.fill_null(False))
    return started.cast(pl.Int8).alias("gmlmidongoing_init")

"""Militarized interstate disputes by Gibler, Miller and Little."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import named, one_of
from foedus.panel._disputes import INITIATION, initiated, leader_disputes, state_disputes
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel._options import is_peer_compat
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_gml_mids"]

_KINDS = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")
_EVENTS = ("gmlmidonset", "gmlmidongoing")
_SIDES = ("sidea1", "sidea2", "orig1", "orig2")
_INIT = ("init1", "init2")


def add_gml_mids(
    frame: IntoFrameT,
    keep: Sequence[str] | None = None,
    init: str = "sidea-all-joiners",
    prefix: str = "",
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
        Beside onset and ongoing (and who initiated them) only these columns. A directed dyad-year
        always has who stood on side A and was there at the start. An empty one keeps no others.
    init : {"sidea-all-joiners", "sidea-with-joiners", "sidea-orig"}
        Who initiates: side A and all who joined either side, side A with those who joined it, or
        side A's originators only.
    prefix : str
        Begins the names of all columns but onset and ongoing: "gml_" gives
        `gml_sidea1`, beside the `sidea1` of `add_cow_wars`.

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
    return attach(frame, _ADDER, keep=keep, init=init, prefix=prefix)


def _plan(asked: Asked, keep: Sequence[str] | None, init: str, prefix: str) -> Plan:
    one_of(init, INITIATION, f"{asked.caller}: init")
    if asked.unit.kind == "dyad-year":
        return Plan([_dyad_lookup(asked, keep, init, prefix)])
    if asked.unit.kind == "leader-dyad-year":
        return Plan([_leader_dyad_lookup(asked, keep, init, prefix)])
    return Plan(_monadic_lookups(asked, keep, init, prefix))


_ADDER = Adder("add_gml_mids", _plan, kinds=_KINDS, systems=("cow",))


def _dyad_lookup(asked: Asked, keep: Sequence[str] | None, init: str, prefix: str) -> Lookup:
    table = load_narrow("gml_mid_ddydisps").with_columns(
        initiated(init, "1").alias("init1"), initiated(init, "2").alias("init2")
    )
    keys = ("ccode1", "ccode2", "year")
    known = [name for name in table.columns if name not in (*keys, *_INIT)]
    sides = (*_INIT, *_SIDES) if asked.directed else ()
    columns = named(known, (*_EVENTS, *sides), keep, "", asked.caller)
    if keep is None:
        columns |= {name: name for name in sides}
    columns = {name: new if name in _EVENTS else f"{prefix}{new}" for name, new in columns.items()}
    years = get("gml_mid_ddydisps").years
    return Lookup(table, {k: k for k in keys}, columns, dict.fromkeys(_EVENTS, 0), years)


def _monadic_lookups(
    asked: Asked, keep: Sequence[str] | None, init: str, prefix: str
) -> list[Lookup]:
    unit, years = asked.unit, get("gml_part").years
    if unit.kind == "state-year":
        keys, table = ["ccode", "year"], state_disputes(init)
        # The peer takes the years after the data's end for years of peace.
        years = None if is_peer_compat() else years
    else:
        keys, table = ["obsid", "ccode", "year"], leader_disputes(init)
    known = [name for name in table.columns if name not in keys]
    columns = named(known, _events_of(known), keep, prefix, asked.caller)
    return state_lookups(
        unit,
        table.rename({name: new for name, new in columns.items() if name != new}),
        list(columns.values()),
        keys={key: key for key in keys},
        fill=dict.fromkeys(columns.values(), 0),
        years=years,
    )


def _leader_dyad_lookup(asked: Asked, keep: Sequence[str] | None, init: str, prefix: str) -> Lookup:
    table = load_narrow("gml_mid_ddlydisps").with_columns(_leader_initiated(init))
    table = table.with_columns(
        (pl.col("gmlmidongoing_init").cast(pl.Boolean) & (pl.col("gmlmidonset") == 1))
        .cast(pl.Int8)
        .alias("gmlmidonset_init")
    )
    keys = ("ccode1", "ccode2", "obsid1", "obsid2", "year")
    known = [name for name in table.columns if name not in keys]
    columns = named(known, _events_of(known), keep, prefix, asked.caller)
    return Lookup(
        table,
        {key: key for key in keys},
        columns,
        dict.fromkeys((name for name in columns if name.startswith("gmlmidon")), 0),
        get("gml_part").years,
    )


def _events_of(columns: Sequence[str]) -> list[str]:
    return [name for name in columns if name.startswith("gmlmidon")]


def _leader_initiated(init: str) -> pl.Expr:
    """Return whether the first leader initiated: missing where he, or who did, is unknown."""
    own = pl.col("obsid1") == pl.col("obsid_start1")
    started = initiated(init, "1").cast(pl.Boolean) & own
    if is_peer_compat():
        # To the peer it is missing only where both leaders are unknown, otherwise 0.
        both = pl.col("obsid1").is_null() & pl.col("obsid2").is_null()
        started = pl.when(both).then(started).otherwise(started.fill_null(False))
    return started.cast(pl.Int8).alias("gmlmidongoing_init")

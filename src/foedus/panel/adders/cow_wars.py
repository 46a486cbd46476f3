"""Wars by the Correlates of War project."""

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._attach import Lookup, attach, frame_unit, state_lookups
from foedus.panel._choice import one_of
from foedus.panel._options import is_peer_compat
from foedus.sources import get, load

__all__ = ["add_cow_wars"]

_CALLER = "add_cow_wars"
# The last full year of the intra-state wars; one war has a row in 2008.
_INTRA_YEARS = (1816, 2007)


def add_cow_wars(frame: IntoFrameT, type: str = "inter", intratype: str = "all") -> IntoFrameT:
    """Return the frame with Correlates of War wars: between the states of a dyad, or within one.

    Inter-state wars: `cowinterongoing` and `cowinteronset` (1 or 0), and the two sides' `sidea`
    (1 or 2), `initiator`, `outcome` and `batdeath`. Intra-state wars: `cowintraongoing` and
    `cowintraonset`, the war's number, name, type, whether it was internationalized, its outcome
    and deaths, and `intrawarnums`, all wars of the state in the year. Of several wars in a year
    the row is about one: one that began rather than an older one, then the deadliest. Missing
    outside 1816-2007; unknown deaths are missing.

    Parameters
    ----------
    frame : frame of any kind
        For "inter" dyad- or leader-dyad-years, for "intra" state- or leader-years, with
        Correlates of War codes.
    type : {"inter", "intra"}
        Which wars.
    intratype : {"all", "central control", "local issues"}
        Which intra-state wars.

    Raises
    ------
    FoedusError
        The frame lacks the keys or already has one of the columns, or a choice is unknown.

    References
    ----------
    Sarkees and Wayman (2010); Dixon and Sarkees (2016).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> wars = dyad_years(1914, 1914, directed=False).pipe(add_cow_wars, type="inter")
    >>> wars["cowinteronset"].sum()
    18
    """
    one_of(type, ("inter", "intra"), f"{_CALLER}: type")
    one_of(intratype, ("all", "central control", "local issues"), f"{_CALLER}: intratype")
    if type == "inter":
        kinds: tuple[str, ...] = ("dyad-year", "leader-dyad-year")
        unit = frame_unit(frame, _CALLER, kinds=kinds, systems=("cow",))
        return attach(frame, _CALLER, unit, [_inter_lookup()])
    kinds = ("state-year", "leader-year")
    unit = frame_unit(frame, _CALLER, kinds=kinds, systems=("cow",))
    table = _intra_years(intratype)
    columns = [name for name in table.columns if name not in ("ccode", "year")]
    none = {"cowintraonset": 0, "cowintraongoing": 0}
    lookups = state_lookups(unit, table, columns, fill=none, years=_INTRA_YEARS)
    return attach(frame, _CALLER, unit, lookups)


def _inter_lookup() -> Lookup:
    keys = ("ccode1", "ccode2", "year")
    wars = load("cow_war_inter").with_columns(_known("batdeath1"), _known("batdeath2"))
    deaths = pl.sum_horizontal("batdeath1", "batdeath2")
    # A war that resumed in the year in which it began has two rows: the first one is the onset.
    order = [pl.col("cowinteronset"), deaths, -pl.col("resume")]
    table = wars.sort(order, descending=True, maintain_order=True)
    table = table.unique(keys, keep="first", maintain_order=True).drop("warnum")
    return Lookup(
        table,
        {key: key for key in keys},
        {name: name for name in table.columns if name not in keys},
        {"cowinterongoing": 0, "cowinteronset": 0},
        get("cow_war_inter").years,
    )


def _intra_years(intratype: str) -> pl.DataFrame:
    wars = load("cow_war_intra").filter(pl.col("primary_state") == 1)
    if intratype != "all":
        wars = wars.filter(pl.col("wartype") == intratype)
    known = wars.with_columns(_known("sideadeaths"), _known("sidebdeaths"))
    deaths = known.select(pl.sum_horizontal("sideadeaths", "sidebdeaths").alias("deaths"))
    if not is_peer_compat():
        # The peer leaves the code for unknown (-9) among the numbers of deaths.
        wars = known
    wars = wars.hstack(deaths).rename({"ccodea": "ccode"}).with_row_index("place")
    keys = ("ccode", "year")
    every = wars.group_by(keys).agg(
        pl.col("warnum").cast(pl.String).sort_by("place").str.join("; ").alias("intrawarnums")
    )
    order = [pl.col("cowintraonset"), pl.col("deaths"), -pl.col("warnum")]
    chosen = wars.sort(order, descending=True, maintain_order=True)
    chosen = chosen.unique(keys, keep="first", maintain_order=True)
    columns = [
        *("warnum", "warname", "wartype", "cowintraonset", "cowintraongoing"),
        *("intnl", "outcome", "sideadeaths", "sidebdeaths"),
    ]
    return chosen.join(every, on=keys).select(*keys, *columns, "intrawarnums")


def _known(name: str) -> pl.Expr:
    """Return a number of deaths, missing where a negative code says that it is unknown."""
    return pl.when(pl.col(name) >= 0).then(pl.col(name)).alias(name)

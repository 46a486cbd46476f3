"""Wars by the Correlates of War project."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import named, one_of
from foedus.panel._lookup import Lookup
from foedus.panel._options import is_peer_compat
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_cow_wars"]

# The last full year of the intra-state wars; one war has a row in 2008.
_INTRA_YEARS = (1816, 2007)
_INTRATYPES = ("all", "central control", "local issues")


def add_cow_wars(
    frame: IntoFrameT,
    type: str = "inter",
    intratype: str = "all",
    keep: Sequence[str] | None = None,
    prefix: str = "",
) -> IntoFrameT:
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
    keep : sequence of str, optional
        Only these columns beside onset and ongoing; an empty one keeps no others.
    prefix : str
        Begins the names of all columns but onset and ongoing: "war_" gives `war_sidea1`, beside the
        `sidea1` of `add_gml_mids`.

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
    one_of(type, ("inter", "intra"), "add_cow_wars: type")
    one_of(intratype, _INTRATYPES, "add_cow_wars: intratype")
    if type == "inter":
        return attach(frame, _INTER, keep=keep, prefix=prefix)
    return attach(frame, _INTRA, intratype=intratype, keep=keep, prefix=prefix)


def _inter(asked: Asked, keep: Sequence[str] | None, prefix: str) -> Plan:
    keys = ("ccode1", "ccode2", "year")
    events = ("cowinterongoing", "cowinteronset")
    table = _inter_years()
    columns = named(table.drop(keys).columns, events, keep, prefix, asked.caller)
    years = get("cow_war_inter").years
    return Plan([Lookup(table, {k: k for k in keys}, columns, dict.fromkeys(events, 0), years)])


def _intra(asked: Asked, intratype: str, keep: Sequence[str] | None, prefix: str) -> Plan:
    events = ("cowintraonset", "cowintraongoing")
    table = _intra_years(intratype)
    columns = named(table.drop("ccode", "year").columns, events, keep, prefix, asked.caller)
    keys, none = {"ccode": "ccode", "year": "year"}, dict.fromkeys(events, 0)
    return Plan([Lookup(table, keys, columns, none, _INTRA_YEARS)])


_INTER = Adder("add_cow_wars", _inter, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",))
_INTRA = Adder("add_cow_wars", _intra, kinds=("state-year", "leader-year"), systems=("cow",))


def _inter_years() -> pl.DataFrame:
    keys = ("ccode1", "ccode2", "year")
    wars = load_narrow("cow_war_inter").with_columns(_known("batdeath1"), _known("batdeath2"))
    deaths = pl.sum_horizontal("batdeath1", "batdeath2")
    # A war that resumed in the year in which it began has two rows: the first one is the onset.
    order = [pl.col("cowinteronset"), deaths, -pl.col("resume")]
    table = wars.sort(order, descending=True, maintain_order=True)
    return table.unique(keys, keep="first", maintain_order=True).drop("warnum")


def _intra_years(intratype: str) -> pl.DataFrame:
    wars = load_narrow("cow_war_intra").filter(pl.col("primary_state") == 1)
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

"""Leaders and their succession, by state and year."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, of_states
from foedus.panel._attach import attach
from foedus.panel._crosswalk import all_links, state_links
from foedus.panel._options import is_peer_compat
from foedus.sources._store import load_narrow

__all__ = ["add_archigos"]

_COLUMNS = ("leadertransition", "irregular", "n_leaders", "jan1obsid", "dec31obsid")
_KINDS = ("state-year", "dyad-year", "kad-year")


def add_archigos(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with who led each state and whether leaders changed.

    Adds whether there was a change of leader in the year (`leadertransition`) and an irregular one
    (`irregular`), both 1 or 0, the number of leaders (`n_leaders`) and the identifiers of the
    leaders on 1 January and 31 December (`jan1obsid`, `dec31obsid`); for dyads with 1 and 2 at the
    end. Missing where Archigos lists no leader, and outside 1870-2015.

    Parameters
    ----------
    frame : frame of any kind
        State- or dyad-years, or k-ads, in either state system.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Goemans, Gleditsch and Chiozza (2009).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1963, 1963).pipe(add_archigos).select("jan1obsid", "dec31obsid").row(0)
    ('USA-1961', 'USA-1963')
    """
    return attach(frame, _ADDER, keep=keep)


def _years(asked: Asked) -> pl.DataFrame:
    return load_narrow("archigossums") if asked.unit.system == "gw" else _cow_years()


def _cow_years() -> pl.DataFrame:
    """Return the years of Correlates of War states; Archigos numbers states as Gleditsch-Ward."""
    # The peer does not find the leaders of Germany and Yemen 1990 and of Laos 1953.
    links = state_links("gwcode").drop_nulls() if is_peer_compat() else all_links()
    end = pl.col("year").max().over("gwcode", "ccode").alias("end")
    years = links.with_columns(end).join(load_narrow("archigossums"), on=["gwcode", "year"])
    # One state in 2006: Yugoslavia, then Serbia.
    parts = years.sort("ccode", "year", "end", "gwcode").group_by("ccode", "year")
    moved = pl.col("jan1obsid").first() != pl.col("dec31obsid").last()
    changed = pl.max_horizontal(pl.col("leadertransition").max(), moved.cast(pl.Int8))
    count = pl.col("n_leaders").sum()
    if is_peer_compat():
        # The peer takes the highest figure of the two, which says: one leader, no transition.
        changed, count = pl.col("leadertransition").max(), pl.col("n_leaders").max()
    return parts.agg(
        changed.alias("leadertransition"),
        pl.col("irregular").max(),
        count.cast(pl.Int8).alias("n_leaders"),
        pl.col("jan1obsid").first(),
        pl.col("dec31obsid").last(),
    )


_ADDER = Adder("add_archigos", of_states(_years, _COLUMNS), kinds=_KINDS)

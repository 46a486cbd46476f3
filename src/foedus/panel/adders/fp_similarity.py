"""Similarity of two states' foreign policies, from their alliances."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from foedus.errors import FoedusError
from foedus.measures.similarity import cohen_kappa, s_score, scott_pi, tau_b
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import kept, one_of
from foedus.panel._lookup import Lookup
from foedus.panel.adders.atop_portfolio import alliance_levels
from foedus.panel.creators import narrow_state_years
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_fp_similarity"]

Floats = NDArray[np.float64]
_LEVELS = {"valued": (0, 1, 2, 3), "binary": (0, 1)}
# name of the column -> portfolios, levels, capabilities -> (N, N)
_MEASURES: dict[str, Callable[[Floats, Sequence[int], Floats], Floats]] = {
    "s_absolute": lambda x, levels, _: s_score(x, levels, "absolute"),
    "s_squared": lambda x, levels, _: s_score(x, levels, "squared"),
    "s_absolute_cinc": lambda x, levels, w: s_score(x, levels, "absolute", w),
    "s_squared_cinc": lambda x, levels, w: s_score(x, levels, "squared", w),
    "kappa_squared": lambda x, levels, _: cohen_kappa(x, levels, "squared"),
    "pi_squared": lambda x, levels, _: scott_pi(x, levels, "squared"),
    "pi_nominal": lambda x, levels, _: scott_pi(x, levels, "nominal"),
    "tau_b": lambda x, levels, _: tau_b(x, levels),
}
_DEFAULT = tuple(_MEASURES)[:6]


def add_fp_similarity(
    frame: IntoFrameT, keep: Sequence[str] | None = None, portfolio: str = "valued"
) -> IntoFrameT:
    """Return the frame with how alike the two states' alliance portfolios are.

    Every state's portfolio is its alliance level (see `add_atop_portfolio`) towards every member
    of the state system of the year, with 3 for itself. Adds Signorino and Ritter's S by absolute
    and squared distance (`s_absolute`, `s_squared`), the same with every target weighted by its
    share of capabilities (`s_absolute_cinc`, `s_squared_cinc`), Cohen's kappa and Scott's pi by
    squared distance (`kappa_squared`, `pi_squared`). Only when asked for by `keep`: Scott's pi as
    he defined it (`pi_nominal`) and Kendall's tau-b (`tau_b`). Missing outside 1816-2018.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.
    keep : sequence of str, optional
        Only these of the columns.
    portfolio : {"valued", "binary"}
        Levels 0 to 3, or only whether there is any obligation.

    Raises
    ------
    FoedusError
        The frame lacks the keys or already has one of the columns, or a choice is unknown.

    References
    ----------
    Signorino and Ritter (1999); Haege (2011).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> import polars as pl
    >>> alike = dyad_years(1939, 1939).pipe(add_fp_similarity)
    >>> pair = alike.filter(pl.col("ccode1") == 255, pl.col("ccode2") == 365)
    >>> [round(value, 6) for value in pair.select("s_absolute", "kappa_squared").row(0)]
    [0.487179, 0.242865]
    """
    return attach(frame, _ADDER, keep=keep, portfolio=portfolio)


def _plan(asked: Asked, keep: Sequence[str] | None, portfolio: str) -> Plan:
    one_of(portfolio, tuple(_LEVELS), f"{asked.caller}: portfolio")
    columns = _DEFAULT if keep is None else kept(tuple(_MEASURES), keep, asked.caller)
    if not columns:
        raise FoedusError(f"{asked.caller}: keep names no column, expected {', '.join(_MEASURES)}")
    last = get("atop_alliance").last_year
    years = [year for year in asked.years if 1816 <= year <= last]
    keys = {key: key for key in ("ccode1", "ccode2", "year")}
    table = _similarity(years, columns, portfolio)
    return Plan([Lookup(table, keys, {name: name for name in columns})])


_ADDER = Adder(
    "add_fp_similarity", _plan, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",)
)


def _similarity(years: Sequence[int], columns: Sequence[str], portfolio: str) -> pl.DataFrame:
    """Return the measures for every ordered pair of the members of each year."""
    last = get("atop_alliance").last_year
    members = _by_year(
        narrow_state_years(1816, last, until=last).join(
            load_narrow("cow_nmc").select("ccode", "year", "cinc"), on=["ccode", "year"], how="left"
        )
    )
    levels = alliance_levels()
    if portfolio == "binary":
        levels = levels.with_columns(pl.col("atop_level").clip(upper_bound=1))
    owed = _by_year(levels.filter(pl.col("atop_level") > 0))
    pairs = [members[year].height * (members[year].height - 1) for year in years]
    ends = np.cumsum(pairs)
    keys = {"ccode1": np.int16, "ccode2": np.int16, "year": np.int16}
    dtypes = keys | dict.fromkeys(columns, np.float64)
    table = {name: np.empty(sum(pairs), dtype) for name, dtype in dtypes.items()}
    # Products of a few hundred rows are not worth a second thread, which others may want.
    with threadpool_limits(limits=1, user_api="blas"):
        for year, end, n in zip(years, ends, pairs, strict=True):
            rows = {name: column[end - n : end] for name, column in table.items()}
            rows["year"][:] = year
            _fill(rows, members[year], owed[year], columns, _LEVELS[portfolio])
    return pl.DataFrame(table, nan_to_null=True)


def _by_year(table: pl.DataFrame) -> dict[int, pl.DataFrame]:
    groups = table.partition_by("year", as_dict=True)
    return {int(year): group for (year, *_), group in groups.items()}


def _fill(
    rows: dict[str, NDArray[Any]],
    members: pl.DataFrame,
    owed: pl.DataFrame,
    columns: Sequence[str],
    levels: Sequence[int],
) -> None:
    """Write one year's pairs of states and their measures into its rows of the table."""
    codes = members["ccode"].to_numpy()
    place = np.full(1024, -1)
    place[codes] = np.arange(len(codes))
    one, two = place[owed["ccode1"].to_numpy()], place[owed["ccode2"].to_numpy()]
    inside = (one >= 0) & (two >= 0)
    portfolios = np.zeros((len(codes), len(codes)))
    portfolios[one[inside], two[inside]] = owed["atop_level"].to_numpy()[inside]
    np.fill_diagonal(portfolios, levels[-1])
    # A target without a known share of capabilities cannot count for one.
    weights = members["cinc"].fill_null(0.0).to_numpy()
    others = ~np.eye(len(codes), dtype=bool)
    one, two = np.nonzero(others)
    rows["ccode1"][:], rows["ccode2"][:] = codes[one], codes[two]
    for name in columns:
        rows[name][:] = _MEASURES[name](portfolios, levels, weights)[others]

"""Strategic rivalries."""

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import kept
from foedus.panel._lookup import Lookup, state_lookups
from foedus.panel._options import is_peer_compat
from foedus.panel._pairs import both_orders
from foedus.panel._spells import expand
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_strategic_rivalries"]

# Rivalries whose state bears the number of its successor: rivalry -> (number, right number).
_MISNUMBERED = {
    19: (305, 300),  # Austria-Prussia 1768-1870
    92: (679, 678),  # Saudi Arabia-Yemen 1931-1934
    140: (679, 678),  # Saudi Arabia-Yemen 1962-1969
    141: (679, 678),  # Jordan-Yemen
    158: (679, 680),  # Oman-South Yemen
}
_TYPES = ("positional", "spatial", "ideological", "interventionary")
_KINDS = ("dyad-year", "state-year", "leader-year", "leader-dyad-year")


def add_strategic_rivalries(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with strategic rivalries.

    To dyads it adds the rivalry's number (`tssr_id`, missing without one), its types (`positional`,
    `spatial`, `ideological`, `interventionary`) and whether there is one (`ongoingrivalry`), 1 or
    0; to state- and leader-years the number of rivalries of each type (`n_ideological`,
    `n_interventionary`, `n_positional`, `n_spatial`). Missing after 2020.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years with Correlates of War codes.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Thompson, Sakuwa and Suhas (2021).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyads = dyad_years(1914, 1914, directed=False).pipe(add_strategic_rivalries)
    >>> dyads["ongoingrivalry"].sum()
    40
    """
    return attach(frame, _ADDER, keep=keep)


def _plan(asked: Asked, keep: Sequence[str] | None) -> Plan:
    unit, pairs, years = asked.unit, _rivalry_years(), get("tss_rivalries").years
    if not unit.is_dyadic:
        names = [f"n_{name}" for name in sorted(_TYPES)]
        counts = pairs.group_by(pl.col("ccode1").alias("ccode"), "year").agg(
            pl.col(name).sum().alias(f"n_{name}") for name in sorted(_TYPES)
        )
        chosen = kept(names, keep, asked.caller)
        none = dict.fromkeys(chosen, 0)
        return Plan(state_lookups(unit, counts, chosen, fill=none, years=years))
    columns = kept(("tssr_id", *_TYPES, "ongoingrivalry"), keep, asked.caller)
    as_peer = is_peer_compat()
    named = {name: f"__{name}" if as_peer else name for name in columns}
    none = {name: 0 for name in columns if name != "tssr_id"}
    keys = {key: key for key in (*unit.codes, "year")}
    lookups = [Lookup(pairs, keys, named, none, years)]
    return Plan(lookups, _ever_after(columns), ["year"]) if as_peer else Plan(lookups)


_ADDER = Adder("add_strategic_rivalries", _plan, kinds=_KINDS, systems=("cow",))


def _rivalry_years() -> pl.DataFrame:
    """Return a row a directed pair and year of rivalry."""
    rivalries = load_narrow("tss_rivalries")
    index, year = expand(rivalries["start"].to_numpy(), rivalries["end"].to_numpy())
    table = rivalries.select("tssr_id", "ccode1", "ccode2", pl.col(_TYPES).fill_null(0))[index]
    table = table.with_columns(
        pl.Series("year", year.astype(np.int16)), pl.lit(1, pl.Int8).alias("ongoingrivalry")
    )
    table = table.filter(pl.col("year") >= 1816)
    # The rivalry of Austria-Hungary (300) with Yugoslavia went on as Austria's (305).
    table = _renumbered(table, pl.col("year") > 1918, 300, 305)
    if not is_peer_compat():
        for rivalry, (number, right) in _MISNUMBERED.items():
            table = _renumbered(table, pl.col("tssr_id") == rivalry, number, right)
    return both_orders(table, "ccode")


def _renumbered(table: pl.DataFrame, where: pl.Expr, number: int, right: int) -> pl.DataFrame:
    codes = (pl.col("ccode1"), pl.col("ccode2"))
    to = pl.lit(right, pl.Int16)
    return table.with_columns(
        pl.when(where & (code == number)).then(to).otherwise(code).alias(name)
        for code, name in zip(codes, ("ccode1", "ccode2"), strict=True)
    )


def _ever_after(columns: tuple[str, ...]) -> list[nw.Expr]:
    # The peer takes a missing number for a rivalry: after the data's end all states are rivals.
    after = nw.col("year") > get("tss_rivalries").last_year
    found = {name: nw.col(f"__{name}") for name in columns}
    if "ongoingrivalry" in found:
        found["ongoingrivalry"] = (
            nw.when(after).then(nw.lit(1, nw.Int8)).otherwise(found["ongoingrivalry"])
        )
    return [value.alias(name) for name, value in found.items()]

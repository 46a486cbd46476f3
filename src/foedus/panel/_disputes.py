"""Disputes seen from one side: who initiated, and a state's or a leader's disputes by year."""

import numpy as np
import polars as pl

from foedus.panel._options import is_peer_compat
from foedus.panel._spells import expand
from foedus.panel._tenures import tenures_by_year
from foedus.sources._store import load_narrow

__all__ = ["INITIATION", "initiated", "leader_disputes", "state_disputes"]

INITIATION = ("sidea-all-joiners", "sidea-with-joiners", "sidea-orig")


def initiated(init: str, side: str = "") -> pl.Expr:
    """Return whether a participant initiated the dispute, 1 or 0.

    Parameters
    ----------
    init : one of `INITIATION`
        Side A and all who joined either side, side A with its joiners, or its originators only.
    side : {"", "1", "2"}
        Which participant's `sidea` and `orig` count.
    """
    on_side_a = pl.col(f"sidea{side}") == 1
    joined = pl.col(f"orig{side}") == 0
    rule = {
        "sidea-all-joiners": on_side_a | joined,
        "sidea-with-joiners": on_side_a,
        "sidea-orig": on_side_a & ~joined,
    }[init]
    return rule.cast(pl.Int8)


def state_disputes(init: str) -> pl.DataFrame:
    """Return a row for each state and year with a dispute."""
    parts = _participants()
    index, year = expand(parts["styear"].to_numpy(), parts["endyear"].to_numpy())
    rows = parts[index].with_columns(pl.Series("year", year.astype(np.int16)))
    return _by_year(rows, ("ccode", "year"), pl.col("year") == pl.col("styear"), initiated(init))


def leader_disputes(init: str) -> pl.DataFrame:
    """Return a row for each leader, state and year with a dispute on one of his days in office.

    It begins under whoever ruled on its first day; he is its initiator, not his successors.
    Where the first day is unknown it is the first on which it may have begun.
    """
    parts = _participants().with_columns(
        pl.date("styear", "stmon", "dummy_stday").alias("begin"),
        pl.date("endyear", "endmon", "dummy_endday").alias("stop"),
    )
    # Both ends of a tenure are days in office, and it lies within one calendar year.
    rows = parts.join(tenures_by_year("cow"), on="ccode").filter(
        pl.col("begin") <= pl.col("last_day"), pl.col("stop") >= pl.col("first_day")
    )
    onset = pl.col("begin") >= pl.col("first_day")
    own = (pl.col("obsid") == pl.col("obsid_start")).fill_null(False)
    started = initiated(init).cast(pl.Boolean) & own
    return _by_year(rows, ("obsid", "ccode", "year"), onset, started)


def _participants() -> pl.DataFrame:
    parts = load_narrow("gml_part")
    # The peer leaves out disputes of which no leader is known: most before 1870.
    return parts.filter(pl.col("allmiss_leader_start") == 0) if is_peer_compat() else parts


def _by_year(
    rows: pl.DataFrame, keys: tuple[str, ...], onset: pl.Expr, started: pl.Expr
) -> pl.DataFrame:
    onset, started = onset.cast(pl.Boolean), started.cast(pl.Boolean)
    return rows.group_by(keys).agg(
        pl.lit(1, pl.Int8).alias("gmlmidongoing"),
        onset.any().cast(pl.Int8).alias("gmlmidonset"),
        started.any().cast(pl.Int8).alias("gmlmidongoing_init"),
        (onset & started).any().cast(pl.Int8).alias("gmlmidonset_init"),
    )

"""Armed conflicts."""

from collections.abc import Sequence

import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import kept, one_of
from foedus.panel._lookup import state_lookups
from foedus.panel._options import is_peer_compat
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_ucdp_acd"]

_TYPE_NAMES = ("extrasystemic", "interstate", "intrastate", "II")
_ISSUES = ("territory", "government", "both")
_COLUMNS = ("ucdpongoing", "ucdponset", "maxintensity", "conflict_ids")

Names = str | Sequence[str] | None


def add_ucdp_acd(
    frame: IntoFrameT,
    type: str | Sequence[str] | None = None,
    issue: str | Sequence[str] | None = None,
    only_wars: bool = False,
    keep: Sequence[str] | None = None,
) -> IntoFrameT:
    """Return the frame with the armed conflicts each state was a party to.

    Adds whether there was one (`ucdpongoing`) and whether one of them was in its first year among
    those chosen (`ucdponset`), 1 or 0, the highest intensity (`maxintensity`, 1 for 25 to 999
    battle deaths in the year, 2 for more; missing without a conflict) and the conflicts' numbers
    (`conflict_ids`, "418; 420"). Parties are the government and, between states, both sides;
    not those who send troops to another's conflict. Missing outside 1946-2024; what began before
    1946 has its first year then.

    Parameters
    ----------
    frame : frame of any kind
        State- or leader-years with Gleditsch-Ward codes.
    type : str or sequence of str, optional
        Only conflicts of these types: extrasystemic, interstate, intrastate, II (intrastate with
        foreign troops).
    issue : str or sequence of str, optional
        Only conflicts about these: territory, government, both.
    only_wars : bool
        Only years with 1,000 battle deaths or more.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, already has one of the columns, or a type or issue is unknown.

    References
    ----------
    Gleditsch, Wallensteen, Eriksson, Sollenberg and Strand (2002); Pettersson, Hogbladh and
    Oberg (2019).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> conflicts = state_years(2003, 2003, system="gw").pipe(add_ucdp_acd)
    >>> conflicts["conflict_ids"][0]
    '418; 420'
    """
    return attach(frame, _ADDER, type=type, issue=issue, only_wars=only_wars, keep=keep)


def _plan(
    asked: Asked, type: Names, issue: Names, only_wars: bool, keep: Sequence[str] | None
) -> Plan:
    types = _chosen(type, _TYPE_NAMES, f"{asked.caller}: type")
    issues = _chosen(issue, _ISSUES, f"{asked.caller}: issue")
    rows = load_narrow("ucdp_acd").filter(
        pl.col("type_of_conflict").is_in(types), pl.col("incompatibility").is_in(issues)
    )
    if only_wars:
        rows = rows.filter(pl.col("intensity_level") == 2)
    columns, years = kept(_COLUMNS, keep, asked.caller), get("ucdp_acd").years
    none = {name: 0 for name in columns if name in ("ucdpongoing", "ucdponset")}
    return Plan(state_lookups(asked.unit, _state_years(rows), columns, fill=none, years=years))


_ADDER = Adder("add_ucdp_acd", _plan, kinds=("state-year", "leader-year"), systems=("gw",))


def _chosen(
    given: str | Sequence[str] | None, choices: tuple[str, ...], what: str
) -> tuple[str, ...]:
    if given is None:
        return choices
    wanted = (given,) if isinstance(given, str) else tuple(given)
    return tuple(one_of(name, choices, what) for name in wanted)


def _state_years(rows: pl.DataFrame) -> pl.DataFrame:
    # The peer counts only the first side of a conflict between states.
    sides = ["gwno_a"] if is_peer_compat() else ["gwno_a", "gwno_b"]
    shared = ["conflict_id", "year", "intensity_level"]
    parties = pl.concat([rows.select(pl.col(side).alias("gwcode"), *shared) for side in sides])
    # Upstream repeats a conflict's year for each state that sent troops.
    parties = parties.drop_nulls("gwcode").unique(["gwcode", "conflict_id", "year"])
    first = pl.col("year") == pl.col("year").min().over("conflict_id")
    parties = parties.with_columns(first.alias("first")).sort("gwcode", "year", "conflict_id")
    return parties.group_by("gwcode", "year", maintain_order=True).agg(
        pl.lit(1, pl.Int8).alias("ucdpongoing"),
        pl.col("first").max().cast(pl.Int8).alias("ucdponset"),
        pl.col("intensity_level").max().alias("maxintensity"),
        pl.col("conflict_id").cast(pl.String).str.join("; ").alias("conflict_ids"),
    )

"""Choose among disputes that fall on the same dyad and year.

A state can have several disputes with another in one year; a dyad-year has room for one. Each rule
looks at the rows that share a dyad and year (and, in leader data, the two leaders), and drops those
that are not the foremost by one criterion. Rows that tie stay, for the next rule.
"""

from collections.abc import Sequence
from typing import Any, Literal, cast

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError
from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach, frame_unit, refuse_taken, wrap
from foedus.panel._choice import one_of
from foedus.panel._engines import columns_to_polars
from foedus.panel._lookup import Lookup
from foedus.panel._options import is_peer_compat
from foedus.panel._units import Unit
from foedus.sources._store import load_narrow

__all__ = [
    "show_duplicates",
    "whittle_conflicts_duration",
    "whittle_conflicts_fatality",
    "whittle_conflicts_hostility",
    "whittle_conflicts_jds",
    "whittle_conflicts_onsets",
    "whittle_conflicts_reciprocation",
    "whittle_conflicts_startmonth",
]

# onset column of a dispute frame -> the disputes' own table
_ONSETS = {
    "gmlmidonset": "gml_mid_disps",
    "midonset": "gml_mid_disps",
    "cowmidonset": "cow_mid_disps",
    "disponset": "cow_mid_disps",
}
_UNKNOWN_FATALITY = -9


def whittle_conflicts_onsets(frame: IntoFrameT) -> IntoFrameT:
    """Return the disputes without those that were under way when another one began.

    Parameters
    ----------
    frame : frame of any kind
        Disputes by directed dyad and year, or leader dyad and year, such as
        `foedus.sources.load("gml_dirdisp")`.

    Raises
    ------
    FoedusError
        The frame has no disputes by dyad and year.

    References
    ----------
    Gibler, Miller and Little (2016).

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").height, load("gml_dirdisp").pipe(whittle_conflicts_onsets).height
    (10276, 9802)
    """
    caller = "whittle_conflicts_onsets"
    unit, onset = _dispute_frame(frame, caller)
    before = frame
    if is_peer_compat():
        # The peer leaves a column behind: whether there was anything to choose.
        before = _with_duplicated(frame, unit)
    return _foremost(before, unit.keys, nw.col(onset), "max", [onset])


def whittle_conflicts_fatality(frame: IntoFrameT) -> IntoFrameT:
    """Return the disputes, of those in one dyad and year the deadliest.

    By level of deaths in the whole dispute; an unknown number counts for more than none and for
    less than one to 25. Where the frame lacks `fatality`, it is looked up by dispute number;
    frames of dyads keep it. Parameters are those of `whittle_conflicts_onsets`.

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").pipe(whittle_conflicts_fatality).height
    9664
    """
    level = nw.col("fatality")
    # Twice the level leaves room for the unknown between 0 and 1.
    deaths = nw.when(level == _UNKNOWN_FATALITY).then(nw.lit(1)).otherwise(level * 2)
    return _whittle(frame, "whittle_conflicts_fatality", "fatality", "max", value=deaths)


def whittle_conflicts_hostility(frame: IntoFrameT) -> IntoFrameT:
    """Return the disputes, of those in one dyad and year the most hostile.

    By the highest level of hostility in the whole dispute. Where the frame lacks `hostlev`, it is
    looked up by dispute number; frames of dyads keep it. Parameters are those of
    `whittle_conflicts_onsets`.

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").pipe(whittle_conflicts_hostility).height
    9812
    """
    return _whittle(frame, "whittle_conflicts_hostility", "hostlev", "max")


def whittle_conflicts_duration(frame: IntoFrameT, durtype: str = "mindur") -> IntoFrameT:
    """Return the disputes, of those in one dyad and year the longest.

    Where the frame lacks `mindur` and `maxdur`, they are looked up by dispute number; frames of
    dyads keep them.

    Parameters
    ----------
    frame : see `whittle_conflicts_onsets`
    durtype : {"mindur", "maxdur"}
        The least or the most days a dispute may have lasted.

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").pipe(whittle_conflicts_duration, durtype="maxdur").height
    9306
    """
    caller = "whittle_conflicts_duration"
    one_of(durtype, ("mindur", "maxdur"), f"{caller}: durtype")
    return _whittle(frame, caller, durtype, "max", needs=("mindur", "maxdur"))


def whittle_conflicts_reciprocation(frame: IntoFrameT) -> IntoFrameT:
    """Return the disputes, of those in one dyad and year the reciprocated ones.

    Where the frame lacks `recip`, it is looked up by dispute number; frames of dyads keep it.
    Parameters are those of `whittle_conflicts_onsets`.

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").pipe(whittle_conflicts_reciprocation).height
    9988
    """
    return _whittle(frame, "whittle_conflicts_reciprocation", "recip", "max")


def whittle_conflicts_startmonth(frame: IntoFrameT) -> IntoFrameT:
    """Return the disputes, of those in one dyad and year the one that began in the first month.

    The month is that of the dispute's start, in whatever year. Where the frame lacks `stmon`, it
    is looked up by dispute number; frames of dyads keep it. Parameters are those of
    `whittle_conflicts_onsets`.

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").pipe(whittle_conflicts_startmonth).height
    9372
    """
    return _whittle(frame, "whittle_conflicts_startmonth", "stmon", "min")


def whittle_conflicts_jds(frame: IntoFrameT) -> IntoFrameT:
    """Return the disputes, of those in one dyad and year the one with the lowest number.

    The last resort ("just drop something"): what remains has one row a dyad and year. Parameters
    are those of `whittle_conflicts_onsets`.

    Examples
    --------
    >>> from foedus.sources import load
    >>> load("gml_dirdisp").pipe(whittle_conflicts_jds).height
    9284
    """
    return _whittle(frame, "whittle_conflicts_jds", "dispnum", "min")


def show_duplicates(frame: IntoFrameT) -> IntoFrameT:
    """Return the rows that share their unit and year with others, with `duplicated` = 1.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or disputes of them. The result is in order
        of unit and year.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or has a column `duplicated`.

    Examples
    --------
    >>> from foedus.sources import load
    >>> show_duplicates(load("cow_mid_dirdisps")).height
    2152
    """
    unit = frame_unit(frame, "show_duplicates")
    names = wrap(frame, "show_duplicates").collect_schema().names()
    refuse_taken(names, ["duplicated"], "show_duplicates")
    more = _filter(frame, nw.len().over(*unit.keys) > 1, unit.keys)
    marked = wrap(more, "show_duplicates").with_columns(nw.lit(1, nw.Int64).alias("duplicated"))
    order = [*unit.keys, *(name for name in ("dispnum",) if name in names)]
    return cast("IntoFrameT", marked.sort(*order).to_native())


def _whittle(
    frame: IntoFrameT,
    caller: str,
    column: str,
    best: Literal["max", "min"],
    *,
    value: nw.Expr | None = None,
    needs: Sequence[str] = (),
) -> IntoFrameT:
    unit, onset = _dispute_frame(frame, caller)
    names = wrap(frame, caller).collect_schema().names()
    table = load_narrow(_ONSETS[onset])
    lacking = [name for name in (needs or (column,)) if name not in names]
    dropped = [] if unit.kind == "dyad-year" else list(lacking)
    keys: tuple[str, ...] = unit.keys
    if is_peer_compat():
        strays = ["duplicated"]
        if unit.kind == "leader-dyad-year":
            # The peer leaves all that is known of a dispute behind, until the next rule.
            known = [name for name in table.columns if name != "dispnum"]
            if column in ("mindur", "maxdur"):
                lacking, dropped = [name for name in known if name not in names], []
            else:
                strays += known
        dropped += [name for name in strays if name in names]
    whole = frame
    if lacking:
        whole = attach(frame, _of_disputes(caller, table, lacking))
    if is_peer_compat() and column == "fatality" and unit.kind == "leader-dyad-year":
        # The peer compares disputes of other leaders of the two states, too.
        whole = _with_duplicated(whole, unit, "__alike")
        keys, dropped = ("ccode1", "ccode2", "year", "__alike"), [*dropped, "__alike"]
    chosen = _foremost(whole, keys, nw.col(column) if value is None else value, best, [column])
    return cast("IntoFrameT", wrap(chosen, caller).drop(dropped).to_native())


def _of_disputes(caller: str, table: pl.DataFrame, columns: Sequence[str]) -> Adder:
    """Return the adder of what is known about a dispute, by its number."""

    def plan(_: Asked) -> Plan:
        return Plan([Lookup(table, {"dispnum": "dispnum"}, {name: name for name in columns})])

    return Adder(caller, plan, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",))


def _dispute_frame(frame: Any, caller: str) -> tuple[Unit, str]:
    kinds = ("dyad-year", "leader-dyad-year")
    unit = frame_unit(frame, caller, kinds=kinds, systems=("cow",))
    names = wrap(frame, caller).collect_schema().names()
    onset = next((name for name in _ONSETS if name in names), None)
    if onset is None or "dispnum" not in names:
        raise FoedusError(
            f"{caller} needs disputes: dispnum and one of {', '.join(_ONSETS)}, as in gml_dirdisp, "
            "cow_mid_dirdisps and gml_mid_dirleaderdisps (foedus.sources.load)"
        )
    return unit, onset


def _foremost(
    frame: IntoFrameT,
    keys: Sequence[str],
    value: nw.Expr,
    best: Literal["max", "min"],
    needed: Sequence[str],
) -> IntoFrameT:
    """Return the rows with the best value among those with the same keys, in their order."""
    top = (value.max() if best == "max" else value.min()).over(*keys)
    return _filter(frame, (value == top) | top.is_null(), [*keys, *needed])


def _with_duplicated(frame: IntoFrameT, unit: Unit, name: str = "duplicated") -> IntoFrameT:
    alike = (nw.len().over(*unit.keys) > 1).cast(nw.Int64).alias(name)
    return cast("IntoFrameT", wrap(frame, "whittle").with_columns(alike).to_native())


def _filter(frame: IntoFrameT, condition: nw.Expr, needed: Sequence[str]) -> IntoFrameT:
    wrapped = wrap(frame, "whittle")
    if isinstance(wrapped, nw.DataFrame):
        # polars decides: pandas would leave out groups with a missing leader.
        rows = nw.from_native(columns_to_polars(wrapped, list(dict.fromkeys(needed))))
        mask = rows.select(condition.alias("kept"))["kept"].fill_null(False).to_list()
        return cast("IntoFrameT", wrapped.filter(mask).to_native())
    return cast("IntoFrameT", wrapped.filter(condition).to_native())

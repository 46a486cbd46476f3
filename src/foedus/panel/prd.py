"""Politically relevant dyads."""

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.errors import FoedusError
from foedus.panel._attach import frame_columns
from foedus.panel._options import is_peer_compat
from foedus.panel._units import unit_of
from foedus.panel.adders.contiguity import add_contiguity
from foedus.panel.adders.cow_majors import add_cow_majors
from foedus.sources import get

__all__ = ["filter_prd"]


def filter_prd(frame: IntoFrameT, until: int | None = None) -> IntoFrameT:
    """Return the rows whose two states are contiguous or of which one is a major power.

    Adds `conttype`, `cowmaj1` and `cowmaj2` where the frame lacks them (see `add_contiguity` and
    `add_cow_majors`), and `prd`, which is 1.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.
    until : int, optional
        Extend contiguity and major powers of 2016 to this year.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or has years for which contiguity and major powers are unknown.

    References
    ----------
    Maoz and Russett (1993); Lemke and Reed (2001).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914, directed=False).pipe(filter_prd).height
    378
    """
    caller = "filter_prd"
    names = frame_columns(frame, caller)
    unit_of(names, caller, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",))
    has_contiguity = "conttype" in names
    has_majors = {"cowmaj1", "cowmaj2"} <= set(names)
    if not is_peer_compat() and not (has_contiguity and has_majors):
        # The peer drops all rows after 2016, because contiguity is missing there.
        _check_years(frame, until, caller)
    if not has_contiguity:
        frame = add_contiguity(frame, until=until)
    if not has_majors:
        frame = add_cow_majors(frame, until=until)
    relevant = (nw.col("conttype") > 0) | (nw.col("cowmaj1") == 1) | (nw.col("cowmaj2") == 1)
    kept: Any = nw.from_native(frame)
    result: IntoFrameT = (
        kept.filter(relevant).with_columns(nw.lit(1, nw.Int64).alias("prd")).to_native()
    )
    return result


def _check_years(frame: Any, until: int | None, caller: str) -> None:
    first, last = get("cow_contdir").years or (0, 0)
    known = until or last
    outside = (nw.col("year") < first) | (nw.col("year") > known)
    found = nw.from_native(frame).lazy().filter(outside).select("year").head(1).collect()
    if len(found):
        raise FoedusError(
            f"{caller}: the frame has the year {found['year'][0]}, and contiguity is known for "
            f"{first}-{known}: drop the other years, or extend the last with until="
        )

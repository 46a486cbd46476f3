"""Militarized interstate disputes by the Correlates of War project."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._attach import Lookup, attach, frame_unit
from foedus.panel._choice import kept
from foedus.sources import get, load

__all__ = ["add_cow_mids"]


def add_cow_mids(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with militarized interstate disputes as the Correlates of War codes them.

    A dyad-year gets one dispute, of several the one that the whittle rules leave (see
    `whittle_conflicts_onsets` and its kin): `cowmidongoing` and `cowmidonset`, both 1 or 0, and
    what is known about it. Missing outside 1816-2014.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.
    keep : sequence of str, optional
        Only these columns beside onset and ongoing; an empty one keeps no others.

    Raises
    ------
    FoedusError
        The frame lacks the keys or already has one of the columns.

    References
    ----------
    Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter and Soules (2022).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> dyad_years(1914, 1914, directed=False).pipe(add_cow_mids, keep=[])["cowmidonset"].sum()
    37
    """
    caller = "add_cow_mids"
    kinds = ("dyad-year", "leader-dyad-year")
    unit = frame_unit(frame, caller, kinds=kinds, systems=("cow",))
    table = load("cow_mid_ddydisps")
    keys = ("ccode1", "ccode2", "year")
    known = [name for name in table.columns if name not in keys]
    extra = kept(known, keep, caller)
    first = ("cowmidonset", "cowmidongoing")
    columns = known if keep is None else [*first, *(n for n in extra if n not in first)]
    lookup = Lookup(
        table,
        {key: key for key in keys},
        {name: name for name in columns},
        dict.fromkeys(first, 0),
        get("cow_mid_ddydisps").years,
    )
    return attach(frame, caller, unit, [lookup])

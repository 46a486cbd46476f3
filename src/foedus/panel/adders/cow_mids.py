"""Militarized interstate disputes by the Correlates of War project."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import named
from foedus.panel._lookup import Lookup
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_cow_mids"]

_KINDS = ("dyad-year", "leader-dyad-year")


def add_cow_mids(
    frame: IntoFrameT, keep: Sequence[str] | None = None, prefix: str = ""
) -> IntoFrameT:
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
    prefix : str
        Begins the names of all columns but onset and ongoing: "cow_" gives `cow_sidea1`, beside the
        `sidea1` of `add_gml_mids`.

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
    return attach(frame, _ADDER, keep=keep, prefix=prefix)


def _plan(asked: Asked, keep: Sequence[str] | None, prefix: str) -> Plan:
    keys = ("ccode1", "ccode2", "year")
    events = ("cowmidonset", "cowmidongoing")
    table = load_narrow("cow_mid_ddydisps")
    columns = named(table.drop(keys).columns, events, keep, prefix, asked.caller)
    years = get("cow_mid_ddydisps").years
    return Plan([Lookup(table, {k: k for k in keys}, columns, dict.fromkeys(events, 0), years)])


_ADDER = Adder("add_cow_mids", _plan, kinds=_KINDS, systems=("cow",))

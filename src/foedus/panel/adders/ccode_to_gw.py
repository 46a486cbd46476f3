"""Correlates of War numbers of Gleditsch-Ward states."""

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.panel._crosswalk import state_links

__all__ = ["add_ccode_to_gw"]

_ADDER = Adder(
    "add_ccode_to_gw", of_states(lambda _: state_links("gwcode"), ["ccode"]), systems=("gw",)
)


def add_ccode_to_gw(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with each Gleditsch-Ward state's Correlates of War number.

    Adds `ccode` (for dyads `ccode1` and `ccode2`), with which the adders that know only
    Correlates of War states then work. Missing where the Correlates of War list no such state in
    the year. In 2006 Yugoslavia (345) and Serbia (340) both are number 345.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, with Gleditsch-Ward codes.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has the column.

    References
    ----------
    Miller (2026), isard; Gleditsch and Ward (1999).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> states = state_years(2000, 2000, system="gw").pipe(add_ccode_to_gw)
    >>> states.filter(states["gwcode"] == 260)["ccode"].item()
    255
    """
    return attach(frame, _ADDER)

"""Gleditsch-Ward numbers of Correlates of War states."""

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.panel._crosswalk import state_links

__all__ = ["add_gwcode_to_cow"]

_ADDER = Adder(
    "add_gwcode_to_cow", of_states(lambda _: state_links("ccode"), ["gwcode"]), systems=("cow",)
)


def add_gwcode_to_cow(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with each Correlates of War state's Gleditsch-Ward number.

    Adds `gwcode` (for dyads `gwcode1` and `gwcode2`), with which the adders that know only
    Gleditsch-Ward states then work. Missing where Gleditsch and Ward list no such state in the
    year. Yugoslavia (345) is Serbia (340) from 2006.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, with Correlates of War codes.

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
    >>> states = state_years(2000, 2000).pipe(add_gwcode_to_cow)
    >>> states.filter(states["ccode"] == 255)["gwcode"].item()
    260
    """
    return attach(frame, _ADDER)

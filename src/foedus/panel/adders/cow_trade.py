"""Trade."""

from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach, frame_unit, state_lookups
from foedus.sources import load

__all__ = ["add_cow_trade"]


def add_cow_trade(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with a state's total trade.

    Adds `imports` and `exports` (million current US dollars). Missing outside 1870-2014.

    Parameters
    ----------
    frame : frame of any kind
        State- or leader-years with Correlates of War codes. The trade between two states is not
        in any dataset that foedus knows.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Barbieri, Keshk and Pollins (2009).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1870, 1870).pipe(add_cow_trade)["imports"][0]
    450.0
    """
    kinds = ("state-year", "leader-year")
    unit = frame_unit(frame, "add_cow_trade", kinds=kinds, systems=("cow",))
    lookups = state_lookups(unit, load("cow_trade_sy"), ["imports", "exports"])
    return attach(frame, "add_cow_trade", unit, lookups)

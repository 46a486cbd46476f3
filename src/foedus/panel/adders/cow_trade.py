"""Trade."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_cow_trade"]

_COLUMNS = ("imports", "exports")
_ADDER = Adder(
    "add_cow_trade",
    of_states(lambda _: load_narrow("cow_trade_sy"), _COLUMNS),
    kinds=("state-year", "leader-year"),
    systems=("cow",),
)


def add_cow_trade(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with a state's total trade.

    Adds `imports` and `exports` (million current US dollars). Missing outside 1870-2014.

    Parameters
    ----------
    frame : frame of any kind
        State- or leader-years with Correlates of War codes. The trade between two states is not
        in any dataset that foedus knows.
    keep : sequence of str, optional
        Only these of the columns.

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
    return attach(frame, _ADDER, keep=keep)

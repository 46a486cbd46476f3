"""National Material Capabilities."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_nmc"]

_COLUMNS = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")
_ADDER = Adder("add_nmc", of_states(lambda _: load_narrow("cow_nmc"), _COLUMNS), systems=("cow",))


def add_nmc(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with each state's material capabilities.

    Adds military expenditure (`milex`, thousand current US dollars), military personnel
    (`milper`, thousands), iron and steel production (`irst`, thousand tons), primary energy
    consumption (`pec`, thousand coal-ton equivalents), total and urban population (`tpop`,
    `upop`, thousands) and the composite index of national capability (`cinc`, a share), as
    published; for dyads with 1 and 2 at the end. Missing outside 1816-2022.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, with Correlates of War codes.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Singer, Bremer and Stuckey (1972); Singer (1987).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1914, 1914).pipe(add_nmc, keep=["cinc"]).columns
    ['ccode', 'cw_name', 'year', 'cinc']
    """
    return attach(frame, _ADDER, keep=keep)

"""Regime scores."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_democracy"]

_COLUMNS = ("euds", "aeuds", "polity2", "v2x_polyarchy")
_TABLES = {"cow": "cw_democracy", "gw": "gw_democracy"}
_ADDER = Adder(
    "add_democracy", of_states(lambda asked: load_narrow(_TABLES[asked.unit.system]), _COLUMNS)
)


def add_democracy(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with how democratic each state was.

    Adds the extended Unified Democracy Score (`euds`, a latent score of mean about 0) and the same
    with the cutoff between autocracy and democracy at 0 (`aeuds`), the Polity score (`polity2`,
    -10 to 10) and V-Dem's polyarchy index (`v2x_polyarchy`, 0 to 1); for dyads with 1 and 2 at the
    end. Missing where the source has no score: `polity2` ends in 2020.

    Parameters
    ----------
    frame : frame of any kind
        State-, dyad-, leader- or leader-dyad-years, or k-ads, in either state system.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Marquez (2016); Marshall, Gurr and Jaggers (2017); Coppedge et al. (2020).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> state_years(1914, 1914).pipe(add_democracy, keep=["polity2"])["polity2"].head(2).to_list()
    [9, 3]
    """
    return attach(frame, _ADDER, keep=keep)

"""Regime scores."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._attach import attach, frame_unit, state_lookups
from foedus.panel._choice import kept
from foedus.sources import load

__all__ = ["add_democracy"]

_COLUMNS = ("euds", "aeuds", "polity2", "v2x_polyarchy")
_TABLES = {"cow": "cw_democracy", "gw": "gw_democracy"}


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
    unit = frame_unit(frame, "add_democracy")
    columns = kept(_COLUMNS, keep, "add_democracy")
    lookups = state_lookups(unit, load(_TABLES[unit.system]), columns)
    return attach(frame, "add_democracy", unit, lookups)

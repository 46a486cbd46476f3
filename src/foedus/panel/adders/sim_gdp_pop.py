"""Gross domestic product and population, simulated from the published estimates."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_sim_gdp_pop"]

_COLUMNS = ("mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop")
_TABLES = {"cow": "cw_gdppop", "gw": "gw_gdppop"}
_ADDER = Adder(
    "add_sim_gdp_pop", of_states(lambda asked: load_narrow(_TABLES[asked.unit.system]), _COLUMNS)
)


def add_sim_gdp_pop(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with each state's economy and population.

    Adds GDP per head on the Maddison Project's scale (`mrgdppc`, 2011 international dollars), GDP
    and population on the Penn World Table's (`pwtrgdp`, million 2011 international dollars;
    `pwtpop`, millions), each with the standard deviation of its simulations (`sd_...`); for dyads
    with 1 and 2 at the end. Missing outside 1816-2019.

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
    Fariss, Anders, Markowitz and Barnum (2022).

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> gdp = state_years(1914, 1914).pipe(add_sim_gdp_pop, keep=["pwtpop"])
    >>> round(gdp["pwtpop"][0], 1)
    98.8
    """
    return attach(frame, _ADDER, keep=keep)

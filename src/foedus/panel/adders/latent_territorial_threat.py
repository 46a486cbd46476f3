"""Latent external territorial threat."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_latent_territorial_threat"]

_COLUMNS = ("lterrthreat", "sd", "lwr", "upr", "m_lterrthreat", "m_sd", "m_lwr", "m_upr")
_ADDER = Adder(
    "add_latent_territorial_threat",
    of_states(lambda _: load_narrow("terrthreat"), _COLUMNS),
    systems=("cow",),
)


def add_latent_territorial_threat(
    frame: IntoFrameT, keep: Sequence[str] | None = None
) -> IntoFrameT:
    """Return the frame with the territorial threat each state faced from abroad.

    Adds an estimate of the latent threat (`lterrthreat`), its standard deviation and its bounds
    (`sd`, `lwr`, `upr`), and the same with dyads weighted by their minimum distance
    (`m_lterrthreat`, `m_sd`, `m_lwr`, `m_upr`, from 1885); for dyads with 1 and 2 at the end.
    Missing outside 1816-2010.

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
    Miller (2022), A Random Item Response Model of External Territorial Threat.

    Examples
    --------
    >>> from foedus.panel import state_years
    >>> threat = state_years(1816, 1816).pipe(add_latent_territorial_threat, keep=["sd"])
    >>> round(threat["sd"][0], 6)
    0.118953
    """
    return attach(frame, _ADDER, keep=keep)

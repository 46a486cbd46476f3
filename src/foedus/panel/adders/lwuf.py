"""Leaders' willingness to use force."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_lwuf"]

_COLUMNS = tuple(f"theta{i}_{what}" for i in (1, 2, 3, 4) for what in ("mean", "sd"))
_ADDER = Adder(
    "add_lwuf",
    of_states(lambda _: load_narrow("lwuf"), _COLUMNS, by="obsid"),
    kinds=("leader-year", "leader-dyad-year"),
)


def add_lwuf(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with each leader's latent willingness to use force.

    Adds the mean and standard deviation of the estimates of four models (`theta1_mean`,
    `theta1_sd` ... `theta4_mean`, `theta4_sd`); for leader-dyads with 1 and 2 at the end. Missing
    where a leader was not estimated.

    Parameters
    ----------
    frame : frame of any kind
        Leader- or leader-dyad-years, in either state system.
    keep : sequence of str, optional
        Only these of the columns.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Carter and Smith (2020).

    Examples
    --------
    >>> from foedus.panel import leader_years
    >>> grant = leader_years(1870, 1870).pipe(add_lwuf, keep=["theta1_mean"])
    >>> round(grant["theta1_mean"][0], 3)
    1.007
    """
    return attach(frame, _ADDER, keep=keep)

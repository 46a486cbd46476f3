"""What leaders did before they came to office."""

from collections.abc import Sequence

from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, of_states
from foedus.panel._attach import attach
from foedus.sources._store import load_narrow

__all__ = ["add_lead"]

_COLUMNS = (
    "leveledu",
    "milservice",
    "combat",
    "rebel",
    "warwin",
    "warloss",
    "rebelwin",
    "rebelloss",
    "yrsexper",
    "physhealth",
    "mentalhealth",
)
_ADDER = Adder(
    "add_lead",
    of_states(lambda _: load_narrow("lead"), _COLUMNS, by="obsid"),
    kinds=("leader-year", "leader-dyad-year"),
)


def add_lead(frame: IntoFrameT, keep: Sequence[str] | None = None) -> IntoFrameT:
    """Return the frame with each leader's experience and attributes.

    Adds the level of education (`leveledu`, 0 primary to 3 graduate), whether the leader had been
    a soldier (`milservice`), in combat (`combat`), a rebel (`rebel`), on the winning or losing side
    of a war or rebellion (`warwin`, `warloss`, `rebelwin`, `rebelloss`), years in politics before
    office (`yrsexper`) and problems of health (`physhealth`, `mentalhealth`); for leader-dyads with
    1 and 2 at the end. Missing where a leader is not described.

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
    Ellis, Horowitz and Stam (2015).

    Examples
    --------
    >>> from foedus.panel import leader_years
    >>> leader_years(1870, 1870).pipe(add_lead, keep=["combat"])["combat"][0]
    1
    """
    return attach(frame, _ADDER, keep=keep)

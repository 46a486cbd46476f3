"""Who owes whom defence, how much, and within what bounds, from alliances and pairs of states."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from foedus.world.alliances import Alliance

__all__ = ["EU_CLAUSE", "Bounds", "pledged_bounds", "tie_weights"]

Array = NDArray[np.float64]
Bounds = tuple[Array, Array]
Pairs = Collection[tuple[str, str]]

EU_CLAUSE = {"full": 1.0, "half": 0.5, "none": 0.0}
"""How much of an obligation of defence Article 42(7) of the Treaty on European Union is."""

EUROPEAN_UNION = "EU_42_7"


def _square(states: Sequence[str], members: Collection[str]) -> tuple[NDArray[np.intp], ...]:
    inside = [i for i, iso3 in enumerate(states) if iso3 in members]
    return np.ix_(inside, inside)


def _mark(matrix: Array, states: Sequence[str], pairs: Pairs, value: float) -> None:
    position = {iso3: i for i, iso3 in enumerate(states)}
    for a, b in pairs:
        if a in position and b in position:
            matrix[position[a], position[b]] = matrix[position[b], position[a]] = value


def tie_weights(
    states: Sequence[str], alliances: Collection[Alliance], pairwise: Pairs, eu_clause: str
) -> Array:
    """Return the weight of the obligation of defence between states, (n, n), diagonal 0.

    Parameters
    ----------
    states : sequence of str
        ISO3 codes, in the order of the result.
    alliances : collection of Alliance
        Those without an obligation of defence weigh nothing.
    pairwise : collection of (str, str)
        Obligations outside the alliances.
    eu_clause : {"full", "half", "none"}

    Examples
    --------
    >>> tie_weights(["FRA", "RUS", "GBR"], [], [("RUS", "FRA")], "full")
    array([[0., 1., 0.],
           [1., 0., 0.],
           [0., 0., 0.]])
    """
    tie = np.zeros((len(states), len(states)))
    for alliance in alliances:
        if alliance.defence:
            inside = _square(states, alliance.members)
            weight = EU_CLAUSE[eu_clause] if alliance.alliance_id == EUROPEAN_UNION else 1.0
            tie[inside] = np.maximum(tie[inside], weight)
    _mark(tie, states, pairwise, 1.0)
    np.fill_diagonal(tie, 0.0)
    return tie


def pledged_bounds(
    states: Sequence[str], alliances: Collection[Alliance], pairwise: Pairs, name: str
) -> Bounds:
    """Return the least and the most that a pair's rho or omega can be, each (n, n).

    Two states in several alliances count with the most reliable, and the most offensive, of them.

    Parameters
    ----------
    states, alliances, pairwise : see `tie_weights`
    name : {"rho", "omega"}

    Examples
    --------
    >>> least, most = pledged_bounds(["FRA", "RUS"], [], [], "rho")
    >>> least[0, 1].item(), most[0, 1].item()
    (0.0, 1.0)
    """
    n = len(states)
    least, most = np.zeros((n, n)), np.zeros((n, n))
    bound = np.zeros((n, n), dtype=bool)
    for alliance in alliances:
        if alliance.defence:
            inside = _square(states, alliance.members)
            value = getattr(alliance, name)
            least[inside] = np.maximum(least[inside], value or 0.0)
            most[inside] = np.maximum(most[inside], 1.0 if value is None else value)
            bound[inside] = True
    _mark(most, states, pairwise, 1.0)
    most[~bound] = 1.0
    return least, most

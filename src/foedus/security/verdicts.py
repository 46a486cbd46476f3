"""What may be said of a change: its sign, how sure, and when nothing can be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "LEANING",
    "MATERIAL",
    "ROBUST",
    "Sample",
    "Verdict",
    "break_even",
    "close",
    "monte_carlo_error",
    "noticeable",
    "noticed_from",
    "verdict",
    "word",
]

Array = NDArray[np.float64]

ROBUST, LEANING = 0.95, 0.67
"""Shares of the draws from which a verdict is called robust, or leaning; otherwise it depends."""

MATERIAL = 0.05
"""Smallest change, attacks a century, of which a sign is stated."""

NOTICED, NOTICED_SHARE = 0.01, 0.01
"""An outsider notices a change of so many attacks a century that is such a share of its own."""

TOO_SMALL, NOT_TOLD = "too small to tell", "the evidence does not tell"
SIDES = {-1: "safer", 0: TOO_SMALL, 1: "less safe"}


def monte_carlo_error(share: ArrayLike, draws: int) -> Array:
    """Return how far a share of the draws may be off by chance, 95 of 100 times.

    Parameters
    ----------
    share : array, in [0, 1]
    draws : int

    Examples
    --------
    >>> float(monte_carlo_error(0.5, 2000).round(3))
    0.022
    """
    p = np.asarray(share, dtype=float)
    error: Array = 1.96 * np.sqrt(p * (1.0 - p) / draws)
    return error


def word(share: float, draws: int) -> str:
    """Return how a verdict that holds in this share of the draws is called.

    Within the Monte Carlo error of a threshold it is the lower word.

    Parameters
    ----------
    share : float, in [0, 1]
    draws : int

    Examples
    --------
    >>> word(0.97, 2000), word(0.955, 2000), word(0.8, 2000), word(0.68, 2000)
    ('robust', 'leaning', 'leaning', 'depends')
    """
    for threshold, name in ((ROBUST, "robust"), (LEANING, "leaning")):
        if share >= _needed(threshold, draws):
            return name
    return "depends"


def _needed(threshold: float, draws: int) -> float:
    return threshold + float(monte_carlo_error(threshold, draws))


def close(share: float, draws: int) -> bool:
    """Return whether another seed might give a share another word.

    Parameters
    ----------
    share : float, in [0, 1]
    draws : int

    Examples
    --------
    >>> close(0.96, 2000), close(0.99, 2000), close(0.69, 2000), close(0.8, 2000)
    (True, False, True, False)
    """
    return any(
        abs(share - _needed(threshold, draws)) <= 2.0 * float(monte_carlo_error(threshold, draws))
        for threshold in (ROBUST, LEANING)
    )


@dataclass(frozen=True)
class Verdict:
    """What a change does to one state, or to a group's mean, attacks a century; plus is less safe.

    Attributes
    ----------
    change : float
        By the best estimates.
    change_full : float
        The same where a war joined weighs as much as a war suffered (psi = 1).
    low, median, high : float
        5, 50 and 95 % of the draws.
    share_safer, share_less_safe, share_unchanged : float
        Shares of the draws.
    share_safer_full : float
        At psi = 1.
    share : float
        Of the majority's side, the lower of both psi; or of no change, where that is most.
    mc_error : float
    word : {"robust", "leaning", "depends"}
        For `share`.
    finding : str
        "safer", "less safe", "too small to tell" or "the evidence does not tell".
    """

    change: float
    change_full: float
    low: float
    median: float
    high: float
    share_safer: float
    share_less_safe: float
    share_unchanged: float
    share_safer_full: float
    share: float
    mc_error: float
    word: str
    finding: str


Sample = tuple[Array, Array, Array]
"""Changes in attacks suffered and in wars joined, and psi, draw by draw."""


def verdict(
    point: tuple[float, float, float],
    drawn: Sample,
    *,
    psi_held: bool = False,
    reference: Callable[[], Sample] | None = None,
) -> Verdict:
    """Return what may be said of a change.

    A sign is stated only if two thirds of the draws share it, for both psi, the best estimates
    agree, and the change is at least 0.05 attacks a century.

    Parameters
    ----------
    point : (attacked, drawn in, psi)
        Changes by the best estimates.
    drawn : (attacked, drawn in, psi), (B,) each
        Changes and psi in the draws.
    psi_held : bool
        Whether psi is held at a value: then psi = 1 has no say beside it.
    reference : callable, optional
        Gives the same of draws that do not hang on the seed. They are asked where another seed
        might turn the word, so that none does.

    Examples
    --------
    >>> draws = np.linspace(-3.0, -1.0, 200)
    >>> found = verdict((-2.0, 0.1, 0.42), (draws, np.full(200, 0.1), np.full(200, 0.42)))
    >>> found.finding, found.word, round(found.change, 2)
    ('safer', 'robust', -1.96)
    """
    attacked, drawn_in, psi = drawn
    change, full = point[0] + point[2] * point[1], point[0] + point[1]
    (side, share), draws = _majority(drawn, psi_held), len(attacked)
    name = word(share, draws)
    if reference is not None and close(share, draws):
        fixed = reference()
        side, sure = _majority(fixed, psi_held)
        name = word(sure, len(fixed[0]))
    agreed = all(_side(at) == side for at in ((change,) if psi_held else (change, full)))
    finding = SIDES[side]
    if abs(change) < MATERIAL:
        finding = TOO_SMALL
    elif name == "depends" or not agreed:
        finding = NOT_TOLD
    total = attacked + psi * drawn_in
    low, median, high = (float(q) for q in np.quantile(total, (0.05, 0.5, 0.95)))
    return Verdict(
        change,
        full,
        low,
        median,
        high,
        float(np.mean(total < 0)),
        float(np.mean(total > 0)),
        float(np.mean(total == 0)),
        float(np.mean(attacked + drawn_in < 0)),
        share,
        float(monte_carlo_error(share, draws)),
        name,
        finding,
    )


def _side(change: float) -> int:
    return int(np.sign(change))


def _majority(drawn: Sample, psi_held: bool) -> tuple[int, float]:
    """Return the sign that most draws have, and the share of that side, the lower of both psi."""
    attacked, drawn_in, psi = drawn
    signs = [np.sign(attacked + psi * drawn_in)]
    if not psi_held:
        signs.append(np.sign(attacked + drawn_in))
    # Where two are equally many, the first: safer before less safe, either before no change.
    side = max((-1, 1, 0), key=lambda sign: float(np.mean(signs[0] == sign)))
    return side, min(float(np.mean(sign == side)) for sign in signs)


def break_even(
    attacked: ArrayLike, attacked_change: ArrayLike, drawn_in_change: ArrayLike, psi: ArrayLike
) -> Array:
    """Return the attacks a century upon a candidate above which joining pays for it.

    The chances of all attacks upon it are scaled alike: there the attacks it is spared equal psi
    times the wars it is drawn into. 0: joining always pays; infinity: it never does. For a member
    that may leave, ask of its joining: the worlds the other way round.

    Parameters
    ----------
    attacked : array
        Attacks a century upon the candidate before it joins.
    attacked_change, drawn_in_change : array
        What joining changes.
    psi : array

    Examples
    --------
    >>> float(break_even(4.0, -2.0, 0.5, 0.4))  # half of 0.4 is 0.4 times 0.5
    0.4
    """
    spared = -np.asarray(attacked_change, float)
    cost = np.asarray(psi, float) * np.asarray(drawn_in_change, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = cost * np.asarray(attacked, float) / spared
    never: Array = np.where(cost > 0, np.inf, 0.0)
    result: Array = np.where(spared > 0, np.maximum(level, 0.0), never)
    return result


def noticed_from(own: ArrayLike) -> Array:
    """Return the change from which a state notices it: 0.01 a century and 1 % of its own.

    Parameters
    ----------
    own : array, attacks a century

    Examples
    --------
    >>> noticed_from([0.5, 5.0]).tolist()
    [0.01, 0.05]
    """
    threshold: Array = np.maximum(NOTICED, NOTICED_SHARE * np.asarray(own, float))
    return threshold


def noticeable(change: ArrayLike, own: ArrayLike) -> NDArray[np.bool_]:
    """Return whether a change, in either direction, is one that a state notices.

    Parameters
    ----------
    change, own : array, attacks a century

    Examples
    --------
    >>> noticeable([0.02, 0.02, 0.001], [1.0, 5.0, 0.01]).tolist()
    [True, False, False]
    """
    seen: NDArray[np.bool_] = np.abs(np.asarray(change, float)) >= noticed_from(own)
    return seen

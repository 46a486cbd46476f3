"""The steps of spatial bargaining, on arrays: values, risk, challenges, bargains, choices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Actors",
    "Turn",
    "challenges",
    "conditional",
    "risk",
    "take_turn",
    "utilities",
    "values",
    "winning",
]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SAME_POSITION = 1e-3
"""Positions nearer than this, on a scale of 0 to 1, are one option (KTAB's tolerance)."""
LEAST_COALITION = 1e-8
LEAST_SUPPORT = 1e-10
LEAST_WEIGHT = 1e-6
LEAST_GAIN = 1e-5
"""KTAB's guards against division by nought, and the least gain for which anyone challenges."""


@dataclass(frozen=True, eq=False)
class Actors:
    """Who bargains: n actors on k dimensions, positions and saliences on scales of 0 to 1.

    Attributes
    ----------
    capability : (n,), above 0
    position : (n, k)
    salience : (n, k), each actor's sum above 0 and at most 1
    """

    capability: Array
    position: Array
    salience: Array

    @property
    def weight(self) -> Array:
        """Return capability times total salience, (n,)."""
        return np.asarray(self.capability * self.salience.sum(axis=1))


@dataclass(frozen=True, eq=False)
class Turn:
    """One turn: what was thought of whom, who challenged whom, what was offered and chosen.

    Bargains are counted m = 0, 1, ...: first every actor's own position (the status quo), then the
    offers made. `probability`, `gain` are the challengers' own estimates; `receiver_probability`
    and `receiver_gain` those of the challenged.
    """

    risk: Array  # (n,)
    utility: Array  # (n, n): each actor's of each position
    winning: Array  # (n,)
    probability: Array  # (n, n): of i over j, as i sees it
    gain: Array  # (n, n): to i
    receiver_probability: Array  # (n, n): of i over j, as j sees it
    receiver_gain: Array  # (n, n): to i, as j sees it
    initiator: Index  # (c,)
    receiver: Index  # (c,)
    offers: dict[str, tuple[Array, Array]]  # kind: (for the initiator, for the receiver), (c, k)
    chosen: Index  # (n,): the bargain m that each actor is left with
    position: Array  # (n, k): after the turn


def values(position: Array, salience: Array, at: Array | None = None) -> Array:
    """Return v, (n, m): 1 less the distance from each actor's position, by his saliences."""
    points = position if at is None else at
    apart = salience[:, None, :] * (position[:, None, :] - points[None, :, :])
    root: Array = np.sqrt((apart**2).sum(axis=2) / (salience**2).sum(axis=1)[:, None])
    return 1 - root


def utilities(value: Array, attitude: Array) -> Array:
    """Return u = (1-d)(1+Rd) for d = 1 - value: R > 0 takes risks, R < 0 avoids them."""
    distance = np.minimum(1 - value, 1.0)
    return np.asarray(value * (1 + attitude * distance))


def coalitions(weight: Array, utility: Array) -> Array:
    """Return c, (m, m): the strength of all who prefer option i to option j."""
    preferred = weight[:, None, None] * (utility[:, :, None] - utility[:, None, :])
    return LEAST_COALITION + np.asarray(np.maximum(preferred, 0.0).sum(axis=0))


def conditional(strength: Array) -> Array:
    """Return p, (m,): that option i beats all others, given that one does."""
    beats = strength / (strength + strength.T)
    odds = np.log(beats).sum(axis=1)
    odds = np.exp(odds - odds.max())
    return np.asarray(odds / odds.sum())


def risk(probability: Array) -> Array:
    """Return R, (n,), from -1/2 for the least likely winner to 1 for the likeliest."""
    least, most = probability.min(), probability.max()
    if most - least < LEAST_SUPPORT:
        return np.zeros_like(probability)
    return np.asarray((3 * probability - (most + 2 * least)) / (2 * (most - least)))


def winning(actors: Actors, utility: Array) -> Array:
    """Return each actor's probability that his position wins, over the distinct positions."""
    apart = np.linalg.norm(actors.position[:, None] - actors.position[None], axis=2)
    first = (apart < SAME_POSITION).argmax(axis=1)
    options, where = np.unique(first, return_inverse=True)
    return conditional(coalitions(actors.capability, utility[:, options]))[where]


def challenges(actors: Actors, estimate: Array, by: str) -> tuple[Array, Array]:
    """Return what i or j expects of a challenge of i to j: p that i wins, (n, n), and i's gain.

    Parameters
    ----------
    actors : Actors
    estimate : (n, n, n)
        h's estimate of n's utility of j's position.
    by : {'initiator', 'receiver'}
    """
    n, weight = len(actors.capability), actors.weight
    every = np.arange(n)
    i, j = np.broadcast_arrays(every[:, None], every[None, :])
    h = i if by == "initiator" else j
    third = every[None, None, :]
    of_i = estimate[h[..., None], third, i[..., None]]  # (i, j, third)
    of_j = estimate[h[..., None], third, j[..., None]]
    own = estimate[h[..., None], third, third]
    by_i = LEAST_SUPPORT + weight[i] * (estimate[h, i, i] - estimate[h, i, j])
    by_j = LEAST_SUPPORT + weight[j] * (estimate[h, j, j] - estimate[h, j, i])
    lean = weight * (of_i - of_j)
    with_i = by_i[..., None] + np.maximum(lean, 0.0)
    with_j = by_j[..., None] + np.maximum(-lean, 0.0)
    p = with_i / (with_i + with_j)
    # Semi-committed: who joins a side keeps his own position if it wins, takes the other's if not.
    joins_i = p * (2 * of_i + own) + (1 - p) * 3 * of_j
    joins_j = p * 3 * of_i + (1 - p) * (2 * of_j + own)
    vote = weight * (joins_i - joins_j)
    is_third = (third != i[..., None]) & (third != j[..., None])
    for_i = by_i + np.where(is_third, np.maximum(vote, 0.0), 0.0).sum(axis=2)
    for_j = by_j + np.where(is_third, np.maximum(-vote, 0.0), 0.0).sum(axis=2)
    probability = for_i / (for_i + for_j)
    mine, theirs = estimate[h, i, i], estimate[h, i, j]
    fights = actors.salience.sum(axis=1)[j]
    contest = probability * 2 * mine + (1 - probability) * 2 * theirs
    gain = (1 - fights) * 2 * mine + fights * contest - (mine + theirs)
    return probability, gain


def compromise(actors: Actors, i: Index, j: Index, probability: Array) -> tuple[Array, Array]:
    """Return where i and where j stand in a bargain, (c, k): weights salience^2 times p^2."""
    p = probability[:, None]
    a = actors.salience[i] ** 2 * p**2
    b = actors.salience[j] ** 2 * (1 - p) ** 2
    x, y = actors.position[i], actors.position[j]
    total = a + b + LEAST_WEIGHT
    # Nobody cares or nobody can coerce: both stay.
    return (
        _to_4_digits(((a + LEAST_WEIGHT) * x + b * y) / total),
        _to_4_digits((a * x + (b + LEAST_WEIGHT) * y) / total),
    )


def _to_4_digits(x: Array) -> Array:
    return np.asarray(np.floor(0.5 + x * 10_000) / 10_000)


def _offers(
    actors: Actors, pair: tuple[Index, Index], ours: Array, theirs: Array, ktab: bool
) -> dict[str, tuple[Array, Array]]:
    i, j = pair
    initiator = compromise(actors, i, j, ours)
    receiver = compromise(actors, i, j, theirs)
    a, b = actors.weight[i], actors.weight[j]
    if ktab:  # the initiator's capability stands in both weights
        b = actors.capability[i] * actors.salience.sum(axis=1)[j]
    share = (a / (a + b))[:, None]
    between = [share * x + (1 - share) * y for x, y in zip(initiator, receiver, strict=True)]
    return {"initiator": initiator, "receiver": receiver, "compromise": (between[0], between[1])}


def _choices(actors: Actors, utility: Array, sides: tuple[Index, Index]) -> Index:
    """Return the bargain, (n,), that each actor is left with: the likeliest of those about him.

    Parameters
    ----------
    actors : Actors
    utility : (n, m)
        Of the state in which bargain m alone is carried out.
    sides : initiators and receivers of all bargains, (m,)
    """
    n = len(actors.capability)
    strength = coalitions(actors.capability, utility)
    beats = np.log(strength / (strength + strength.T))
    about = (sides[0] == np.arange(n)[:, None]) | (sides[1] == np.arange(n)[:, None])
    score = about.astype(float) @ beats.T
    return np.asarray(np.where(about, score, -np.inf).argmax(axis=1))


def take_turn(actors: Actors, offers: str = "initiator", ktab: bool = False) -> Turn:
    """Return one turn of bargaining.

    Parameters
    ----------
    actors : Actors
    offers : {'initiator', 'both', 'compromise'}
        Whose offers are put to the vote: the challengers', also those that the challenged would
        make, or one between the two.
    ktab : bool
        As KTAB computes: the challenged one's offer weighted with the challenger's expected gain
        in place of the probability, the compromise with the challenger's capability on both sides.
    """
    n, every = len(actors.capability), np.arange(len(actors.capability))
    value = values(actors.position, actors.salience)
    attitude = risk(conditional(coalitions(actors.capability, value)))
    utility = utilities(value, attitude[:, None])
    seen = (2 * attitude[:, None] + attitude[None, :]) / 3
    estimate = utilities(value[None], seen[:, :, None])
    p, gain = challenges(actors, estimate, "initiator")
    p_j, gain_j = challenges(actors, estimate, "receiver")
    best = np.where(np.eye(n, dtype=bool), -np.inf, gain).argmax(axis=1)
    i = every[gain[every, best] > LEAST_GAIN]
    i = i[i != best[i]]
    j = best[i]
    made = _offers(actors, (i, j), p[i, j], (gain_j if ktab else p_j)[i, j], ktab)
    put = {"both": ("initiator", "receiver")}.get(offers, (offers,))
    for_i = np.concatenate([actors.position, *(made[kind][0] for kind in put)])
    for_j = np.concatenate([actors.position, *(made[kind][1] for kind in put)])
    sides = (np.concatenate([every, *[i] * len(put)]), np.concatenate([every, *[j] * len(put)]))
    offered = np.arange(len(for_i)) >= n
    changed = _state_utility(actors, attitude, utility, (for_i, for_j), sides, offered)
    chosen = _choices(actors, changed, sides)
    moved = np.where((sides[0][chosen] == every)[:, None], for_i[chosen], for_j[chosen])
    return Turn(
        risk=attitude, utility=utility, winning=winning(actors, utility),
        probability=p, gain=gain, receiver_probability=p_j, receiver_gain=gain_j,
        initiator=i, receiver=j, offers=made, chosen=chosen, position=moved,
    )  # fmt: skip


def _state_utility(
    actors: Actors,
    attitude: Array,
    utility: Array,
    places: tuple[Array, Array],
    sides: tuple[Index, Index],
    offered: NDArray[np.bool_],
) -> Array:
    """Return the mean utility to each actor, (n, m), of the positions after bargain m alone."""
    total = utility.sum(axis=1)[:, None]
    new = sum(
        utilities(values(actors.position, actors.salience, place), attitude[:, None])
        for place in places
    )
    old = utility[:, sides[0]] + utility[:, sides[1]]
    return np.asarray((total + np.where(offered, new - old, 0.0)) / len(actors.capability))

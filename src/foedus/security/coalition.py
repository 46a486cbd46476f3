"""The security an alliance produces as a game of its members, target by target.

The game. Members N of one alliance; every other obligation is switched off. In L(S) the states of
S owe each other defence and nobody else does; all states of the world act as challengers:

    v(S) = sum over i in S of [L_i(nobody allied) - L_i(S)]

With x the pooled strength rho * sum of P_kt over the members k of S other than t, and s their
number, it is a sum over targets t in S of

    L_t(nobody allied) - sum over challengers j not in S of (q_jt p_jt + epsilon rho s q_jt)
                       - sum over challengers j in S of q_jt p_jt

where q and p depend on the coalition through c_t + x alone (a challenger j in S is not in x), and,
if nuclear weapons deter, through whether S has a nuclear member other than t and j. The share
omega of allied power that joins attacks plays no part: within S every ally is the target's too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.security.exponential_sums import ExponentialBasis, Terms, exponential_basis
from foedus.security.kernel import FLOOR, attack_succeeds

__all__ = ["CoalitionGame", "TargetRisk", "game_basis", "risk_and_gradient", "target_risk"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]

ENUMERATED = 10
"""At most so many allies too weak to lift a target over the model's floor are enumerated."""


@dataclass(frozen=True)
class CoalitionGame:
    """The security an alliance produces, as a game of its members.

    Attributes
    ----------
    power : (n, n)
        P_kt of all states of the world; its diagonal is each state's strength at home.
    eta : (n, n)
        Log-odds a year that j challenges t at equal power.
    nuclear : (n,) bool
    members : (k,) int
        Places of the alliance's members, distinct.
    rho, m, alpha, beta, nu, epsilon : float
        See `foedus.security.PARAMETERS`.
    """

    power: Array
    eta: Array
    nuclear: Mask
    members: Indices
    rho: float
    m: float
    alpha: float
    beta: float
    nu: float
    epsilon: float


@dataclass(frozen=True)
class TargetRisk:
    """One target's risk as a sum of terms that are products over the k allies in the coalition.

    Attributes
    ----------
    alone : float
        Its risk with nobody allied, lost conflicts a year.
    factor : (k, R)
        Of each ally in each term; 1 for an ally that is not in the coalition.
    outside, outside_drawn : (R,)
        Coefficients: challengers outside the alliance, risk, and entanglement per ally.
    apart, apart_drawn, allied : (k, R)
        Each possible ally as challenger: risk and entanglement per ally while it is not in the
        coalition, risk while it is.
    error : float
        Bound of what the sum is off, for any coalition.
    """

    alone: float
    factor: Terms
    outside: Terms
    outside_drawn: Terms
    apart: Terms
    apart_drawn: Terms
    allied: Terms
    error: float


@dataclass(frozen=True)
class _Allies:
    """What allies add at a target (k,), and those that are `few`: enumerated, not fitted."""

    own: float
    added: Array
    few: Indices

    @property
    def fitted(self) -> tuple[float, float]:
        """Return the least and most strength with at least one ally that is not enumerated."""
        rest = np.delete(self.added, self.few)
        least = rest[rest > 0].min(initial=np.inf)
        return self.own + float(least), self.own + float(self.added.sum())

    @property
    def subsets(self) -> Mask:
        """Return all subsets of the few, (2^f, f); the first is empty."""
        count = self.few.size
        return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(bool)


def _allies(game: CoalitionGame, place: int) -> _Allies:
    t = game.members[place]
    added = game.rho * game.power[np.delete(game.members, place), t]
    own = float(game.power[t, t])
    below = np.flatnonzero((added > 0) & (own + added < FLOOR))
    return _Allies(own, added, below[np.argsort(added[below])[-ENUMERATED:]])


def game_basis(game: CoalitionGame, density: float) -> ExponentialBasis | None:
    """Return exponents for every strength that may stand behind a target; None if allies add 0.

    Parameters
    ----------
    game : CoalitionGame
    density : float
        Times the default number of exponents.
    """
    ranges = np.array([_allies(game, place).fitted for place in range(game.members.size)])
    ranges = ranges[np.isfinite(ranges[:, 0])]
    if not ranges.size:
        return None
    return exponential_basis(
        float(ranges[:, 0].min()), float(ranges[:, 1].max()), max(game.m, game.beta), density
    )


def _contest(
    game: CoalitionGame, challengers: Indices, target: int, behind: Array, floor: float
) -> tuple[Array, Array, Array]:
    """Return q and q p of challengers not allied to a target, and q p of allied ones.

    `behind` (P,) is what stands against them; the results have a row a challenger.
    """
    off = game.power[challengers, target][:, None]
    balance = np.log(np.maximum(off, FLOOR)) - np.log(np.maximum(behind, floor))
    log_odds = game.eta[challengers, target][:, None] + game.beta * balance
    with np.errstate(over="ignore"):
        apart = 1.0 / (1.0 + np.exp(-log_odds))
        allied = 1.0 / (1.0 + np.exp(-log_odds - game.alpha))
        win = attack_succeeds(off, behind, game.m)
    return apart, apart * win, allied * win


def target_risk(game: CoalitionGame, place: int, basis: ExponentialBasis | None) -> TargetRisk:
    """Return one member's risk as a function of the coalition it is in.

    Parameters
    ----------
    game : CoalitionGame
    place : int
        Of the member in `game.members`.
    basis : ExponentialBasis or None
        From `game_basis`.
    """
    t, others = int(game.members[place]), np.delete(game.members, place)
    allies = _allies(game, place)
    enumerated = allies.own + allies.subsets @ allies.added[allies.few]
    points = enumerated if basis is None else np.append(basis.points, enumerated)
    # The floor's kink would spoil the fit: left out of it where only the enumerated fall below.
    kinked = allies.fitted[0] < FLOOR
    floor = np.full(points.size, FLOOR if kinked else 0.0)
    floor[-enumerated.size :] = FLOOR
    outside = np.setdiff1d(np.arange(len(game.power)), game.members)
    drawn, lost, _ = _contest(game, outside, t, points, floor)
    apart_drawn, apart, allied = _contest(game, others, t, points, floor)
    alone = float((lost.sum(axis=0) + apart.sum(axis=0))[-enumerated.size])
    drag = game.epsilon * game.rho
    rows = np.vstack(
        [lost.sum(axis=0), drag * drawn.sum(axis=0), apart, drag * apart_drawn, allied]
    )
    terms, off = _expand(rows, allies, basis)
    factor = _factors(allies, basis)
    k = others.size
    error = off[0] + k * off[1]
    error += np.maximum(off[2 : 2 + k] + k * off[2 + k : 2 + 2 * k], off[2 + 2 * k :]).sum()
    if game.nuclear[t]:
        alone, terms = (1.0 - game.nu) * alone, (1.0 - game.nu) * terms
    elif game.nu > 0 and game.nuclear[others].any():
        covered = game.nu * game.rho
        terms = np.hstack([(1.0 - covered) * terms, covered * terms])
        factor = np.hstack([factor, factor * ~game.nuclear[others][:, None]])
    coefficients = (terms[0], terms[1], *np.split(terms[2:], 3))
    return TargetRisk(alone, factor, *coefficients, error=float(error))


def _expand(rows: Array, allies: _Allies, basis: ExponentialBasis | None) -> tuple[Terms, Array]:
    """Return coefficients of functions of the strength behind a target, and a bound of each error.

    `rows` has a function a row, at the basis' points and with every subset of the few. After the
    exponentials come products of 'not in the coalition' over all strong allies and a set of few,
    one a subset, that correct the sum where only few are in. With no few that is one term, for
    the target without allies: it may have no strength at all, where no exponential would reach.
    """
    subsets = allies.subsets
    exact = rows[:, -len(subsets) :]
    if basis is None:
        return _over_absent(exact), np.zeros(len(rows))
    coefficients, unexplained = basis.fit(rows[:, : -len(subsets)])
    coefficients = coefficients * np.exp(-basis.rates * allies.own)
    few = np.exp(-np.outer(basis.rates, subsets @ allies.added[allies.few]))
    correction = _over_absent(exact - (coefficients @ few).real)
    least, most = allies.fitted
    step = basis.points[1] / basis.points[0]
    reached = (basis.points >= least / step) & (basis.points <= most * step)
    largest = unexplained[:, reached].max(axis=1, initial=0.0)
    terms = np.hstack([coefficients, correction])
    rounding = np.finfo(float).eps * np.abs(terms).sum(axis=1)
    return terms, 2.0 * largest + 4.0 * rounding


def _over_absent(values: Array) -> Array:
    """Return coefficients of 'all of A absent', A any subset, for values by subset present."""
    size = values.shape[1]
    coefficients = values[:, ::-1].copy()  # by subset absent: the complement
    for bit in range(size.bit_length() - 1):
        pairs = coefficients.reshape(len(values), -1, 2, 1 << bit)
        pairs[:, :, 1] -= pairs[:, :, 0]
    return coefficients


def _factors(allies: _Allies, basis: ExponentialBasis | None) -> Terms:
    subsets = allies.subsets
    absent = np.repeat((allies.added == 0.0)[:, None].astype(float), len(subsets), axis=1)
    absent[allies.few] = ~subsets.T
    if basis is None:
        return absent
    return np.hstack([np.exp(-np.outer(allies.added, basis.rates)), absent])


def risk_and_gradient(target: TargetRisk, theta: Array) -> tuple[Array, Array]:
    """Return a target's expected cost and its derivative in each ally's chance to be in.

    Parameters
    ----------
    target : TargetRisk
    theta : (Q,)
        Chance that an ally is in the coalition, the same for all, below 1.

    Returns
    -------
    level : (Q,)
        Risk and what it costs its allies, lost conflicts a year.
    gradient : (Q, k)
    """
    theta = theta[:, None, None]
    mean = 1.0 - theta + theta * target.factor  # (Q, k, R)
    pooled = mean.prod(axis=1, keepdims=True)
    others = pooled / mean  # an ally left out
    slope = (target.factor - 1.0) / mean
    count = theta * target.factor / mean  # an ally's part of the mean number of allies
    counts = count.sum(axis=1, keepdims=True)
    count_slope = target.factor / mean**2
    # Challengers outside the alliance.
    cost = target.outside + target.outside_drawn * counts
    level = pooled * cost
    gradient = pooled * (slope * cost + count_slope * target.outside_drawn)
    # Possible allies as challengers: each outside with 1 - theta, inside with theta.
    drawn = others * (1.0 - theta) * target.apart_drawn
    each = others * ((1.0 - theta) * target.apart + theta * target.allied)
    each = each + drawn * (counts - count)
    summed = each.sum(axis=1, keepdims=True)
    gradient = gradient + slope * (summed - each)
    gradient = gradient + count_slope * (drawn.sum(axis=1, keepdims=True) - drawn)
    joining = target.allied - target.apart - target.apart_drawn * (counts - count)
    gradient = gradient + others * joining
    return (level + summed).sum(axis=(1, 2)).real, gradient.sum(axis=2).real

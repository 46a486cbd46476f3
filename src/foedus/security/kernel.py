"""The security model on arrays, in the letters of the model page.

Index order: [j, t] is challenger j (row) against target t (column); [k, t] is from k to t. All
functions broadcast over leading axes, so that a batch of draws is one call: parameters then have
shape (B, 1, 1).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.measures.contest import ratio_contest
from foedus.measures.gradient import exponential_gradient, war_trap_power

__all__ = [
    "FLOOR",
    "Risk",
    "Ties",
    "attack_succeeds",
    "challenge",
    "defence",
    "distinct_rows",
    "entanglement",
    "evaluate",
    "log_ratio",
    "offence",
    "projected_power",
    "shield",
]

Array = NDArray[np.float64]
Value = float | Array
Mask = NDArray[np.bool_]

FLOOR = 1e-6
"""Smallest strength, as a share of the system's, that the balance of power distinguishes.

About 30 soldiers and 4 million dollars a year. Without it a state with no armed forces would be
challenged by everybody with certainty, since the log of the ratio would be infinite.
"""


def distinct_rows(mask: Mask) -> tuple[Array, NDArray[np.intp]]:
    """Return the distinct rows of a mask, as numbers, and which of them each row is.

    Parameters
    ----------
    mask : (r, n) bool

    Examples
    --------
    >>> rows, which = distinct_rows(np.array([[True, True], [False, True], [True, True]]))
    >>> rows.tolist(), which.tolist()
    ([[0.0, 1.0], [1.0, 1.0]], [1, 0, 1])
    """
    bits = np.packbits(mask, axis=1)  # to compare eight columns at a time
    _, first, which = np.unique(bits, axis=0, return_index=True, return_inverse=True)
    return mask[first].astype(float), which.reshape(-1)


@dataclass(frozen=True)
class Ties:
    """Who owes whom defence, prepared for sums over allies.

    Attributes
    ----------
    allied : (n, n) bool, symmetric, diagonal False
    blocs : (b, n) float
        The distinct rows of `allied` with the diagonal set: states with the same allies share one.
    bloc_of : (n,) int
        Row of `blocs` for each state.
    """

    allied: Mask
    blocs: Array
    bloc_of: NDArray[np.intp]

    @staticmethod
    def of(allied: Mask) -> "Ties":
        """Return the ties of a symmetric matrix of defence obligations."""
        closed: Mask = allied | np.eye(len(allied), dtype=bool)
        return Ties(allied, *distinct_rows(closed))

    def sum_over_allies(self, values: Array) -> Array:
        """Return, for every state i, the sum of rows k of `values` over i's allies, i left out."""
        summed: Array = (self.blocs @ values)[..., self.bloc_of, :] - values
        return summed


@dataclass(frozen=True)
class Risk:
    """What threatens each state, a year.

    Attributes
    ----------
    win : (n, n)
        p_jt, probability that challenger j prevails over t.
    challenge : (n, n)
        q_jt, expected challenges of t by j a year.
    direct : (n,)
        R_t, expected lost conflicts a year.
    entanglement : (n,)
        E_i, expected cost of allies' conflicts a year, in lost conflicts of one's own.
    """

    win: Array
    challenge: Array
    direct: Array
    entanglement: Array

    @property
    def insecurity(self) -> Array:
        """Return L = R + E, (n,), lost conflicts a year or their equivalent."""
        return self.direct + self.entanglement

    @property
    def security(self) -> Array:
        """Return S = exp(-L), (n,), in (0, 1]."""
        security: Array = np.exp(-self.insecurity)
        return security


def projected_power(
    capability: Array, distance: Array, scale: Value, gradient: str = "exponential"
) -> Array:
    """Return P_kt, what each state k can bring to bear at each state t.

    Parameters
    ----------
    capability : (n,), shares summing to 1
    distance : (n, n), km
    scale : float or (B, 1, 1), km
        D of the exponential gradient; the days-of-travel form has no such parameter.
    gradient : {"exponential", "war_trap"}

    Examples
    --------
    >>> projected_power(np.array([0.6, 0.4]), np.array([[0, 4000.0], [4000, 0]]), 4000).round(3)
    array([[0.6  , 0.221],
           [0.147, 0.4  ]])
    """
    own = capability[..., :, None]
    if gradient == "war_trap":
        return war_trap_power(own, distance)
    result: Array = own * exponential_gradient(distance, scale)
    return result


def defence(power: Array, ties: Ties, rho: Value) -> Array:
    """Return Def_jt, what stands against j at t: t's own strength and its allies', weighted by rho.

    Parameters
    ----------
    power : (..., n, n)
        P_kt; its diagonal is each state's strength at home.
    ties : Ties
    rho : float, (B, 1, 1) or (n, n) [ally k, target t]
        Probability that an obligation is honoured. The challenger never defends its target.
    """
    pledged = rho * (ties.allied * power)
    own = np.diagonal(power, axis1=-2, axis2=-1)[..., None, :]
    result: Array = own + pledged.sum(axis=-2, keepdims=True) - pledged
    return result


def offence(power: Array, ties: Ties, omega: Value) -> Array:
    """Return Off_jt, what j brings against t: its own power and a share of its allies' power.

    Parameters
    ----------
    power : (..., n, n)
        P_kt.
    ties : Ties
    omega : float, (B, 1, 1) or (n, n) [challenger j, its ally k]
        Share of the allies' power that joins an attack. Allies of the target, and the target
        itself, never join.
    """
    if not np.any(omega):
        return power
    free = power * ~(ties.allied | np.eye(ties.allied.shape[-1], dtype=bool))
    if np.ndim(omega) and np.shape(omega)[-2:] == ties.allied.shape:
        joined: Array = power + (omega * ties.allied) @ free
        return joined
    result: Array = power + omega * ties.sum_over_allies(free)
    return result


def log_ratio(off: Array, against: Array) -> Array:
    """Return log(Off/Def), each not below FLOOR, so that the result is finite."""
    result: Array = np.log(np.maximum(off, FLOOR) / np.maximum(against, FLOOR))
    return result


def attack_succeeds(off: Array, against: Array, m: Value) -> Array:
    """Return p_jt, the probability that the challenger prevails; never with nothing to fight with.

    Parameters
    ----------
    off, against : (..., n, n)
        Off_jt and Def_jt.
    m : float or (B, 1, 1)
        Decisiveness.
    """
    result: Array = np.where(off > 0, ratio_contest(off, against, m), 0.0)
    return result


def shield(nuclear: Mask, ties: Ties, rho: Value) -> Array:
    """Return u_jt, how far nuclear weapons cover t against j: 1 its own, rho an ally's, else 0.

    An umbrella held only by the challenger itself covers nobody against it.
    """
    umbrella = np.broadcast_to(rho * (ties.allied * nuclear[:, None]), _batch(rho, nuclear.size))
    largest = umbrella.max(axis=-2, keepdims=True)
    first = umbrella.argmax(axis=-2)[..., None, :]
    challenger = np.arange(nuclear.size)[:, None]
    without_first = np.where(challenger == first, 0.0, umbrella).max(axis=-2, keepdims=True)
    allies = np.where(challenger == first, without_first, largest)
    result: Array = np.where(nuclear[None, :], 1.0, allies)
    return result


def _batch(rho: Value, n: int) -> tuple[int, ...]:
    return np.broadcast_shapes(np.shape(rho), (n, n))


def challenge(eta: Array, allied: Mask, balance: Array, alpha: Value, beta: Value) -> Array:
    """Return expected challenges of t by j a year, before nuclear deterrence; 0 on the diagonal.

    Parameters
    ----------
    eta : (n, n)
        Log-odds a year at equal power between states that are not allied.
    allied : (n, n) bool
    balance : (..., n, n)
        log(Off/Def).
    alpha, beta : float or (B, 1, 1)
        Change of the log-odds for allies, and per unit of `balance`.
    """
    log_odds = eta + alpha * allied + beta * balance
    result: Array = 1.0 / (1.0 + np.exp(-log_odds))
    n = eta.shape[-1]
    result[..., np.arange(n), np.arange(n)] = 0.0
    return result


def entanglement(challenges: Array, ties: Ties, rho: Value, epsilon: Value) -> Array:
    """Return E_i: eps rho times the challenges that i's allies face from states not i's allies.

    Parameters
    ----------
    challenges : (..., n, n)
        q_jk.
    ties : Ties
    rho : float, (B, 1, 1) or (n, n) [ally k, target t]
    epsilon : float or (B, 1, 1)
        Cost of being drawn in, as a share of a lost war of one's own.

    References
    ----------
    Snyder (1984): entrapment, the price of not being abandoned.
    """
    from_allies = ties.sum_over_allies(challenges) + challenges  # [i, k], i itself counted
    everybody = challenges.sum(axis=-2, keepdims=True)
    from_outside = np.maximum(everybody - from_allies, 0.0)  # rounding may fall below 0
    drawn_in: Array = (epsilon * rho * (ties.allied * from_outside)).sum(axis=-1)
    return drawn_in


def evaluate(
    power: Array,
    eta: Array,
    ties: Ties,
    nuclear: Mask,
    *,
    rho: Value,
    omega: Value,
    m: Value,
    alpha: Value,
    beta: Value,
    nu: Value,
    epsilon: Value,
) -> Risk:
    """Return everybody's risk under one set of assumptions, or a batch of them.

    Parameters
    ----------
    power : (..., n, n)
        P_kt from `projected_power`.
    eta : (n, n)
    ties : Ties
    nuclear : (n,) bool
    rho, omega, m, alpha, beta, nu, epsilon : float or (B, 1, 1)
        The model's parameters, see `foedus.security.PARAMETERS`; rho and omega may differ by pair
        of allies, (n, n).

    Examples
    --------
    >>> alone = Ties.of(np.zeros((2, 2), dtype=bool))
    >>> power = projected_power(np.array([0.5, 0.5]), np.zeros((2, 2)), 4000.0)
    >>> risk = evaluate(power, np.zeros((2, 2)), alone, np.zeros(2, dtype=bool), rho=0.75,
    ...                 omega=0.0, m=1.0, alpha=0.0, beta=0.5, nu=0.0, epsilon=0.1)
    >>> risk.direct  # challenged every other year, lost every other time
    array([0.25, 0.25])
    """
    against = defence(power, ties, rho)
    off = offence(power, ties, omega)
    challenges = challenge(eta, ties.allied, log_ratio(off, against), alpha, beta)
    if np.any(nu):
        challenges = challenges * (1.0 - nu * shield(nuclear, ties, rho))
    win = attack_succeeds(off, against, m)
    direct: Array = (challenges * win).sum(axis=-2)
    return Risk(win, challenges, direct, entanglement(challenges, ties, rho, epsilon))

"""In what share of the draws each statement holds, and which number decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.measures.sensitivity import first_order_indices
from foedus.questions.assessment import Driver, Robustness, Statement
from foedus.questions.judged import Band
from foedus.questions.roles import Roles
from foedus.security import Outcome, Parameters, monte_carlo_error, noticed_from, word
from foedus.security.attack import TERMS
from foedus.security.joining_terms import JOINING_TERMS
from foedus.security.readings import LETTERS, SYMBOLS
from foedus.world.states import in_sentence
from foedus.world.world import World

__all__ = ["nobody_less_safe", "numbers_of", "robustness"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SHOWN = 3
"""Numbers named as deciding a statement."""

CONTESTED = 0.1
"""A statement is explained as such if at least this share of the draws goes either way."""


@dataclass(frozen=True, eq=False)
class _Claim:
    """A statement and the figure that decides: below 0 it holds, above its denial, at 0 `same`."""

    id: str
    text: str
    denial: str
    figure: Array  # (draws,), attacks a century
    full: Array  # the same at psi = 1
    same: str = ""  # none where the figure of no change is below 0


def robustness(found: Outcome, world: World, roles: Roles, seed: int) -> Robustness | None:
    """Return in what share of the draws each statement holds; None without draws.

    Parameters
    ----------
    found : Outcome
    world : World
    roles : Roles
    seed : int
        Of the draws, for the record.
    """
    if found.draws is None or found.parameters is None:
        return None
    claims = list(_claims(found, world, roles))
    names, points, choices = varied(found.parameters)
    figures = np.stack([claim.figure for claim in claims]) if claims else np.zeros((0, found.count))
    outputs = np.concatenate([figures, (figures < 0).astype(float)])
    # Coefficients are correlated: each is asked alone how much of a figure it explains.
    alone = [first_order_indices(points[:, [k]], [choices[k]], outputs) for k in range(len(names))]
    indices = np.hstack(alone) if alone else np.zeros((len(outputs), 0))
    return Robustness(
        draws=found.count,
        seed=seed,
        held=tuple(found.assumptions.fixed),
        verdicts=tuple(
            _statement(claim, names, points, indices[i], indices[len(claims) + i])
            for i, claim in enumerate(claims)
        ),
    )


def _claims(found: Outcome, world: World, roles: Roles) -> Iterator[_Claim]:
    assert found.draws is not None
    held = "psi" in found.assumptions.fixed
    own = found.draws.insecurity()
    full = own if held else found.draws.insecurity(1.0)
    if len(roles.members):
        yield _Claim(
            "members_safer_on_the_whole",
            "the members get safer on the whole",
            "the members get less safe on the whole",
            own[:, roles.members].mean(axis=1),
            full[:, roles.members].mean(axis=1),
            "nothing changes for the members on the whole",
        )
    for i in roles.moving:
        name = in_sentence(world.iso3[i])
        yield _Claim(
            f"{world.iso3[i]}_safer",
            f"{name} gets safer",
            f"{name} gets less safe",
            own[:, i],
            full[:, i],
            f"nothing changes for {name}",
        )
    if len(roles.outsiders):
        figure = _worst_noticed(found, roles.outsiders)
        yield _Claim(
            "no_outsider_less_safe",
            "no outsider gets noticeably less safe",
            "some outsider gets noticeably less safe",
            figure,
            figure,
        )


def _worst_noticed(found: Outcome, outside: Index) -> Array:
    """Return by how much the worst-off outsider is above what it notices, (draws,)."""
    assert found.draws is not None
    change = found.draws.insecurity()[:, outside]
    level = found.before.insecurity(found.psi)[outside]
    worst: Array = (change - noticed_from(level)).max(axis=1)
    return worst


def nobody_less_safe(found: Outcome, outside: Index) -> float | None:
    """Return the share of the draws in which no outsider gets noticeably less safe.

    Parameters
    ----------
    found : Outcome
    outside : int array

    Examples
    --------
    >>> from foedus.security import Assumptions, outcome
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> found = outcome(world, world, Assumptions(), draws=2)
    >>> nobody_less_safe(found, world.indices({"RUS", "BLR"}))
    1.0
    """
    if found.draws is None or not len(outside):
        return None
    return float((_worst_noticed(found, outside) < 0).mean())


def numbers_of(parameters: Parameters) -> dict[str, Array]:
    """Return every number of the draws by name, (draws,).

    Parameters
    ----------
    parameters : Parameters

    Examples
    --------
    >>> from foedus.security import Assumptions, point
    >>> from foedus.world.load import load_world
    >>> numbers = numbers_of(point(Assumptions(), load_world()))
    >>> [name for name in numbers if name in ("D", "rho", "delta", "psi")]
    ['delta', 'D', 'rho', 'psi']
    """
    return {
        **{LETTERS.get(term, term): parameters.attack[:, k] for k, term in enumerate(TERMS)},
        **{f"join_{term}": parameters.joining[:, k] for k, term in enumerate(JOINING_TERMS)},
        "D": parameters.D,
        "rho": parameters.rho,
        "omega": parameters.omega,
        "psi": parameters.psi,
        "capability": parameters.capability.astype(float),
        "the world's attacks a year": parameters.attacks,
    }


def label_of(name: str) -> str:
    """Return how a number is named to a reader: its letter, or its term and equation.

    Parameters
    ----------
    name : str
        Of `numbers_of`.

    Examples
    --------
    >>> label_of("delta"), label_of("log_peace"), label_of("join_tie"), label_of("capability")
    ('δ', 'log peace (attack)', 'tie (joining)', 'capability')
    """
    if name in SYMBOLS:
        return SYMBOLS[name]
    if name.startswith("join_"):
        return f"{name.removeprefix('join_').replace('_', ' ')} (joining)"
    return f"{name.replace('_', ' ')} (attack)" if name in TERMS else name


def varied(parameters: Parameters) -> tuple[list[str], Array, list[int]]:
    """Return the numbers that differ between the draws: names, ranks in the unit cube, choices.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    names : list of str
    points : (draws, numbers) in [0, 1]
    choices : list of int
        How many values a number takes where it takes few; 0 where it is continuous.
    """
    columns = numbers_of(parameters)
    names, points, choices = [], [], []
    anchored = not np.isnan(parameters.attacks).all()
    for name, values in columns.items():
        if name == "constant" and anchored:
            continue  # it follows from the others and from the world's attacks
        distinct, place = np.unique(np.nan_to_num(values), return_inverse=True)
        if len(distinct) < 2:
            continue
        few = len(distinct) <= CHOICES
        names.append(name)
        choices.append(len(distinct) if few else 0)
        points.append((place + 0.5) / len(distinct))
    stacked = np.stack(points, axis=1) if points else np.zeros((len(parameters), 0))
    return names, stacked, choices


CHOICES = 30
"""Distinct values up to which a number counts as a choice among few (grid points, measures)."""


def _statement(
    claim: _Claim, names: list[str], points: Array, of_figure: Array, of_share: Array
) -> Statement:
    shares = [float((figure < 0).mean()) for figure in (claim.figure, claim.full)]
    same = float((claim.figure == 0).mean())
    unmoved = same > max(shares[0], 1.0 - same - shares[0])
    holds = not unmoved and shares[0] >= 1.0 - same - shares[0]
    # For the majority's side, the lower of both psi: the word must hold for either.
    share = same if unmoved else min(shares) if holds else 1.0 - same - max(shares)
    draws = len(claim.figure)
    finite = claim.figure[np.isfinite(claim.figure)]
    low, median, high = np.quantile(finite, (0.05, 0.5, 0.95)) if len(finite) else (0.0, 0.0, 0.0)
    index = of_share if CONTESTED < shares[0] < 1 - CONTESTED else of_figure
    order = np.argsort(-index, kind="stable")[:SHOWN]
    agree = claim.figure == 0 if unmoved else (claim.figure < 0) == holds
    return Statement(
        id=claim.id,
        statement=claim.same if unmoved else claim.text if holds else claim.denial,
        share=share,
        mc_error=float(monte_carlo_error(share, draws)),
        word=word(share, draws),  # type: ignore[arg-type]
        band=Band(low=float(low), median=float(median), high=float(high)),
        decided_by=tuple(_driver(names[k], float(index[k]), points[:, k], agree) for k in order),
    )


def _driver(name: str, index: float, place: Array, agree: NDArray[np.bool_]) -> Driver:
    upper = place > 0.5
    return Driver(
        name=name,
        symbol=label_of(name),
        first_order=index,
        share_low=float(agree[~upper].mean()) if (~upper).any() else None,
        share_high=float(agree[upper].mean()) if upper.any() else None,
    )

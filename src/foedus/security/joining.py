"""Who is drawn into whose wars: what an obligation adds to the chance of joining.

    e_ikj = P(i joins k against j | tie) - P(i joins k against j | no tie)
    E_i = sum_k A_ik sum_{j not i, not allied with i} e_ikj h_jk

e depends on the attacker j only through a land border or a rivalry between i and j, so that E is a
matrix product and a correction for the few attackers with one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import chance, duty_of
from foedus.security.joining_terms import JOINING_TERMS, JoiningCase, joining_columns
from foedus.security.terms import FLOOR
from foedus.world.world import World

__all__ = ["Joiners", "Obligations", "excess", "obligations"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]

LAND_OTHER = JOINING_TERMS.index("land_other")
RIVAL = JOINING_TERMS.index("rival_of_other")


@dataclass(frozen=True, eq=False)
class Obligations:
    """Pairs (ally, defended) for which chances of joining are wanted, m of them.

    Attributes
    ----------
    ally, defended : (m,) int
        Places in the world.
    weight : (m,)
        Of the obligation: its tie, times its own rho where it has one below 1.
    columns : (m, terms)
        JOINING_TERMS against an attacker with neither land border nor rivalry with the ally.
    tie_columns : (m, terms)
        What the obligation adds to them.
    """

    ally: Index
    defended: Index
    weight: Array
    columns: Array
    tie_columns: Array


def obligations(
    world: World, ally: Index, defended: Index, capability: Array, war: float
) -> Obligations:
    """Return pairs of allies with the columns of the joining equation.

    Parameters
    ----------
    world : World
    ally, defended : (m,) int
    capability : (n,) shares
    war : float
        1 for wars, 0 for lesser disputes.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> usa, gbr = np.array([world.index("USA")]), np.array([world.index("GBR")])
    >>> obligations(world, usa, gbr, world.capability, 1.0).weight.tolist()
    [1.0]

    References
    ----------
    Leeds, Long & Mitchell (2000).
    """

    def columns(tie: float) -> Array:
        return joining_columns(
            JoiningCase(
                war=war,
                tie=tie,
                tie_to_other=0.0,
                land=world.contiguous[ally, defended],
                land_other=0.0,
                major=world.major[ally],
                rival_of_other=0.0,
                distance=world.capital_distance[ally, defended],
                capability=np.maximum(capability[ally], FLOOR),
            )
        )

    weight = duty_of(world)[ally, defended]
    if world.pledges is not None:
        weight = weight * np.minimum(world.pledges[0][1][ally, defended], 1.0)
    without = columns(0.0)
    return Obligations(ally, defended, weight, without, columns(1.0) - without)


def excess(
    found: Obligations, coefficients: Array, land: Array, rival: Array, *, all_joins: bool = False
) -> Array:
    """Return e: what the obligation adds to the chance that the ally joins, (B, m).

    Parameters
    ----------
    found : Obligations
    coefficients : (B, terms)
    land, rival : (m,) bool or float
        Land border and rivalry between the ally and the attacker.
    all_joins : bool
        Return the chance with the obligation instead, for comparison with the record.

    References
    ----------
    Leeds, Long & Mitchell (2000).
    """
    other = coefficients[:, LAND_OTHER, None] * land + coefficients[:, RIVAL, None] * rival
    without = coefficients @ found.columns.T + other
    joined = chance(without + coefficients @ found.tie_columns.T)
    return joined if all_joins else joined - chance(without)


@dataclass(frozen=True, eq=False)
class Joiners:
    """The sums over attackers that E needs, for one world and one block of attacks.

    Attributes
    ----------
    found : Obligations
        Pairs with an obligation, the defended among the block's targets, sorted by ally.
    place : (m,) int
        Of the defended among the block's targets.
    outside : (u, attackers)
        1 for those who are neither the ally itself nor allied with it, a row for each set.
    bloc : (m,) int
        Row of `outside`.
    special_pair, special_attacker : (s,) int
        Pairs and attackers outside with a land border or a rivalry with the ally.
    land, rival : (s,)
    """

    found: Obligations
    place: Index
    outside: Array
    bloc: Index
    special_pair: Index
    special_attacker: Index
    land: Array
    rival: Array

    @staticmethod
    def of(
        world: World,
        capability: Array,
        war: float,
        attackers: Index,
        targets: Index,
        who: Index | None = None,
    ) -> Joiners:
        """Return the sums' structure.

        Parameters
        ----------
        world : World
        capability : (n,)
        war : float
        attackers, targets : int arrays
            The block.
        who : int array, optional
            Allies to be looked at; all if not given.
        """
        tied = duty_of(world) > 0
        wanted = np.ones(len(tied), dtype=bool)
        if who is not None:
            wanted = np.isin(np.arange(len(tied)), who)
        ally, place = np.nonzero(tied[:, targets] & wanted[:, None])
        members, of_ally = np.unique(ally, return_inverse=True)
        closed = (world.tie > 0) | np.eye(len(tied), dtype=bool)
        away = ~closed[np.ix_(members, attackers)]
        outside, bloc = _distinct_rows(away)
        near = world.contiguous[np.ix_(members, attackers)]
        rival = world.rivalry[np.ix_(members, attackers)]
        pair, attacker = np.nonzero((away & (near | rival))[of_ally])
        member = of_ally[pair]
        return Joiners(
            obligations(world, ally, targets[place], capability, war),
            place,
            outside.astype(float),
            bloc[of_ally],
            pair,
            attacker,
            near[member, attacker].astype(float),
            rival[member, attacker].astype(float),
        )

    def drawn_in(self, attacks: Array, coefficients: Array, *, all_joins: bool = False) -> Array:
        """Return wars of the defended that the ally fights, (B, m), in the unit of `attacks`.

        Parameters
        ----------
        attacks : (B, targets, attackers)
            h_jk.
        coefficients : (B, terms)
            Of the joining equation.
        all_joins : bool
            Count every join of an ally, not only what the obligation adds.
        """
        count = len(attacks)
        plain = excess(self.found, coefficients, np.zeros(1), np.zeros(1), all_joins=all_joins)
        total = attacks.reshape(-1, attacks.shape[2]) @ self.outside.T
        total = total.reshape(count, attacks.shape[1], -1)[:, self.place, self.bloc]
        result: Array = plain * total
        for near, hostile in ((1, 0), (0, 1), (1, 1)):
            these = (self.land == near) & (self.rival == hostile)
            if these.any():
                self._correct(result, plain, attacks, coefficients, these, near, hostile, all_joins)
        return result * self.found.weight

    def _correct(
        self,
        result: Array,
        plain: Array,
        attacks: Array,
        coefficients: Array,
        these: NDArray[np.bool_],
        near: int,
        hostile: int,
        all_joins: bool,
    ) -> None:
        """Add what attackers of one kind change in the sums of `drawn_in`."""
        pair, attacker = self.special_pair[these], self.special_attacker[these]
        pairs, first = np.unique(pair, return_index=True)  # pairs are sorted: runs of the same
        risk = np.add.reduceat(attacks[:, self.place[pair], attacker], first, axis=1)
        some = Obligations(
            *(
                getattr(self.found, name)[pairs]
                for name in ("ally", "defended", "weight", "columns", "tie_columns")
            )
        )
        kind = excess(
            some, coefficients, np.full(1, near), np.full(1, hostile), all_joins=all_joins
        )
        result[:, pairs] += (kind - plain[:, pairs]) * risk

    def by_ally(self, joined: Array, n: int) -> Array:
        """Return sums over the defended, (B, n), of what `drawn_in` returned.

        Parameters
        ----------
        joined : (B, m)
        n : int
            States of the world.
        """
        result = np.zeros((len(joined), n))
        if joined.shape[1]:
            allies, first = np.unique(self.found.ally, return_index=True)
            result[:, allies] = np.add.reduceat(joined, first, axis=1)
        return result


def _distinct_rows(mask: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Index]:
    """Return the different rows of a mask and for every row which of them it is."""
    _, first, which = np.unique(
        np.packbits(mask, axis=1), axis=0, return_index=True, return_inverse=True
    )
    return mask[first], which.ravel()

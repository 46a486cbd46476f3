"""All directed dyad-years as rows: the situation, the balance of power, what began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.years import Year
from foedus.security.nuclear_terms import nuclear_columns, nuclear_shield
from foedus.security.terms import (
    SITUATION_TERMS,
    allied_power,
    balance_columns,
    projected_power,
    situation_columns,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["EVENTS", "FORCE", "WAR", "Rows", "attack_rows", "onsets"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

EVENTS = ("war", "fatal", "force")
FORCE, WAR = 4, 5
"""Hostility of a use of force and of a war."""


def onsets(participants: pl.DataFrame, disputes: pl.DataFrame) -> pl.DataFrame:
    """Return who began which dispute against whom, and when.

    Parameters
    ----------
    participants : dispnum, ccode, sidea, orig (gml_part)
    disputes : dispnum, styear, hostlev, fatality (gml_mid_disps)

    Returns
    -------
    frame : dispnum, attacker, target, year, hostlev, fatality
        A row for every originator on side A and originator on side B. Joiners begin nothing.
        Hostility and fatality are the dispute's: what it led to, whoever shot.
    """
    import polars as pl

    original = participants.filter(pl.col("orig") == 1)
    side_a = original.filter(pl.col("sidea") == 1).select("dispnum", attacker="ccode")
    side_b = original.filter(pl.col("sidea") == 0).select("dispnum", target="ccode")
    return (
        side_a.join(side_b, on="dispnum")
        .join(disputes.select("dispnum", "styear", "hostlev", "fatality"), on="dispnum")
        .rename({"styear": "year"})
        .cast({"attacker": pl.Int64, "target": pl.Int64, "year": pl.Int64})
        .sort("dispnum", "attacker", "target")
    )


@dataclass(frozen=True, eq=False)
class Rows:
    """Directed dyad-years with everything known, attacker and target not at war when it began.

    Attributes
    ----------
    years : the states of every year
    keep : for each year (n, n) bool, the dyads [attacker, target] that are rows
    situation : (N, 17), columns SITUATION_TERMS
    attacker, target, year : (N,) int
    happened : event to (N,) bool
    known : event to (N,) bool; a dispute of unknown fatality may have been deadly
    weight : (N,) float
        How many rows each stands for in a fit: see `thinned`.
    unknown, warring : int, dyad-years left out: capability or place unknown, at war already
    """

    years: tuple[Year, ...]
    keep: tuple[Mask, ...]
    situation: Array
    attacker: Codes
    target: Codes
    year: Codes
    happened: dict[str, Mask]
    known: dict[str, Mask]
    weight: Array
    unknown: int
    warring: int

    @cached_property
    def pair(self) -> Codes:
        """Return (N,) a number for each undirected pair."""
        low, high = np.minimum(self.attacker, self.target), np.maximum(self.attacker, self.target)
        return low * 1000 + high

    def flat(self, layers: Sequence[Array]) -> Array:
        """Return matrices, one a year, as one array in the order of the rows."""
        kept = zip(layers, self.keep, strict=True)
        return np.concatenate([layer[mask] for layer, mask in kept])

    def balance(self, scale: float, rho: float, omega: float = 0.0) -> Array:
        """Return (N, 4), columns BALANCE_TERMS, for D in km, ρ and ω."""
        found = [
            _balance(year, keep, scale, rho, omega)
            for year, keep in zip(self.years, self.keep, strict=True)
        ]
        return np.concatenate(found)

    @cached_property
    def nuclear(self) -> Array:
        """Return (N, 3), columns NUCLEAR_TERMS."""
        found = []
        for year, keep in zip(self.years, self.keep, strict=True):
            own = year.nuclear.astype(float)
            shield = nuclear_shield(year.tie, own)
            found.append(nuclear_columns(own[:, None], own[None, :], shield)[keep])
        return np.concatenate(found)


def _balance(year: Year, keep: Mask, scale: float, rho: float, omega: float) -> Array:
    c = year.strength
    power = projected_power(c, year.distance, scale)
    to_defence, to_attack = allied_power(power, year.tie)
    offence, defence = power + omega * to_attack, c[None, :] + rho * to_defence
    targets = np.broadcast_to(c[None, :], keep.shape)
    return balance_columns(targets[keep], offence[keep], defence[keep], year.tie[keep])


def attack_rows(years: Sequence[Year], started: pl.DataFrame) -> Rows:
    """Return the rows on which the attack equation is estimated.

    Parameters
    ----------
    years : states of every year
    started : as of `onsets`
    """
    key = _keys(
        started["attacker"].to_numpy(), started["target"].to_numpy(), started["year"].to_numpy()
    )
    known = [year.known for year in years]
    wars = key[started["hostlev"].to_numpy() == WAR]
    # A war that ended early in a year leaves room for a new one: no war's beginning is left out.
    keep = tuple(
        k & ~(year.at_war & ~_began(year, wars)) for k, year in zip(known, years, strict=True)
    )
    sides = [_sides(year, mask) for year, mask in zip(years, keep, strict=True)]
    attacker, target, when = (np.concatenate(part) for part in zip(*sides, strict=True))
    own = _keys(attacker, target, when)
    hostility, fatality = started["hostlev"].to_numpy(), started["fatality"].to_numpy()
    fatal = np.isin(own, key[fatality > 0])
    unclear = np.isin(own, key[fatality < 0]) & ~fatal
    everything = np.ones(len(own), dtype=bool)
    situation = np.concatenate(
        [situation_columns(year.situation())[mask] for year, mask in zip(years, keep, strict=True)]
    )
    return Rows(
        years=tuple(years),
        keep=keep,
        situation=situation,
        attacker=attacker,
        target=target,
        year=when,
        happened={
            "war": np.isin(own, key[hostility == WAR]),
            "fatal": fatal,
            "force": np.isin(own, key[hostility >= FORCE]),
        },
        known={"war": everything, "fatal": ~unclear, "force": everything},
        weight=thinned(situation, attacker, target, when, np.isin(own, key)),
        unknown=sum(
            int(y.system.together.sum() - k.sum()) for y, k in zip(years, known, strict=True)
        ),
        warring=sum(int((k & ~kept).sum()) for k, kept in zip(known, keep, strict=True)),
    )


def thinned(situation: Array, attacker: Codes, target: Codes, year: Codes, disputed: Mask) -> Array:
    """Return how many rows each row stands for in a fit: 1, or THIN, or 0 where it is left out.

    Four rows in five are far pairs without a major power, in which next to nothing ever happens. Of
    those that are no rivals and in which nothing happened, one year in THIN is kept and weighted by
    THIN: the estimates stay consistent and lose next to nothing.

    Parameters
    ----------
    situation : (N, 17), columns SITUATION_TERMS
    attacker, target, year : (N,) int
    disputed : (N,) bool, a dispute of any kind began

    References
    ----------
    King & Zeng (2001), weighting.
    """
    far = situation[:, SITUATION_TERMS.index("far_no_major")] > 0
    calm = far & (situation[:, SITUATION_TERMS.index("rival")] == 0) & ~disputed
    turn = (attacker + target + year) % THIN == 0
    return np.where(calm, np.where(turn, float(THIN), 0.0), 1.0)


THIN = 10


def _keys(attacker: Codes, target: Codes, year: Codes) -> Codes:
    return (attacker.astype(np.int64) * 1000 + target) * 10000 + year


def _began(year: Year, key: Codes) -> Mask:
    ccode = year.system.ccode
    when = np.array([year.year])
    own = _keys(np.repeat(ccode, len(ccode)), np.tile(ccode, len(ccode)), when)
    return np.isin(own, key).reshape(len(ccode), len(ccode))


def _sides(year: Year, keep: Mask) -> tuple[Codes, Codes, Codes]:
    first, second = np.nonzero(keep)
    ccode = year.system.ccode
    return ccode[first], ccode[second], np.full(len(first), year.year, dtype=np.int64)

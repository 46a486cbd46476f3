"""The numbers an evaluation of the model needs: one set of them, or many."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from foedus.security.attack import TERMS
from foedus.security.joining_terms import JOINING_TERMS
from foedus.security.nuclear_terms import NUCLEAR_TERMS

__all__ = ["Parameters"]

Array = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Parameters:
    """Sets of numbers for the model's equations, B of them; one set is a batch of 1.

    Attributes
    ----------
    event : {"war", "fatal", "force"}
    reading : str
        Of `foedus.security.readings.READINGS`.
    attack : (B, terms)
        Coefficients in the order of `foedus.security.attack.TERMS`.
    joining : (B, terms)
        Coefficients in the order of `foedus.security.joining_terms.JOINING_TERMS`.
    D : (B,) km
    rho, omega, psi : (B,)
    capability : (B,) int
        Row of `foedus.world.resources.capability_variants`.
    attacks : (B,)
        Attacks a year in the whole world that the constant is to be anchored to; nan leaves the
        constant as it is.
    """

    event: str
    reading: str
    attack: Array
    joining: Array
    D: Array
    rho: Array
    omega: Array
    psi: Array
    capability: Index
    attacks: Array

    def __len__(self) -> int:
        return len(self.attack)

    @property
    def nuclear(self) -> bool:
        """Return whether nuclear weapons have a part in the attack equation."""
        return bool(self.attack[:, -len(NUCLEAR_TERMS) :].any())

    @property
    def war(self) -> float:
        """Return 1 where the event is a war, 0 where it is a lesser dispute."""
        return float(self.event == "war")

    def take(self, which: Index | slice) -> Parameters:
        """Return some of the sets.

        Parameters
        ----------
        which : int array or slice
        """
        return Parameters(
            self.event,
            self.reading,
            self.attack[which],
            self.joining[which],
            self.D[which],
            self.rho[which],
            self.omega[which],
            self.psi[which],
            self.capability[which],
            self.attacks[which],
        )

    def with_values(self, **values: float) -> Parameters:
        """Return the same sets with some numbers held at one value.

        Parameters
        ----------
        **values : float
            `D`, `rho`, `omega`, `psi`; a term of the attack equation; `join_` and a term of the
            joining equation.
        """
        plain: dict[str, Array] = {}
        attack, joining = self.attack.copy(), self.joining.copy()
        for name, value in values.items():
            if name in TERMS:
                attack[:, TERMS.index(name)] = value
            elif name.startswith("join_"):
                joining[:, JOINING_TERMS.index(name.removeprefix("join_"))] = value
            else:
                plain[name] = np.full(len(self), float(value))
        return replace(self, attack=attack, joining=joining, **plain)  # type: ignore[arg-type]

    def shifted(self, shift: Array) -> Parameters:
        """Return the same sets with something added to the constant of attack; no anchor is left.

        Parameters
        ----------
        shift : (B,)
        """
        attack = self.attack.copy()
        attack[:, TERMS.index("constant")] += shift
        return replace(self, attack=attack, attacks=np.full(len(self), np.nan))

    def alike(self) -> list[Index]:
        """Return groups of sets that share D, rho, omega and capability, so the strengths too."""
        key = np.stack([self.D, self.rho, self.omega, self.capability.astype(float)])
        _, group = np.unique(key, axis=1, return_inverse=True)
        order = np.argsort(group.ravel(), kind="stable")
        cuts = np.flatnonzero(np.diff(group.ravel()[order])) + 1
        return np.split(order, cuts)

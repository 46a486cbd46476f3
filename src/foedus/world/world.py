"""The world on a day: states, their resources, and who owes whom defence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError, nearest
from foedus.world.alliances import Alliance

if TYPE_CHECKING:
    import polars as pl

__all__ = ["World"]

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Bounds = tuple[Array, Array]


@dataclass(frozen=True, eq=False)
class World:
    """States with military resources on a map, and the alliances between them. Immutable.

    Attributes
    ----------
    on : date
    iso3 : tuple of str
        The n states in the contest, in the order of all arrays.
    names : tuple of str
    capability : (n,), shares summing to 1
    capability_measure : str
    capability_year : int
        Year of most of the military figures used.
    distance : (n, n), km
        0 between land neighbours, else between capitals.
    capital_distance : (n, n), km
    contiguous : (n, n) bool
        Land neighbours.
    major : (n,) bool
        Major powers.
    rivalry : (n, n) bool
        Strategic rivals.
    nuclear : (n,) bool
        States with nuclear weapons.
    alliances : tuple of Alliance
        All with members on the day, whatever they oblige them to.
    figures : polars.DataFrame
        A row a state of the contest or left out: the resources, with year and source of each.
    left_out : tuple of str
        States without any figure of military capability: not in the contest.
    pairwise : frozenset of (str, str)
        Defence obligations that belong to no alliance of the table (historical worlds).
    sources : tuple of str
        Of a historical world.
    stationed : (n, n) persons or None
        Forces abroad, sender by host; None: everybody's forces count as standing at home.
    """

    on: date
    iso3: tuple[str, ...]
    names: tuple[str, ...]
    capability: Array
    capability_measure: str
    capability_year: int
    distance: Array
    capital_distance: Array
    contiguous: Mask
    major: Mask
    rivalry: Mask
    nuclear: Mask
    alliances: tuple[Alliance, ...]
    figures: pl.DataFrame
    left_out: tuple[str, ...] = ()
    pairwise: frozenset[tuple[str, str]] = frozenset()
    sources: tuple[str, ...] = field(default=())
    stationed: Array | None = None

    @staticmethod
    def today(capability: str = "index") -> World:
        """Return the world at the end of the embedded tables."""
        from foedus.world.load import load_world

        return load_world(capability=capability)

    @staticmethod
    def at(year: int) -> World:
        """Return the world of a year of the research data, e.g. 1914.

        Raises
        ------
        FoedusError
            The research data are not there; the message names the command that gets them.
        """
        from foedus.world.historical import historical_world

        return historical_world(year)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {iso3: i for i, iso3 in enumerate(self.iso3)}

    def index(self, iso3: str) -> int:
        """Return a state's place in the arrays.

        Raises
        ------
        FoedusError
            The state is not in the contest.
        """
        if iso3 in self._position:
            return self._position[iso3]
        if iso3 in self.left_out:
            raise FoedusError(f"{iso3} has no figure of military capability and is left out")
        raise FoedusError(f"no state {iso3} in the world of {self.on}")

    def indices(self, states: Iterable[str]) -> NDArray[np.intp]:
        """Return the places of those of the states that are in the contest, sorted."""
        return np.array(
            sorted(self._position[iso3] for iso3 in states if iso3 in self._position), dtype=np.intp
        )

    def resolve(self, text: str) -> str:
        """Return the code of one of this world's states, given by code or name.

        Raises
        ------
        FoedusError
            This world has no such state; the nearest one is proposed.
        """
        if text in self._position:
            return text
        if "UKR" not in self._position:  # a historical world: its own codes and names
            names = {
                name.casefold(): code for code, name in zip(self.iso3, self.names, strict=True)
            }
            names |= {code.casefold(): code for code in self.iso3}
            if text.casefold() in names:
                return names[text.casefold()]
            near = nearest(text.casefold(), names)
            hint = f": did you mean {names[near]}?" if near else ""
            raise FoedusError(f"no state {text!r} in the world of {self.on}{hint}")
        from foedus.world.states import resolve_state

        return resolve_state(text)

    def name(self, iso3: str) -> str:
        """Return a state's name."""
        return self.names[self.index(iso3)]

    def alliance(self, alliance_id: str) -> Alliance:
        """Return an alliance as it stands in this world.

        Raises
        ------
        FoedusError
            It has no members on the day.
        """
        for alliance in self.alliances:
            if alliance.alliance_id == alliance_id:
                return alliance
        known = [alliance.alliance_id for alliance in self.alliances]
        near = nearest(alliance_id, known)
        hint = f"; did you mean {near}?" if near else f"; there are {', '.join(known)}"
        raise FoedusError(f"{alliance_id} has no members on {self.on}{hint}")

    def members(self, alliance_id: str) -> frozenset[str]:
        """Return an alliance's members, ISO3 codes, those outside the contest included."""
        return self.alliance(alliance_id).members

    @cached_property
    def allied(self) -> Mask:
        """Return A, (n, n): True where two states owe each other defence; diagonal False."""
        n = len(self.iso3)
        allied = np.zeros((n, n), dtype=bool)
        for alliance in self.alliances:
            if alliance.defence:
                inside = self.indices(alliance.members)
                allied[np.ix_(inside, inside)] = True
        for a, b in self.pairwise:
            if a in self._position and b in self._position:
                i, j = self._position[a], self._position[b]
                allied[i, j] = allied[j, i] = True
        np.fill_diagonal(allied, False)
        return allied

    @cached_property
    def stationed_share(self) -> Array | None:
        """Return f, (n, n): the share of a state's forces (row) that stands in a host (column).

        Persons stationed by active personnel; a state never has more than all its forces abroad.
        None if nobody's forces are stationed abroad in this world.
        """
        if self.stationed is None or not self.stationed.any():
            return None
        active = self.active_personnel[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(self.stationed > 0, self.stationed / active, 0.0)
        share[~np.isfinite(share)] = 0.0
        abroad: Array = share / np.maximum(share.sum(axis=1, keepdims=True), 1.0)
        return abroad

    @cached_property
    def active_personnel(self) -> Array:
        """Return active military personnel, (n,), nan where unknown."""
        column = "milper_active_persons"
        if column not in self.figures.columns:
            raise FoedusError(f"the world of {self.on} has no figures of active personnel")
        known = dict(self.figures.select("iso3", column).iter_rows())
        return np.array([known.get(iso3) for iso3 in self.iso3], dtype=float)

    def with_deployments(self, as_of: date | None = None) -> World:
        """Return the same world with the forces abroad that are on record for a day.

        Parameters
        ----------
        as_of : date, optional
            The world's own day if not given.
        """
        from foedus.world.deployments import stationed_persons

        return replace(self, stationed=stationed_persons(self, as_of or self.on))

    @cached_property
    def pledges(self) -> tuple[Bounds, Bounds] | None:
        """Return bounds on rho and on omega for each pair, where an alliance has values of its own.

        A pair is (least, most), each (n, n): the value assumed for all is clipped to it. Two
        states in several alliances count with the most reliable, and the most offensive, of them.
        None if no alliance has values of its own.
        """
        if all(a.rho is None and a.omega is None for a in self.alliances):
            return None
        return self._bounds("rho"), self._bounds("omega")

    def _bounds(self, name: str) -> Bounds:
        n = len(self.iso3)
        least, most = np.zeros((n, n)), np.zeros((n, n))
        bound = np.zeros((n, n), dtype=bool)
        for alliance in self.alliances:
            if alliance.defence:
                inside = np.ix_(*[self.indices(alliance.members)] * 2)
                value = getattr(alliance, name)
                least[inside] = np.maximum(least[inside], value or 0.0)
                most[inside] = np.maximum(most[inside], 1.0 if value is None else value)
                bound[inside] = True
        for a, b in self.pairwise:
            if a in self._position and b in self._position:
                i, j = self._position[a], self._position[b]
                most[i, j] = most[j, i] = 1.0
        most[~bound] = 1.0
        return least, most

    def with_members(self, alliance_id: str, members: frozenset[str]) -> World:
        """Return the same world in which an alliance has other members."""
        old = self.alliance(alliance_id)
        waves = dict(old.waves)
        new = replace(
            old,
            members=members,
            waves=tuple((iso3, waves.get(iso3, str(self.on.year))) for iso3 in sorted(members)),
        )
        return replace(
            self,
            alliances=tuple(new if a.alliance_id == alliance_id else a for a in self.alliances),
        )

    def _repr_html_(self) -> str:
        html: str = self.figures._repr_html_()
        return f"<p>{len(self.iso3)} states on {self.on}</p>{html}"

    def __repr__(self) -> str:
        return (
            f"World(on={self.on}, {len(self.iso3)} states, capability={self.capability_measure} "
            f"{self.capability_year}, {len(self.alliances)} alliances)"
        )

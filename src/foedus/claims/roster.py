"""Who there was on a day and who was whose member, without any figure: enough for the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from foedus.errors import DataNotHereError, FoedusError
from foedus.world.alliances import Alliance, alliances_on, resolve_alliance
from foedus.world.load import load_world
from foedus.world.states import dissolved_rows, existed, part_of, resolve_state, state_rows
from foedus.world.world import World

__all__ = ["Roster", "world_or_roster"]


@dataclass(frozen=True)
class Roster:
    """States and alliances of a day from the embedded tables; answers what a world answers of them.

    Attributes
    ----------
    on : date
    iso3 : tuple of str
    alliances : tuple of Alliance
    """

    on: date
    iso3: tuple[str, ...]
    alliances: tuple[Alliance, ...]

    @staticmethod
    def of(day: date) -> Roster:
        """Return the roster of a day.

        Examples
        --------
        >>> "SUN" in Roster.of(date(1986, 1, 1)).members("WTO")
        True
        """
        gone = {iso3 for iso3 in dissolved_rows() if existed(iso3, day)}
        here = {iso3 for iso3 in state_rows() if part_of(iso3, day) not in gone}
        return Roster(day, tuple(sorted(here | gone)), alliances_on(day))

    def resolve(self, text: str) -> str:
        """Return the code of a state of the day."""
        return resolve_state(text, on=self.on)

    def name(self, iso3: str) -> str:
        """Return a state's name."""
        row = state_rows().get(iso3) or dissolved_rows()[iso3]
        return str(row["name"])

    def indices(self, states: Iterable[str]) -> list[int]:
        """Return the places of states in the roster, sorted."""
        return sorted(self.iso3.index(iso3) for iso3 in states if iso3 in self.iso3)

    def alliance(self, text: str) -> Alliance:
        """Return an alliance of the day.

        Raises
        ------
        FoedusError
            It has no members on the day.
        """
        meant = resolve_alliance(text)
        for one in self.alliances:
            if one.alliance_id == meant:
                return one
        raise FoedusError(f"{meant} has no members on {self.on}")

    def resolve_alliance(self, text: str) -> str:
        """Return the identifier of an alliance of the day."""
        return self.alliance(text).alliance_id

    def members(self, text: str) -> frozenset[str]:
        """Return an alliance's members on the day."""
        return self.alliance(text).members


def world_or_roster(day: date, make: Any = load_world) -> World:
    """Return the world of a day, or its roster where the research data are not on this computer.

    Parameters
    ----------
    day : date
    make : callable
        Makes the world.

    Returns
    -------
    World
        Or a `Roster`, which has the states, names and alliances of one.
    """
    try:
        return cast(World, make(day))
    except DataNotHereError:
        return cast(World, Roster.of(day))

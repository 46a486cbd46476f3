"""Entries of scenario files that change who owes whom what."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from foedus.errors import FoedusError, nearest
from foedus.scenario.alliances import Dissolution, NewAlliance, NoEnlargement
from foedus.scenario.bonds import Guarantee, Neutrality, Obligation
from foedus.scenario.changes import Change
from foedus.scenario.fields import ChangeEntry, Share, States, Text
from foedus.scenario.groups import alliance_in, named_states
from foedus.world.tables import read_table
from foedus.world.world import World

__all__ = [
    "DissolutionEntry",
    "GuaranteeEntry",
    "NeutralityEntry",
    "NewAllianceEntry",
    "NoEnlargementEntry",
    "ObligationEntry",
]


class ObligationEntry(ChangeEntry):
    """An alliance's obligations are more, or less, reliable or offensive."""

    alliance: Text
    rho: Share | None = None
    omega: Share | None = None

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [Obligation(self.alliance, self.rho, self.omega)]


class NeutralityEntry(ChangeEntry):
    """States are bound to nobody."""

    state: States

    def changes(self, world: World) -> list[Change]:
        """Return one change a state."""
        states = named_states(world, self.state, frozenset(world.iso3))
        return [Neutrality(state) for state in states]


class NewAllianceEntry(ChangeEntry):
    """States found an alliance of mutual defence."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    members: States
    rho: Share | None = None
    omega: Share | None = None

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [NewAlliance(self.name, tuple(self.members), self.rho, self.omega)]


class DissolutionEntry(ChangeEntry):
    """An alliance ends."""

    alliance: Text

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        return [Dissolution(self.alliance)]


class NoEnlargementEntry(ChangeEntry):
    """An alliance admits none of some states that would join otherwise."""

    alliance: Text
    states: States

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        alliance = alliance_in(world, self.alliance)
        outside = frozenset(world.iso3) - world.members(alliance)
        return [NoEnlargement(self.alliance, named_states(world, self.states, outside))]


class GuaranteeEntry(ChangeEntry):
    """States owe others defence, one way; or those of a document of the table do."""

    guarantor: States | None = None
    protected: States | None = None
    document: Text | None = Field(default=None, description="of guarantees.csv: all of its states")

    def changes(self, world: World) -> list[Change]:
        """Return the change."""
        if self.document is not None:
            if self.guarantor or self.protected:
                raise FoedusError("guarantee: give either document or guarantor and protected")
            row = guarantee_row(self.document)
            return [
                Guarantee(tuple(row["guarantor"].split(";")), tuple(row["protected"].split(";")))
            ]
        if not (self.guarantor and self.protected):
            raise FoedusError("guarantee: give guarantor and protected, or document")
        return [Guarantee(tuple(self.guarantor), tuple(self.protected))]


def guarantee_row(text: str) -> dict[str, Any]:
    """Return the row of a guarantee of the embedded table by the name of its document.

    Raises
    ------
    FoedusError
        There is none, or several; the nearest is proposed.

    Examples
    --------
    >>> guarantee_row("Istanbul Communique (draft)")["protected"]
    'UKR'
    """
    rows = list(read_table("guarantees").iter_rows(named=True))
    names = {row["document"].casefold(): row for row in rows}
    folded = text.strip().casefold()
    found = [row for row in rows if folded in row["document"].casefold()]
    if len(found) == 1 or folded in names:
        return names.get(folded) or found[0]
    if found:
        several = "; ".join(f"{row['document']} ({row['guarantor']})" for row in found)
        raise FoedusError(f"several documents are meant by {text!r}: {several}")
    near = nearest(folded, names)
    hint = f"did you mean {names[near]['document']}?" if near else "see guarantees.csv"
    raise FoedusError(f"unknown guarantee {text!r}: {hint}")

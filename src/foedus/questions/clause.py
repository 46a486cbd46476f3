"""A treaty clause or political commitment, its parties and how it is read."""

from __future__ import annotations

from datetime import date
from functools import cache

from pydantic import Field

from foedus.questions.result import Part
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliances_on
from foedus.world.states import state_rows

__all__ = [
    "BINDING",
    "EFFECTS",
    "STATUSES",
    "Commitment",
    "Reading",
]

Day = date

STATUSES = ("in_force", "signed", "disputed", "suspended", "lapsed", "proposed")

EFFECTS = ("require", "permit", "limit", "contest")

BINDING = {
    "legal": "legally binding",
    "political": "politically binding",
    "oral": "oral, not in a text",
    "proposed": "proposed, never binding",
}
"""What each value of the table's column `binding` means."""


class Reading(Part):
    """What two sides read into a commitment that is disputed, or set against another."""

    reader: str
    reading: str
    other_reader: str
    other_reading: str
    against: str = Field(
        description="the commitment the other side sets against it; empty if the dispute is about "
        "its own meaning"
    )
    source: str


class Commitment(Part):
    """A treaty clause or political commitment, with its status on a day."""

    id: str
    document: str
    date: Day = Field(description="of the document")
    article: str
    parties: str
    kind: str
    duty: str = Field(description="duty, right, consultation, restraint or none")
    status: str = Field(description="on the day asked for")
    status_from: Day = Field(description="since when it has had this status")
    summary: str
    binding: str = Field(description="legal, political, oral or proposed")
    source: str
    notes: str
    readings: tuple[Reading, ...]

    @property
    def named(self) -> frozenset[str]:
        """Return the states that the parties name one by one, ISO3 codes."""
        codes = {word for phrase in phrases(self.parties) for word in _listed(phrase)}
        return frozenset(codes)

    def party_states(self, on: Day) -> frozenset[str]:
        """Return all states that are parties, members of the organisations included, on a day."""
        return party_states_on(self.parties, on)

    def party_alliances(self, on: Day) -> frozenset[str]:
        """Return the alliances named as parties, or all of whose members on a day are parties."""
        states = self.party_states(on)
        named = {group["alliance"] for group in map(group_of, phrases(self.parties)) if group}
        return frozenset(named - {""}) | {
            alliance.alliance_id for alliance in alliances_on(on) if alliance.members <= states
        }


def phrases(parties: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in parties.split(";"))


@cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["phrase"]: row for row in rows("questions", "parties")}


def group_of(phrase: str) -> dict[str, str] | None:
    return _groups().get(phrase)


def _listed(phrase: str) -> tuple[str, ...]:
    """Return the states a phrase lists: a code itself, or those of a phrase of the table."""
    group = group_of(phrase)
    if group is None:
        return (phrase,) if phrase in state_rows() else ()
    whole = group["alliance"] or group["states"] == "UN" or "States Parties" in phrase
    return () if whole else tuple(group["states"].split())


@cache
def party_states_on(parties: str, on: date) -> frozenset[str]:
    found: set[str] = set()
    for phrase in phrases(parties):
        group = group_of(phrase)
        if group is None:
            found |= {phrase} & set(state_rows())
            continue
        if group["states"] == "UN":
            found |= {
                iso3
                for iso3, row in state_rows().items()
                if row["un_member"] is not None and row["un_member"] <= on
            }
        else:
            found |= set(group["states"].split())
        for alliance in alliances_on(on):
            if alliance.alliance_id == group["alliance"]:
                found |= alliance.members
    return frozenset(found)

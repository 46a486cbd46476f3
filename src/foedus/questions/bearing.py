"""Which commitments bear on a change: rules that are data, matched on kind, parties, place, day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from foedus.errors import FoedusError
from foedus.questions.assessment import CommitmentRecord
from foedus.questions.clause import BINDING, EFFECTS, Commitment, Reading
from foedus.questions.ledger import FIRST_DAY, commitments_on
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import europe, successors
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliances_on
from foedus.world.days import LAST_DAY
from foedus.world.states import state_rows
from foedus.world.tables import read_table
from foedus.world.world import World

if TYPE_CHECKING:
    from foedus.scenario.changes import Change

__all__ = ["Bearing", "bearing_on", "commitment_records", "rule_rows"]

FOUNDING_ACT = date(1997, 5, 27)
"""The NATO-Russia Founding Act: the day that the stationing clauses refer to."""


@dataclass(frozen=True)
class Bearing:
    """A commitment that bears on a change.

    Attributes
    ----------
    commitment : Commitment
        With its status on the day of the change.
    change : str
        The change in words.
    effect : {"require", "permit", "limit", "contest"}
    reason : str
    """

    commitment: Commitment
    change: str
    effect: str
    reason: str

    @property
    def force(self) -> str:
        """Return how binding the commitment is, in words."""
        return BINDING[self.commitment.binding]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return what the two sides read into it, where it is disputed."""
        return self.commitment.readings


@dataclass(frozen=True)
class _Match:
    """One commitment and one change on a day: what the conditions of a rule ask about."""

    commitment: Commitment
    footprint: Footprint
    world: World
    day: date

    @property
    def parties(self) -> frozenset[str]:
        return self.commitment.party_states(self.day)

    def members(self, alliance_id: str) -> frozenset[str]:
        found = [a.members for a in self.world.alliances if a.alliance_id == alliance_id]
        return found[0] if found else frozenset()


@cache
def _nato_of_1997() -> frozenset[str]:
    return next(a.members for a in alliances_on(FOUNDING_ACT) if a.alliance_id == "NATO")


def _other_defence(match: _Match) -> bool:
    return any(
        alliance.defence
        and alliance.alliance_id not in match.footprint.alliances
        and alliance.members & match.footprint.states
        and not alliance.members & match.members("NATO")
        for alliance in match.world.alliances
    )


def _intermediate(match: _Match) -> bool:
    weapons = read_table("weapons")
    flagged = weapons.filter(weapons["inf_treaty_range"] == 1)["weapon_id"].to_list()
    return match.footprint.weapon in flagged


CONDITIONS: dict[str, Callable[[_Match], bool]] = {
    "candidate in Europe": lambda m: bool(m.footprint.states & europe()),
    "candidate outside Europe": lambda m: bool(m.footprint.states - europe()),
    "candidate is party": lambda m: bool(m.footprint.states & m.parties),
    "candidate named": lambda m: bool(m.footprint.states & m.commitment.named),
    "candidate joins east of Germany": lambda m: _east_of_germany(m.footprint.states),
    "candidate in another defence alliance": _other_defence,
    "candidate is Germany": lambda m: "DEU" in m.footprint.states,
    "all movers are parties": lambda m: m.footprint.states <= m.parties,
    "a mover in NATO": lambda m: bool(m.footprint.states & m.members("NATO")),
    "clause is proposed": lambda m: m.commitment.status == "proposed",
    "sender is party": lambda m: bool(m.footprint.states & m.parties),
    "sender named": lambda m: bool(m.footprint.states & m.commitment.named),
    "sender in NATO": lambda m: bool(m.footprint.states & m.members("NATO")),
    "sender is the United States": lambda m: "USA" in m.footprint.states,
    "sender is Russia": lambda m: "RUS" in m.footprint.states,
    "sender member in 1997 or Russia": lambda m: bool(
        m.footprint.states & (_nato_of_1997() | {"RUS"})
    ),
    "sender and host in NATO": lambda m: bool(
        m.footprint.states & m.members("NATO") and m.footprint.hosts & m.members("NATO")
    ),
    "host joined after 1997": lambda m: bool(m.footprint.hosts - _nato_of_1997()),
    "host in Europe": lambda m: bool(m.footprint.hosts & europe()),
    "host is party": lambda m: bool(m.footprint.hosts & m.parties),
    "host is Germany": lambda m: "DEU" in m.footprint.hosts,
    "host is Ukraine": lambda m: "UKR" in m.footprint.hosts,
    "host is Georgia or Moldova": lambda m: bool(m.footprint.hosts & {"GEO", "MDA"}),
    "host post-Soviet outside NATO": lambda m: bool(
        m.footprint.hosts & (successors("SUN") - m.members("NATO"))
    ),
    "system of intermediate range": _intermediate,
}
"""What a rule may ask; several conditions, separated by semicolons, must all hold."""


def _east_of_germany(states: frozenset[str]) -> bool:
    """Return whether one of the states has its capital in Europe and east of Berlin."""
    berlin = float(state_rows()["DEU"]["capital_lon"])
    return any(float(state_rows()[iso3]["capital_lon"]) > berlin for iso3 in states & europe())


@cache
def rule_rows() -> tuple[dict[str, str], ...]:
    """Return the rules; every effect and condition is checked against the closed vocabulary.

    Examples
    --------
    >>> sorted(rule_rows()[0])[:2]
    ['alliance', 'change']
    """
    for row in rows("questions", "rules"):
        unknown = [text for text in _conditions(row) if text not in CONDITIONS]
        if unknown or row["effect"] not in EFFECTS:
            raise FoedusError(
                f"rules.csv: {row['clause_kind']}: unknown {unknown or row['effect']}"
            )
    return rows("questions", "rules")


def _conditions(row: dict[str, str]) -> list[str]:
    return [text.strip() for text in row["condition"].split(";") if text.strip()]


def _applies(row: dict[str, str], match: _Match) -> bool:
    commitment, footprint = match.commitment, match.footprint
    return (
        row["clause_kind"] == commitment.kind
        and (not row["alliance"] or bool(set(row["alliance"].split()) & footprint.alliances))
        and all(CONDITIONS[text](match) for text in _conditions(row))
    )


def bearing_on(changes: Iterable[Change], world: World) -> tuple[Bearing, ...]:
    """Return the commitments that bear on changes: those in force first, mere proposals last.

    Parameters
    ----------
    changes : iterable of Change
    world : World
        As it is before the changes; its day decides which commitments there are.

    Examples
    --------
    >>> from foedus.scenario.changes import Accession
    >>> from foedus import load_world
    >>> world = load_world()
    >>> found = bearing_on([Accession("KAZ", "NATO")], world)
    >>> next(b.effect for b in found if b.commitment.id == "NAT-10")
    'limit'
    """
    found = [
        bearing
        for change in changes
        for bearing in _of_change(change.describe(), change.footprint(world), world)
    ]
    return tuple(
        sorted(found, key=lambda b: (b.commitment.status == "proposed", EFFECTS.index(b.effect)))
    )


def _of_change(words: str, footprint: Footprint, world: World) -> list[Bearing]:
    day = min(footprint.on or world.on, LAST_DAY)
    of_kind = [row for row in rule_rows() if row["change"] == footprint.kind]
    found: list[Bearing] = []
    if day < FIRST_DAY:
        return found
    for commitment in commitments_on(day):
        if commitment.status == "lapsed":
            continue
        match = _Match(commitment, footprint, world, day)
        own = [row for row in of_kind if row["clause_id"] == commitment.id]
        general = [row for row in of_kind if not row["clause_id"]]
        # A clause with rules of its own is not judged by those of its kind.
        for row in own or general:
            if _applies(row, match):
                found.append(Bearing(commitment, words, row["effect"], row["reason"]))
                break
    return found


NAMED = 3
"""Changes named beside a clause that bears on more of them."""


def commitment_records(bearings: Iterable[Bearing]) -> tuple[CommitmentRecord, ...]:
    """Return bearings as records of the assessment's JSON: each clause once for an effect.

    Parameters
    ----------
    bearings : iterable of Bearing

    Examples
    --------
    >>> from foedus import Accession, load_world
    >>> world = load_world()
    >>> records = commitment_records(bearing_on([Accession("UKR", "NATO")], world))
    >>> len(records) > 5, records[0].status != ""
    (True, True)
    """
    together: dict[tuple[str, str, str], list[Bearing]] = {}
    for bearing in bearings:
        key = (bearing.commitment.id, bearing.effect, bearing.reason)
        together.setdefault(key, []).append(bearing)
    return tuple(_record(same) for same in together.values())


def _record(same: list[Bearing]) -> CommitmentRecord:
    first, changes = same[0], list(dict.fromkeys(b.change for b in same))
    more = f" and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
    commitment = first.commitment
    return CommitmentRecord(
        id=commitment.id,
        document=commitment.document,
        date=str(commitment.date),
        article=commitment.article,
        parties=commitment.parties,
        kind=commitment.kind,
        status=commitment.status,
        binding=commitment.binding,
        force=first.force,
        effect=first.effect,  # type: ignore[arg-type]
        change="; ".join(changes[:NAMED]) + more,
        reason=first.reason,
        summary=commitment.summary,
        readings=first.readings,
        source=commitment.source,
    )

"""The ledger of treaty clauses and political commitments, as it stood on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from pydantic import Field

from foedus.errors import FoedusError, nearest
from foedus.questions.result import Part
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliance_ids, alliances_on, resolve_alliance
from foedus.world.days import as_day
from foedus.world.states import resolve_state, state_rows
from foedus.world.tables import read_table

__all__ = [
    "BINDING",
    "EFFECTS",
    "FIRST_DAY",
    "STATUSES",
    "Commitment",
    "Reading",
    "commitments_on",
    "kinds",
    "ledger_day",
    "parties_of",
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

FIRST_DAY = date(1945, 6, 26)
"""The UN Charter, the oldest document of the table."""


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
        codes = {word for phrase in _phrases(self.parties) for word in _listed(phrase)}
        return frozenset(codes)

    def party_states(self, on: Day) -> frozenset[str]:
        """Return all states that are parties, members of the organisations included, on a day."""
        return _party_states(self.parties, on)

    def party_alliances(self, on: Day) -> frozenset[str]:
        """Return the alliances named as parties, or all of whose members on a day are parties."""
        states = self.party_states(on)
        named = {group["alliance"] for group in map(_group, _phrases(self.parties)) if group}
        return frozenset(named - {""}) | {
            alliance.alliance_id for alliance in alliances_on(on) if alliance.members <= states
        }


def _phrases(parties: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in parties.split(";"))


@cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["phrase"]: row for row in rows("questions", "parties")}


def _group(phrase: str) -> dict[str, str] | None:
    return _groups().get(phrase)


def _listed(phrase: str) -> tuple[str, ...]:
    """Return the states a phrase lists: a code itself, or those of a phrase of the table."""
    group = _group(phrase)
    if group is None:
        return (phrase,) if phrase in state_rows() else ()
    whole = group["alliance"] or group["states"] == "UN" or "States Parties" in phrase
    return () if whole else tuple(group["states"].split())


@cache
def _party_states(parties: str, on: date) -> frozenset[str]:
    found: set[str] = set()
    for phrase in _phrases(parties):
        group = _group(phrase)
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


@cache
def kinds() -> tuple[str, ...]:
    """Return the kinds of commitment in the table, e.g. "indivisibility".

    Examples
    --------
    >>> "indivisibility" in kinds()
    True
    """
    return tuple(sorted(set(read_table("commitments")["kind"])))


def _status_on(row: dict[str, object], on: date) -> tuple[str, date]:
    """Return a commitment's status on a day and since when it has had it."""
    # Where the entry into force is not verified, the table leaves it blank.
    since: date = row["status_from"] or row["date"]  # type: ignore[assignment]
    signed: date = row["date"]  # type: ignore[assignment]
    if on >= since:
        return str(row["status"]), since
    spells = [
        (date.fromisoformat(spell["from"]), spell["status"])
        for spell in rows("questions", "history")
        if spell["id"] == row["id"]
    ]
    past = [spell for spell in spells if spell[0] <= on]
    if past:
        begun, status = max(past)
        return status, begun
    return "signed", signed


def _readings(commitment_id: str) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            reader=row["reader"],
            reading=row["reading"],
            other_reader=row["other_reader"],
            other_reading=row["other_reading"],
            against=row["with"] if row["id"] == commitment_id else row["id"],
            source=row["source"],
        )
        for row in rows("questions", "readings")
        if row["id"] == commitment_id
        or (row["with"] == commitment_id and commitment_id not in _readers())
    )


@cache
def _readers() -> frozenset[str]:
    return frozenset(row["id"] for row in rows("questions", "readings"))


@cache
def _ledger(on: date) -> tuple[Commitment, ...]:
    found = []
    for row in read_table("commitments").iter_rows(named=True):
        if row["date"] > on:
            continue
        status, since = _status_on(row, on)
        found.append(
            Commitment(
                **{
                    name: row[name] or ""
                    for name in (
                        "id", "document", "article", "parties", "kind", "duty", "summary",
                        "binding", "source", "notes",
                    )
                },
                date=row["date"],
                status=status,
                status_from=since,
                readings=_readings(row["id"]),
            )
        )  # fmt: skip
    return tuple(found)


def _choice(name: str, value: str, choices: Iterable[str]) -> str:
    known = tuple(choices)
    folded = value.strip().lower().replace(" ", "_").replace("-", "_")
    if folded in known:
        return folded
    near = nearest(folded, known)
    hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
    raise FoedusError(f"unknown {name} {value!r}: {hint}")


def ledger_day(on: str | date) -> date:
    """Return a day that the ledger reaches back to.

    Raises
    ------
    FoedusError
        It is no date, or lies before the oldest document.

    Examples
    --------
    >>> ledger_day("2022-01-30")
    datetime.date(2022, 1, 30)
    """
    day = as_day(on)
    if day < FIRST_DAY:
        raise FoedusError(f"date {day}: the ledger of commitments begins on {FIRST_DAY}")
    return day


def _party(text: str) -> tuple[str, bool]:
    """Return the code of an alliance or state, and whether it is an alliance."""
    for resolve, group in ((resolve_alliance, True), (resolve_state, False)):
        try:
            return resolve(text.strip()), group
        except FoedusError as unknown:
            if "successors" in str(unknown):
                raise
    names = {row["name"]: f"{row['name']} ({iso3})" for iso3, row in state_rows().items()}
    choices = names | {iso3: names[state_rows()[iso3]["name"]] for iso3 in state_rows()}
    choices |= {alliance: alliance for alliance in alliance_ids()}
    near = nearest(text, choices)
    hint = f"did you mean {choices[near]}?" if near else "give an ISO3 code, a name or an alliance"
    raise FoedusError(f"unknown state or alliance {text!r}: {hint}")


def parties_of(involving: str | Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Return parties as codes, each with whether it is an alliance.

    Parameters
    ----------
    involving : str or iterable of str

    Raises
    ------
    FoedusError
        One is neither a state nor an alliance; the nearest is proposed.

    Examples
    --------
    >>> parties_of("Russia, NATO")
    (('RUS', False), ('NATO', True))
    """
    texts = [involving] if isinstance(involving, str) else involving
    return tuple(
        _party(text) for given in texts for text in re.split(r"[,;]", given) if text.strip()
    )


def commitments_on(
    day: date,
    involving: str | Iterable[str] = (),
    kind: str | None = None,
    status: str | None = None,
) -> tuple[Commitment, ...]:
    """Return the treaty clauses and political commitments that existed on a day.

    Parameters
    ----------
    day : date
    involving : iterable of str
        States or alliances, all of them parties. A state is a party by name or as a member of a
        named group on the day; an alliance by name, or if every one of its members is a party.
    kind : str, optional
        Of `kinds()`, e.g. "indivisibility".
    status : {"in_force", "signed", "disputed", "suspended", "lapsed", "proposed"}, optional
        On the day.

    Raises
    ------
    FoedusError
        A party, kind or status is not known, or the day lies before the oldest document.

    Examples
    --------
    >>> found = commitments_on(date(2025, 12, 31), ["RUS", "NATO"], "indivisibility", "in_force")
    >>> [c.id for c in found]
    ['PARIS-1', 'IST-8B', 'AST-3B']
    >>> commitments_on(date(2017, 1, 1), kind="missile_ban")[0].status
    'in_force'
    """
    day = ledger_day(day)
    wanted_kind = None if kind is None else _choice("kind of commitment", kind, kinds())
    wanted = None if status is None else _choice("status", status, STATUSES)
    parties = parties_of(involving)
    return tuple(
        commitment
        for commitment in _ledger(day)
        if wanted_kind in (None, commitment.kind)
        and wanted in (None, commitment.status)
        and all(
            code in (commitment.party_alliances(day) if group else commitment.party_states(day))
            for code, group in parties
        )
    )

"""The ledger of treaty clauses and political commitments, as it stood on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from foedus.errors import FoedusError, nearest
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliance_ids, alliances_on, resolve_alliance
from foedus.world.days import LAST_DAY
from foedus.world.states import resolve_state, state_rows
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "BINDING",
    "EFFECTS",
    "KINDS",
    "STATUSES",
    "Commitment",
    "Reading",
    "commitment_table",
    "commitments",
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


@dataclass(frozen=True)
class Reading:
    """What two sides read into a commitment that is disputed, or set against another.

    Attributes
    ----------
    reader, reading, other_reader, other_reading : str
    against : str
        The commitment that the other side sets against it; empty if the dispute is about its own
        meaning.
    source : str
    """

    reader: str
    reading: str
    other_reader: str
    other_reading: str
    against: str
    source: str


@dataclass(frozen=True)
class Commitment:
    """A treaty clause or political commitment, with its status on a day.

    Attributes
    ----------
    id, document, article, parties, kind, summary, binding, source, notes : str
    duty : {"duty", "right", "consultation", "restraint", "none"}
        Whether the parties owe aid or defence, have a right, owe consultation or restraint.
    date : datetime.date
        Of the document.
    status : {"in_force", "signed", "disputed", "suspended", "lapsed", "proposed"}
        On the day asked for.
    status_from : datetime.date
        Since when it has had this status.
    readings : tuple of Reading
    """

    id: str
    document: str
    date: Day
    article: str
    parties: str
    kind: str
    duty: str
    status: str
    status_from: Day
    summary: str
    binding: str
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
    return {row["phrase"]: row for row in rows("parties")}


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
def _kinds() -> tuple[str, ...]:
    return tuple(sorted(set(read_table("commitments")["kind"])))


KINDS = _kinds
"""Returns the kinds of commitment in the table."""


def _status_on(row: dict[str, object], on: date) -> tuple[str, date]:
    """Return a commitment's status on a day and since when it has had it."""
    # Where the entry into force is not verified, the table leaves it blank.
    since: date = row["status_from"] or row["date"]  # type: ignore[assignment]
    signed: date = row["date"]  # type: ignore[assignment]
    if on >= since:
        return str(row["status"]), since
    spells = [
        (date.fromisoformat(spell["from"]), spell["status"])
        for spell in rows("history")
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
        for row in rows("readings")
        if row["id"] == commitment_id
        or (row["with"] == commitment_id and commitment_id not in _readers())
    )


@cache
def _readers() -> frozenset[str]:
    return frozenset(row["id"] for row in rows("readings"))


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


def _day(on: str | date | None) -> date:
    if on is None:
        return LAST_DAY
    try:
        day = date.fromisoformat(str(on))
    except ValueError as reason:
        raise FoedusError(f"date {on!r}: {reason}; write YYYY-MM-DD, e.g. 2022-01-30") from None
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


def commitments(
    involving: Iterable[str] = (),
    kind: str | None = None,
    status: str | None = None,
    on: str | date | None = None,
) -> tuple[Commitment, ...]:
    """Return the treaty clauses and political commitments that existed on a day.

    Parameters
    ----------
    involving : iterable of str
        States or alliances, all of them parties. A state is a party by name or as a member of a
        named group on the day; an alliance by name, or if every one of its members is a party.
    kind : str, optional
        Of `KINDS()`, e.g. "indivisibility".
    status : {"in_force", "signed", "disputed", "suspended", "lapsed", "proposed"}, optional
        On the day.
    on : date or 'YYYY-MM-DD', optional
        By default the end of the embedded tables.

    Raises
    ------
    FoedusError
        A party, kind, status or date is not known.

    Examples
    --------
    >>> [c.id for c in commitments(["RUS", "NATO"], kind="indivisibility", status="in_force")]
    ['PARIS-1', 'IST-8B', 'AST-3B']
    >>> commitments(kind="missile_ban", on="2017-01-01")[0].status
    'in_force'
    """
    day = _day(on)
    wanted_kind = None if kind is None else _choice("kind of commitment", kind, _kinds())
    wanted = None if status is None else _choice("status", status, STATUSES)
    texts = [involving] if isinstance(involving, str) else involving
    parties = [_party(text) for given in texts for text in re.split(r"[,;]", given) if text.strip()]
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


def commitment_table(found: Iterable[Commitment]) -> pl.DataFrame:
    """Return commitments as a table, a row each; `readings` lists both sides' readings.

    Parameters
    ----------
    found : iterable of Commitment

    Examples
    --------
    >>> commitment_table(commitments(kind="accession_rule"))["id"].to_list()
    ['NAT-10', 'STUDY-1995']
    """
    import polars as pl

    empty = pl.DataFrame({field.name: [] for field in fields(Commitment)})
    records = [asdict(commitment) for commitment in found]
    for record in records:
        record["readings"] = list(record["readings"])
    return pl.DataFrame(records, infer_schema_length=None) if records else empty

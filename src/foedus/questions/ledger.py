"""The ledger of treaty clauses and political commitments, as it stood on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from foedus.errors import FoedusError, unknown
from foedus.questions.clause import STATUSES, Commitment, Reading
from foedus.scenario.tabledata import rows
from foedus.world.alliances import alliance_ids, resolve_alliance
from foedus.world.days import as_day
from foedus.world.states import resolve_state, state_rows
from foedus.world.tables import read_table

__all__ = [
    "FIRST_DAY",
    "commitments_on",
    "kinds",
    "ledger_day",
    "parties_of",
]

FIRST_DAY = date(1945, 6, 26)
"""The UN Charter, the oldest document of the table."""


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
    names = {each: each for each in known}
    raise unknown(name, value, names, f"one of {', '.join(known)}", folded=folded)


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
        except FoedusError as refused:
            if "successors" in str(refused):
                raise
    names = {row["name"]: f"{row['name']} ({iso3})" for iso3, row in state_rows().items()}
    choices = names | {iso3: names[state_rows()[iso3]["name"]] for iso3 in state_rows()}
    choices |= {alliance: alliance for alliance in alliance_ids()}
    raise unknown(
        "state or alliance", text, choices, "give an ISO3 code, a name or an alliance", folded=text
    )


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

"""Tests that look facts up: waves, operations, frontiers, members, texts."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import Field

from foedus.claims.base import Context, Day, TestEntry, judged
from foedus.claims.expect import Expectation
from foedus.claims.finding import Bar, Finding, ReadingPair
from foedus.errors import FoedusError, nearest
from foedus.scenario.schema import States, Text
from foedus.world.alliances import alliances_on, resolve_alliance
from foedus.world.states import in_sentence, resolve_state
from foedus.world.tables import read_table

__all__ = [
    "EnlargementWaves",
    "Frontier",
    "Membership",
    "OperationDuration",
    "OperationMandate",
    "disputes_of",
    "operation_row",
]

OPERATIONS = "embedded table of operations"


@cache
def _disputes() -> tuple[dict[str, str], ...]:
    path = files("foedus.claims") / "tables" / "operation_disputes.csv"
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def disputes_of(op_id: str, *matters: str) -> tuple[ReadingPair, ...]:
    """Return both sides' readings of what is disputed about an operation.

    Parameters
    ----------
    op_id : str
    *matters : {"authorisation", "scope", "consent", "attack", "lawfulness"}
        All if none is given.
    """
    return tuple(
        ReadingPair(
            **{k: row[k] for k in ("reader", "reading", "other_reader", "other_reading", "source")}
        )
        for row in _disputes()
        if row["op_id"] == op_id and (not matters or row["matter"] in matters)
    )


def operation_row(text: str) -> dict[str, Any]:
    """Return the row of an operation given by identifier or name.

    Raises
    ------
    FoedusError
        The table has no such operation; the nearest is proposed.

    Examples
    --------
    >>> operation_row("Allied Force")["op_id"]
    'nato_allied_force'
    """
    table = {row["op_id"]: row for row in read_table("operations").iter_rows(named=True)}
    names = {row["operation"].casefold(): key for key, row in table.items()} | {k: k for k in table}
    folded = text.strip().casefold()
    if folded in names:
        return table[names[folded]]
    near = nearest(folded, names)
    hint = f"did you mean {names[near]}?" if near else f"known: {', '.join(table)}"
    raise FoedusError(f"unknown operation {text!r}: {hint}")


class EnlargementWaves(TestEntry):
    """How many waves of enlargement, or new members, an alliance had between two days."""

    alliance: Text
    from_: Day = Field(alias="from")
    to: Day | None = None
    count: Literal["waves", "members"] = "waves"
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return the count; founders are no wave."""
        alliance, to = resolve_alliance(self.alliance), self.to or context.on
        if self.from_ > to:
            raise FoedusError(f"enlargement_waves: from {self.from_} lies after to {to}")
        table = read_table("memberships")
        rows = [
            row
            for row in table.iter_rows(named=True)
            if row["alliance_id"] == alliance and row["row_type"] == "membership"
        ]
        first = min(row["from"] for row in rows)
        waves: dict[str, list[str]] = {}
        for row in sorted(rows, key=lambda row: (row["from"], row["iso3"])):
            founder = row["wave"] == "founder" or (row["from"] - first).days <= 366
            if not founder and self.from_ <= row["from"] <= to:
                waves.setdefault(row["wave"] or str(row["from"].year), []).append(row["iso3"])
        members = sum(map(len, waves.values()))
        value = float(len(waves) if self.count == "waves" else members)
        listed = "; ".join(f"{wave}: {', '.join(who)}" for wave, who in waves.items())
        return Finding(
            test="enlargement_waves",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{alliance} had {len(waves)} waves with {members} new members from "
            f"{self.from_} to {to}{': ' + listed if listed else ''}",
            expected=self.expect.words(self.count),
            value=value,
            unit=self.count,
            sources=tuple(dict.fromkeys(row["source"] for row in rows)),
            command=f"foedus line {alliance} --since {self.from_} --on {to}",
            bars=tuple(Bar(label=wave, value=len(who)) for wave, who in waves.items()),
        )

    def certainty(self) -> bool | None:
        """Return whether a count from 0 to 200 can fail it."""
        return self.expect.certain(0, 200)


DAYS = {"days": 1.0, "months": 30.4375, "years": 365.25}


class OperationDuration(TestEntry):
    """How long an operation lasted."""

    operation: Text
    unit: Literal["days", "months", "years"] = "days"
    on: Day | None = None
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return the time from its start to its end, or to the day if it has none."""
        row = operation_row(self.operation)
        end = row["end"] or self.on or context.on
        if end < row["start"]:
            raise FoedusError(f"{row['operation']} began on {row['start']}, after {end}")
        value = (end - row["start"]).days / DAYS[self.unit]
        opened = () if row["end"] else (f"no end on record; counted to {end}",)
        return Finding(
            test="operation_duration",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=f"{row['operation']} lasted {value:.4g} {self.unit}, {row['start']} to {end}",
            expected=self.expect.words(self.unit),
            value=value,
            unit=self.unit,
            notes=opened,
            sources=(row["source"],),
            command=f"foedus record {_bloc(row)}",
        )

    def certainty(self) -> bool | None:
        """Return whether a duration of nothing to a century can fail it."""
        return self.expect.certain(0, 36525 / DAYS[self.unit])


def _bloc(row: dict[str, Any]) -> str:
    known = set(read_table("alliances")["alliance_id"])
    return str(row["bloc"]) if row["bloc"] in known else "NATO"


MANDATE = {
    "authorised": ("unsc_authorised_force", "yes", ("authorisation",)),
    "not_authorised": ("unsc_authorised_force", "no", ("authorisation",)),
    "consented": ("host_consent", "yes", ("consent",)),
    "not_consented": ("host_consent", "no", ("consent",)),
    "article5": ("article5_invoked", 1, ()),
    "answer_to_attack": ("initiated_against_a_member_attack", 1, ("attack",)),
    "not_answer_to_attack": ("initiated_against_a_member_attack", 0, ("attack",)),
}


WORDS = {
    "unsc_authorised_force": "authority of the Security Council to use force",
    "host_consent": "consent of the host",
    "article5_invoked": "under Article 5",
    "initiated_against_a_member_attack": "in answer to an attack on a member",
}


def _yes(value: str | int) -> str:
    return {1: "yes", 0: "no", "contested": "on record as contested"}.get(value, str(value))


class OperationMandate(TestEntry):
    """What an operation rested on: the Security Council, the host, an attack on a member."""

    operation: Text
    expect: Literal[
        "authorised", "not_authorised", "exceeded", "unlawful", "consented", "not_consented",
        "article5", "answer_to_attack", "not_answer_to_attack",
    ]  # fmt: skip

    def run(self, context: Context) -> Finding:
        """Return what the record says; contested where it is disputed."""
        row = operation_row(self.operation)
        if self.expect == "exceeded":
            return self._exceeded(row)
        if self.expect == "unlawful":
            return self._unlawful(row)
        column, wanted, matters = MANDATE[self.expect]
        found = row[column]
        readings = disputes_of(row["op_id"], *matters) if matters else ()
        if found in ("na", None):
            verdict, said = "not testable", f"{WORDS[column]} does not apply to it"
        elif found == "contested" or readings:
            verdict, said = "contested", f"{WORDS[column]}: {_yes(found)}, and disputed"
        else:
            verdict = "supported" if found == wanted else "contradicted"
            said = f"{WORDS[column]}: {_yes(found)}"
        return self._finding(row, verdict, said, readings)

    def _exceeded(self, row: dict[str, Any]) -> Finding:
        readings = disputes_of(row["op_id"], "scope")
        if row["unsc_authorised_force"] != "yes":
            said = "no mandate to use force was given that it could have gone beyond"
            return self._finding(row, "contradicted", said, ())
        if readings:
            said = "the Council authorised force; whether the operation kept to it is disputed"
            return self._finding(row, "contested", said, readings)
        said = "the Council authorised force; no dispute over the scope is on record"
        return self._finding(row, "contradicted", said, ())

    def _unlawful(self, row: dict[str, Any]) -> Finding:
        if row["unsc_authorised_force"] == "yes" or row["host_consent"] == "yes":
            ground = "Council" if row["unsc_authorised_force"] == "yes" else "host"
            said = f"the {ground} gave it a ground; the record shows no other"
            return self._finding(row, "contradicted", said, disputes_of(row["op_id"], "scope"))
        readings = disputes_of(row["op_id"])
        if readings:
            said = "without authorisation and consent; whether it was lawful is disputed"
            return self._finding(row, "contested", said, readings)
        said = "without authorisation and consent; no finding on its lawfulness is on record"
        return self._finding(row, "not testable", said, ())

    def _finding(
        self, row: dict[str, Any], verdict: str, said: str, readings: tuple[ReadingPair, ...]
    ) -> Finding:
        resolutions = row["unsc_resolution"]
        under = f" (resolutions {resolutions})" if resolutions else ""
        return Finding(
            test="operation_mandate",
            verdict=verdict,  # type: ignore[arg-type]
            figure=f"{row['operation']}{under}: {said}",
            expected=self.expect.replace("_", " "),
            readings=readings,
            notes=tuple(text for text in (row["summary"], row["notes"]) if text),
            sources=(row["source"],),
            command=f"foedus record {_bloc(row)}",
        )


class Frontier(TestEntry):
    """An alliance's land frontier, or its distance from a capital, on a day or between two."""

    alliance: Text
    measure: Literal["km", "distance_km"] = "km"
    toward: Text | None = Field(default=None, description="neighbour, or whose capital")
    since: Day | None = Field(default=None, description="the figure is the change from this day")
    on: Day | None = None
    expect: Expectation

    def run(self, context: Context) -> Finding:
        """Return kilometres, or their change."""
        alliance, on = resolve_alliance(self.alliance), self.on or context.on
        toward = resolve_state(self.toward) if self.toward else None
        if self.measure == "distance_km" and toward is None:
            raise FoedusError("frontier: distance_km needs toward, whose capital is meant")
        now, sources = self._figure(alliance, on, toward)
        what = "land frontier" if self.measure == "km" else "distance to the capital"
        with_ = f" with {in_sentence(toward)}" if toward and self.measure == "km" else ""
        with_ = f" of {in_sentence(toward)}" if toward and not with_ else with_
        command = f"foedus line {alliance} --on {on}" + (f" --toward {toward}" if toward else "")
        if self.since is None:
            value, text = now, f"{alliance}'s {what}{with_} on {on}: {now:,.0f} km"
            bars: tuple[Bar, ...] = ()
        else:
            then, _ = self._figure(alliance, self.since, toward)
            value = now - then
            text = (
                f"{alliance}'s {what}{with_}: {then:,.0f} km on {self.since}, {now:,.0f} km on "
                f"{on}, a change of {value:+,.0f} km"
            )
            command += f" --since {self.since}"
            bars = (Bar(label=str(self.since), value=then), Bar(label=str(on), value=now))
        return Finding(
            test="frontier",
            verdict=judged(self.expect, value),  # type: ignore[arg-type]
            figure=text,
            expected=self.expect.words("km"),
            value=value,
            unit="km",
            notes=("borders and shapes are today's, memberships those of the day",),
            sources=sources,
            command=command,
            bars=bars,
        )

    def _figure(self, alliance: str, on: date, toward: str | None) -> tuple[float, tuple[str, ...]]:
        from foedus.world.line import line

        found = line(alliance, on=on, toward=toward)
        if found.toward is None:
            return found.total_km, found.sources
        near = found.toward
        return near.frontier_km if self.measure == "km" else near.distance_km, found.sources

    def certainty(self) -> bool | None:
        """Return whether a frontier of 0 to 200,000 km, or its change, can fail it."""
        most = 200_000.0 if self.measure == "km" else 20_100.0
        return self.expect.certain(0 if self.since is None else -most, most)


class Membership(TestEntry):
    """Whether states were members of an alliance on a day."""

    alliance: Text
    state: States
    on: Day | None = None
    expect: bool = True

    def run(self, context: Context) -> Finding:
        """Return who of them was a member."""
        alliance, on = resolve_alliance(self.alliance), self.on or context.on
        states = [resolve_state(state) for state in self.state]
        found = [a for a in alliances_on(on) if a.alliance_id == alliance]
        members = found[0].members if found else frozenset()
        inside = [state for state in states if state in members]
        holds = len(inside) == (len(states) if self.expect else 0)
        rows = read_table("memberships")
        rows = rows.filter((rows["alliance_id"] == alliance) & rows["iso3"].is_in(states))
        return Finding(
            test="membership",
            verdict="supported" if holds else "contradicted",
            figure=f"members of {alliance} on {on}: {', '.join(inside) or 'none of them'}",
            expected=f"{', '.join(states)} {'members' if self.expect else 'no members'}",
            sources=tuple(rows["source"].unique(maintain_order=True).to_list()),
            command=f"foedus line {alliance} --on {on}",
        )

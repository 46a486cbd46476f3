"""The sections on members and outsiders: who bears it, who gains, who is less safe."""

from __future__ import annotations

from foedus.questions.answer import hundred
from foedus.questions.assessment import Assessment, StateRow
from foedus.questions.judged import StateChange
from foedus.questions.words import amount, signed
from foedus.views.html.assess.where import change_of
from foedus.views.html.assess.words import (
    by_iso3,
    change_text,
    majority,
    model_source,
    percent_of_row,
    side,
    upper,
)
from foedus.views.html.blocks import (
    Block,
    Card,
    Cards,
    Column,
    Figure,
    Key,
    Prose,
    Section,
    Table,
)
from foedus.views.html.pictures import NARROW, WIDE, Bar, band, split_bars

__all__ = ["members_section", "outsiders_section"]

SHOWN = 12
"""Bars shown; the table of all states has the rest."""

KEY = (
    Key("deterrence", "attacked"),
    Key("entanglement", "drawn into wars of allies"),
    Key("net", "sum", "diamond"),
)


def members_section(data: Assessment) -> Section | None:
    """Return the Article 10 test: the members together, who bears it, best and worst."""
    if not data.article10.members:
        return None
    rows = [row for row in data.states if row.role == "member"]
    title = f"The members of {data.alliance}: do they get safer?"
    blocks = (Cards(_cards(data), full=True), *_bars(data, rows))
    return Section("members", title, blocks, short="The members")


def _cards(data: Assessment) -> tuple[Card, ...]:
    test = data.article10
    pairs = [
        (
            "Insecurity each, attacks a century",
            f"{amount(test.mean_before)} → {amount(test.mean_after)}",
        ),
        ("Change", change_text(test.mean_change, test.mean_percent)),
        ("of it: attacked", signed(test.mean_attacked)),
        (f"wars of allies joined, each counted {data.psi:.2f}", signed(test.mean_drawn_in)),
        ("Change where a war joined counts in full", signed(test.mean_change_psi_1)),
    ]
    strip = told = ""
    if test.band is not None:
        word, share, full = side(test)
        pairs.append(
            (f"Draws that say {word}", f"{hundred(share)} of 100; {hundred(full)} at full weight")
        )
        strip = band(test.band.low, test.band.median, test.band.high, test.mean_change)
        told = (
            f"90 of 100 draws: {signed(test.band.low)} to {signed(test.band.high)}, median "
            f"{signed(test.band.median)} (dot: best estimate)"
        )
    mean = Card(
        "On average", signed(test.mean_change) if test.finding is None else upper(test.finding),
        "", majority(test), pairs=tuple(pairs), strip=strip, strip_alt=told,
    )  # fmt: skip
    return mean, _spread(data)


def _spread(data: Assessment) -> Card:
    """Return who gains and who bears it, and all together."""
    test = data.article10
    pairs = [
        ("Safer by the best estimates", str(test.safer)),
        ("Less safe by the best estimates", str(test.less_safe)),
    ]
    if test.best is not None and test.worst is not None and test.members > 1:
        pairs += [("Best off", _named(test.best)), ("Worst off", _named(test.worst))]
    after = ""
    if test.together is not None and test.together.share_safer is not None:
        pairs.append(("All together, candidates included", signed(test.together_change or 0.0)))
        word, share, full = side(test.together)
        after = (
            f"All of them together are {word} in {hundred(share)} of 100 draws "
            f"({hundred(full)} where a war joined counts in full)."
        )
    bearers = ", ".join(f"{state.name} {signed(state.change)}" for state in test.bearers[:5])
    text = (
        f"Wars of allies joined a century: {bearers}."
        if bearers
        else ("No member is drawn into more wars of allies.")
    )
    return Card("Who bears it", f"{len(test.bearers)} of {test.members}", text, pairs=tuple(pairs),
                after=after)  # fmt: skip


def _named(state: StateChange) -> str:
    return f"{state.name} {change_text(state.change, state.percent)}"


def _bar(data: Assessment, row: StateRow) -> Bar:
    return Bar(
        row.name,
        row.attacked_after - row.attacked_before,
        data.psi * (row.drawn_in_after - row.drawn_in_before),
        percent_of_row(row),
    )


def _bars(data: Assessment, rows: list[StateRow]) -> tuple[Block, ...]:
    """Return the states with the largest changes as bars in two parts, less safe first."""
    moved = [row for row in rows if abs(change_of(row)) > 1e-9]
    if not moved:
        return (Prose(("Nothing changes for any of them.",)),)
    largest = sorted(moved, key=lambda row: -_size(data, row))[:SHOWN]
    ordered = sorted(largest, key=change_of, reverse=True)
    bars = [_bar(data, row) for row in ordered]
    role = rows[0].role
    table = _table(data, sorted(rows, key=lambda row: -_size(data, row)), f"{role}s")
    what = f"the {SHOWN} with the largest change" if len(moved) > SHOWN else "every change"
    return (
        Figure(
            title=f"Change by state: {what}",
            note=f"{upper(data.unit)}, to the right less safe; wars of allies counted "
            f"{data.psi:.2f} each. At the end the sum, and its percent of what insecurity was.",
            alt="; ".join(f"{bar.name} {signed(bar.change)}" for bar in bars),
            wide=split_bars(bars, WIDE),
            narrow=split_bars(bars, NARROW),
            data=table.data,
            source=model_source(data),
            key=KEY,
        ),
    )


def _size(data: Assessment, row: StateRow) -> float:
    bar = _bar(data, row)
    return max(abs(bar.change), abs(bar.attacked), abs(bar.drawn_in))


def _table(data: Assessment, rows: list[StateRow], name: str) -> Table:
    return Table(
        f"All {len(rows)}, the largest change first",
        (Column("State", name="name"), Column("Code", name="iso3"),
         Column("Attacked before", "amount", "attacked_before"),
         Column("after", "amount", "attacked_after"),
         Column("Wars joined before", "amount", "drawn_in_before"),
         Column("after", "amount", "drawn_in_after"),
         Column("Change", "signed", "change"), Column("%", "percent", "percent")),
        tuple(
            (r.name, r.iso3, r.attacked_before, r.attacked_after, r.drawn_in_before,
             r.drawn_in_after, change_of(r), percent_of_row(r))
            for r in rows
        ),
        model_source(data), name, folded=True,
    )  # fmt: skip


def outsiders_section(data: Assessment) -> Section | None:
    """Return the indivisibility test: which outsiders get less safe, by name, and which safer."""
    test = data.indivisibility
    if not test.outsiders:
        return None
    outside = [row for row in data.states if row.role == "outsider"]
    draws = ""
    if test.share_nobody is not None and test.mc_error is not None:
        draws = (
            f" Nobody is noticeably less safe in {hundred(test.share_nobody)} of 100 draws "
            f"(± {100 * test.mc_error:.1f})."
        )
    text = (
        f"Of {test.outsiders} states outside, {test.noticeably_less_safe} get noticeably less safe "
        f"(by at least 0.01 {data.unit} and 1 % of their own), {test.slightly_less_safe} slightly, "
        f"{test.safer} safer; {test.unchanged} are not touched. On average "
        f"{signed(test.mean_change)}.{draws}"
    )
    blocks: list[Block] = [Prose((text,))]
    if test.ranked:
        blocks.append(_ranked(data))
    if test.noticeably_less_safe or any(abs(change_of(row)) >= 0.01 for row in outside):
        blocks += _bars(data, outside)
    title = "Those outside: does anyone get less safe?"
    return Section("outside", title, tuple(blocks), short="Those outside")


def _ranked(data: Assessment) -> Table:
    rows = by_iso3(data)
    ranked = data.indivisibility.ranked
    return Table(
        f"Outsiders that get less safe: {len(ranked)}, most affected first",
        (Column("State", name="name"), Column("Code", name="iso3"),
         Column("Before", "amount", "insecurity_before"),
         Column("After", "amount", "insecurity_after"),
         Column("Change", "signed", "change"), Column("%", "percent", "percent"),
         Column("How much", name="tier")),
        tuple(
            (o.name, o.iso3, rows[o.iso3].insecurity_before, rows[o.iso3].insecurity_after,
             o.change, o.percent, o.tier)
            for o in ranked
        ),
        f"{upper(data.unit)}. {model_source(data)}", "outsiders-less-safe",
        folded=len(ranked) > SHOWN,
    )  # fmt: skip

"""The report's first sections: the answer, those outside, the readings of omega."""

from __future__ import annotations

from foedus.questions.assessment import (
    Assessment,
    OmegaResult,
    StateChange,
    StateRecord,
)
from foedus.views.html.assess.charts import change_bars, change_map_with_key
from foedus.views.html.assess.map import change_map
from foedus.views.html.blocks import (
    Badge,
    Block,
    Card,
    Cards,
    Data,
    Facts,
    Figure,
    Group,
    Prose,
    Section,
)
from foedus.views.html.svg import inline
from foedus.views.words import agreement, century, name_of, percent, percent_of, safer

__all__ = ["answer_section", "outsiders_section", "readings_section", "source_line"]

WIDE, NARROW = 940, 350
MOST = 15
"""Outsiders shown on either side."""


def source_line(data: Assessment) -> str:
    """Return source and coverage of all that the model computes."""
    missing = ", ".join(data.left_out)
    left_out = f"; left out for want of figures: {missing}" if missing else ""
    return (
        f"foedus, model of security; {len(data.states)} states, membership on {data.on}, "
        f"capability ({data.capability}) of {data.capability_year}; coefficients from the dispute "
        f"record 1946-2010{left_out}."
    )


def change_of(record: StateRecord) -> float:
    """Return a state's change of insecurity, lost conflicts a year."""
    return record.insecurity_after - record.insecurity_before


def answer_section(data: Assessment) -> Section:
    """Return key figures, the map, and the members' bars."""
    movers = [_mover(data, record) for record in data.candidate[:3]]
    cards = [_article10(data), *movers, _outside(data), _frontier(data)]
    blocks: list[Block] = [
        Cards(tuple(cards)),
        Prose(
            (
                "Insecurity is the number of conflicts that a state may expect to lose in a year: "
                "the direct risk of being challenged and losing, plus entanglement, a share of the "
                "wars that its allies may be drawn into. Deterrence shows as a fall of the direct "
                "risk. Plus means less safe, minus safer.",
            )
        ),
        world_figure(data),
    ]
    members = [record for record in data.states if record.role == "member"]
    if members:
        blocks.append(_bars(data, members, "members", f"The members of {data.alliance}"))
    if data.candidate:
        who = "joins" if all(r.role == "candidate" for r in data.candidate) else "leaves"
        who = who if len({r.role for r in data.candidate}) == 1 else "joins or leaves"
        blocks.append(_bars(data, list(data.candidate), "movers", f"Who {who}"))
    return Section("answer", "The answer", tuple(blocks))


def _badges(data: Assessment, *ids: str) -> tuple[Badge, ...]:
    tones = {"robust": "strong", "leaning": "medium", "depends": "weak"}
    verdicts = data.robustness.verdicts if data.robustness else ()
    return tuple(Badge(v.word, tones[v.word]) for v in verdicts if v.id in ids)  # type: ignore[arg-type]


def _agreement(data: Assessment, *ids: str) -> str:
    verdicts = data.robustness.verdicts if data.robustness else ()
    return "".join(
        f" {agreement(v).partition(': ')[2].capitalize()}." for v in verdicts if v.id in ids
    )


def _article10(data: Assessment) -> Card:
    test = data.article10
    if test.best is None or test.worst is None:
        return Card("Article 10 test: the members", "no member remains", "Nobody to ask about.")
    text = (
        f"Mean of {test.members} members: direct risk {century(test.mean_deterrence)}, "
        f"entanglement {century(test.mean_entanglement)} lost conflicts a century. {test.safer} "
        f"get safer, {test.less_safe} less safe: {_named(test.worst)} at one end, "
        f"{_named(test.best)} at the other."
    )
    if test.break_even_epsilon is not None:
        side = "below" if test.mean_deterrence < 0 else "above"
        text += f" Safer on the whole where ε is {side} {test.break_even_epsilon:.2g}."
    ids = ("members_safer_on_the_whole",)
    return Card(
        "Article 10 test: do the members get safer?",
        safer(test.mean_percent),
        text + _agreement(data, *ids),
        _badges(data, *ids),
    )


def _mover(data: Assessment, record: StateRecord) -> Card:
    ids = (f"{record.role}_safer",)
    return Card(
        f"The {record.role}: {record.name}",
        safer(percent_of(record)),
        f"Insecurity from {100 * record.insecurity_before:.1f} to "
        f"{100 * record.insecurity_after:.1f} lost conflicts a century: direct risk "
        f"{century(record.delta_direct)}, entanglement {century(record.delta_entanglement)}."
        + _agreement(data, *ids),
        _badges(data, *ids),
    )


def _named(state: StateChange) -> str:
    return f"{state.name} ({percent(state.percent)})"


def _outside(data: Assessment) -> Card:
    test, ids = data.indivisibility, ("no_outsider_less_safe",)
    most = ", ".join(map(_named, test.ranked[:3]))
    text = f"By more than 0.1 % of their insecurity; {test.less_safe} by any amount."
    if most:
        text += f" Most in absolute terms: {most}."
    return Card(
        "Indivisibility test: does anyone outside get less safe?",
        f"{test.less_safe_materially} of {test.outsiders} less safe",
        text + _agreement(data, *ids),
        _badges(data, *ids),
    )


def _frontier(data: Assessment) -> Card:
    before, after = data.line.total_km_before, data.line.total_km_after
    changes = sorted(
        ((row.km_after - row.km_before, name_of(row.neighbour, data))
         for row in data.line.by_neighbour if abs(row.km_after - row.km_before) > 0.5),
        key=lambda item: -abs(item[0]),
    )  # fmt: skip
    named = ", ".join(f"{name} {km:+,.0f} km" for km, name in changes[:4]).replace("-", "−")
    most = f" Largest changes: {named}." if named else ""
    difference = f"{after - before:+,.0f} km".replace("-", "−")
    return Card(
        f"Land frontier of {data.alliance}",
        difference if round(after - before) else "unchanged",
        f"From {before:,.0f} to {after:,.0f} km with states that are no members." + most,
    )


def world_figure(data: Assessment) -> Figure:
    """Return the map of the world."""
    less = sum(percent_of(r) >= 0.1 for r in data.states)
    more = sum(percent_of(r) <= -0.1 for r in data.states)
    return Figure(
        title="Who gets safer, and who less safe",
        note="Change of insecurity in percent of what it was. Point at a state for its figures.",
        alt=f"World map: {more} states get noticeably safer, {less} noticeably less safe, "
        f"{len(data.states) - more - less} neither. The table of all states has every figure.",
        wide=inline(change_map_with_key(data, WIDE), "map"),
        narrow=inline(change_map_with_key(data, NARROW), "mapn"),
        data=state_data("map", data.states),
        source=source_line(data)
        + " Map: Natural Earth, 1:50 million, today's boundaries as drawn there.",
    )


def state_data(name: str, records: tuple[StateRecord, ...] | list[StateRecord]) -> Data:
    """Return states for download, all figures a year."""
    columns = (
        "iso3", "name", "role", "insecurity_before", "insecurity_after", "delta_direct",
        "delta_entanglement", "security_before", "security_after",
    )  # fmt: skip
    rows = tuple(
        (*(getattr(record, column) for column in columns), percent_of(record)) for record in records
    )
    return Data(name, (*columns, "change_percent"), rows)


def _bars(
    data: Assessment,
    records: list[StateRecord],
    name: str,
    title: str,
    safest_first: bool = False,
) -> Figure:
    ordered = sorted(records, key=change_of, reverse=not safest_first)
    first, last = ordered[0], ordered[-1]
    return Figure(
        title=title,
        note="Change of insecurity, lost conflicts a century; to the right is less safe. "
        "Diamond: the sum; at the end: the sum in percent of what it was.",
        alt=f"Bars: from {first.name} ({percent(percent_of(first))}) to {last.name} "
        f"({percent(percent_of(last))}), each split into direct risk and entanglement.",
        wide=inline(change_bars(ordered, WIDE), name),
        narrow=inline(change_bars(ordered, NARROW), f"{name}n"),
        data=state_data(name, ordered),
        source=source_line(data),
    )


def outsiders_section(data: Assessment) -> Section:
    """Return the outsiders that get less safe, and those that get safer."""
    limit = 1e-6
    outside = sorted((record for record in data.states if record.role == "outsider"), key=change_of)
    worse = [record for record in reversed(outside) if percent_of(record) > limit]
    better = [record for record in outside if percent_of(record) < -limit]
    blocks: list[Block] = [
        Prose((f"Of {len(outside)} states outside {data.alliance}, {len(worse)} get less safe and "
               f"{len(better)} safer, by any amount.",))
    ]  # fmt: skip
    for group, name, word in ((worse, "outsiders-less-safe", "less safe"),
                              (better, "outsiders-safer", "safer")):  # fmt: skip
        if group:
            title = f"Outsiders that get {word}" + (
                f": the {MOST} with the largest change" if len(group) > MOST else ""
            )
            blocks.append(_bars(data, group[:MOST], name, title, safest_first=group is better))
    return Section("outside", "Those outside", tuple(blocks))


def readings_section(assessment: Assessment) -> Section:
    """Return the results for omega at 0, as estimated, and at 1, side by side."""
    data = assessment
    columns = tuple(
        (_reading_facts(data, result), _reading_map(assessment, result, f"omega{number}"))
        for number, result in enumerate(data.by_omega)
    )
    text = (
        "ω is the share of the allies' power that joins when a member attacks. Whether an alliance "
        "is called defensive or offensive is a choice of this number: at 0 the alliance only "
        "defends, at 1 it attacks as one. In the middle is the share found in the dispute record."
    )
    title = "Defensive or offensive: three readings"
    return Section("readings", title, (Prose((text,)), Group(columns)))


def _reading_facts(data: Assessment, result: OmegaResult) -> Facts:
    pairs = [
        ("members, mean", percent(result.members_mean_percent)),
        ("members less safe", str(result.members_less_safe)),
    ]
    if result.candidate_percent is not None:
        who = " and ".join(sorted({record.role for record in data.candidate}))
        pairs.append((who, percent(result.candidate_percent)))
    worst = result.worst_outsider
    most = f"{worst.name} {percent(worst.percent)}" if worst else "nobody"
    pairs += [
        ("outsiders noticeably less safe", str(result.outsiders_less_safe_materially)),
        ("most affected", most),
    ]
    return Facts(f"ω = {result.omega:.2g}: {result.label}", tuple(pairs))


def _reading_map(assessment: Assessment, result: OmegaResult, prefix: str) -> Figure:
    from foedus.security.evaluate import risk

    states = assessment.states
    before = risk(assessment.before, assessment.given.with_(omega=result.omega))
    level = dict(zip(assessment.before.iso3, before.insecurity, strict=True))
    values = {
        iso3: 100 * change / float(level[iso3]) if level[iso3] > 0 else 0.0
        for iso3, change in result.states.items()
    }
    names = {record.iso3: record.name for record in states}
    tips = {iso3: f"{names[iso3]} | {safer(x)} ({percent(x)})" for iso3, x in values.items()}
    roles = {record.iso3: record.role for record in states}
    return Figure(
        title=f"Change at ω = {result.omega:.2g}",
        alt=f"World map at omega {result.omega:.2g}; same colours as the map above.",
        wide=inline(change_map(values, roles, tips, 320), prefix),
        data=Data(
            f"omega-{result.omega:.2g}",
            ("iso3", "change_insecurity_a_year", "change_percent"),
            tuple((iso3, x, values[iso3]) for iso3, x in result.states.items()),
        ),
        source=f"Colours and source as for the map above, at ω = {result.omega:.2g}.",
    )

"""An assessment as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.answer import EVENTS, hundred
from foedus.questions.assessment import (
    Article10,
    Assessment,
    AtWar,
    Candidate,
    Headline,
    Judged,
    StateChange,
)
from foedus.questions.words import amount, plain, signed
from foedus.scenario.places import RESOLUTION_KM
from foedus.views.text.table import paragraph, table
from foedus.world.states import in_sentence, state_name

__all__ = ["summary"]

SHOWN = 5
"""States and neighbours listed by name; the JSON and CSV outputs have all."""

CHANGED_KM = 0.5
"""Kilometres of frontier below which a neighbour's part has not changed."""


def summary(data: Assessment) -> str:
    """Return an assessment as plain text, the answer first.

    Parameters
    ----------
    data : Assessment
    """
    parts: list[str] = []
    for caution in data.cautions:
        parts += paragraph(f"Note: {caution}")
    parts += [*paragraph(data.answer), ""]
    parts += _at_war(data)
    for candidate in data.candidates:
        parts += _candidate(data, candidate)
    parts += _members(data)
    parts += _outsiders(data)
    parts += _robustness(data)
    parts += _otherwise(data)
    parts += _line(data)
    parts += _reach(data)
    parts += _commitments(data)
    parts += _world(data)
    parts += _assumptions(data)
    parts += _sources(data)
    return "\n".join(parts).rstrip() + "\n"


def _at_war(data: Assessment) -> list[str]:
    lines: list[str] = []
    for war in data.at_war:
        lines += [*paragraph(f"The war that is on: {_war(war)}"), ""]
    return lines


def _war(war: AtWar) -> str:
    """Return what a change adds to a war that is on, in words."""
    band = (
        ""
        if war.low is None or war.high is None
        else (f" ({abs(war.low):.1f} to {abs(war.high):.1f})")
    )
    adds = "add" if war.expected_joiners >= 0 else "take away"
    named = ", ".join(
        f"{in_sentence(joiner.iso3)} {100 * abs(joiner.probability):.0f} %"
        for joiner in war.members[:SHOWN]
    )
    return (
        f"{in_sentence(war.state)} is at war with {in_sentence(war.opponent)}, and the figures "
        f"below leave that war out. The obligation would {adds} "
        f"{abs(war.expected_joiners):.1f}{band} of {war.of_members} members to it: {named}. "
        f"Basis: {war.basis}."
    )


def _agreement(found: Judged) -> list[str]:
    """Return the lines on what the draws say, if there are any."""
    if found.band is None or found.majority is None:
        return []
    who, share, full = found.majority
    return [
        *paragraph(
            f"5-95 % of the draws  {signed(found.band.low)} to {signed(found.band.high)}, "
            f"median {signed(found.band.median)}",
            "  ",
            " " * 23,
        ),
        *paragraph(
            f"draws that agree     {who} in {hundred(share)} of 100 "
            f"({hundred(full)} where a war joined counts in full): {found.word}",
            "  ",
            " " * 23,
        ),
        f"  what may be said     {found.finding}",
    ]


def _candidate(data: Assessment, one: Candidate) -> list[str]:
    percent = "" if one.percent is None else f"; {one.percent:+.0f} %".replace("-", "−")
    even = "never" if one.break_even is None else f"above {amount(one.break_even)}"
    full = "never" if one.break_even_psi_1 is None else f"above {amount(one.break_even_psi_1)}"
    outside = one.attacked_after if one.role == "leaver" else one.attacked_before
    psi = f"{data.psi:.2f}"
    return [
        f"The {one.role}: {one.name}",
        f"  insecurity           {amount(one.insecurity_before)} to "
        f"{amount(one.insecurity_after)} {data.unit} ({signed(one.change)}{percent})",
        f"    attacked           {amount(one.attacked_before)} to {amount(one.attacked_after)}",
        f"    drawn in           {amount(one.drawn_in_before)} to {amount(one.drawn_in_after)} "
        f"wars of allies, each counted {psi}",
        *_agreement(one),
        *paragraph(
            f"membership pays      {even} attacks a century upon it ({full} at full weight); "
            f"outside, the model has {amount(outside)}",
            "  ",
            " " * 23,
        ),
        "",
    ]


def _named(states: tuple[StateChange, ...]) -> str:
    return ", ".join(f"{state.name} {signed(state.change)}" for state in states[:SHOWN])


def _members(data: Assessment) -> list[str]:
    test = data.article10
    if not test.members:
        return ["Article 10 test: no state is a member both before and after", ""]
    each = "" if test.members == 1 else " each, on average"
    percent = "" if test.mean_percent is None else f"; {test.mean_percent:+.0f} %".replace("-", "−")
    lines = [
        f"Article 10 test: do the {test.members} members of {test.alliance} get safer?",
        *paragraph(
            f"insecurity           {amount(test.mean_before)} to {amount(test.mean_after)} "
            f"{data.unit}{each} ({signed(test.mean_change)}{percent})",
            "  ",
            " " * 23,
        ),
        f"    attacked           {signed(test.mean_attacked)}",
        f"    drawn in           {signed(test.mean_drawn_in)} wars of allies",
        *_agreement(test),
        f"  safer / less safe    {test.safer} / {test.less_safe}",
    ]
    lines += _extremes(test)
    if test.break_even is not None and len(data.candidates) == 1:
        full = (
            ""
            if test.break_even_psi_1 is None
            else (f" (below {amount(test.break_even_psi_1)} at full weight)")
        )
        lines += paragraph(
            f"pays for them        below {amount(test.break_even)} attacks a century upon "
            f"{data.candidates[0].name}{full}; the model has "
            f"{amount(data.candidates[0].attacked_before)}",
            "  ",
            " " * 23,
        )
    if test.together is not None and test.together.share_safer is not None:
        lines += paragraph(
            f"all of them together, candidates included: {signed(test.together_change or 0.0)}, "
            f"safer in {hundred(test.together.share_safer)} of 100 draws "
            f"({hundred(test.together.share_safer_psi_1 or 0.0)} at full weight)",
            "  ",
            "    ",
        )
    return [*lines, ""]


def _extremes(test: Article10) -> list[str]:
    lines = []
    if test.best and test.worst and test.members > 1:
        lines.append(f"  best, worst off      {_named((test.best,))}; {_named((test.worst,))}")
    if test.bearers:
        lines += paragraph(
            f"who bears it         {_named(test.bearers)} wars of allies joined a century",
            "  ",
            " " * 23,
        )
    return lines


def _outsiders(data: Assessment) -> list[str]:
    test = data.indivisibility
    lines = [
        "Indivisibility test: does anyone outside get less safe?",
        *paragraph(
            f"{test.noticeably_less_safe} of {test.outsiders} noticeably (0.01 attacks a century "
            f"and 1 % of their own), {test.slightly_less_safe} slightly, {test.safer} safer",
            "  ",
        ),
    ]
    if test.ranked and test.noticeably_less_safe:
        lines += paragraph(f"most: {_named(test.ranked)}", "  ")
    if test.share_nobody is not None:
        lines.append(f"  nobody noticeably in {hundred(test.share_nobody)} of 100 draws")
    return [*lines, ""]


def _robustness(data: Assessment) -> list[str]:
    found = data.robustness
    if found is None:
        return []
    lines = [f"Robustness: of {found.draws:,} draws from how uncertain the estimates are"]
    for verdict in found.verdicts:
        deciding = [
            f"{driver.symbol} {100 * driver.first_order:.0f} %"
            for driver in verdict.decided_by
            if driver.first_order >= 0.01
        ]
        lines += paragraph(
            f"{verdict.statement}: {100 * verdict.share:.1f} % "
            f"(± {100 * verdict.mc_error:.1f}), {verdict.word}; decided by "
            f"{', '.join(deciding) or 'no single number'}",
            "  ",
            "    ",
        )
    lines.append("  (robust above 95 %, leaning above 67 %; % of variance explained)")
    for text in data.calibration:
        lines += paragraph(text, "  ", "    ")
    return [*lines, ""]


def _otherwise(data: Assessment) -> list[str]:
    """Return the headline figures under other assumptions as a table."""
    rows = [
        *((f"{'* ' if r.reading == data.reading else ''}{r.reading}", r.headlines)
          for r in data.by_reading),
        *((f"ω = {r.omega:.2f}", r.headlines) for r in data.by_omega),
        *((f"ψ = {r.psi:.2f}", r.headlines) for r in data.by_psi),
    ]  # fmt: skip
    if not rows or not rows[0][1]:
        return []
    who = [headline.who for headline in rows[0][1]][:3]
    header = ["", *(name for one in who for name in (one, "safer in"))]
    body = [[label, *_cells(headlines[: len(who)])] for label, headlines in rows]
    worse = [
        f"ω = {r.omega:.2f}: {r.outsiders_noticeably_less_safe} outsiders noticeably less safe"
        for r in data.by_omega
    ]
    return [
        f"Other readings: change, {data.unit}, and draws of 100 in which it is safer",
        *table(header, body, right="-" + "rr" * len(who)),
        *paragraph("; ".join(worse), "  "),
        "",
    ]


def _cells(headlines: tuple[Headline, ...]) -> list[str]:
    return [
        text
        for one in headlines
        for text in (
            signed(one.change),
            "-" if one.share_safer is None else hundred(one.share_safer),
        )
    ]


def _line(data: Assessment) -> list[str]:
    line = data.line
    lines = [
        f"The line: land frontier of {line.alliance}",
        f"  {line.total_km_before:,.0f} km before, {line.total_km_after:,.0f} km after",
    ]
    changed = sorted(
        (row for row in line.by_neighbour if abs(row.km_before - row.km_after) > CHANGED_KM),
        key=lambda row: -abs(row.km_after - row.km_before),
    )
    lines += [
        f"    with {state_name(row.neighbour)}: {row.km_before:,.0f} to {row.km_after:,.0f} km"
        for row in changed[:SHOWN]
    ]
    return [*lines, ""]


def _reach(data: Assessment) -> list[str]:
    """Return the capitals that come within range of strike systems, or fall out of it."""
    lines: list[str] = []
    systems = sorted({(r.host, r.weapon, r.name, r.change) for r in data.reach})
    for host, weapon, name, change in systems:
        found = [r for r in data.reach if (r.host, r.weapon) == (host, weapon) and not r.ally]
        if not found:
            continue
        lines += paragraph(f"{name} in {in_sentence(host)}: {change}", "  ")
        for sure in sorted({record.within for record in found}, reverse=True):
            named = [f"{r.capital} ({r.distance_km:,.0f} km)" for r in found if r.within == sure]
            more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
            lines += paragraph(f"{sure}: {', '.join(named[:SHOWN])}{more}", "    ")
    if not data.reach:
        return []
    head = "Strike systems: capitals within range, those of the sender's allies left out"
    error = f"  distances from territory may be off by {RESOLUTION_KM} km, the map's resolution"
    return [head, *lines, error, ""]


def _commitments(data: Assessment) -> list[str]:
    """Return the clauses that bear on the change, each once, by effect."""
    lines: list[str] = []
    for effect in ("require", "permit", "limit", "contest"):
        clauses = {item.id: item for item in data.commitments if item.effect == effect}
        if clauses:
            lines.append(f"  {effect}")
        for item in clauses.values():
            article = f" {item.article}" if item.article else ""
            said = f"{item.document}{article} ({item.date[:4]}), {item.force}: {item.reason}"
            lines += paragraph(said, "    ", "      ")
    if not lines:
        return []
    head = "Commitments that bear on it (foedus commitments shows both readings)"
    return [head, *lines, ""]


def _world(data: Assessment) -> list[str]:
    world = data.world_total
    return [
        "The world that day beside the record, a year",
        *paragraph(
            f"attacks {world.attacks_per_year:.2f} (record {world.attacks_recorded:.2f}, "
            f"{world.attacks_recorded_low:.2f} to {world.attacks_recorded_high:.2f}); allies who "
            f"join {world.interventions_per_year:.2f} (record {world.interventions_recorded:.2f}, "
            f"{world.interventions_recorded_low:.2f} to "
            f"{world.interventions_recorded_high:.2f})",
            "  ",
        ),
        "",
    ]


def _assumptions(data: Assessment) -> list[str]:
    """Return what is assumed; coefficients only where they were held, the JSON has them all."""
    lines = ["Assumptions (value; plausible range)"]
    lines += paragraph(
        f"an attack: one of the {EVENTS[data.event]}; reading: {data.reading}; association, not "
        "cause: states with stronger allies in reach were attacked less",
        "  ",
        "    ",
    )
    letters = ("D", "rho", "omega", "psi", "delta", "pi", "kappa", "alpha")
    for item in data.assumptions:
        if isinstance(item.value, str) or not (item.given or item.name in letters):
            continue
        bounds = _bounds(item.low, item.high)
        given = " (given)" if item.given else ""
        lines += paragraph(
            f"{item.symbol} = {plain(item.value)}{bounds}{given}: {item.meaning}", "  ", "    "
        )
    lines += paragraph(
        f"capability: {data.capability}, figures of {data.figures_year} or up to three years "
        f"older; membership on {data.on}",
        "  ",
        "    ",
    )
    if data.left_out:
        lines += paragraph(f"left out for want of figures: {', '.join(data.left_out)}", "  ")
    return [*lines, ""]


def _sources(data: Assessment) -> list[str]:
    lines = ["Sources"]
    for text in data.sources:
        lines += paragraph(text, "  ", "    ")
    return lines


def _bounds(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"; {plain(low)} to {plain(high)}"

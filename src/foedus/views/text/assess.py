"""An assessment as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.answer import EVENTS, hundred
from foedus.questions.assessment import Assessment, AtWar, Headline
from foedus.questions.words import plain, signed
from foedus.scenario.places import RESOLUTION_KM
from foedus.views.text.assess_states import SHOWN, candidate, members, outsiders
from foedus.views.text.table import paragraph, table
from foedus.world.states import in_sentence, state_name

__all__ = [
    "summary",
]

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
    for one in data.candidates:
        parts += candidate(data, one)
    parts += members(data)
    parts += outsiders(data)
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

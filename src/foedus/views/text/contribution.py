"""A contribution as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.contributed import Contribution, MemberContribution
from foedus.questions.words import amount, plain, signed
from foedus.views.text.table import paragraph, table

__all__ = ["summary"]

LEGEND = (
    "In attacks a century, plus is a gain. Spared: attacks that a member is itself spared; for "
    "others: attacks it takes off them; drawn in: their wars it fights; draws in: wars it brings "
    "them. Shapley: the sum, a member's share of the whole. Association, not cause: states with "
    "stronger allies in reach were attacked less."
)


def summary(data: Contribution) -> str:
    """Return a contribution as plain text.

    Parameters
    ----------
    data : Contribution
    """
    lines: list[str] = []
    for caution in data.cautions:
        lines += paragraph(f"Note: {caution}")
    lines += [*paragraph(data.answer), ""]
    lines += _value(data)
    lines += _security(data)
    lines += _waves(data)
    lines += _resources(data)
    lines += _method(data)
    lines += _assumptions(data)
    lines.append("Sources")
    for text in data.sources:
        lines += paragraph(text, "  ", "    ")
    return "\n".join(lines).rstrip() + "\n"


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{signed(low)} to {signed(high)}"


def _value(data: Contribution) -> list[str]:
    value = data.value
    share = (
        ""
        if value.share_gain is None
        else (f"{100 * value.share_gain:.0f} of 100 draws say a gain")
    )
    rows = [
        ("fewer attacks", signed(value.fewer_attacks),
         _span(value.fewer_attacks_low, value.fewer_attacks_high), ""),
        (f"wars joined, each counted {data.psi:.2f}", amount(value.wars_joined),
         _span(value.wars_joined_low, value.wars_joined_high).replace("+", ""), ""),
        ("on balance", signed(value.total), _span(value.total_low, value.total_high), share),
        ("where a war joined counts in full", signed(value.total_psi_1), "", ""),
    ]  # fmt: skip
    head = ["All members together", "a century", "5-95 % of draws", ""]
    return [*table(head, rows, right="-rr"), ""]


def _who(member: MemberContribution) -> str:
    return f"{member.iso3} {member.name[:15]}"


def _cell(value: float | None) -> str:
    return ".." if value is None else f"{value:+.2f}".replace("-", "−")


def _security(data: Contribution) -> list[str]:
    """Return a line a member, by Shapley value: its parts, their sum, and the interval."""
    members = sorted(data.members, key=lambda m: (m.shapley is None, -(m.shapley or 0.0), m.iso3))
    parts = ("own_gain", "others_gain", "drawn_in", "draws_in", "shapley")
    rows = [
        [
            _who(m),
            *(_cell(getattr(m, part)) for part in parts),
            "" if m.shapley_low is None else f"{_cell(m.shapley_low)} to {_cell(m.shapley_high)}",
        ]
        for m in members
    ]
    sums = [sum(getattr(m, part) or 0.0 for m in data.members) for part in parts]
    rows.append(["all", *map(_cell, sums), ""])
    head = ["", "spared", "others", "drawn in", "draws in", "Shapley", "5-95 %"]
    return [*paragraph(LEGEND), *table(head, rows, right="-rrrrrr", indent=""), ""]


def _waves(data: Contribution) -> list[str]:
    rows = [
        [
            wave.wave[:14],
            str(len(wave.members)),
            *(
                _cell(getattr(wave, part))
                for part in ("own_gain", "others_gain", "drawn_in", "draws_in", "shapley")
            ),
        ]
        for wave in data.waves
    ]
    head = ["wave", "members", "spared", "others", "drawn in", "draws in", "Shapley"]
    return [*table(head, rows, right="-rrrrrr", indent=""), ""]


def _resources(data: Contribution) -> list[str]:
    """Return a line a member, by wave: its shares of the members' resources, and its frontier."""
    order = {wave.wave: place for place, wave in enumerate(data.waves)}
    members = sorted(
        data.members, key=lambda m: (order[m.wave], -(m.share_expenditure or 0.0), m.iso3)
    )

    def percent(share: float | None) -> str:
        return ".." if share is None else f"{100 * share:.2f}"

    rows = [
        [
            _who(m),
            m.wave[:7],
            percent(m.share_expenditure),
            percent(m.share_personnel),
            percent(m.share_gdp),
            percent(m.share_population),
            f"{m.frontier_km:,.0f}",
        ]
        for m in members
    ]
    head = ["", "wave", "expend.", "personnel", "GDP", "people", "km"]
    return [
        "Share of the members' resources, %, and land frontier with others, km",
        *table(head, rows, right="--rrrrr", indent=""),
        "",
    ]


def _method(data: Contribution) -> list[str]:
    errors = [m.shapley_error for m in data.members if m.shapley_error is not None]
    largest = max(errors, default=0.0)
    if data.method == "exact":
        text = (
            f"Shapley values are exact, within {largest:.5f} attacks a century, with the other "
            "alliances of the world switched off."
        )
        if data.draws:
            text += f" Intervals: 5 to 95 % of {data.draws} draws, seed {data.seed}."
    else:
        text = (
            f"Shapley values from {data.permutations} random orders (seed {data.seed}), the other "
            f"alliances of the world in force; standard errors up to {largest:.3f}."
        )
    lines = paragraph(text)
    if data.left_out:
        lines += paragraph(f"Not in the contest for want of figures: {', '.join(data.left_out)}.")
    for note in data.notes:
        lines += paragraph(note)
    return [*lines, ""]


def _assumptions(data: Contribution) -> list[str]:
    lines = ["Assumptions (value; plausible range)"]
    letters = ("D", "rho", "psi", "delta", "pi", "kappa", "alpha")
    for item in data.assumptions:
        if isinstance(item.value, str) or not (item.given or item.name in letters):
            continue
        bounds = _bounds(item.low, item.high)
        given = " (given)" if item.given else ""
        lines += paragraph(
            f"{item.symbol} = {plain(item.value)}{bounds}{given}: {item.meaning}", "  ", "    "
        )
    lines += paragraph(
        f"event: {data.event}; reading: {data.reading}; capability: {data.capability}, figures of "
        f"{data.figures_year} or up to three years older; membership on {data.on}",
        "  ",
        "    ",
    )
    return [*lines, ""]


def _bounds(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"; {plain(low)} to {plain(high)}"

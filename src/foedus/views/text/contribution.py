"""A contribution as plain text of at most 80 columns."""

from textwrap import wrap

from foedus.questions.contribution import Contribution, MemberContribution

__all__ = ["summary"]

WIDTH = 80
LEGEND = (
    "In lost conflicts in 1,000 years, or their equivalent; positive is safer. Shapley: a member's "
    "share of the whole, by what it adds to those it joins. Gives: what the others would lose "
    "without it. Gets: its own insecurity with nobody allied less that inside."
)
PARTS = (
    "Deterred: part of the Shapley value from less direct risk; drawn in: from allies' conflicts."
)


def summary(data: Contribution) -> str:
    """Return a contribution as plain text.

    Parameters
    ----------
    data : Contribution
    """
    lines = [*_wrapped(data.answer), ""]
    lines += _resources(data)
    lines += _security(data)
    lines += _waves(data)
    lines += _method(data)
    lines += _assumptions(data)
    lines.append("Sources")
    for text in data.sources:
        lines += wrap(
            text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_long_words=False
        )
    return "\n".join(lines).rstrip() + "\n"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent * 2)


def _percent(share: float | None) -> str:
    return f"{'..':>11}" if share is None else f"{100 * share:11.2f}"


def _milli(value: float | None) -> str:
    return f"{'..':>10}" if value is None else f"{1000 * value:>+10.2f}"


def _who(member: MemberContribution) -> str:
    return f"{member.iso3} {member.name[:15]:<16}"


def _resources(data: Contribution) -> list[str]:
    """Return a line a member, by wave: its shares of the members' resources, and its frontier."""
    order = {wave.wave: place for place, wave in enumerate(data.waves)}
    members = sorted(
        data.members, key=lambda m: (order[m.wave], -(m.share_expenditure or 0.0), m.iso3)
    )
    lines = [
        "Share of the members' resources, %, and land frontier with others, km",
        f"{'':<20}{'wave':<8}{'expend.':>11}{'personnel':>11}{'GDP':>11}{'people':>11}{'km':>8}",
    ]
    for m in members:
        shares = (m.share_expenditure, m.share_personnel, m.share_gdp, m.share_population)
        percents = "".join(_percent(share) for share in shares)
        lines.append(f"{_who(m)}{m.wave[:7]:<8}{percents}{m.frontier_km:8,.0f}")
    return [*lines, ""]


def _security(data: Contribution) -> list[str]:
    """Return a line a member, by Shapley value: what it adds, gives and gets."""
    exact = data.method == "exact"
    heads = ("deterred", "drawn in") if exact else ("std error", "")
    lines = [
        *_wrapped(LEGEND + (" " + PARTS if exact else "")),
        f"{'':<20}{'Shapley':>10}{heads[0]:>10}{heads[1]:>10}{'gives':>10}{'gets':>10}",
    ]
    for m in sorted(data.members, key=lambda m: (-(m.shapley or 0.0), m.iso3)):
        first = m.shapley_direct if exact else m.shapley_error
        second = _milli(m.shapley_entanglement) if exact else " " * 10
        lines.append(
            f"{_who(m)}{_milli(m.shapley)}{_milli(first)}{second}"
            f"{_milli(m.gives)}{_milli(m.receives)}"
        )
    parts = f"{_milli(data.value_direct)}{_milli(data.value_entanglement)}" if exact else " " * 20
    return [*lines, f"{'all':<20}{_milli(data.value)}{parts}{'':10}{_milli(data.value)}", ""]


def _waves(data: Contribution) -> list[str]:
    lines = [f"{'wave':<20}{'members':>10}{'Shapley':>10}{'gives':>10}{'gets':>10}{'km':>10}"]
    lines += [
        f"{wave.wave[:20]:<20}{len(wave.members):>10}{_milli(wave.shapley)}"
        f"{_milli(wave.gives)}{_milli(wave.receives)}{wave.frontier_km:10,.0f}"
        for wave in data.waves
    ]
    return [*lines, ""]


def _method(data: Contribution) -> list[str]:
    errors = [m.shapley_error for m in data.members if m.shapley_error is not None]
    largest = 1000 * max(errors, default=0.0)
    if data.method == "exact":
        text = (
            f"Shapley values are exact, within {largest:.0e}, with the other alliances of the "
            "world switched off."
        )
    else:
        text = (
            f"Shapley values from {data.permutations} random orders (seed {data.seed}), the other "
            f"alliances of the world in force; standard errors up to {largest:.2g}."
        )
    lines = _wrapped(text)
    if data.left_out:
        lines += _wrapped(f"Not in the contest for want of figures: {', '.join(data.left_out)}.")
    for note in data.notes:
        lines += _wrapped(note)
    return [*lines, ""]


def _assumptions(data: Contribution) -> list[str]:
    lines = ["Assumptions (value; plausible range)"]
    for item in data.assumptions:
        value = item.value if isinstance(item.value, str) else f"{item.value:.4g}"
        bounds = "" if item.low is None else f"; {item.low:.3g} to {item.high:.3g}"
        given = " (given)" if item.given else ""
        lines += _wrapped(f"{item.symbol} = {value}{bounds}{given}: {item.meaning}", "  ")
    lines += _wrapped(
        f"capability: {data.capability}, {data.capability_year}; membership on {data.on}", "  "
    )
    return [*lines, ""]

"""An assessment as plain text of at most 80 columns."""

from collections.abc import Iterable
from textwrap import wrap

from foedus.questions.assessment import Assessment, StateChange, StateRecord, Verdict
from foedus.world.states import in_sentence, state_name

__all__ = ["summary"]

WIDTH = 80
SHOWN = 8
"""Outsiders and neighbours listed by name; the JSON and CSV outputs have all."""


def summary(data: Assessment) -> str:
    """Return an assessment as plain text.

    Parameters
    ----------
    data : Assessment
    """
    parts: list[str] = [*_wrapped(data.answer, ""), ""]
    parts += _article10(data)
    parts += _movers(data)
    parts += _indivisibility(data)
    parts += _robustness(data)
    parts += _by_omega(data)
    parts += _line(data)
    parts += _reach(data)
    parts += _commitments(data)
    parts += _assumptions(data)
    parts += _sources(data)
    return "\n".join(parts).rstrip() + "\n"


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _percent(value: float) -> str:
    return f"{value:+.2f} %"


def _change(state: StateChange) -> str:
    return f"{state.name} ({state.iso3}) {_percent(state.percent)}"


def _article10(data: Assessment) -> list[str]:
    test = data.article10
    lines = [f"Article 10 test: do the {test.members} members of {data.alliance} get safer?"]
    if not test.members or test.best is None or test.worst is None:
        return [*lines, f"  {test.verdict}", ""]
    lines += [
        f"  insecurity on average   {_percent(test.mean_percent)}"
        f"  ({test.mean_change:+.6f} lost conflicts a year)",
        f"    of which direct risk  {test.mean_deterrence:+.6f}  (deterrence)",
        f"    of which allies' wars {test.mean_entanglement:+.6f}  (entanglement)",
        *_break_even(test.break_even_epsilon, test.mean_deterrence),
        f"  best off                {_change(test.best)}",
        f"  worst off               {_change(test.worst)}",
        f"  safer / less safe       {test.safer} / {test.less_safe}"
        f"  ({test.less_safe_materially} less safe by more than 0.1 %)",
        f"  less direct risk        {test.direct_safer} of {test.members}",
    ]
    return [*lines, ""]


def _break_even(epsilon: float | None, direct: float) -> list[str]:
    if epsilon is None:
        return []
    side = "below" if direct < 0 else "above"
    return [f"  safer on the whole      if epsilon is {side} {epsilon:.3g}"]


def _relative(record: StateRecord) -> float:
    before = record.insecurity_before
    return 100 * (record.insecurity_after - before) / before if before > 0 else 0.0


def _movers(data: Assessment) -> list[str]:
    lines = []
    for record in data.candidate:
        lines += [
            f"The {record.role}: {record.name}",
            f"  insecurity              {_percent(_relative(record))}"
            f"  ({record.insecurity_before:.4f} to {record.insecurity_after:.4f})",
            f"    of which direct risk  {record.delta_direct:+.6f}",
            f"    of which allies' wars {record.delta_entanglement:+.6f}",
            "",
        ]
    return lines


def _indivisibility(data: Assessment) -> list[str]:
    test = data.indivisibility
    lines = ["Indivisibility test: does anyone outside get less safe?"]
    lines += _wrapped(test.verdict, "  ")
    lines += [f"    {_change(state)}" for state in test.ranked[:SHOWN]]
    if len(test.ranked) > SHOWN:
        lines.append(f"    and {len(test.ranked) - SHOWN} more")
    return [*lines, ""]


def _drivers(verdict: Verdict) -> str:
    named = [
        f"{driver.symbol} {100 * driver.first_order:.0f} %"
        for driver in verdict.decided_by
        if driver.first_order >= 0.01
    ]
    return ", ".join(named) or "no single assumption"


def _robustness(data: Assessment) -> list[str]:
    found = data.robustness
    if found is None:
        return []
    lines = [f"Robustness: share of {found.draws:,} sets of plausible assumptions that agree"]
    for verdict in found.verdicts:
        lines.append(f"  {verdict.statement:<46}{100 * verdict.share:6.1f} %  {verdict.word}")
        lines.append(f"    decided by {_drivers(verdict)}")
    return [*lines, "  (robust above 95 %, leaning above 67 %; % of variance explained)", ""]


def _by_omega(data: Assessment) -> list[str]:
    lines = [
        "By omega, the share of allied power that joins a member's attack",
        f"  {'omega':<7}{'members':>10}{'candidate':>12}{'outsiders less safe':>21}"
        f"{'noticeably':>12}",
    ]
    for result in data.by_omega:
        moving = result.candidate_percent
        candidate = "" if moving is None else f"{moving:+.2f}%"
        lines.append(
            f"  {result.omega:<7.3f}{result.members_mean_percent:+9.2f}%{candidate:>12}"
            f"{result.outsiders_less_safe:>21}{result.outsiders_less_safe_materially:>12}"
        )
    return [*lines, "  (0: purely defensive; in the middle: as in the dispute record)", ""]


def _line(data: Assessment) -> list[str]:
    line = data.line
    lines = [
        f"The line: land frontier of {line.alliance}",
        f"  {line.total_km_before:,.0f} km before, {line.total_km_after:,.0f} km after",
    ]
    changed = sorted(
        (row for row in line.by_neighbour if row.km_before != row.km_after),
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
        lines += _wrapped(f"{name} in {in_sentence(host)}: {change}", "  ")
        for sure in sorted({record.within for record in found}, reverse=True):
            named = [f"{r.capital} ({r.distance_km:,.0f} km)" for r in found if r.within == sure]
            shown = ", ".join(named[:SHOWN]) + (
                f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
            )
            lines += _wrapped(f"{sure}: {shown}", "    ")
    if not data.reach:
        return []
    head = "Strike systems: capitals within range, those of the sender's allies left out"
    return [head, *lines, ""]


def _commitments(data: Assessment) -> list[str]:
    """Return the clauses that bear on the change, by effect."""
    lines: list[str] = []
    for effect in ("require", "permit", "limit", "contest"):
        found = [item for item in data.commitments if item.effect == effect]
        if found:
            lines.append(f"  {effect}")
        for item in found:
            article = f" {item.article}" if item.article else ""
            said = f"{item.document}{article} ({item.date[:4]}), {item.force}: {item.reason}"
            lines += wrap(said, WIDTH, initial_indent="    ", subsequent_indent="      ")
    if not lines:
        return []
    head = "Commitments that bear on it (foedus commitments shows both readings)"
    return [head, *lines, ""]


def _assumptions(data: Assessment) -> list[str]:
    lines = ["Assumptions (value; plausible range)"]
    for item in data.assumptions:
        value = item.value if isinstance(item.value, str) else f"{item.value:.4g}"
        bounds = "" if item.low is None else f"; {item.low:.3g} to {item.high:.3g}"
        given = " (given)" if item.given else ""
        lines += _wrapped(f"{item.symbol} = {value}{bounds}{given}: {item.meaning}", "  ")
    lines += _wrapped(
        f"capability: {data.capability}, {data.capability_year}; membership on {data.on}", "  "
    )
    if data.left_out:
        lines += _wrapped(f"left out for want of figures: {', '.join(data.left_out)}", "  ")
    return [*lines, ""]


def _sources(data: Assessment) -> list[str]:
    return ["Sources", *_bullets(data.sources)]


def _bullets(texts: Iterable[str]) -> list[str]:
    lines: list[str] = []
    for text in texts:
        lines += wrap(
            text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
    return lines

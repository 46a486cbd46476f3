"""Proposals side by side, as a page: who gets safer under which, and which nobody would refuse."""

from __future__ import annotations

import shlex

from foedus.questions.compare import Comparison, Proposal
from foedus.views.html.blocks import (
    Badge,
    Bullets,
    Column,
    Data,
    Entries,
    Entry,
    Figure,
    Section,
    Table,
)
from foedus.views.html.charts import NARROW, WIDE, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, colours, inline

__all__ = ["plot", "report"]

NOTICEABLE = "Noticeable: by more than 0.1 % of a state's insecurity."


def report(comparison: Comparison, file_name: str = "report.html") -> str:
    """Return a comparison as one HTML page that needs no network.

    Parameters
    ----------
    comparison : Comparison
    file_name : str
        Named in the command that makes the page again.
    """
    files = [f"{proposal.name}.yaml" for proposal in comparison.proposals]
    draws = ["--draws", str(comparison.draws), "--seed", str(comparison.seed)]
    return page(
        title=f"{len(comparison.proposals)} proposals side by side",
        lead=comparison.answer,
        sections=(_proposals(comparison), _states(comparison), _how()),
        command=shlex.join(["foedus", "compare", *files, *draws, "--report", file_name]),
        sources=(_source(comparison),),
        kicker="foedus: proposals side by side, each against the world as it is",
        meta=(("World on", comparison.on), ("Capability", comparison.capability),
              ("Draws", f"{comparison.draws:,}" if comparison.draws else "none"),
              ("Forces abroad", "those on record" if comparison.forces_abroad else "not moved")),
    )  # fmt: skip


def plot(comparison: Comparison) -> Spec:
    """Return how many states each proposal makes noticeably safer, and less safe.

    Parameters
    ----------
    comparison : Comparison
    """
    title = "Who gets noticeably safer, and who less safe"
    return framed(_counts(comparison, 900), title, comparison.answer, _source(comparison))


def _source(comparison: Comparison) -> str:
    return f"foedus, model of security; {len(comparison.states)} states on {comparison.on}."


def _counts(comparison: Comparison, width: int) -> Spec:
    """Return the number of states that gain, to the left, and that lose, to the right."""
    paint = colours()
    sides = {"safer": -1, "less_safe": 1}
    values = [
        {
            "what": proposal.name,
            "kind": side.replace("_", " "),
            "states": sign * getattr(proposal, side),
            "label": str(getattr(proposal, side)),
            "tip": f"{proposal.title} | {getattr(proposal, side)} {side.replace('_', ' ')}",
        }
        for proposal in comparison.proposals
        for side, sign in sides.items()
    ]
    names = [proposal.name for proposal in comparison.proposals]
    y = {"field": "what", "type": "nominal", "title": None, "sort": names,
         "axis": {"labelLimit": 170, "grid": False}}  # fmt: skip
    x = {"field": "states", "type": "quantitative", "title": "states",
         "axis": {"labelExpr": "abs(datum.value)", "tickCount": 8}}  # fmt: skip
    colour = {"field": "kind", "type": "nominal",
              "scale": {"domain": ["safer", "less safe"],
                        "range": [paint["safer-3"], paint["less-3"]]}}  # fmt: skip
    bar = {"type": "bar", "height": {"band": 0.7}, "aria": True}
    places = {"x": x, "y": y}
    return {
        "data": {"values": values},
        "layer": [
            {"mark": bar, "encoding": places | {"color": colour, "description": {"field": "tip"}}},
            *(
                {
                    "transform": [{"filter": f"datum.kind == '{kind}'"}],
                    "mark": {"type": "text", "align": align, "dx": dx},
                    "encoding": places | {"text": {"field": "label"}},
                }
                for kind, align, dx in (("safer", "right", -4), ("less safe", "left", 4))
            ),
        ],
        "width": width - 260 if width > 500 else width - 190,
        "height": 30 * len(names),
        "padding": {"left": 4, "top": 4, "bottom": 4, "right": 30},
    }


def _badge(proposal: Proposal) -> Badge:
    if proposal.pareto_better:
        return Badge("Pareto-better", "strong")
    if proposal.no_state_would_refuse:
        return Badge("no state would refuse it", "cool")
    return Badge(f"{proposal.less_safe} less safe", "warm")


def _proposals(comparison: Comparison) -> Section:
    table = comparison.frames["proposals"].drop("changes", "dominated_by", "worst")
    data = Data("proposals", tuple(table.columns), tuple(table.iter_rows()))
    figure = Figure(
        title="States that get noticeably safer, and less safe",
        alt="; ".join(f"{p.name}: {p.safer} safer, {p.less_safe} less safe"
                      for p in comparison.proposals),
        wide=inline(_counts(comparison, WIDE), "counts"),
        narrow=inline(_counts(comparison, NARROW), "countsn"),
        data=data,
        source=f"{_source(comparison)} {NOTICEABLE}",
    )  # fmt: skip
    entries = Entries(
        tuple(_entry(proposal, comparison.draws) for proposal in comparison.proposals),
        source=_source(comparison),
        data=data,
    )
    return Section("proposals", "The proposals", (figure, entries))


def _entry(proposal: Proposal, draws: int) -> Entry:
    share = proposal.share_nobody_worse
    robust = "" if share is None else (
        f" No state would refuse it in {100 * share:.0f} % of {draws:,} sets of assumptions."
    )  # fmt: skip
    pairs = [
        ("Preferred by", f"{proposal.preferred_by} states"),
        ("Loses most", ", ".join(proposal.worst)),
        ("At least as good for everybody", ", ".join(proposal.dominated_by)),
    ]
    return Entry(
        title=f"{proposal.title} ({proposal.name})",
        badges=(_badge(proposal),),
        text=f"{'; '.join(proposal.changes)}. {proposal.safer} states noticeably safer, "
        f"{proposal.less_safe} less safe.{robust}",
        pairs=tuple((label, text) for label, text in pairs if text),
    )


def _states(comparison: Comparison) -> Section:
    names = [proposal.name for proposal in comparison.proposals]
    ranked = sorted(
        comparison.states, key=lambda row: (-max(map(abs, row.percent.values())), row.iso3)
    )
    table = Table(
        "Change of insecurity, %, plus is less safe",
        (Column("State", name="name"), Column("Code", name="iso3"),
         *(Column(name, "+.2f", name) for name in names), Column("Prefers", name="prefers")),
        tuple(
            (row.name, row.iso3, *(row.percent[name] for name in names), row.prefers)
            for row in ranked
        ),
        _source(comparison), "states",
    )  # fmt: skip
    return Section("states", "Every state", (table,))


def _how() -> Section:
    text = (
        NOTICEABLE,
        "Pareto-better: no state noticeably less safe, at least one noticeably safer.",
        "Prefers: the proposal under which a state is noticeably safest; 'as it is' where none "
        "makes it noticeably safer.",
    )
    return Section("how", "How to read it", (Bullets(text),))

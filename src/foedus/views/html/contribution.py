"""What members bring, as a page: shares of means, Shapley values, what each gives and gets."""

from __future__ import annotations

import shlex
from typing import Any

from foedus.questions.contributed import PARTS, Contribution
from foedus.questions.words import amount, signed
from foedus.views.html.blocks import Bullets, Card, Cards, Column, Figure, Section, Table
from foedus.views.html.charts import NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.related import of_alliance
from foedus.views.html.svg import Spec, inline
from foedus.views.words import term

__all__ = ["plot", "report"]

UNIT = "attacks a century"

LABELS = {
    "own_gain": "Spared itself",
    "others_gain": "Taken off others",
    "drawn_in": "Drawn in",
    "draws_in": "Draws in",
    "shapley": "Shapley value",
}
"""The parts in words."""


def report(contribution: Contribution, file_name: str = "report.html") -> str:
    """Return a contribution as one HTML page that needs no network.

    Parameters
    ----------
    contribution : Contribution
    file_name : str
        Named in the command that makes the page again.
    """
    return page(
        title=f"What the members of {contribution.alliance} bring",
        lead=contribution.answer,
        sections=(
            _security(contribution),
            _means(contribution),
            _waves(contribution),
            _assumptions(contribution),
        ),
        command=shlex.join(_command(contribution, file_name)),
        sources=contribution.sources,
        kicker="foedus: what each member brings to an alliance, and what it gets",
        meta=(
            ("Members on", contribution.on),
            ("Capability", contribution.capability),
            ("Figures of", str(contribution.figures_year)),
            ("Event", contribution.event),
            ("Reading", contribution.reading),
            ("Shapley values", contribution.method),
        ),
        related=of_alliance(contribution.alliance, contribution.on, "contribution"),
    )


def plot(contribution: Contribution) -> Spec:
    """Return the members' Shapley values as bars.

    Parameters
    ----------
    contribution : Contribution
    """
    title = f"What the members of {contribution.alliance} bring, Shapley values"
    chart = _shapley(contribution, 900)
    return framed(chart, title, contribution.answer, _source(contribution))


def _command(contribution: Contribution, file_name: str) -> list[str]:
    words = ["foedus", "contribution", contribution.alliance, "--on", contribution.on]
    if contribution.capability != "index":
        words += ["--capability", contribution.capability]
    for item in contribution.assumptions:
        if item.given and item.name in ("event", "reading"):
            words += [f"--{item.name}", str(item.value)]
        elif item.given:
            words += ["--set", f"{item.name}={item.value}"]
    if contribution.with_other_alliances:
        words += ["--with-other-alliances", "--permutations", str(contribution.permutations),
                  "--seed", str(contribution.seed)]  # fmt: skip
    return [*words, "--report", file_name]


def _source(contribution: Contribution) -> str:
    return (
        f"foedus, model of security; members on {contribution.on}, capability "
        f"({contribution.capability}) of {contribution.figures_year} or up to three years older."
    )


def _shapley(contribution: Contribution, width: int) -> Spec:
    rows = [(m.name, m.shapley) for m in contribution.members if m.shapley is not None]
    ordered = sorted(rows, key=lambda row: (-row[1], row[0])) or [("nobody", 0.0)]
    return bars(ordered, UNIT, width, digits=2, signed=True)


def _security(contribution: Contribution) -> Section:
    """Return the whole, the members' Shapley values, and what each gives and gets."""
    members = sorted(contribution.members, key=lambda m: (-(m.shapley or 0.0), m.iso3))
    value = contribution.value
    cards = (
        Card("Attacks upon them", f"{signed(value.fewer_attacks)} a century",
             "Attacks of which the alliance relieves its members together; plus is a gain."),
        Card("Wars of allies joined", f"{amount(value.wars_joined)} a century",
             f"Each counts {contribution.psi:.2f} of a war suffered."),
        Card("On balance", f"{signed(value.total)} {UNIT}", _balance(contribution)),
    )  # fmt: skip
    ends = [(name, f"{name}_low", f"{name}_high") for name in PARTS]
    table = Table(
        "By member, attacks a century, plus is a gain; low and high are 5 and 95 % of the draws",
        (Column("Member", name="name"), Column("Code", name="iso3"),
         *(
             Column(label, "+.3f", name)
             for part, low, high in ends
             for name, label in ((part, LABELS[part]), (low, "low"), (high, "high"))
         ),
         Column("At full weight", "+.3f", "shapley_psi_1")),
        tuple(
            (m.name, m.iso3, *(getattr(m, name) for three in ends for name in three),
             m.shapley_psi_1)
            for m in members
        ),
        _source(contribution), "members",
    )  # fmt: skip
    figure = Figure(
        title="Shapley values",
        note="A member's share of what the alliance takes away of its members' insecurity, by what "
        "it adds on average to those that it joins.",
        alt="; ".join(f"{m.name} {signed(m.shapley or 0.0)}" for m in members),
        wide=inline(_shapley(contribution, WIDE), "shapley"),
        narrow=inline(_shapley(contribution, NARROW), "shapleyn"),
        data=table.data,
        source=_source(contribution),
    )
    return Section("security", "Security", (Cards(cards), figure, table))


def _balance(contribution: Contribution) -> str:
    """Return what the draws and the full weight of wars joined say of the balance."""
    value = contribution.value
    said = f"{signed(value.total_psi_1)} where a war joined counts in full."
    if value.share_gain is None or value.total_low is None or value.total_high is None:
        return said
    return (
        f"{signed(value.total_low)} to {signed(value.total_high)} in 90 of 100 draws, a gain in "
        f"{100 * value.share_gain:.0f} of 100; {said}"
    )


def _means(contribution: Contribution) -> Section:
    """Return the shares of means and the land frontier by member."""
    shares = {
        "share_expenditure": "Expenditure, %", "share_personnel": "Personnel, %",
        "share_gdp": "GDP, %", "share_population": "Population, %",
    }  # fmt: skip

    def percent(value: float | None) -> float | None:
        return None if value is None else 100 * value

    rows: tuple[tuple[Any, ...], ...] = tuple(
        (m.name, m.wave, *(percent(getattr(m, share)) for share in shares), m.frontier_km)
        for m in sorted(contribution.members, key=lambda m: -(m.share_expenditure or 0.0))
    )
    table = Table(
        "Shares of the members' means, and land frontier with others",
        (Column("Member", name="name"), Column("Joined with", name="wave"),
         *(Column(label, ".2f", f"{name}_percent") for name, label in shares.items()),
         Column("Frontier, km", ",.0f", "frontier_km")),
        rows,
        "World Factbook and supplement, or NATO's own tables; a dash: no figure.",
        "means",
    )  # fmt: skip
    return Section("means", "Means", (table,))


def _waves(contribution: Contribution) -> Section:
    table = Table(
        "By wave of enlargement, attacks a century, plus is a gain",
        (Column("Wave", name="wave"), Column("Members", wide=True, name="members"),
         *(Column(label, "+.2f", part) for part, label in LABELS.items()),
         Column("Frontier, km", ",.0f", "frontier_km")),
        tuple(
            (w.wave, " ".join(w.members), *(getattr(w, part) for part in LABELS), w.frontier_km)
            for w in contribution.waves
        ),
        _source(contribution), "waves",
    )  # fmt: skip
    return Section("waves", "Waves", (table,))


def _assumptions(contribution: Contribution) -> Section:
    table = Table(
        "Assumptions",
        (Column("Assumption", wide=True, name="name"), Column("Meaning", wide=True, name="meaning"),
         Column("Value", ".4g", "value"), Column("From", ".3g", "range_low"),
         Column("To", ".3g", "range_high"), Column("Set by", name="set_by"),
         Column("Source", wide=True, name="source")),
        tuple(
            (term(a.name), a.meaning, a.value, a.low, a.high, "user" if a.given else "default",
             a.source)
            for a in contribution.assumptions
        ),
        "From and to: the plausible range.", "assumptions",
    )  # fmt: skip
    return Section("assumptions", "What it rests on", (table, Bullets(contribution.notes)))

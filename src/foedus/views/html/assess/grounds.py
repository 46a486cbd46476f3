"""The later sections of an assessment's page: robustness, and most of the appendix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foedus.questions.assessment import Assessment, Headline, Statement
from foedus.questions.words import plain
from foedus.views.html.assess.where import change_of
from foedus.views.html.assess.words import (
    TONES,
    change_text,
    model_source,
    percent_of_row,
    upper,
)
from foedus.views.html.blocks import (
    Badge,
    Bullets,
    Column,
    Prose,
    Section,
    Table,
)
from foedus.views.words import name_of, term

__all__ = [
    "assumptions_section",
    "limits_section",
    "robustness_section",
    "states_section",
    "world_section",
]


def robustness_section(data: Assessment) -> Section:
    """Return what the draws say, and the same answer in other readings, side by side."""
    if data.robustness is None:
        said = Prose(("No draws were made, so how sure the answer is cannot be said.",))
        return Section("robustness", "How sure is it?", (said, *_readings(data)))
    text = (
        f"{data.robustness.draws:,} draws from how uncertain the estimates are, the world's "
        "attacks held to its record in each. Robust: at least 95 % of the draws on one side, "
        "whether a war joined counts as recorded or in full; leaning: at least 67 %; otherwise it "
        "depends, on the numbers named."
    )
    return Section(
        "robustness", "How sure is it, and what if others are right?",
        (Prose((text,)), _statements(data), *_readings(data)), short="How sure is it?",
    )  # fmt: skip


def _drivers(statement: Statement) -> str:
    found = [
        f"{term(d.name)} {100 * d.first_order:.0f} %"
        for d in statement.decided_by
        if d.first_order >= 0.01
    ]
    return "; ".join(found) or "no single number"


def _statements(data: Assessment) -> Table:
    assert data.robustness is not None
    found = data.robustness
    held = f"; held in all draws: {', '.join(found.held)}" if found.held else ""
    return Table(
        "What the draws say",
        (
            Column("Statement, the majority's side", wide=True, name="statement"),
            Column("Draws, %", ".1f", "share_percent"),
            Column("±", ".1f", "monte_carlo_error_percent"),
            Column("Word", name="word"),
            Column("5 %", "signed", "low"),
            Column("Median", "signed", "median"),
            Column("95 %", "signed", "high"),
            Column("Decided by", wide=True, name="decided_by"),
        ),
        tuple(
            (
                upper(v.statement),
                100 * v.share,
                100 * v.mc_error,
                Badge(v.word, TONES[v.word]),
                v.band.low,
                v.band.median,
                v.band.high,
                _drivers(v),
            )
            for v in found.verdicts
        ),
        f"{found.draws:,} draws, seed {found.seed}{held}. Draws: share on that side, the lower of "
        f"both weights of a war joined. 5 %, median, 95 %: {data.unit}, plus is less safe; for the "
        "outsiders how far the worst off is above what is noticed. Decided by: percent of the "
        f"variance that a number explains alone. {model_source(data)}",
        "verdicts",
    )


def _readings(data: Assessment) -> tuple[Table, Bullets]:
    """Return the headline figures by reading, omega and psi with bands, and what each means."""
    readings = list(_otherwise(data))
    rows = [
        (_who(data, one), heading, one.before, one.after, one.change, one.low, one.high,
         None if one.share_safer is None else 100 * one.share_safer)
        for place in range(len(readings[0].headlines))
        for heading, one in ((r.heading, r.headlines[place]) for r in readings)
    ]  # fmt: skip
    other = min((r.draws for r in data.by_reading), default=0)
    table = Table(
        "The same question in other readings",
        (Column("Who", name="who"), Column("Reading", name="reading"),
         Column("Before", "amount", "before"), Column("After", "amount", "after"),
         Column("Change", "signed", "change"), Column("5 %", "signed", "low"),
         Column("95 %", "signed", "high"),
         Column("Draws safer, %", ".0f", "share_safer_percent")),
        tuple(rows),
        f"{upper(data.unit)}, plus is less safe. Readings other than the one asked for rest on "
        f"{other:,} draws. {model_source(data)}",
        "readings",
    )  # fmt: skip
    return table, Bullets(tuple(r.meaning for r in readings), fine=True)


@dataclass(frozen=True)
class _Other:
    """The headline figures in another reading, and what that reading takes for true."""

    heading: str
    meaning: str
    headlines: tuple[Headline, ...]


def _otherwise(data: Assessment) -> Iterator[_Other]:
    for r in data.by_reading:
        asked = " *" if r.reading == data.reading else ""
        star = " (*: the one asked for)" if asked else ""
        yield _Other(f"{r.reading}{asked}", f"{r.reading}{star}: {r.label}; {r.note}.", r.headlines)
    for o in data.by_omega:
        worst = o.worst_outsider
        most = f", most {worst.name} {change_text(worst.change, worst.percent)}" if worst else ""
        told = f"outsiders noticeably less safe: {o.outsiders_noticeably_less_safe}{most}"
        name = f"ω = {o.omega:.2f}"
        yield _Other(
            name,
            f"{name}, the share of free allied power that joins a member's attack: {o.label}; "
            f"{o.record}; {told}.",
            o.headlines,
        )
    for p in data.by_psi:
        name = f"ψ = {p.psi:.2f}"
        yield _Other(name, f"{name}, the weight of a war joined: {p.label}.", p.headlines)


def _who(data: Assessment, one: Headline) -> str:
    return f"{data.alliance} members" if one.who == "members" else name_of(one.who)


def states_section(data: Assessment) -> Section:
    """Return the table of all states, the largest change first."""
    shown = sorted(data.states, key=lambda row: (-abs(change_of(row)), row.name))
    others = [o for o in data.by_omega if o.omega != _omega(data)]
    table = Table(
        f"All {len(shown)} states, the largest change first",
        (
            Column("State", name="name"),
            Column("Code", name="iso3"),
            Column("Role", name="role"),
            Column("Change", "signed", "change"),
            Column("%", "percent", "change_percent"),
            Column("Insecurity before", "amount", "insecurity_before"),
            Column("after", "amount", "insecurity_after"),
            Column("Attacked before", "amount", "attacked_before"),
            Column("after", "amount", "attacked_after"),
            Column("Drawn in before", "amount", "drawn_in_before"),
            Column("after", "amount", "drawn_in_after"),
            Column("Attack in ten years, %, before", ".1f", "chance_ten_years_before_percent"),
            Column("after", ".1f", "chance_ten_years_after_percent"),
            *(Column(f"Change at ω = {o.omega:.2f}", "signed", f"change_omega_{o.omega:.2f}")
              for o in others),
        ),
        tuple(
            (r.name, r.iso3, r.role, change_of(r), percent_of_row(r), r.insecurity_before,
             r.insecurity_after, r.attacked_before, r.attacked_after, r.drawn_in_before,
             r.drawn_in_after, 100 * r.chance_ten_years_before, 100 * r.chance_ten_years_after,
             *(o.states.get(r.iso3) for o in others))
            for r in shown
        ),
        f"{upper(data.unit)}; drawn in: wars of allies joined a century; by the best estimates. "
        + model_source(data),
        "states", folded=True, broad=True,
    )  # fmt: skip
    return Section("states", "Every state", (table,), appendix=True)


def _omega(data: Assessment) -> float | None:
    found = [item.value for item in data.assumptions if item.name == "omega"]
    return float(found[0]) if found else None


def assumptions_section(data: Assessment) -> Section:
    """Return all assumptions with value, range, source and who set them."""
    table = Table(
        f"All {len(data.assumptions)} assumptions",
        (
            Column("Assumption", wide=True, name="name"),
            Column("Value", "plain", "value"),
            Column("From", "plain", "range_low"),
            Column("To", "plain", "range_high"),
            Column("Unit", name="unit"),
            Column("Set by", name="set_by"),
            Column("Meaning", wide=True, name="meaning"),
            Column("Source", wide=True, name="source"),
        ),
        tuple(
            (term(a.name), a.value, a.low, a.high, a.unit or None,
             ("the user, outside its range" if a.outside else "the user") if a.given else "default",
             a.meaning, a.source)
            for a in data.assumptions
        ),
        "From and to: the plausible range. The EU's mutual defence clause, Article 42(7), weighs: "
        f"{data.eu_clause}. {model_source(data)}",
        "assumptions", folded=True,
    )  # fmt: skip
    letters = [a for a in data.assumptions if a.given or a.name in ("psi", "omega", "rho", "delta")]
    said = tuple(
        f"{a.symbol} = {plain(a.value)}"
        + ("" if a.low is None or a.high is None else f" ({plain(a.low)} to {plain(a.high)})")
        + f": {a.meaning}. {a.source}."
        for a in letters
        if isinstance(a.value, float)
    )
    return Section("assumptions", "Assumptions", (Bullets(said), table), appendix=True)


def limits_section(data: Assessment) -> Section:
    """Return what the model does not cover."""
    return Section(
        "limits",
        "What this does not say",
        (
            Bullets(
                (
                    *data.calibration,
                    "It is association, not cause: part of it is which states ally. Allies gained "
                    "in the years to come go with as few attacks now, so the association is not "
                    "all the alliance's doing.",
                    "It is no forecast of any one war: attacks a century are averages over pairs "
                    "of states like these in the record. A percent of a small number misleads: "
                    "read the change first.",
                    "Nobody reacts: no rearmament, no counter-alliance, no war to forestall the "
                    "change. Two states of the world are compared, not the way there.",
                    "A pair at war on the day is left out of the attacks and shown by itself.",
                    "Capability is spending and personnel: not training, readiness, terrain, "
                    "industry or will. Only force between states counts: no civil war, terrorism, "
                    "cyber attack or subversion, no gain other than security.",
                    "What the obligation adds to the chance of joining a war rests on few cases, "
                    "none after 1982; that no draw disagrees is no proof.",
                )
            ),
        ),
        appendix=True,
    )


def world_section(data: Assessment) -> Section:
    """Return the world's attacks and interventions beside their record."""
    world = data.world_total
    table = Table(
        "The world on the day beside the record, a year",
        (Column("What", name="what"), Column("Model", ".2f", "model"),
         Column("Record", ".2f", "record"), Column("95 % from", ".2f", "low"),
         Column("to", ".2f", "high")),
        (
            ("attacks", world.attacks_per_year, world.attacks_recorded,
             world.attacks_recorded_low, world.attacks_recorded_high),
            ("allies who join", world.interventions_per_year, world.interventions_recorded,
             world.interventions_recorded_low, world.interventions_recorded_high),
        ),
        f"Record: {world.recorded}. Model: the world of {data.on} before the change.",
        "world-total",
    )  # fmt: skip
    text = "The level of attacks is held to the record; what the model shares out is who and when."
    return Section("world", "The scale of it all", (Prose((text,)), table), appendix=True)

"""The report's later sections: robustness, commitments, all figures, assumptions, limits."""

from __future__ import annotations

from foedus.questions.assessment import Assessment, Verdict
from foedus.views.html.assess.answer import NARROW, WIDE, source_line
from foedus.views.html.assess.charts import sensitivity
from foedus.views.html.blocks import (
    Badge,
    Bullets,
    Column,
    Data,
    Entries,
    Entry,
    Figure,
    Prose,
    Section,
    Table,
)
from foedus.views.html.svg import inline
from foedus.views.words import driver_label, percent_of, sentence

__all__ = [
    "assumptions_section",
    "commitments_section",
    "limits_section",
    "robustness_section",
    "states_section",
]

EFFECTS: dict[str, Badge] = {
    "require": Badge("sets conditions", "medium"),
    "permit": Badge("permits it", "cool"),
    "limit": Badge("limits it", "warm"),
    "contest": Badge("cited against it", "weak"),
}
"""How the table's words for the effect of a commitment read in a report."""

TONES = {"robust": "strong", "leaning": "medium", "depends": "weak"}


def robustness_section(data: Assessment) -> Section:
    """Return the verdicts, how far they depend on the assumptions, and on which."""
    found = data.robustness
    if found is None:
        text = "No draws were made: how far the answer depends on the assumptions is not known."
        return Section("robustness", "How robust is it?", (Prose((text,)),))
    text = (
        f"The change was assessed under {found.draws:,} sets of assumptions, each drawn at random "
        "from its plausible range. Agree means: the statement holds there too. A statement is "
        "robust if more than 95 % agree, leaning if more than 67 % do; otherwise it depends on the "
        "assumptions named. Below 50 % most sets of assumptions say the opposite of the defaults."
    )
    return Section(
        "robustness", "How robust is it?",
        (Prose((text,)), _verdict_table(data), _tornado(data)),
    )  # fmt: skip


def _drivers(verdict: Verdict) -> str:
    return "; ".join(
        f"{driver_label(d.name, d.symbol)} {100 * d.first_order:.0f} %"
        for d in verdict.decided_by
        if d.first_order >= 0.005
    )


def _verdict_table(data: Assessment) -> Table:
    assert data.robustness is not None
    return Table(
        caption="Verdicts",
        columns=(
            Column("Statement", wide=True, name="statement"),
            Column("Agree, %", ".1f", "agree_percent"),
            Column("Verdict", name="word"),
            Column("5 %", "+.2f", "low_5_percent_a_century"),
            Column("Median", "+.2f", "median_a_century"),
            Column("95 %", "+.2f", "high_95_percent_a_century"),
            Column("Explained by", wide=True, name="decided_by"),
        ),
        rows=tuple(
            (
                v.statement[0].upper() + v.statement[1:],
                100 * v.share,
                Badge(v.word, TONES[v.word]),  # type: ignore[arg-type]
                100 * v.low,
                100 * v.median,
                100 * v.high,
                _drivers(v) or "no single assumption",
            )
            for v in data.robustness.verdicts
        ),
        source=f"{data.robustness.draws:,} draws, Latin hypercube, seed {data.robustness.seed}; "
        "5 %, median, 95 %: the figure behind the statement over the draws, lost conflicts a "
        "century, plus is less safe. Explained by: first-order Sobol index, percent of the "
        "verdict's variance.",
        name="verdicts",
    )


def _tornado(data: Assessment) -> Figure:
    assert data.robustness is not None
    verdicts = data.robustness.verdicts
    rows = tuple(
        (
            v.id,
            v.statement,
            v.share,
            d.name,
            d.first_order,
            d.low,
            d.high,
            d.share_low,
            d.share_high,
        )
        for v in verdicts
        for d in v.decided_by
    )
    return Figure(
        title="Which assumptions decide",
        note="For each statement the assumptions that explain most: the share of draws that agree "
        "while the assumption lies in the lower or the upper half of its range. Dashed: all draws. "
        "At the end: percent of the variance that the assumption explains alone.",
        alt="; ".join(f"{v.statement}: {_drivers(v) or 'no single assumption'}" for v in verdicts),
        wide=inline(sensitivity(verdicts, WIDE), "tornado"),
        narrow=inline(sensitivity(verdicts, NARROW), "tornadon"),
        data=Data(
            "sensitivity",
            ("verdict", "statement", "share_agreeing", "assumption", "first_order_index",
             "range_low", "range_high", "share_lower_half", "share_upper_half"),
            rows,
        ),
        source=source_line(data),
    )  # fmt: skip


def commitments_section(data: Assessment) -> Section | None:
    """Return the clauses that bear on the change, None if none is known."""
    if not data.commitments:
        return None
    columns = ("id", "document", "article", "date", "kind", "effect", "force", "status", "summary",
               "reason", "source")  # fmt: skip
    entries = tuple(
        Entry(
            title=f"{item.document}, {item.article}" if item.article else item.document,
            badges=(
                EFFECTS[item.effect],
                Badge(f"{item.date}, {item.force}, {item.status.replace('_', ' ')}"),
            ),
            text=f"{sentence(item.summary)} Here: {sentence(item.reason, capital=False)}",
            pairs=tuple(
                (f"Reading of {who}", sentence(what))
                for reading in item.readings
                for who, what in (
                    (reading.reader, reading.reading),
                    (reading.other_reader, reading.other_reading),
                )
            ),
            source=item.source,
        )
        for item in data.commitments
    )
    block = Entries(
        entries,
        source=f"Embedded table of commitments, as it stood on {data.on}; a source in each entry.",
        data=Data(
            "commitments",
            columns,
            tuple(tuple(getattr(item, column) for column in columns) for item in data.commitments),
        ),
    )
    return Section("commitments", "Commitments that bear on it", (block,))


def states_section(data: Assessment) -> Section:
    """Return the table of all states."""
    shown = sorted(data.states, key=lambda record: -percent_of(record))
    table = Table(
        caption=f"All {len(shown)} states",
        columns=(
            Column("State", name="name"),
            Column("Code", name="iso3"),
            Column("Role", name="role"),
            Column("Change, %", "+.2f", "change_percent"),
            Column("Insecurity before", ".4f", "insecurity_before"),
            Column("after", ".4f", "insecurity_after"),
            Column("Direct risk", "+.5f", "delta_direct"),
            Column("Entanglement", "+.5f", "delta_entanglement"),
            Column("Security before", ".4f", "security_before"),
            Column("after", ".4f", "security_after"),
        ),
        rows=tuple(
            (r.name, r.iso3, r.role, percent_of(r), r.insecurity_before, r.insecurity_after,
             r.delta_direct, r.delta_entanglement, r.security_before, r.security_after)
            for r in shown
        ),
        source="Insecurity: lost conflicts a year; security: the probability of a year without "
        "one, exp(−insecurity). " + source_line(data),
        name="states",
        folded=True,
    )  # fmt: skip
    return Section("states", "Every state", (table,))


def assumptions_section(data: Assessment) -> Section:
    """Return all assumptions with value, range, source and who set them."""
    swept = set(data.robustness.swept) if data.robustness else set()
    table = Table(
        caption="Assumptions",
        columns=(
            Column("Symbol", name="symbol"),
            Column("Meaning", wide=True, name="meaning"),
            Column("Value", ".4g", "value"),
            Column("From", ".3g", "range_low"),
            Column("To", ".3g", "range_high"),
            Column("Unit", name="unit"),
            Column("Set by", name="set_by"),
            Column("Varied", name="varied"),
            Column("Source", wide=True, name="source"),
        ),
        rows=tuple(
            (a.symbol, a.meaning, a.value, a.low, a.high, a.unit or None,
             "user" if a.given else "default", "yes" if a.name in swept else "no", a.source)
            for a in data.assumptions
        ),
        source="From and to: the plausible range that the draws come from. The capability measure "
        f"is {data.capability}" + (", varied too." if "capability" in swept else "."),
        name="assumptions",
    )  # fmt: skip
    return Section("assumptions", "Assumptions", (table,))


def limits_section(data: Assessment) -> Section:
    """Return what the model does not cover."""
    return Section(
        "limits",
        "What this does not cover",
        (
            Bullets(
                (
                    "Nobody reacts: no rearmament, no counter-alliance, no war to forestall the "
                    "change. The comparison is of two states of the world, not of the way there.",
                    "It is no forecast of any one conflict. How often states challenge each other "
                    "is an average of the disputes of 1946-2010; a war under way is not coded.",
                    "Capability is spending and personnel: not training, readiness, terrain, "
                    "industry or will. Distance is between capitals, 0 for land neighbours.",
                    "Only force between states counts: no civil war, terrorism, cyber attack or "
                    "subversion, and no gain from an alliance other than security.",
                    "Robustness is relative to the ranges in the table above. The range of the "
                    "cost of an ally's war (ε) is an assumption; on nuclear weapons (ν) the "
                    "literature disagrees.",
                )
            ),
        ),
    )

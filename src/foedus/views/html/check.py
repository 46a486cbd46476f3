"""The report of a check: a fact-check page with schema.org ClaimReview inside."""

from __future__ import annotations

import json
import shlex
from datetime import date
from textwrap import shorten
from typing import Any

from foedus.claims.check import Check, ClaimResult
from foedus.claims.verdict import Clause, Finding
from foedus.views.html.blocks import (
    Badge,
    Block,
    Bullets,
    Card,
    Cards,
    Column,
    Data,
    Entries,
    Entry,
    Facts,
    Figure,
    Group,
    Notice,
    Prose,
    Section,
    Table,
    Tone,
)
from foedus.views.html.charts import bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, inline

__all__ = ["claim_review", "plot", "report"]

TONES: dict[str, Tone] = {
    "supported": "strong",
    "contradicted": "warm",
    "depends": "medium",
    "contested": "cool",
    "not testable": "weak",
}

RATINGS = {
    "supported": (5, "Supported"),
    "depends": (3, "Depends"),
    "contested": (3, "Contested"),
    "contradicted": (1, "Contradicted"),
}
"""On schema.org's scale from 1 to 5, and the name; what is not testable has a name alone."""

RESTS = {"record": "facts of record", "model": "the model", "none": "–"}

MOST_BARS, WIDTH = 16, 440
"""Of a chart that stands beside the facts of its claim."""


def report(data: Check, file_name: str = "report.html") -> str:
    """Return a check as one HTML page that needs no network.

    Parameters
    ----------
    data : Check
    file_name : str
        Named in the command that makes the page again.
    """
    sources = dict.fromkeys(source for claim in data.claims for source in claim.finding.sources)
    html = page(
        title=f"“{data.title}”",
        lead=data.answer,
        sections=(
            _overview(data),
            *(_section(claim, i) for i, claim in enumerate(data.claims)),
            _how(),
        ),
        command=_again(data, file_name),
        sources=tuple(sources),
        kicker="foedus: what a statement asserts, and what the record and the model say",
        meta=tuple(
            (label, text)
            for label, text in (
                ("Speaker", data.speaker), ("Outlet", data.outlet), ("Date", data.date),
                ("Text", data.url), ("Checked", data.reviewed), ("Checked by", data.reviewer),
            )
            if text
        ),
        notes=tuple(f"Not tested, its entry is wrong: {error.message}" for error in data.errors),
    )  # fmt: skip
    return html.replace("</head>", f"{_json_ld(data)}\n</head>", 1)


def _again(data: Check, file_name: str) -> str:
    words = ["foedus", "check", data.file, "--report", file_name]
    words += ["--draws", str(data.draws), "--seed", str(data.seed)]
    for option, value in (("--reviewer", data.reviewer), ("--url", data.address)):
        words += [option, value] if value else []
    return shlex.join(words)


def plot(data: Check) -> Spec:
    """Return how many claims have which verdict.

    Parameters
    ----------
    data : Check
    """
    rows = [(verdict, float(count)) for verdict, count in data.verdicts.items()]
    source = f"foedus check; {data.draws:,} draws of the model's numbers, seed {data.seed}."
    return framed(bars(rows, "claims", 900), data.title, data.answer, source)


def _overview(data: Check) -> Section:
    cards = tuple(
        Card(label=label, value=str(sum(counted.values())), text=text, pairs=_pairs(counted))
        for label, text, counted in (
            ("Facts of record", "claims decided by treaties, dates and figures on record",
             data.by_basis["record"]),
            ("Results of the model", "claims decided by the security model, with its uncertainty",
             data.by_basis["model"]),
            ("Not rated", "opinions, and what has no measure or no data", data.by_basis["none"]),
        )
    )  # fmt: skip
    table = Table(
        caption="All claims",
        columns=(
            Column("Verdict", name="verdict"),
            Column("Claim", wide=True, name="claim"),
            Column("In plain words", wide=True, name="plain"),
            Column("Rests on", name="basis"),
        ),
        rows=tuple(
            (
                Badge(claim.finding.verdict, TONES[claim.finding.verdict]),
                f"“{claim.says}”",
                claim.finding.plain,
                RESTS[claim.finding.basis],
            )
            for claim in data.claims
        ),
        source="Sources stand with each claim and at the end of the page.",
        name="claims",
    )
    return Section("overview", "At a glance", (Cards(cards), table))


def _pairs(counted: dict[Any, int]) -> tuple[tuple[str, str], ...]:
    return tuple((verdict, str(count)) for verdict, count in counted.items() if count)


def _section(claim: ClaimResult, i: int) -> Section:
    finding = claim.finding
    evidence = f"{finding.figure[:1].upper()}{finding.figure[1:]}"
    blocks: list[Block] = [Notice((finding.plain,)), Prose((evidence, *_share(finding)))]
    if finding.clauses:
        blocks.append(_clauses(claim))
    if finding.depends_on:
        blocks += [Prose(("What decides it:",)), Bullets(finding.depends_on)]
    if finding.readings:
        blocks.append(_readings(claim))
    facts, chart = Facts("The claim", _facts(claim), text=claim.note), _figure(claim)
    blocks.append(facts if chart is None else Group(((chart,), (facts,))))
    shown = [one.source for one in finding.clauses] + [one.source for one in finding.readings]
    told = tuple(source for source in shown if source)
    sources = (f"Source: {one}" for one in finding.sources if not one.startswith(told))
    small = tuple(dict.fromkeys((*finding.notes, *sources)))
    if small:
        blocks.append(Bullets(small, fine=True))
    return Section(
        _anchor(claim),
        f"“{claim.says}”",
        tuple(blocks),
        short=f"{i + 1}. {shorten(claim.says, 56, placeholder=' ...')}",
        badge=Badge(finding.verdict, TONES[finding.verdict]),
    )


def _anchor(claim: ClaimResult) -> str:
    return f"claim-{claim.id}"


def _share(finding: Finding) -> tuple[str, ...]:
    if finding.share is None:
        return ()
    error = "" if finding.mc_error is None else f" (by chance {100 * finding.mc_error:.0f} more or "
    error += "less)" if error else ""
    return (f"The claim holds in {100 * finding.share:.0f} of 100 draws of the model{error}.",)


def _clauses(claim: ClaimResult) -> Entries:
    clauses = claim.finding.clauses
    return Entries(
        entries=tuple(_clause(one) for one in clauses),
        source="Clauses in our summary; the links lead to the texts.",
        data=Data(
            f"{claim.id}-clauses",
            ("id", "document", "article", "date", "status", "side", "summary", "source"),
            tuple(
                (c.id, c.document, c.article, c.date, c.status, c.side, c.summary, c.source)
                for c in clauses
            ),
        ),
    )


def _clause(one: Clause) -> Entry:
    tags = (one.side, one.status.replace("_", " "))
    return Entry(
        title=f"{one.document}, {one.article} ({one.date[:4]})",
        badges=tuple(Badge(text) for text in tags if text),
        text=one.summary,
        source=one.source,
    )


def _readings(claim: ClaimResult) -> Entries:
    readings = claim.finding.readings
    return Entries(
        entries=tuple(
            Entry(
                title="Two readings",
                badges=(),
                text="",
                pairs=((r.reader, r.reading), (r.other_reader, r.other_reading)),
                source=r.source,
            )
            for r in readings
        ),
        source="Both sides' readings, in our words.",
        data=Data(
            f"{claim.id}-readings",
            ("reader", "reading", "other_reader", "other_reading", "source"),
            tuple(
                (r.reader, r.reading, r.other_reader, r.other_reading, r.source) for r in readings
            ),
        ),
    )


def _facts(claim: ClaimResult) -> tuple[tuple[str, str], ...]:
    finding = claim.finding
    pairs = [
        ("Who says it", claim.who),
        ("Kind of claim", claim.kind),
        ("It expects", finding.expected),
        ("Rests on", RESTS[finding.basis]),
        ("Where it stands", claim.source),
        ("More", finding.command),
    ]
    return tuple((label, text) for label, text in pairs if text and text != "–")


def _drawn(finding: Finding) -> Finding | None:
    """Return the part of a finding that has figures to draw."""
    if len(finding.bars) > 1:
        return finding
    return next((drawn for part in finding.parts if (drawn := _drawn(part))), None)


def _figure(claim: ClaimResult) -> Figure | None:
    drawn = _drawn(claim.finding)
    if drawn is None:
        return None
    shown = drawn.bars[:MOST_BARS]
    rows = [(bar.label, bar.value) for bar in shown]
    most = max(abs(value) for _, value in rows)
    digits = 0 if most >= 100 else 1 if most >= 10 else 2 if most >= 1 else 3
    signed = any(value < 0 for _, value in rows)
    unit = drawn.unit or "value"
    drawing = inline(bars(rows, unit, WIDTH, digits=digits, signed=signed), claim.id)
    return Figure(
        title=drawn.chart or f"What was found, {unit}",
        alt="; ".join(f"{label} {value:.4g}" for label, value in rows),
        wide=drawing,
        data=Data(claim.id, ("what", unit), tuple((bar.label, bar.value) for bar in drawn.bars)),
        source="; ".join(drawn.sources[:2]),
        note=f"{len(drawn.bars) - len(shown)} more in the CSV."
        if len(drawn.bars) > MOST_BARS
        else "",
    )


def _how() -> Section:
    text = (
        "Supported, contradicted: the record says so; of the model: the best estimates and at "
        "least 95 % of the draws agree, whether a war joined counts as recorded or in full, and "
        "the change is large enough to tell. No seed changes a verdict: near a threshold the "
        "lower word is taken.",
        "Depends: it holds in part of the draws, or by one of the sources or measures; what "
        "decides is named.",
        "Contested: the record, or its legal reading, is itself disputed; both readings are given.",
        "Not testable: an opinion, or there is no measure, or the data are not there, or the "
        "change is too small to tell. What a look-up does not find is not testable, unless the "
        "ledger declares itself complete for it.",
        "Model results are associations in the record since 1816, not effects; plus is less safe.",
    )
    return Section("how", "What the verdicts mean", (Bullets(text),), appendix=True)


def claim_review(data: Check) -> list[dict[str, Any]]:
    """Return the claims as schema.org ClaimReview, one dictionary each; opinions have none.

    Parameters
    ----------
    data : Check

    References
    ----------
    https://developers.google.com/search/docs/appearance/structured-data/factcheck
    """
    return [_review(data, claim) for claim in data.claims if claim.kind != "value"]


def _review(data: Check, claim: ClaimResult) -> dict[str, Any]:
    verdict = claim.finding.verdict
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": "Not testable"}
    if verdict in RATINGS:
        value, name = RATINGS[verdict]
        rating |= {
            "alternateName": name, "ratingValue": value, "bestRating": 5, "worstRating": 1,
        }  # fmt: skip
    item: dict[str, Any] = {
        "@type": "Claim",
        "author": {
            "@type": "Organization" if claim.organization else "Person", "name": claim.who,
        },
        "datePublished": data.date,
    }  # fmt: skip
    if data.url.startswith(("http://", "https://")):
        item["appearance"] = {"@type": "CreativeWork", "url": data.url, "headline": data.title}
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim.says,
        "datePublished": data.reviewed or date.today().isoformat(),
        "author": {"@type": "Organization", "name": data.reviewer or "foedus"},
        "itemReviewed": item,
        "reviewRating": rating,
        "reviewBody": f"{claim.finding.plain} {claim.finding.figure}",
    }
    if data.address:
        review["url"] = f"{data.address.split('#')[0]}#{_anchor(claim)}"
    return review


def _json_ld(data: Check) -> str:
    """Return the reviews as a script element; nothing in a claim can end it."""
    text = json.dumps(claim_review(data), ensure_ascii=False, indent=1)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">\n{safe}\n</script>'

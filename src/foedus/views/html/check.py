"""The report of a check: a fact-check page with schema.org ClaimReview inside."""

from __future__ import annotations

import json
import shlex
from textwrap import shorten
from typing import Any

from foedus.claims.check import Check, ClaimResult
from foedus.claims.verdict import Finding
from foedus.views.html.blocks import (
    Badge,
    Block,
    Bullets,
    Column,
    Data,
    Facts,
    Figure,
    Prose,
    Section,
    Table,
    Tone,
)
from foedus.views.html.charts import bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, colours, inline

__all__ = ["claim_review", "plot", "report"]

TONES: dict[str, Tone] = {
    "supported": "strong",
    "contradicted": "warm",
    "depends": "medium",
    "contested": "cool",
    "not testable": "plain",
}
RATING = {"supported": 5, "depends": 3, "contested": 3, "contradicted": 1}
"""On schema.org's scale from 1 to 5; what is not testable has no number."""

WIDE, NARROW = 640, 320
MOST_BARS = 16


def report(data: Check, file_name: str = "report.html") -> str:
    """Return a check as one HTML page that needs no network.

    Parameters
    ----------
    data : Check
    file_name : str
        Named in the command that makes the page again.
    """
    again = f"foedus check {shlex.quote(data.file)} --report {shlex.quote(file_name)}"
    sources = dict.fromkeys(source for claim in data.claims for source in claim.finding.sources)
    html = page(
        title=data.title,
        lead=data.answer,
        sections=(
            _overview(data),
            *(_section(claim, i) for i, claim in enumerate(data.claims)),
            _how(),
        ),
        command=f"{again} --draws {data.draws} --seed {data.seed}",
        sources=tuple(sources),
        kicker="foedus: what a statement asserts, and what the record and the model say",
        meta=tuple(
            (label, text)
            for label, text in (
                ("Speaker", data.speaker), ("Outlet", data.outlet), ("Date", data.date),
                ("Text", data.url),
            )
            if text
        ),
    )  # fmt: skip
    return html.replace("</head>", f"{_json_ld(data)}\n</head>", 1)


def plot(data: Check) -> Spec:
    """Return how many claims have which verdict.

    Parameters
    ----------
    data : Check
    """
    rows = [(verdict, float(count)) for verdict, count in data.verdicts.items()]
    source = f"foedus check; {data.draws:,} sets of plausible assumptions, seed {data.seed}."
    return framed(bars(rows, "claims", 900), data.title, data.answer, source)


def _overview(data: Check) -> Section:
    table = Table(
        caption="All claims",
        columns=(
            Column("Claim", wide=True, name="claim"),
            Column("Kind", name="kind"),
            Column("Verdict", name="verdict"),
            Column("What was found", wide=True, name="figure"),
        ),
        rows=tuple(
            (
                claim.says,
                claim.kind,
                Badge(claim.finding.verdict, TONES[claim.finding.verdict]),
                shorten(claim.finding.figure, 240, placeholder=" ..."),
            )
            for claim in data.claims
        ),
        source="Sources stand with each claim and at the end of the page.",
        name="claims",
    )
    return Section("overview", "At a glance", (table,))


def _section(claim: ClaimResult, i: int) -> Section:
    finding = claim.finding
    title = f"{i + 1}. {claim.id.replace('-', ' ')}: {finding.verdict}"
    blocks: list[Block] = [
        Prose((claim.says,)),
        Facts(finding.verdict, _facts(claim), text=finding.figure),
    ]
    chart = _figure(claim)
    if chart is not None:
        blocks.append(chart)
    if finding.depends_on:
        blocks += [Prose(("What decides, and on which side of it each party stands:",)),
                   Bullets(finding.depends_on)]  # fmt: skip
    if finding.readings:
        sides = [
            f"{who}: {what} ({reading.source})"
            for reading in finding.readings
            for who, what in (
                (reading.reader, reading.reading),
                (reading.other_reader, reading.other_reading),
            )
        ]
        blocks += [Prose(("Both readings:",)), Bullets(tuple(dict.fromkeys(sides)))]
    notes = tuple(dict.fromkeys((*finding.notes, *((claim.note,) if claim.note else ()))))
    if notes:
        blocks += [Prose(("Notes:",)), Bullets(notes)]
    if finding.sources:
        blocks += [Prose(("Sources:",)), Bullets(finding.sources)]
    return Section(f"claim-{i + 1}", title, tuple(blocks))


def _facts(claim: ClaimResult) -> tuple[tuple[str, str], ...]:
    finding = claim.finding
    pairs = [
        ("Who says it", claim.who),
        ("Kind of claim", claim.kind),
        ("The claim expects", finding.expected),
        ("Range", _range(finding)),
        ("Holds in", "" if finding.share is None else f"{100 * finding.share:.0f} % of the sets"),
        ("Source of the claim", claim.source),
        ("More", finding.command),
    ]
    return tuple((label, text) for label, text in pairs if text)


def _range(finding: Finding) -> str:
    if finding.low is None or finding.high is None or finding.low == finding.high:
        return ""
    return f"{finding.low:.4g} to {finding.high:.4g} {finding.unit}"


def _drawn(finding: Finding) -> Finding | None:
    """Return the part of a finding that has figures to draw."""
    if len(finding.bars) > 1:
        return finding
    return next((drawn for part in finding.parts if (drawn := _drawn(part))), None)


def _figure(claim: ClaimResult) -> Figure | None:
    drawn = _drawn(claim.finding)
    if drawn is None:
        return None
    unit = (
        "change of insecurity, %" if drawn.test in ("article10", "indivisibility") else drawn.unit
    )
    shown = drawn.bars[:MOST_BARS]
    return Figure(
        title=f"{drawn.test.replace('_', ' ')}: {unit}",
        alt="; ".join(f"{bar.label} {bar.value:.4g}" for bar in shown),
        wide=inline(_bars(drawn, unit, WIDE), f"{claim.id}w"),
        narrow=inline(_bars(drawn, unit, NARROW), f"{claim.id}n"),
        data=Data(claim.id, ("what", unit), tuple((bar.label, bar.value) for bar in drawn.bars)),
        source="; ".join(drawn.sources[:2]),
        note=f"{len(drawn.bars) - len(shown)} more in the CSV."
        if len(drawn.bars) > MOST_BARS
        else "",
    )


def _bars(finding: Finding, unit: str, width: int) -> Spec:
    """Return horizontal bars in the finding's order."""
    rows = [{"what": bar.label, "value": bar.value} for bar in finding.bars[:MOST_BARS]]
    names = [row["what"] for row in rows]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width - 190,
        "height": 22 * len(rows),
        "data": {"values": rows},
        "mark": {"type": "bar", "color": colours()["deterrence"]},
        "encoding": {
            "x": {"field": "value", "type": "quantitative", "title": unit},
            "y": {"field": "what", "type": "nominal", "title": None, "sort": names},
        },
    }


def _how() -> Section:
    text = (
        "Supported, contradicted: the record says so, or more than 95 % of the plausible sets of "
        "assumptions agree with the default.",
        "Depends: it holds under some of the assumptions, or by some of the sources; the one that "
        "decides is named.",
        "Contested: the record, or its legal reading, is itself disputed; both readings are given.",
        "Not testable: there is no measure, or the data are not there; the reason is given.",
    )
    return Section("how", "What the verdicts mean", (Bullets(text),))


def claim_review(data: Check) -> list[dict[str, Any]]:
    """Return the claims as schema.org ClaimReview, one dictionary each.

    Parameters
    ----------
    data : Check
    """
    return [_review(data, claim) for claim in data.claims]


def _review(data: Check, claim: ClaimResult) -> dict[str, Any]:
    verdict = claim.finding.verdict
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": verdict}
    if verdict in RATING:
        rating |= {"ratingValue": RATING[verdict], "bestRating": 5, "worstRating": 1}
    item: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": "Person", "name": claim.who},
        "datePublished": data.date,
    }
    if data.url:
        item["appearance"] = {"@type": "CreativeWork", "url": data.url, "headline": data.title}
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim.says,
        "author": {"@type": "Organization", "name": "foedus"},
        "itemReviewed": item,
        "reviewRating": rating,
        "reviewBody": claim.finding.figure,
    }
    if data.reviewed:
        review["datePublished"] = data.reviewed
    return review


def _json_ld(data: Check) -> str:
    """Return the reviews as a script element; nothing in a claim can end it."""
    text = json.dumps(claim_review(data), ensure_ascii=False, indent=1)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">\n{safe}\n</script>'

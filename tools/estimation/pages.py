"""The tables of docs/estimation.md, between its markers."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl

from estimation.compare import Profile, Score
from estimation.dyads import EVENTS, Rows
from estimation.fits import Coefficients
from estimation.joining import Interval
from estimation.shares import Share
from foedus.errors import FoedusError

NAMES = {
    "constant": "constant",
    "contiguity": "land contiguity (0/1)",
    "log_distance": "log distance between capitals (ln km)",
    "major_challenger": "challenger is a major power",
    "major_target": "target is a major power",
    "rivalry": "strategic rivals",
    "allied": "α: allied (defence obligation)",
    "log_offence_defence": "β: log(offence/defence)",
}
LABELS = {"dispute": "any dispute", "force": "use of force", "fatal": "fatal dispute"}


def table(header: Sequence[str], records: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, the first column to the left, the others to the right."""
    lines = [f"| {' | '.join(header)} |", f"|---|{'---:|' * (len(header) - 1)}"]
    lines += [f"| {' | '.join(record)} |" for record in records]
    return "\n".join(lines)


def _number(value: int) -> str:
    return f"{value:,}"


def sample_table(rows: Rows, started: pl.DataFrame) -> str:
    """Return how many dyad-years and onsets there are and how many are rows of the estimation."""
    states = [year.system.capability for year in rows.years]
    unknown = sum(int(np.isnan(c).sum()) for c in states)
    key = rows.dyad * 10000 + rows.year
    onset = (started["challenger"] * 1000 + started["target"]) * 10000 + started["year"]
    outside = len(started) - int(np.isin(onset, key).sum())
    dyad_years = len(key) + rows.dropped
    records = [
        ["state-years", _number(sum(len(c) for c in states))],
        ["of these with neither expenditure nor personnel known", _number(unknown)],
        ["directed dyad-years of states in the system on a common day", _number(dyad_years)],
        ["of these left out, capability unknown", _number(rows.dropped)],
        ["directed dyad-years in the estimation", _number(len(key))],
        ["challenges: originator on side A against originator on side B", _number(len(started))],
        ["of these outside the dyad-years of the estimation", _number(outside)],
        [
            "of these second and further ones of a dyad-year",
            _number(len(started) - outside - int(np.isin(key, onset).sum())),
        ],
        ["of these in disputes of unknown fatality", _number(int((started["fatality"] < 0).sum()))],
    ]
    return table(["", "number"], records)


def published_table(published: Sequence[tuple[str, str, float, int, int, str]]) -> str:
    """Return the shares of obligations honoured that the literature gives."""
    records = [
        [source, f"{first}-{last}", f"{100 * share:.3g} %"]
        for _, _, share, first, last, source in published
    ]
    return table(["source", "years", "honoured in war"], records)


def coefficient_table(fitted: Sequence[Coefficients]) -> str:
    """Return estimates with clustered standard errors, a column a kind of event."""
    records = [
        [NAMES[term], *(f"{c.fit.estimate[i]:.3f} ({c.se_directed[i]:.3f})" for c in fitted)]
        for i, term in enumerate(fitted[0].terms)
    ]
    records += [
        ["N, directed dyad-years", *(_number(c.fit.n) for c in fitted)],
        ["events", *(_number(c.fit.events) for c in fitted)],
        ["log-likelihood", *(f"{c.fit.log_likelihood:.1f}" for c in fitted)],
        ["left out: unknown whether it happened", *(_number(c.unknown) for c in fitted)],
    ]
    return table(["", *(LABELS[c.event] for c in fitted)], records)


def error_table(fitted: Sequence[Coefficients]) -> str:
    """Return three standard errors of alpha and beta side by side."""
    records = []
    for c in fitted:
        for i, term in ((-2, "α"), (-1, "β")):
            errors = (c.fit.se[i], c.se_directed[i], c.se_dyad[i])
            shown = [f"{error:.4f}" for error in errors]
            records.append([LABELS[c.event], term, f"{c.fit.estimate[i]:.4f}", *shown])
    header = ["event", "", "estimate", "every row independent", "by directed dyad", "by dyad"]
    return table(header, records)


def variant_table(variants: Mapping[str, Sequence[Coefficients]]) -> str:
    """Return beta and alpha under other codings of the event or of offence."""
    records = [
        [
            name,
            LABELS[c.event],
            _number(c.fit.events),
            *(f"{c.fit.estimate[i]:.3f} ({c.se_directed[i]:.3f})" for i in (-1, -2)),
        ]
        for name, fitted in variants.items()
        for c in fitted
    ]
    return table(["coding", "event", "events", "β", "α"], records)


def score_table(scored: Sequence[Score], sample: str) -> str:
    """Return the comparison of measures in one sample, best log-likelihood first."""
    records = []
    for event in EVENTS:
        chosen = [s for s in scored if s.event == event and s.sample == sample]
        base = next(s.log_likelihood for s in chosen if s.measure == "covariates alone")
        records += [
            [
                LABELS[event],
                s.measure,
                f"{s.log_likelihood:.1f}",
                f"{s.log_likelihood - base:+.1f}",
                "" if math.isnan(s.z) else f"{s.z:+.1f}",
                f"{s.auc:.4f}",
                f"{1000 * s.log_loss:.4f}",
            ]
            for s in sorted(chosen, key=lambda s: -s.log_likelihood)
        ]
    header = ["event", "measure", "log-likelihood", "over covariates", "z against the model"]
    return table([*header, "AUC", "log loss × 1,000"], records)


def profile_table(profiles: Sequence[Profile]) -> str:
    """Return where the likelihood is highest along each assumption, with its interval."""

    def value(parameter: str, x: float) -> str:
        return f"{x:,.0f} km" if parameter == "D" else f"{x:.3f}".rstrip("0").rstrip(".")

    records = [
        [
            p.parameter,
            LABELS[p.event],
            f"{value(p.parameter, p.values[0])} to {value(p.parameter, p.values[-1])}",
            value(p.parameter, p.best),
            " to ".join(value(p.parameter, x) for x in p.interval),
            f"{p.log_likelihood.max() - p.log_likelihood.min():.1f}",
            f"{p.beta[p.values.index(p.best)]:.3f}",
        ]
        for p in profiles
    ]
    header = ["assumption", "event", "grid", "highest at", "95 % interval"]
    return table([*header, "log-likelihood, best less worst", "β there"], records)


def share_table(found: Sequence[Share]) -> str:
    """Return shares with their intervals, a row each."""
    where = {"force": "use of force", "war": "war"}
    records = [
        [s.meaning, where[s.event], f"{s.first}-{s.last}", _percent(s.found), _number(s.found.n)]
        for s in found
    ]
    return table(["", "disputes with", "years", "share (95 % interval)", "cases"], records)


def _percent(interval: Interval) -> str:
    low, high = 100 * interval.low, 100 * interval.high
    return f"{100 * interval.estimate:.1f} % ({low:.1f} to {high:.1f})"


def fill(page: str, parts: Mapping[str, str]) -> str:
    """Return the page with the text between each pair of markers replaced.

    Raises
    ------
    FoedusError
        A marker is missing from the page.
    """
    for name, text in parts.items():
        marked = re.compile(f"(<!-- {name} -->).*?(<!-- /{name} -->)", re.DOTALL)
        if not marked.search(page):
            raise FoedusError(f"docs/estimation.md: no markers <!-- {name} --> and its end")
        page = marked.sub(lambda m, text=text: f"{m[1]}\n\n{text}\n\n{m[2]}", page)
    return page

"""The tables of docs/estimation.md, made of the committed tables alone."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from foedus.errors import FoedusError
from foedus.security.coefficients import (
    EVENTS,
    READINGS,
    AttackFit,
    attack_fit,
    joining_fit,
    table_rows,
)
from foedus.security.joining_terms import JOINING_TERMS
from foedus.security.nuclear_terms import NUCLEAR_TERMS
from foedus.security.recorded import recorded
from foedus.security.terms import ATTACK_TERMS

SYMBOLS = {
    "log_offence": "π, ln Off",
    "log_own": "κ, ln c",
    "log_support": "δ, ln(Def/c)",
    "allied": "α, allied",
}


def pipes(header: Sequence[str], rows: Sequence[Sequence[str]], right: str) -> str:
    """Return a table in Markdown.

    Parameters
    ----------
    header, rows : cells
    right : "r" for a column that is set to the right, "-" else

    Examples
    --------
    >>> print(pipes(["a", "b"], [["x", "1"]], "-r"))
    | a | b |
    | --- | ---: |
    | x | 1 |
    """
    rule = ["---:" if side == "r" else "---" for side in right]
    return "\n".join("| " + " | ".join(line) + " |" for line in (header, rule, *rows))


def tables() -> dict[str, str]:
    """Return every table of the page by the name of its markers."""
    sources = dict.fromkeys(
        row["source"]
        for name in ("attack_fits", "joining", "numbers", "outcomes")
        for row in table_rows(name)
    )
    return {
        **{event: _attack(event) for event in EVENTS},
        "grid": _grid(),
        "joining": _joining(),
        "numbers": _numbers(),
        "joint-attack": _joint_attack(),
        "outcomes": _outcomes(),
        "peace": _peace(),
        "sources": "\n".join(f"- {source}" for source in sources),
    }


def fill(text: str, parts: Mapping[str, str]) -> str:
    """Return the page with the text between each pair of markers replaced.

    Raises
    ------
    FoedusError
        A marker is missing from the page.
    """
    for name, part in parts.items():
        marked = re.compile(f"(<!-- {name} -->).*?(<!-- /{name} -->)", re.DOTALL)
        if not marked.search(text):
            raise FoedusError(f"docs/estimation.md: no markers <!-- {name} --> and its end")
        text = marked.sub(lambda m, part=part: f"{m[1]}\n\n{part}\n\n{m[2]}", text)
    return text


def _best(fit: AttackFit) -> dict[str, str]:
    best = int(np.argmax(fit.weight))
    pairs = zip(fit.estimates[best], np.sqrt(np.diagonal(fit.covariance)), strict=True)
    return {
        term: f"{value:.2f} ({se:.2f})" for term, (value, se) in zip(fit.terms, pairs, strict=True)
    }


def _attack(event: str) -> str:
    fits = [attack_fit(reading, event) for reading in READINGS]
    heads = [row for row in table_rows("attack_fits") if row["event"] == event]
    columns = [_best(fit) for fit in fits]
    rows = [
        [SYMBOLS.get(term, term.replace("_", " ")), *(column.get(term, "") for column in columns)]
        for term in (*ATTACK_TERMS, *NUCLEAR_TERMS)
        if any(term in column for column in columns)
    ]
    points = [fit.grid[int(np.argmax(fit.weight))] for fit in fits]
    rows.append(["D km, ρ of these", *(f"{scale:,.0f}, {rho:g}" for scale, rho in points)])
    alone = {
        row["reading"]: f"{float(row['support_alone']):.2f} ({float(row['support_alone_se']):.2f})"
        for row in heads
        if row["support_alone"]
    }
    rows.append(["δ not pooled, at 4,000, 0.75", *(alone.get(r, "") for r in READINGS)])
    own = {row["reading"]: f"{float(row['own_weight']):.2f}" for row in heads}
    rows.append(["own weight in pooling", *(own[r] for r in READINGS)])
    rows.append(["directed dyad-years", *(f"{fit.n:,}" for fit in fits)])
    rows.append(["events", *(str(fit.events) for fit in fits)])
    rows.append(["years", *(f"{fit.first}-{fit.last}" for fit in fits)])
    rows.append(
        ["record 1991-2010", *(f"{fit.record_events} in {fit.record_years} years" for fit in fits)]
    )
    return pipes(["", *READINGS], rows, "-rrrr")


def _grid() -> str:
    found: dict[tuple[float, float], dict[str, str]] = {}
    for event in EVENTS:
        fit = attack_fit(event=event)
        for (scale, rho), weight in zip(fit.grid.tolist(), fit.weight, strict=True):
            found.setdefault((scale, rho), {})[event] = f"{weight:.3f}"
    rows = [
        [f"{scale:,.0f}", f"{rho:g}", *(cell.get(event, "") for event in EVENTS)]
        for (scale, rho), cell in sorted(found.items())
    ]
    return pipes(["D, km", "ρ", *EVENTS], rows, "rrrrr")


def _joining() -> str:
    fits = [joining_fit(side, event) for side in ("target", "attacker") for event in EVENTS]
    columns = []
    for fit in fits:
        errors = np.sqrt(np.diagonal(fit.covariance))
        pairs = zip(fit.terms, fit.estimate, errors, strict=True)
        columns.append({term: f"{value:.2f} ({se:.2f})" for term, value, se in pairs})
    rows = [
        [term.replace("_", " "), *(column.get(term, "") for column in columns)]
        for term in JOINING_TERMS
    ]
    rows.append(
        ["excess", *(f"{f.excess:.3f} ({f.excess_low:.3f}-{f.excess_high:.3f})" for f in fits)]
    )
    rows.append(["cases", *(f"{fit.n:,}" for fit in fits)])
    rows.append(["joins", *(str(fit.joins) for fit in fits)])
    return pipes(["", *(f"{fit.side}, {fit.event}" for fit in fits)], rows, "-rrrrrr")


def _numbers() -> str:
    names = dict.fromkeys((row["name"], row["event"]) for row in table_rows("numbers"))
    rows = []
    for name, event in names:
        one = recorded(name, event)
        interval = f"{one.low:.3f} to {one.high:.3f}" if one.low is not None else ""
        rows.append(
            [name.replace("_", " "), event, f"{one.estimate:.3f}", interval, f"{one.n:,}",
             f"{one.first}-{one.last}"]
        )  # fmt: skip
    return pipes(["", "rung", "estimate", "interval", "cases", "years"], rows, "--rrrr")


def _joint_attack() -> str:
    rows = [
        [row["event"], row["omega"], f"{float(row['log_likelihood_gain']):.1f}"]
        for row in table_rows("joint_attack")
    ]
    return pipes(["rung", "ω", "log-likelihood, less that at ω = 0"], rows, "-rr")


def _outcomes() -> str:
    rows = [
        [row["source"], row["event"], f"{row['first']}-{row['last']}",
         f"{100 * float(row['lost']):.0f} %",
         f"{100 * float(row['low']):.0f} to {100 * float(row['high']):.0f} %", row["n"]]
        for row in table_rows("outcomes")
    ]  # fmt: skip
    header = ["source", "rung", "years", "targets that lost", "95 % interval", "targets"]
    return pipes(header, rows, "---rrr")


def _peace() -> str:
    rows = [
        [row["kind"], row["years"], row["log_peace"], row["recent"], f"{int(row['n']):,}"]
        for row in table_rows("peace")
    ]
    header = ["class", "years without", "ln(1 + years)", "ln(1 + recent clashes)", "pair-years"]
    return pipes(header, rows, "-rrrr")

"""Write what the model needs as small tables; the same data give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from foedus.estimation.attack import READINGS, Attack
from foedus.estimation.calibration import Calibrated
from foedus.estimation.joining import Joining
from foedus.estimation.joint_attack import JointAttack
from foedus.estimation.outcomes import Outcome
from foedus.estimation.rows import EVENTS
from foedus.estimation.shares import Interval, Peace
from foedus.security.joining_terms import JOINING_TERMS
from foedus.security.nuclear_terms import NUCLEAR_TERMS
from foedus.security.terms import ATTACK_TERMS

__all__ = [
    "JOINING_SOURCE",
    "SOURCE",
    "Number",
    "attack_tables",
    "group_table",
    "joining_tables",
    "joint_attack_table",
    "number_table",
    "outcome_table",
    "peace_table",
    "replace",
    "table_text",
]  # fmt: skip

Array = NDArray[np.float64]
Number = tuple[str, str, Interval, int, int, str]

SOURCE = (
    "GML disputes 2.2.1; COW states 2016, NMC 7.0, contiguity 3.2, majors 2016; ATOP 5; minimum "
    "distances of CShapes 2.0; TSS rivalries; EUDS of isard 0.2.0; foedus "
    "tools/estimate_coefficients.py"
)
JOINING_SOURCE = (
    "GML disputes 2.2.1; COW states 2016, NMC 7.0, contiguity 3.2, majors 2016; ATOP 5; TSS "
    "rivalries; foedus tools/estimate_coefficients.py"
)
TERMS = (*ATTACK_TERMS, *NUCLEAR_TERMS)
HEAD = ("penalised_log_likelihood", "own_weight", "support_alone", "support_alone_se")

LEAST_WEIGHT = 0.002
"""Grid points of less likelihood weight are left out."""


def table_text(header: Sequence[str], records: Iterable[Sequence[object]]) -> str:
    r"""Return a table as CSV.

    Examples
    --------
    >>> table_text(("a", "b"), [(1, 2)])
    'a,b\n1,2\n'
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(records)
    return buffer.getvalue()


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)


def _wide(values: Array, terms: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Return the values in the order of the columns, blank where there is no such term."""
    place = {term: i for i, term in enumerate(terms)}
    return [f"{values[place[c]]:.6g}" if c in place else "" for c in columns]


def attack_tables(
    fitted: Sequence[Attack], record: Mapping[str, tuple[int, int]]
) -> dict[str, str]:
    """Return attack_fits, attack and attack_covariance as CSV.

    Parameters
    ----------
    fitted : the fits of all readings and rungs
    record : event to (attacks, years) of the last years of the record
    """
    ordered = sorted(fitted, key=lambda f: (EVENTS.index(f.event), READINGS.index(f.reading)))
    heads, points = [], []
    for f in ordered:
        support = ("", "")
        if "log_support" in f.terms:
            at = f.terms.index("log_support")
            support = f"{f.alone[0][at]:.4f}", f"{np.sqrt(f.alone[1][at, at]):.4f}"
        heads.append(
            (
                f.reading, f.event, f.n, f.events, f.first, f.last, *record[f.event],
                f"{f.value:.3f}", f"{f.own_weight:.3f}", *support, SOURCE,
            )
        )  # fmt: skip
        kept = f.weight >= LEAST_WEIGHT
        points += [
            (f.reading, f.event, f"{scale:g}", f"{rho:g}", f"{w:.6f}", *_wide(row, f.terms, TERMS))
            for (scale, rho), w, row in zip(
                f.grid[kept], f.weight[kept] / f.weight[kept].sum(), f.estimates[kept], strict=True
            )
        ]
    spread = [
        (f.reading, f.event, term, *_wide(row, f.terms, TERMS))
        for f in ordered
        for term, row in zip(f.terms, f.covariance, strict=True)
    ]
    head = ("reading", "event", "n", "events", "first", "last", "record_events", "record_years")
    return {
        "attack_fits": table_text((*head, *HEAD, "source"), heads),
        "attack": table_text(("reading", "event", "scale", "rho", "weight", *TERMS), points),
        "attack_covariance": table_text(("reading", "event", "term", *TERMS), spread),
    }


def joining_tables(
    fitted: Sequence[tuple[Joining, tuple[float, float, float]]],
) -> dict[str, str]:
    """Return joining and joining_covariance as CSV.

    Parameters
    ----------
    fitted : each equation with the mean excess of an obligation, its low and high
    """
    heads = [
        (
            f.side, f.event, *_wide(f.fit.estimate, f.terms, JOINING_TERMS),
            *(f"{value:.6f}" for value in mean), f.fit.n, f.fit.events, f.first, f.last,
            JOINING_SOURCE,
        )
        for f, mean in fitted
    ]  # fmt: skip
    spread = [
        (f.side, f.event, term, *_wide(row, f.terms, JOINING_TERMS))
        for f, _ in fitted
        for term, row in zip(f.terms, f.covariance, strict=True)
    ]
    numbers = ("excess", "excess_low", "excess_high", "n", "joins", "first", "last", "source")
    return {
        "joining": table_text(("side", "event", *JOINING_TERMS, *numbers), heads),
        "joining_covariance": table_text(("side", "event", "term", *JOINING_TERMS), spread),
    }


def number_table(numbers: Sequence[Number]) -> dict[str, str]:
    """Return numbers read off the record as CSV.

    Parameters
    ----------
    numbers : name, event, interval, first and last year, source
    """
    header = ("name", "event", "estimate", "low", "high", "n", "first", "last", "source")
    records = [
        (
            name, event,
            *("" if np.isnan(v) else f"{v:.6g}" for v in (found.estimate, found.low, found.high)),
            found.n, first, last, source,
        )
        for name, event, found, first, last, source in numbers
    ]  # fmt: skip
    return {"numbers": table_text(header, records)}


def peace_table(found: Sequence[Peace]) -> dict[str, str]:
    """Return the typical history of pairs as CSV."""
    header = ("kind", "years", "log_peace", "recent", "n", "first", "last", "source")
    records = [
        (p.kind, p.years, f"{p.log_peace:.4f}", f"{p.recent:.4f}", p.n, p.first, p.last, SOURCE)
        for p in found
    ]
    return {"peace": table_text(header, records)}


def outcome_table(found: Sequence[Outcome]) -> dict[str, str]:
    """Return the shares of targets that lost as CSV."""
    header = ("event", "first", "last", "lost", "low", "high", "n", "source")
    records = [
        (o.event, o.first, o.last, f"{o.lost:.4f}", f"{o.low:.4f}", f"{o.high:.4f}", o.n, o.source)
        for o in found
    ]
    return {"outcomes": table_text(header, records)}


def group_table(found: Sequence[Calibrated]) -> dict[str, str]:
    """Return expected and observed events by group as CSV."""
    header = ("event", "group", "expected", "observed", "off", "n", "first", "last", "source")
    records = [
        (
            g.event, g.group, f"{g.expected:.2f}", g.observed, int(g.off), g.n, g.first, g.last,
            SOURCE,
        )
        for g in found
        if not g.is_span
    ]  # fmt: skip
    return {"groups": table_text(header, records)}


def joint_attack_table(found: Sequence[JointAttack]) -> dict[str, str]:
    """Return the likelihood of allied power in an attack as CSV."""
    header = ("event", "omega", "log_likelihood_gain", "n", "first", "last", "source")
    records = [
        (j.event, f"{j.omega:g}", f"{j.gain:.2f}", j.n, j.first, j.last, SOURCE) for j in found
    ]
    return {"joint_attack": table_text(header, records)}

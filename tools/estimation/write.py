"""Write the embedded tables; the same data give the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from estimation.fits import Coefficients
from estimation.shares import Share

TOOL = "foedus tools/estimate_coefficients.py"
SOURCE = (
    "COW states 2016, NMC 7.0, contiguity 3.2, majors 2016; ATOP 5; GML disputes 2.2.1; "
    f"TSS rivalries (all as in peacesciencer 1.2.9); {TOOL}"
)


def _text(header: Sequence[str], records: Iterable[Sequence[object]]) -> str:
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


def coefficient_records(fitted: Sequence[Coefficients]) -> list[tuple[object, ...]]:
    """Return the rows of coefficients.csv."""
    return [
        (c.event, term, f"{estimate:.8f}", f"{se:.8f}", c.fit.n, c.fit.events, c.first, c.last)
        for c in fitted
        for term, estimate, se in zip(c.terms, c.fit.estimate, c.se_directed, strict=True)
    ]


def coefficients(path: Path, fitted: Sequence[Coefficients]) -> None:
    """Write coefficients.csv: standard errors are those clustered by directed dyad."""
    header = ("event", "term", "estimate", "se", "n", "events", "from", "to", "source")
    replace(path, _text(header, [(*r, SOURCE) for r in coefficient_records(fitted)]))


PUBLISHED: tuple[tuple[str, str, float, int, int, str], ...] = (
    ("rho", "war", 0.745, 1816, 1944, "Leeds, Long & Mitchell (2000): obligations of all kinds"),
    ("rho", "war", 0.50, 1816, 2003, "Berkemeier & Fuhrmann (2018): obligations of all kinds"),
    ("rho", "war", 0.66, 1816, 1944, "Berkemeier & Fuhrmann (2018): obligations of all kinds"),
    ("rho", "war", 0.22, 1945, 2003, "Berkemeier & Fuhrmann (2018): obligations of all kinds"),
    ("rho", "war", 0.41, 1816, 2003, "Berkemeier & Fuhrmann (2018): defence pacts"),
    ("rho", "war", 0.74, 1816, 2003, "Berkemeier & Fuhrmann (2018): offence pacts"),
    ("rho", "war", 0.78, 1816, 2003, "Berkemeier & Fuhrmann (2018): neutrality pacts"),
    ("rho", "war", 0.37, 1816, 2003, "Berkemeier & Fuhrmann (2018): non-aggression pacts"),
)
"""parameter, event, estimate, from, to, source; neither article gives an interval."""


def estimates(path: Path, shares: Sequence[Share]) -> None:
    """Write estimates.csv: the project's own shares, then the published ones."""
    header = ("parameter", "event", "estimate", "low", "high", "n", "from", "to", "source")
    own = [
        (
            s.parameter,
            s.event,
            *(f"{value:.6f}" for value in (s.found.estimate, s.found.low, s.found.high)),
            s.found.n,
            s.first,
            s.last,
            f"{TOOL}: {s.meaning}; GML disputes 2.2.1, ATOP 5, NMC 7.0",
        )
        for s in shares
    ]
    published = [(*p[:2], f"{p[2]:g}", "", "", "", *p[3:]) for p in PUBLISHED]
    replace(path, _text(header, [*own, *published]))

"""Write the embedded tables; the same data give the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from estimation.fits import Coefficients

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

"""Write docs/datasets.md, the page of all datasets, from their records.

python tools/datasets_page.py
"""

from pathlib import Path

from foedus.sources import Dataset, Upstream, datasets
from foedus.sources._listing import short_citation

PAGE = Path(__file__).parents[1] / "docs" / "datasets.md"

HEAD = """# Datasets

The research data that panels, models and historical worlds read. None of them ships with the
package: [`foedus data pull`](commands/data.md) fetches them from the addresses below, pinned at one
commit each, and checks them against the SHA-256 in their records. Outside the years given every
value is missing, not zero.

The licence is that of the package that carries a file, as it states it. The data inside were
collected by the authors named, who ask to be cited; `foedus data cite NAME` prints the BibTeX.

This page is written by `tools/datasets_page.py` from the records in `src/foedus/sources/`.
"""


def page() -> str:
    """Return the page."""
    records = list(datasets().values())
    parts = [HEAD]
    for upstream in dict.fromkeys(record.upstream for record in records):
        parts.append(_upstream(upstream))
        parts.append(_table([record for record in records if record.upstream == upstream]))
    terms = [record for record in records if record.terms]
    parts.append("## Terms to accept\n")
    for text in dict.fromkeys(record.terms for record in terms):
        names = ", ".join(f"`{record.name}`" for record in terms if record.terms == text)
        parts.append(f"{names}: {text}\n")
    parts.append("## Checksums\n")
    rows = [f"| `{r.name}` | [{r.file}]({r.url}) | `{r.sha256}` |" for r in records]
    parts.append("\n".join(["| name | file | SHA-256 |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _upstream(upstream: Upstream) -> str:
    return (
        f"## {upstream.name} {upstream.version}\n\n"
        f"[{upstream.repository}](https://github.com/{upstream.repository}) at commit "
        f"`{upstream.commit[:12]}`, licence: {upstream.licence}.\n"
    )


def _table(records: list[Dataset]) -> str:
    lines = [
        "| name | what | version | one row is | rows | years | kB | cite |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for record in records:
        years = "–".join(map(str, record.years)) if record.years else "do not vary"
        cited = "; ".join(
            f"[{short_citation(key)}](references.md#{key})" for key in record.citations
        )
        cells = [
            f"`{record.name}`",
            record.title,
            record.version,
            record.unit,
            f"{record.rows:,}",
            years,
            f"{max(round(record.size / 1000), 1):,}",
            cited,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.name}")

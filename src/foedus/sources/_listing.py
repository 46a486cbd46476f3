"""The datasets as a list: for the command line, for programs and for the documentation."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.sources._bibliography import bibliography
from foedus.sources._files import mirror_shown
from foedus.sources._pull import verify
from foedus.sources._record import Dataset
from foedus.sources._registry import datasets, get

__all__ = ["DataListJSON", "DatasetJSON", "data_list", "list_text", "short_citation"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatasetJSON(_Strict):
    """One dataset."""

    name: str = Field(description="the name by which every command knows it")
    title: str
    version: str
    unit: str = Field(description="what one row is")
    first_year: int | None = Field(description="null if the data do not vary by year")
    last_year: int | None
    rows: int
    bytes: int = Field(description="length of the file to be pulled")
    licence: str = Field(description="as upstream states it")
    terms: str = Field(description="to be accepted before it is pulled; empty if nothing")
    citations: list[str] = Field(description="keys in the bibliography")
    url: str = Field(description="public address, pinned at a commit")
    sha256: str
    present: bool = Field(description="it is on this computer, with the right checksum")
    state: str = Field(description="ok, absent, or what is wrong with the file")


class DataListJSON(_Strict):
    """The datasets that foedus reads."""

    schema_version: Literal["1"] = "1"
    mirror: str = Field(description="FOEDUS_DATA_MIRROR without a password, or empty")
    datasets: list[DatasetJSON]


def data_list() -> DataListJSON:
    """Return every dataset's record and whether it is on this computer."""
    states = verify()
    return DataListJSON(
        mirror=mirror_shown(),
        datasets=[_entry(record, states[name]) for name, record in datasets().items()],
    )


def _entry(record: Dataset, state: str) -> DatasetJSON:
    first, last = record.years or (None, None)
    return DatasetJSON(
        name=record.name,
        title=record.title,
        version=record.version,
        unit=record.unit,
        first_year=first,
        last_year=last,
        rows=record.rows,
        bytes=record.size,
        licence=record.licence,
        terms=record.terms,
        citations=list(record.citations),
        url=record.url,
        sha256=record.sha256,
        present=state == "ok",
        state=state,
    )


def short_citation(key: str) -> str:
    """Return a work as it is cited in a text.

    Examples
    --------
    >>> short_citation("leeds2002atop")
    'Leeds et al. 2002'
    """
    entry = bibliography()[key]
    year = _field(entry, "year")
    people = (_field(entry, "author") or _field(entry, "editor")).split(" and ")
    names = [_plain(person if person[:1] == "{" else person.split(",")[0]) for person in people]
    shown = f"{names[0]} et al." if len(names) > 2 else " & ".join(names)
    return f"{shown} {year}"


def list_text(listing: DataListJSON) -> str:
    """Return the list as text, at most 80 columns wide, grouped by who carries the files."""
    width = max(len(entry.name) for entry in listing.datasets)
    head = f"{'name':{width}} {'version':11} {'years':9} {'kB':>5} here cite"
    lines: list[str] = []
    for upstream in dict.fromkeys(record.upstream for record in datasets().values()):
        where = f"{upstream.name} {upstream.version}, licence: {upstream.licence}"
        lines += [where, f"github.com/{upstream.repository} at {upstream.commit[:12]}", "", head]
        lines += [
            _line(entry, width)
            for entry in listing.datasets
            if get(entry.name).upstream == upstream
        ]
        lines.append("")
    here = sum(entry.present for entry in listing.datasets)
    size = sum(entry.bytes for entry in listing.datasets) / 1e6
    lines.append(f"{here} of {len(listing.datasets)} datasets are here; all are {size:.1f} MB")
    if any(entry.terms for entry in listing.datasets):
        lines.append("* has terms to accept first; foedus data pull NAME shows them")
    if listing.mirror:
        lines.append(f"FOEDUS_DATA_MIRROR stands in for upstream: {listing.mirror}")
    return "\n".join(lines) + "\n"


def _line(entry: DatasetJSON, width: int) -> str:
    years = "" if entry.first_year is None else f"{entry.first_year}-{entry.last_year}"
    here = {"ok": "yes", "absent": "no"}.get(entry.state, "bad")
    name = entry.name + ("*" if entry.terms else "")
    cited = short_citation(entry.citations[0]).replace("Correlates of War", "COW")
    cited = f"{cited} +{len(entry.citations) - 1}" if len(entry.citations) > 1 else cited
    size = max(round(entry.bytes / 1000), 1)
    return f"{name:{width}} {entry.version:11} {years:9} {size:5d} {here:4} {cited}".rstrip()


def _field(entry: str, name: str) -> str:
    found = re.search(rf"^\s*{name} = \{{(.*)\}},?$", entry, flags=re.M)
    return found.group(1) if found else ""


def _plain(text: str) -> str:
    """Return a name without BibTeX's braces and accents."""
    text = re.sub(r"\{?\\[`'^\"~=.vuHc]\s*\{?([A-Za-z])\}?\}?", r"\1", text)
    return text.replace("{", "").replace("}", "").strip()

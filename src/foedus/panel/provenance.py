"""Where a panel's values come from: data sets, versions, checksums and the chain of choices."""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from inspect import Parameter, getdoc, signature
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from foedus.panel.recipe import Recipe, creators
from foedus.sources import get
from foedus.sources._bibliography import bibliography
from foedus.version import __version__

__all__ = ["Choice", "OwnFile", "Provenance", "UsedDataset", "bibtex", "provenance_of"]

# Where the result goes, and as which kind of frame, is no choice about values.
_NO_CHOICE = {"frame", "backend", "to", "force"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UsedDataset(_Strict):
    """A dataset that was read."""

    name: str
    title: str
    version: str
    first_year: int | None = Field(description="null if the data do not vary by year")
    last_year: int | None
    sha256: str
    url: str = Field(description="public address, pinned at a commit")
    licence: str
    citations: list[str] = Field(description="keys in the bibliography")


class OwnFile(_Strict):
    """The file of one's own rows, of which foedus knows no more."""

    name: str
    sha256: str


class Choice(_Strict):
    """One step and everything that was chosen in it, defaults included."""

    step: str = Field(description="the Python function")
    options: dict[str, Any]
    references: str = Field(description="whose coding or method it is")


class Provenance(_Strict):
    """Where a panel's values come from. Nothing in it depends on when or where it was made."""

    schema_version: Literal["1"] = "1"
    foedus: str = Field(description="version of foedus")
    unit: str = Field(description="what one row is; of one's own rows: base")
    base: OwnFile | None = Field(None, description="one's own rows, if they are the base")
    recipe: dict[str, Any] = Field(description="makes the same panel: foedus panel run")
    steps: list[Choice]
    peer_compat: bool
    rows: int
    columns: list[str]
    datasets: list[UsedDataset]
    cite: list[str] = Field(description="keys of all works to cite")

    def _repr_html_(self) -> str:
        """Return what a notebook shows: what it is, each step, each data set with its version."""
        said = f"{self.unit}: {self.rows:,} rows, {len(self.columns)} columns, foedus {self.foedus}"
        steps = "".join(f"<li>{escape(_told(step))}</li>" for step in self.steps)
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in _cells(used))}</tr>"
            for used in self.datasets
        )
        head = "".join(f"<th>{name}</th>" for name in ("Data", "Version", "Years", "Licence"))
        return (
            f"<p>{escape(said)}</p><ol>{steps}</ol>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            f"<p>Cite: {escape(', '.join(self.cite))}.</p>"
        )


def _told(step: Choice) -> str:
    options = ", ".join(f"{name}={value!r}" for name, value in step.options.items())
    return f"{step.step}({options})"


def _cells(used: UsedDataset) -> tuple[str, ...]:
    years = "" if used.first_year is None else f"{used.first_year} to {used.last_year}"
    return used.title, used.version, years, used.licence


def provenance_of(
    recipe: Recipe,
    rows: int,
    columns: Iterable[str],
    datasets: Iterable[str],
    base: OwnFile | None = None,
) -> Provenance:
    """Return the record of a panel.

    Parameters
    ----------
    recipe : Recipe
    rows : int
    columns : iterable of str
    datasets : iterable of str
        Names of the datasets that were loaded.
    base : OwnFile, optional
        The file that the recipe's own rows came from.
    """
    made = [_choice(creators()[recipe.unit], recipe.creator_options)] if recipe.unit else []
    added = [_choice(step.function, step.options) for step in recipe.steps]
    used = [_used(name) for name in sorted(datasets)]
    keys = dict.fromkeys(key for dataset in used for key in dataset.citations)
    # The creators' own sources are datasets; what adders name are codings and methods besides.
    keys |= dict.fromkeys(key for step in added for key in _named(step.references))
    return Provenance(
        foedus=__version__,
        unit=recipe.unit or "base",
        base=base,
        recipe=recipe.document(),
        steps=[*made, *added],
        peer_compat=recipe.peer_compat,
        rows=rows,
        columns=list(columns),
        datasets=used,
        cite=list(keys),
    )


def bibtex(record: Provenance) -> str:
    """Return the BibTeX entries of all works that a panel rests on."""
    return "\n\n".join(bibliography()[key] for key in record.cite) + "\n"


def _used(name: str) -> UsedDataset:
    record = get(name)
    first, last = record.years or (None, None)
    return UsedDataset(
        name=record.name,
        title=record.title,
        version=record.version,
        first_year=first,
        last_year=last,
        sha256=record.sha256,
        url=record.url,
        licence=record.licence,
        citations=list(record.citations),
    )


def _choice(function: Callable[..., Any], given: Mapping[str, Any]) -> Choice:
    defaults = {
        name: parameter.default
        for name, parameter in signature(function).parameters.items()
        if name not in _NO_CHOICE and parameter.default is not Parameter.empty
    }
    return Choice(
        step=function.__name__,
        options=defaults | dict(given),
        references=_references(getdoc(function) or ""),
    )


def _references(doc: str) -> str:
    """Return the text of a docstring's section on references, on one line."""
    found = re.search(r"^References\n-+\n(.*?)(?:\n\n\w+\n-+\n|\Z)", doc, flags=re.M | re.S)
    return " ".join(found.group(1).split()) if found else ""


def _named(references: str) -> list[str]:
    """Return the keys of the works that a text names by first author and year."""
    named = []
    for key, entry in bibliography().items():
        year = re.search(r"^\s*year = \{(\d+)\}", entry, flags=re.M)
        people = re.search(r"^\s*(?:author|editor) = \{(.*)\},?$", entry, flags=re.M)
        if not year or not people:
            continue
        first = people.group(1).split(" and ")[0].split(",")[0].strip("{} ")
        pattern = rf"\b{re.escape(first)}\b[^;()]*\(?{year.group(1)}\b"
        if re.search(pattern, references):
            named.append(key)
    return named

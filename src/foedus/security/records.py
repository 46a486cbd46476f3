"""What an answer rests on: its assumptions with value, range and source, and its sources."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from pydantic import BaseModel, ConfigDict, Field

from foedus.security.readings import Assumptions
from foedus.world.tables import read_table
from foedus.world.world import World

__all__ = ["AssumptionRecord", "assumption_records", "sources_of"]


class AssumptionRecord(BaseModel):
    """An assumption, its value here, its plausible range and its source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    symbol: str
    value: float | str
    low: float | None
    high: float | None
    unit: str
    meaning: str
    source: str
    given: bool = Field(description="held by the user, so the same in every draw")
    outside: bool = Field(description="held outside its plausible range")


CHOICES = {
    "event": (
        "what counts: a war, a dispute with deaths, or a use of force",
        "Gibler, Miller & Little (2016)",
    ),
    "reading": (
        "what is taken for true where scholars disagree",
        "Kenwick, Vasquez & Powers (2015) for the sceptics; Rauchhaus (2009) for nuclear weapons",
    ),
}


def assumption_records(assumptions: Assumptions) -> tuple[AssumptionRecord, ...]:
    """Return every assumption of an answer.

    Parameters
    ----------
    assumptions : Assumptions

    Examples
    --------
    >>> records = {r.name: r for r in assumption_records(Assumptions(fixed={"psi": 1}))}
    >>> records["psi"].value, records["psi"].given, records["event"].value
    (1.0, True, 'war')
    """
    choices = tuple(
        AssumptionRecord(
            name=name,
            symbol=name,
            value=str(getattr(assumptions, name)),
            low=None,
            high=None,
            unit="",
            meaning=meaning,
            source=source,
            given=getattr(assumptions, name) != getattr(Assumptions(), name),
            outside=False,
        )
        for name, (meaning, source) in CHOICES.items()
    )
    numbers = tuple(
        AssumptionRecord(
            name=name,
            symbol=row.symbol,
            value=assumptions.value(name),
            low=row.low,
            high=row.high,
            unit=row.unit,
            meaning=row.meaning,
            source=row.source,
            given=name in assumptions.fixed,
            outside=not row.low <= assumptions.value(name) <= row.high,
        )
        for name, row in assumptions.table.items()
    )
    return choices + numbers


def sources_of(world: World) -> tuple[str, ...]:
    """Return the sources of a world's data and of the model's coefficients, each once.

    Parameters
    ----------
    world : World

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> sources_of(world)[0].split(":")[0]
    'figures'
    """
    if world.sources:
        return world.sources
    figures = [
        world.figures[column].drop_nulls().unique().to_list()
        for column in world.figures.columns
        if column.endswith("_source")
    ]
    tables = ("alliances", "nuclear", "majors", "rivalries", "borders", "clashes", "regimes")
    found = [f"figures: {text}" for text in _distinct(list(chain(*figures)))]
    for table in tables:
        texts = _distinct(read_table(table)["source"].drop_nulls().to_list())
        found += [f"{table}: {text}" for text in texts[:MOST]]
        if len(texts) > MOST:
            found.append(f"{table}: {len(texts) - MOST} more, in the table's source column")
    return tuple(found)


MOST = 3
"""Sources named of one table; each row of the table names its own."""


def _distinct(texts: list[str]) -> list[str]:
    """Return the works behind a table's source texts, most cited first, without page or note."""
    works = Counter(
        re.split(r"(?<=\))|, (?=Population|Real GDP|Military|Land|West Bank|ch\.)| \(special", t)[0]
        for t in texts
    )
    return [work for work, _ in sorted(works.items(), key=lambda item: (-item[1], item[0]))]

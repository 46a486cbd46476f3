"""What a result rests on: its assumptions and its sources."""

import re
from collections import Counter
from collections.abc import Collection
from itertools import chain

from pydantic import BaseModel, ConfigDict, Field

from foedus.security.assumptions import PARAMETERS, Assumptions, plausible_range
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
    given: bool = Field(description="set by the user, so not swept")


def assumption_records(given: Assumptions, fixed: Collection[str]) -> tuple[AssumptionRecord, ...]:
    """Return every assumption with its value, range and source.

    Parameters
    ----------
    given : Assumptions
    fixed : collection of str
        Those the user set.
    """
    records = []
    for name, parameter in PARAMETERS.items():
        low, high = plausible_range(name, given.event)
        records.append(
            AssumptionRecord(
                name=name,
                symbol=parameter.symbol,
                value=float(getattr(given, name)),
                low=low,
                high=high,
                unit=parameter.unit,
                meaning=parameter.meaning,
                source=parameter.source,
                given=name in fixed,
            )
        )
    choices = (
        ("event", given.event, "kind of event that counts as a challenge",
         "GML disputes (Gibler, Miller & Little 2016)"),
        ("gradient", given.gradient, "form of the loss of strength over distance",
         "Boulding (1962); Bueno de Mesquita (1981)"),
    )  # fmt: skip
    for name, value, meaning, source in choices:
        records.append(
            AssumptionRecord(
                name=name, symbol=name, value=value, low=None, high=None, unit="", meaning=meaning,
                source=source, given=name in fixed,
            )
        )  # fmt: skip
    return tuple(records)


def sources_of(world: World) -> tuple[str, ...]:
    """Return the sources of a world's data and of the model's coefficients, each once.

    Parameters
    ----------
    world : World
    """
    if world.sources:
        return world.sources
    figures = [
        world.figures[column].drop_nulls().unique().to_list()
        for column in world.figures.columns
        if column.endswith("_source")
    ]
    tables = ("alliances", "nuclear", "majors", "rivalries", "borders", "coefficients")
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

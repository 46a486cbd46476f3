"""The list of models: a line, the function, what to cite, whether it needs the research data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from foedus.models._arms_race_result import ArmsRaceResult
from foedus.models._balance_result import BalanceResult
from foedus.models._landscape_result import LandscapeResult
from foedus.models._result import ModelResult, Part
from foedus.models._war_stable_result import WarStableResult
from foedus.models.bargaining import BargainingResult
from foedus.models.civil_conflict_onset import CivilConflictOnsetResult
from foedus.models.dangerous_dyads import DangerousDyadsResult
from foedus.models.leader_initiation import LeaderInitiationResult
from foedus.models.polarity import PolarityResult
from foedus.models.reliability import ReliabilityResult

__all__ = ["Catalogue", "Entry", "catalogue", "catalogue_text"]

LINES: tuple[tuple[type[ModelResult], str, str], ...] = (
    (LandscapeResult, "which two blocs states with given propensities settle in",
     "only with --year"),
    (WarStableResult, "who could be beaten by a group of allies, which links decide it",
     "only for a series"),
    (BalanceResult, "whether the friends of friends are friends, and which two camps fit best",
     "yes, but for a network of your own"),
    (BargainingResult, "where actors end who threaten, offer and give way on an issue", "no"),
    (ArmsRaceResult, "what two spend in answer to each other, and whether it ends",
     "only with states"),
    (PolarityResult, "how concentrated capabilities are, and in how many blocs", "yes"),
    (ReliabilityResult, "how often allies fought as they had promised, published shares beside",
     "yes"),
    (DangerousDyadsResult, "which pairs of states get into militarized disputes", "yes"),
    (CivilConflictOnsetResult, "where intrastate conflicts and wars begin", "yes"),
    (LeaderInitiationResult, "which leaders begin militarized disputes", "yes"),
)  # fmt: skip
"""Result, what it answers, whether the research data are needed."""


class Entry(Part):
    """A model."""

    name: str
    answers: str = Field(description="what it answers")
    function: str
    research_data: str = Field(description="whether `foedus data pull` is needed")
    citation: str


class Catalogue(Part):
    """`foedus models --json`: the models there are."""

    schema_version: Literal["1.0"] = "1.0"
    models: tuple[Entry, ...]


def catalogue() -> Catalogue:
    """Return the models there are.

    Examples
    --------
    >>> [entry.name for entry in catalogue().models][:2]
    ['landscape', 'war_stable']
    """
    return Catalogue(
        models=tuple(
            Entry(
                name=kind.model, answers=line, function=f"foedus.models.{kind.model}",
                research_data=needs, citation=kind.citation,
            )
            for kind, line, needs in LINES
        )
    )  # fmt: skip


def catalogue_text() -> str:
    """Return the list as text of at most 80 columns.

    Examples
    --------
    >>> catalogue_text().splitlines()[0]
    'landscape'
    """
    from textwrap import wrap

    lines = []
    for entry in catalogue().models:
        lines += [entry.name]
        for text in (entry.answers, f"research data: {entry.research_data}", entry.citation):
            lines += wrap(text, 76, initial_indent="  ", subsequent_indent="    ")
    lines += ["", "foedus models NAME --help says what a model takes."]
    return "\n".join(lines) + "\n"

"""What entries of scenario and claims files are made of: days, texts, states, shares, pairs."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from foedus.scenario.changes import Change
from foedus.world.world import World

__all__ = [
    "ChangeEntry",
    "Day",
    "Pair",
    "Share",
    "States",
    "Text",
]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _dated(value: Any) -> Any:
    """Return a date that stands in quotes as the date it is."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("is no date: write YYYY-MM-DD, e.g. 2022-01-30") from None


Day = Annotated[date, BeforeValidator(_dated)]
Text = Annotated[str, Field(min_length=1, max_length=400)]
States = Annotated[list[Text], BeforeValidator(_listed), Field(min_length=1, max_length=250)]
Share = Annotated[float, Field(ge=0, le=1)]
Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]


class ChangeEntry(BaseModel):
    """One change as a file writes it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @abstractmethod
    def changes(self, world: World) -> list[Change]:
        """Return the changes it stands for, with states as ISO3 codes."""

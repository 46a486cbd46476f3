"""The assumptions behind an answer, as records with value, range and source."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from foedus.security.readings import Assumptions

__all__ = ["AssumptionRecord", "assumption_records"]


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

"""Which treaty clauses and political commitments there are, and what each side reads into them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from foedus.questions.clause import Commitment, Reading
from foedus.questions.door import asked
from foedus.questions.ledger import commitments_on, ledger_day
from foedus.questions.result import Result, table_of
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Commitments", "commitments"]


class Commitments(Result):
    """`foedus commitments --json`: the clauses asked for, with both readings of disputed ones."""

    question: ClassVar[str] = "commitments"

    schema_version: Literal["1.0"] = "1.0"
    on: date = Field(description="day of each status")
    involving: tuple[str, ...] = Field(description="states or alliances, all of them parties")
    kind: str | None
    status: str | None
    commitments: tuple[Commitment, ...]

    @property
    def answer(self) -> str:
        """Return how many commitments there are and how many are disputed."""
        count, disputed = len(self.commitments), sum(bool(c.readings) for c in self.commitments)
        between = f" between {', '.join(self.involving)}" if self.involving else ""
        read = f", {disputed} of them read differently by two sides" if disputed else ""
        return f"{count} commitment{'s' * (count != 1)}{between} on {self.on}{read}."

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return `commitments`, and `readings`, a row a dispute."""
        import polars as pl

        disputed = [(c.id, reading) for c in self.commitments for reading in c.readings]
        readings = table_of(Reading, (reading for _, reading in disputed))
        named = pl.Series("id", [name for name, _ in disputed], dtype=pl.String())
        return {
            "commitments": table_of(Commitment, self.commitments, {"readings"}),
            "readings": readings.insert_column(0, named),
        }


@asked
def commitments(
    world: World,
    involving: str | Iterable[str] = (),
    kind: str | None = None,
    status: str | None = None,
    *,
    on: str | date | None = None,
) -> Commitments:
    """Return the treaty clauses and political commitments that existed on a day.

    Parameters
    ----------
    world : World
        Its day is the one asked about.
    involving : iterable of str
        States or alliances, all of them parties, see `commitments_on`.
    kind : str, optional
        E.g. "indivisibility".
    status : {"in_force", "signed", "disputed", "suspended", "lapsed", "proposed"}, optional
        On the day.
    on : date or 'YYYY-MM-DD', optional
        Another day: the ledger reaches back to 1945, further than the embedded worlds.

    Raises
    ------
    FoedusError
        A party, kind, status or date is not known.

    Examples
    --------
    >>> from foedus import load_world
    >>> found = commitments(load_world(), ["RUS", "NATO"], "indivisibility", "in_force")
    >>> [c.id for c in found.commitments]
    ['PARIS-1', 'IST-8B', 'AST-3B']
    """
    day = ledger_day(world.on if on is None else on)
    texts = (involving,) if isinstance(involving, str) else involving
    parties = tuple(part.strip() for text in texts for part in re.split(r"[,;]", text))
    return Commitments(
        on=day,
        involving=parties,
        kind=kind,
        status=status,
        commitments=commitments_on(day, parties, kind, status),
    )

"""What the answers of the onset models share: coefficients beside the published ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from foedus.models._result import ModelResult, Part, Picture, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Coefficient", "ReplicationResult", "peer", "rows_of"]


class Coefficient(Part):
    """A coefficient on today's data, and what was published."""

    equation: str
    term: str
    estimate: float
    std_error: float
    statistic: float = Field(description="estimate over standard error")
    n: int = Field(description="rows without gaps")
    published_term: str
    published: float
    published_error: float
    gap_in_standard_errors: float | None = Field(
        description="ours less the published, in published standard errors; null where that "
        "error rounds to 0"
    )


def rows_of(
    table: pl.DataFrame, published: tuple[tuple[str, float, float], ...]
) -> tuple[Coefficient, ...]:
    """Return a table of `foedus.models._logit.logit` with the published coefficients."""
    found = []
    for row, (term, value, error) in zip(table.iter_rows(named=True), published, strict=True):
        gap = (row["estimate"] - value) / error if error > 0 else None
        found.append(
            Coefficient(
                equation=row["model"], term=row["term"], estimate=row["estimate"],
                std_error=row["std_error"], statistic=row["statistic"], n=row["n"],
                published_term=term, published=value, published_error=error,
                gap_in_standard_errors=gap,
            )
        )  # fmt: skip
    return tuple(found)


class ReplicationResult(ModelResult):
    """Coefficients of a published regression, refitted on today's data."""

    coefficients: tuple[Coefficient, ...]
    like_peer: bool = Field(
        description="years of peace count rows, as peacesciencer counts, not calendar years"
    )

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        known = [c for c in self.coefficients if c.gap_in_standard_errors is not None]
        near = sum(abs(c.gap_in_standard_errors or 0.0) <= 2 for c in known)
        rows = " and ".join(f"{n:,}" for n in dict.fromkeys(c.n for c in self.coefficients))
        return (
            f"{self.title}, refitted on {rows} rows: {near} of {len(known)} coefficients lie "
            "within two published standard errors of the published ones."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the coefficients."""
        return {"coefficients": table_of(Coefficient, self.coefficients)}

    @property
    def picture(self) -> Picture:
        """Return each coefficient over its standard error."""
        several = len({c.equation for c in self.coefficients}) > 1
        bars = tuple(
            (f"{c.term} ({c.equation})" if several else c.term, round(c.statistic, 1))
            for c in self.coefficients
            if c.term != "(Intercept)"
        )
        return Picture("Estimates over their standard errors", "", "z", bars=bars)


def peer(like_peer: bool) -> Any:
    """Return a context in which years of peace are counted as peacesciencer does, if asked for."""
    from contextlib import nullcontext

    from foedus.panel import peer_compat

    return peer_compat() if like_peer else nullcontext()

"""Reliability of obligations: how often allies fought as they had promised (Leeds et al. 2000)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
from pydantic import Field

from foedus.errors import FoedusError
from foedus.models._result import ModelResult, Part, Picture, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PUBLISHED", "ReliabilityResult", "reliability"]

FIRST, LAST = 1816, 2007
ERAS = (("1816-1944", 1816, 1944), ("1945-2007", 1945, 2007))
KINDS = ("defence", "offence", "neutrality", "non-aggression")
COLUMNS = {
    "defence": "atop_defense", "offence": "atop_offense", "neutrality": "atop_neutral",
    "non-aggression": "atop_nonagg",
}  # fmt: skip


class Published(Part):
    """A share of obligations honoured as published."""

    source: str
    kind: str
    years: str
    share: float


_BF, _LLM = "Berkemeier and Fuhrmann (2018)", "Leeds, Long and Mitchell (2000)"
PUBLISHED = tuple(
    Published(source=source, kind=kind, years=years, share=share)
    for source, kind, years, share in (
        (_LLM, "all", "1816-1944", 0.745),
        (_BF, "all", "1816-2003", 0.50),
        (_BF, "all", "1816-1944", 0.66),
        (_BF, "all", "1945-2003", 0.22),
        (_BF, "defence", "1816-2003", 0.41),
        (_BF, "non-aggression", "1816-2003", 0.37),
        (_BF, "offence", "1816-2003", 0.74),
        (_BF, "neutrality", "1816-2003", 0.78),
    )
)


class Share(Part):
    """How often obligations of a kind were kept in an era."""

    kind: str
    years: str
    obligations: int = Field(description="of an ally to a party of a war, by war")
    kept: int
    share: float | None = Field(description="null where there was no obligation")
    low: float | None = Field(description="95 % interval (Wilson), as if independent")
    high: float | None
    published: float | None = Field(description="Berkemeier and Fuhrmann, all years, by kind")


class Obligation(Part):
    """One obligation when a war began."""

    war: int = Field(description="number in the Correlates of War list")
    year: int
    kind: str
    ally: int = Field(description="Correlates of War number")
    partner: int
    kept: bool


class ReliabilityResult(ModelResult):
    """`foedus models reliability --json`: shares of obligations kept, published ones beside."""

    model: ClassVar[str] = "reliability"
    title: ClassVar[str] = "Reliability of obligations"
    citation: ClassVar[str] = (
        "Leeds, Brett Ashley, Andrew G. Long, and Sara McLaughlin Mitchell. 2000. Reevaluating "
        "alliance reliability: specific threats, specific promises. Journal of Conflict "
        "Resolution 44 (5): 686-699."
    )

    shares: tuple[Share, ...]
    published: tuple[Published, ...]
    obligations: tuple[Obligation, ...]

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        told = [
            f"{share.share:.0%} of {share.obligations} in {share.years}"
            for share in self.shares
            if share.kind == "defence" and share.share is not None
        ]
        return (
            f"Of allies who owed defence to a state attacked in an inter-state war, {_and(told)} "
            "fought on its side. Published, on what each treaty asked for: 66% of obligations "
            "of all kinds to 1944, 22% from 1945."
        )

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the shares, the published ones and the obligations."""
        return {
            "shares": table_of(Share, self.shares),
            "published": table_of(Published, self.published),
            "obligations": table_of(Obligation, self.obligations),
        }

    @property
    def picture(self) -> Picture:
        """Return the shares by kind and era, and the published ones by kind."""
        bars = [
            (f"{s.kind}, {s.years}", round(s.share, 2)) for s in self.shares if s.share is not None
        ]
        bars += [(f"published: {p.kind}, {p.years}", p.share) for p in self.published]
        return Picture("Obligations kept", "", "share", bars=tuple(bars))


def _and(parts: list[str]) -> str:
    return " and ".join(parts) if parts else "none on record"


def reliability(first: int = FIRST, last: int = LAST) -> ReliabilityResult:
    """Return how often allies did in inter-state wars what their obligations said, by kind and era.

    When a war begins, every ally of a party to it is looked at whose obligation was in force in
    the year before and the year itself. Defence (to a party that did not initiate the war) and
    offence (to one that did) are kept if the ally fights on its side; neutrality and non-aggression
    if it does not fight on the other.

    Parameters
    ----------
    first, last : int
        Years in which the wars began, 1816 to 2007.

    Raises
    ------
    FoedusError
        The years are outside, or a data set is not on this computer.

    References
    ----------
    Leeds, Long and Mitchell (2000); Berkemeier and Fuhrmann (2018).

    Examples
    --------
    >>> found = reliability()  # doctest: +SKIP
    >>> [round(s.share, 2) for s in found.shares[:2]]  # doctest: +SKIP
    [0.46, 0.11]
    """
    if not FIRST <= first <= last <= LAST:
        raise FoedusError(f"no wars from {first} to {last}; they cover {FIRST} to {LAST}")
    rows = _obligations(first, last)
    every = tuple(
        Obligation(war=w, year=y, kind=kind, ally=a, partner=p, kept=kept)
        for w, y, kind, a, p, kept in rows.sort(
            "year", "war", "kind", "ally", "partner"
        ).iter_rows()
    )
    return ReliabilityResult(
        asked=("--first", str(first), "--last", str(last)),
        shares=tuple(
            _share(every, kind, years, (max(begin, first), min(end, last)))
            for kind in KINDS
            for years, begin, end in ERAS
            if begin <= last and first <= end
        ),
        published=PUBLISHED,
        obligations=every,
        notes=(
            "Not the published measure: Leeds and others read in each treaty whether it applied "
            "(against whom, where, after what), here every war counts. Shares are therefore lower "
            "for defence and offence, and higher for neutrality and non-aggression, than theirs.",
            "Obligations of one alliance in one war hang together: intervals are too narrow.",
            "A party that joined later is an ally that fought; those who owed it something are not "
            "looked at.",
        ),
        sources=(
            "wars: Correlates of War Inter-State War 4 (Sarkees and Wayman 2010)",
            "obligations: ATOP 5 (Leeds et al. 2002)",
            f"published shares: {_LLM}; {_BF}",
        ),
    )


def _share(every: tuple[Obligation, ...], kind: str, years: str, span: tuple[int, int]) -> Share:
    kept = [o.kept for o in every if o.kind == kind and span[0] <= o.year <= span[1]]
    n, hits = len(kept), sum(kept)
    beside = next(p.share for p in PUBLISHED if p.kind == kind)
    low, high = _interval(hits, n) if n else (None, None)
    return Share(
        kind=kind, years=years, obligations=n, kept=hits, share=hits / n if n else None,
        low=low, high=high, published=beside,
    )  # fmt: skip


def _interval(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 %."""
    z = 1.959963984540054
    middle = (hits + z * z / 2) / (n + z * z)
    half = z * np.sqrt(hits * (n - hits) / n + z * z / 4) / (n + z * z)
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def _obligations(first: int, last: int) -> pl.DataFrame:
    """Return war, year, kind, ally, partner, kept: a row an obligation."""
    import polars as pl

    from foedus import sources

    whole = sources.load("cow_war_inter").with_columns(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64), war=pl.col("warnum").cast(pl.Int64)
    )
    start = whole.group_by("war").agg(began=pl.col("year").min())
    # Sides by whom one fought: who shares an enemy with the partner fought beside it.
    fought = whole.select("war", ally="ccode1", enemy="ccode2").unique()
    parties = (
        whole.join(start, on="war")
        .filter((pl.col("year") == pl.col("began")) & pl.col("began").is_between(first, last))
        .group_by("war", "began", partner="ccode1")
        .agg(initiated=pl.col("initiator1").max() == 1)
    )
    pacts = sources.load("atop_alliance").select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64), *COLUMNS.values()
    )
    now = parties.join(
        pacts, left_on=["partner", "began"], right_on=["ccode2", "year"], how="inner"
    ).rename({"ccode1": "ally"})
    before = pacts.with_columns(pl.col("year") + 1)
    both = now.join(
        before, left_on=["ally", "partner", "began"], right_on=["ccode1", "ccode2", "year"],
        how="inner", suffix="_before",
    )  # fmt: skip
    against = (
        fought.rename({"enemy": "partner"})
        .select("war", "ally", "partner")
        .with_columns(opposed=pl.lit(value=True))
    )
    beside = (
        fought.join(fought.rename({"ally": "partner"}), on=["war", "enemy"])
        .filter(pl.col("ally") != pl.col("partner"))
        .select("war", "ally", "partner")
        .unique()
        .with_columns(helped=pl.lit(value=True))
    )
    seen = (
        both.join(against, on=["war", "ally", "partner"], how="left")
        .join(beside, on=["war", "ally", "partner"], how="left")
        .with_columns(pl.col("opposed", "helped").fill_null(value=False))
    )
    return pl.concat(_of_kind(seen, kind) for kind in KINDS)


def _of_kind(seen: pl.DataFrame, kind: str) -> pl.DataFrame:
    import polars as pl

    name = COLUMNS[kind]
    owed = (pl.col(name) == 1) & (pl.col(f"{name}_before") == 1)
    if kind == "defence":
        owed &= ~pl.col("initiated")
    if kind == "offence":
        owed &= pl.col("initiated")
    active = kind in ("defence", "offence")
    kept = pl.col("helped") & ~pl.col("opposed") if active else ~pl.col("opposed")
    return seen.filter(owed).select(
        "war", year="began", kind=pl.lit(kind), ally="ally", partner="partner", kept=kept
    )

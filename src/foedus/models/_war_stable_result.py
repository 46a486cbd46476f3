"""What is found of a war-stable network."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from foedus.models._result import ModelResult, Part, Picture, listed, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Link",
    "Vulnerable",
    "WarStableResult",
    "Year",
]


class Vulnerable(Part):
    """A state, the strongest coalition against it, and what stands by it."""

    name: str
    strength: float = Field(description="share of the capabilities of all states of the network")
    allies: int
    attack_over_defence: float = Field(
        description="the strongest attack over the defence; vulnerable if above gamma"
    )
    vulnerable: bool
    leader: str = Field(description="who leads that coalition: with all its other allies")
    before: float | None = Field(
        description="the same in the network before the change; null without one"
    )


class Link(Part):
    """A link that decides: added, it makes a safe state vulnerable; dropped, it is not missed."""

    one: str
    other: str
    change: str = Field(description="added or dropped")
    attack_over_defence: float
    upon: str = Field(description="on whom it falls; for a dropped link who drops it")


class Year(Part):
    """A year of the research data."""

    year: int
    states: int
    links: int
    vulnerable: int
    share: float
    share_of_strength: float = Field(description="of all strength, what the vulnerable have")
    nobody_vulnerable: bool
    wars: int | None = Field(description="inter-state wars begun; null after 2007")
    wars_per_pair: float | None = Field(description="the same over n(n-1)/2 pairs of states")


class WarStableResult(ModelResult):
    """`foedus models war_stable --json`: who is vulnerable, and which links decide it."""

    model: ClassVar[str] = "war_stable"
    title: ClassVar[str] = "War-stable networks of alliances"
    citation: ClassVar[str] = (
        "Jackson, Matthew O., and Stephen Nei. 2015. Networks of military alliances, wars, and "
        "international trade. Proceedings of the National Academy of Sciences 112 (50): "
        "15277-15284."
    )

    what: str = Field(description="which network")
    gamma: float = Field(description="an attack succeeds if it is more than so many defences")
    war_stable: bool | None = Field(description="all three conditions; null for a series")
    nobody_vulnerable: bool | None = Field(description="S1")
    no_new_link: bool | None = Field(description="S2: no new link makes anyone vulnerable")
    no_idle_link: bool | None = Field(description="S3: nobody can drop a link unharmed")
    states: tuple[Vulnerable, ...] = Field(description="most vulnerable first")
    links: tuple[Link, ...] = Field(description="those that break S2 or S3, the strongest first")
    links_count: int
    series: tuple[Year, ...] = ()

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        if self.series:
            first, last = self.series[0], self.series[-1]
            safe = [str(year.year) for year in self.series if year.nobody_vulnerable]
            return (
                f"At decisiveness {self.gamma:g}, {first.share:.0%} of {first.states} states were "
                f"vulnerable in {first.year} and {last.share:.0%} of {last.states} in {last.year}; "
                + (f"nobody was in {listed(safe)}." if safe else "there was no year without any.")
            )
        weak = tuple(state.name for state in self.states if state.vulnerable)
        broken = [
            text
            for kept, text in (
                (self.nobody_vulnerable, f"{len(weak)} of {len(self.states)} are vulnerable"),
                (self.no_new_link, "a new link would make somebody vulnerable"),
                (self.no_idle_link, "somebody can drop a link unharmed"),
            )
            if not kept
        ]
        verdict = f"not war-stable: {'; '.join(broken)}" if broken else "war-stable"
        return f"{self.what}, at decisiveness {self.gamma:g}, is {verdict}."

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the series if asked for, the states and the links."""
        series = {"series": table_of(Year, self.series)} if self.series else {}
        return series | {
            "states": table_of(Vulnerable, self.states),
            "links": table_of(Link, self.links),
        }

    @property
    def picture(self) -> Picture:
        """Return the series of shares, or the most vulnerable states."""
        if self.series:
            lines = tuple((float(y.year), y.share, "of states") for y in self.series)
            lines += tuple((float(y.year), y.share_of_strength, "of strength") for y in self.series)
            return Picture("Share that is vulnerable", "year", "share", lines=lines)
        bars = tuple((s.name, round(s.attack_over_defence, 2)) for s in self.states[:20])
        return Picture("The most vulnerable", "", "strongest attack over defence", bars=bars)

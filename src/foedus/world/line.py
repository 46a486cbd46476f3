"""Which line an alliance defends, how it has moved, and how near it comes to a capital."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError
from foedus.world.alliances import Alliance, alliances_on, resolve_alliance
from foedus.world.days import LAST_DAY, parse_date
from foedus.world.frontier import frontier_pairs, territory
from foedus.world.line_notes import line_notes, line_sources
from foedus.world.states import resolve_state, state_name, state_rows
from foedus.world.tables import read_table
from foedus.world.territory import Nearest, nearest_point

if TYPE_CHECKING:
    import polars as pl

    from foedus.world.world import World

__all__ = ["Line", "Toward", "line"]


@dataclass(frozen=True)
class Toward:
    """How near an alliance stands to a state that is no member.

    Attributes
    ----------
    iso3, name, capital : str
    frontier_km : float
        Land frontier with the state.
    distance_km : float
        Geodesic distance of the alliance's territory from the capital.
    nearest_member : str
        ISO3 code of the member that comes nearest.
    lat, lon : float
        The nearest point, decimal degrees.
    """

    iso3: str
    name: str
    capital: str
    frontier_km: float
    distance_km: float
    nearest_member: str
    lat: float
    lon: float


@dataclass(frozen=True, eq=False)
class Line:
    """The line an alliance defends on land, on a day or as a series of every change.

    Attributes
    ----------
    alliance, name : str
    on : date
    since : date or None
        Where the series begins.
    members : tuple of str
        On the day `on`.
    total_km, overseas_km : float
        Land frontier on the day, and the part of it through overseas territories.
    pairs : polars.DataFrame
        `member`, `neighbour`, `km`, `overseas_km`, `note`, `source`: one row a pair.
    by_neighbour : polars.DataFrame
        `neighbour`, `name`, `km`, longest first.
    by_member : polars.DataFrame
        `member`, `name`, `wave`, `km`, longest first; 0 where a member lies behind the line.
    by_wave : polars.DataFrame
        `wave`, `members`, `km` in the order of accession: the part of the day's line that runs
        along the members of each enlargement.
    toward : Toward or None
    series : polars.DataFrame or None
        One row a change of membership: `date`, `change`, `joined`, `left`, `members`, `total_km`,
        `toward_km`, `distance_km`, `nearest_member` (the last three null without `toward`).
    notes : tuple of str
        What the figures do not say.
    sources : tuple of str
    """

    alliance: str
    name: str
    on: date
    since: date | None
    members: tuple[str, ...]
    total_km: float
    overseas_km: float
    pairs: pl.DataFrame
    by_neighbour: pl.DataFrame
    by_member: pl.DataFrame
    by_wave: pl.DataFrame
    toward: Toward | None
    series: pl.DataFrame | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two.

        Examples
        --------
        >>> line("GCC", on="2022-01-30").answer
        'On 2022-01-30 GCC (6 members) has a land frontier of 3,397 km with 3 states.'
        """
        count = len(self.by_neighbour)
        said = (
            f"On {self.on} {self.alliance} ({len(self.members)} members) has a land frontier of "
            f"{self.total_km:,.0f} km with {count} state{'s' * (count != 1)}"
        )
        if self.toward is None:
            return f"{said}."
        near = self.toward
        return (
            f"{said}, {near.frontier_km:,.0f} km of it with {near.name}. {near.capital} lies "
            f"{near.distance_km:,.0f} km from its territory ({state_name(near.nearest_member)})."
        )

    def summary(self) -> str:
        """Return the line as plain text of at most 80 columns."""
        from foedus.world.line_text import summary

        return summary(self)

    def to_json(self) -> str:
        """Return the line as JSON, schema `foedus.world.schemas.LineJSON`."""
        from foedus.world.schemas import line_json

        return line_json(self)

    def __repr__(self) -> str:
        return f"Line({self.answer})"

    def _repr_html_(self) -> str:
        frame = self.by_neighbour if self.series is None else self.series
        html: str = frame._repr_html_()
        return f"<p>{self.answer}</p>{html}"


def line(
    alliance: str,
    *,
    on: str | date | None = None,
    since: str | date | None = None,
    toward: str | None = None,
    world: World | None = None,
) -> Line:
    """Return the line an alliance defends on land: kilometres by member, neighbour and wave.

    Borders and shapes are today's, whatever the date; memberships are those of the day.

    Parameters
    ----------
    alliance : str
        Identifier or name.
    on : date or 'YYYY-MM-DD', optional
        The day; by default the end of the embedded tables, or the last day of a series.
    since : date or 'YYYY-MM-DD', optional
        Adds a series: a row at every change of membership from this day to `on`.
    toward : str, optional
        A state that is no member: how near the alliance's territory comes to its capital.
    world : World, optional
        Take the members from this world, e.g. one after an accession, instead of a day's.

    Raises
    ------
    FoedusError
        Unknown alliance, state or date; no members on the day; `since` after `on`; `world`
        together with a date; `toward` is a member.

    Examples
    --------
    >>> line("NATO", on="2022-01-30", toward="RUS").toward.frontier_km
    1317.0
    >>> line("NATO", on="2023-04-05", toward="RUS").toward.frontier_km
    2626.0
    """
    alliance_id, first = resolve_alliance(alliance), _day(since)
    if world is not None:
        if on is not None or first is not None:
            raise FoedusError("line: give a world or a date (on, since), not both")
        day, now = world.on, world.alliance(alliance_id)
        _refuse_historical(now, day)
    else:
        day = _day(on) or (LAST_DAY if first is None else _last_day(alliance_id))
        if first is not None and first > day:
            raise FoedusError(f"since {first} is after {day}, the last day asked for")
        now = _on_day(alliance_id, day)
    capital = _capital(toward, now, day)
    pairs = frontier_pairs(now.members)
    by_neighbour, by_member, by_wave = _totals(now, pairs)
    series = None if first is None else _series(alliance_id, first, day, capital)
    moved = () if series is None else (*series["joined"].to_list(), *series["left"].to_list())
    seen = now.members.union(*moved)
    return Line(
        alliance=alliance_id,
        name=now.name,
        on=day,
        since=first,
        members=tuple(sorted(now.members)),
        total_km=round(float(pairs["km"].sum()), 1),
        overseas_km=round(float(pairs["overseas_km"].sum()), 1),
        pairs=pairs,
        by_neighbour=by_neighbour,
        by_member=by_member,
        by_wave=by_wave,
        toward=_toward(capital, now, pairs),
        series=series,
        notes=line_notes(alliance_id, seen, pairs, (first or day, day), capital),
        sources=line_sources(alliance_id, pairs, capital),
    )


def _day(text: str | date | None) -> date | None:
    return None if text is None else parse_date(str(text))


def _refuse_historical(now: Alliance, day: date) -> None:
    """Refuse members that the map of today does not know: those of the research data."""
    unknown = now.members - state_rows().keys() - set(read_table("dissolved_states")["iso3"])
    if unknown:
        raise FoedusError(
            f"line: {', '.join(sorted(unknown))} of {now.alliance_id} in the world of {day} are "
            "not on the map of today; ask for a line by date instead: line(alliance, on=...)"
        )


def _last_day(alliance_id: str) -> date:
    """Return the last day for which an alliance's members are known."""
    ended = _termination(alliance_id)
    return LAST_DAY if ended is None else min(LAST_DAY, ended - timedelta(days=1))


def _termination(alliance_id: str) -> date | None:
    treaties = read_table("alliances")
    found: date | None = treaties.filter(treaties["alliance_id"] == alliance_id)[
        "terminated"
    ].item()
    return found


def _find(alliance_id: str, day: date) -> Alliance | None:
    return next((a for a in alliances_on(day) if a.alliance_id == alliance_id), None)


def _on_day(alliance_id: str, day: date) -> Alliance:
    """Return an alliance on a day, or say when it had members."""
    found = _find(alliance_id, day)
    if found is not None:
        return found
    ended, changes = _termination(alliance_id), _changes(alliance_id)
    if not changes:
        raise FoedusError(f"{alliance_id}: the embedded table lists no members in force")
    if ended is not None and day >= ended:
        raise FoedusError(
            f"{alliance_id} has no members on {day}: it ended on {ended}; "
            f"ask for a day before, e.g. {ended - timedelta(days=1)}"
        )
    raise FoedusError(f"{alliance_id} has no members on {day}; its first joined on {changes[0]}")


def _changes(alliance_id: str) -> list[date]:
    """Return the days on which a membership began or ended, sorted."""
    import polars as pl

    spells = read_table("memberships").filter(
        (pl.col("alliance_id") == alliance_id) & (pl.col("row_type") == "membership")
    )
    return sorted({*spells["from"], *spells["to"].drop_nulls()})


def _capital(toward: str | None, now: Alliance, day: date) -> Mapping[str, Any] | None:
    """Return the row of the state whose capital the distance is asked to."""
    if toward is None:
        return None
    iso3 = resolve_state(toward)
    if iso3 in territory(now.members):
        raise FoedusError(
            f"toward {state_name(iso3)} ({iso3}): it is a member of {now.alliance_id} on {day}; "
            "give a state outside"
        )
    return state_rows()[iso3]


def _nearest(members: Iterable[str], capital: Mapping[str, Any]) -> Nearest:
    lat, lon = float(capital["capital_lat"]), float(capital["capital_lon"])
    near = (nearest_point(iso3, lat, lon) for iso3 in sorted(territory(members)))
    return min(near, key=lambda point: point.distance_km)


def _toward(capital: Mapping[str, Any] | None, now: Alliance, pairs: pl.DataFrame) -> Toward | None:
    if capital is None:
        return None
    near = _nearest(now.members, capital)
    return Toward(
        iso3=capital["iso3"],
        name=capital["name"],
        capital=capital["capital"],
        frontier_km=_with(capital["iso3"], pairs),
        distance_km=round(near.distance_km, 1),
        nearest_member=near.iso3,
        lat=round(near.lat, 3),
        lon=round(near.lon, 3),
    )


def _with(neighbour: str, pairs: pl.DataFrame) -> float:
    return round(float(pairs.filter(pairs["neighbour"] == neighbour)["km"].sum()), 1)


def _totals(now: Alliance, pairs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the frontier by neighbour, by member and by wave."""
    import polars as pl

    km = pl.col("km").sum().round(1)
    by_neighbour = (
        pairs.group_by("neighbour")
        .agg(km)
        .with_columns(name=pl.col("neighbour").map_elements(state_name, pl.String))
        .select("neighbour", "name", "km")
        .sort(["km", "neighbour"], descending=[True, False])
    )
    listed = sorted(now.members)
    by_member = (
        pl.DataFrame(
            {
                "member": listed,
                "name": [state_name(iso3) for iso3 in listed],
                "wave": [now.wave_of(iso3) for iso3 in listed],
            }
        )
        .join(pairs.group_by("member").agg(km), on="member", how="left")
        .with_columns(pl.col("km").fill_null(0.0))
        .sort(["km", "member"], descending=[True, False])
    )
    by_wave = (
        by_member.group_by("wave")
        .agg(pl.col("member").sort().alias("members"), km)
        .sort(pl.col("wave") != "founder", "wave")
    )
    return by_neighbour, by_member, by_wave


def _series(
    alliance_id: str, first: date, last: date, capital: Mapping[str, Any] | None
) -> pl.DataFrame:
    """Return a row for the first day and for every change of membership up to the last."""
    import polars as pl

    days = sorted({first, *(day for day in _changes(alliance_id) if first <= day <= last)})
    rows = list(_rows(alliance_id, days, capital))
    schema: dict[str, Any] = {
        "date": pl.Date, "change": pl.String, "joined": pl.List(pl.String),
        "left": pl.List(pl.String), "members": pl.Int64, "total_km": pl.Float64,
        "toward_km": pl.Float64, "distance_km": pl.Float64, "nearest_member": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema)


def _rows(
    alliance_id: str, days: list[date], capital: Mapping[str, Any] | None
) -> Iterator[dict[str, Any]]:
    for day in days:
        now, before = _find(alliance_id, day), _find(alliance_id, day - timedelta(days=1))
        members = now.members if now else frozenset[str]()
        old = before.members if before else frozenset[str]()
        if not members:
            continue
        joined, left = sorted(members - old), sorted(old - members)
        pairs = frontier_pairs(members)
        row = {
            "date": day,
            "change": _change(joined, left, founding=not old),
            "joined": joined,
            "left": left,
            "members": len(members),
            "total_km": round(float(pairs["km"].sum()), 1),
        }
        if capital is not None:
            near = _nearest(members, capital)
            row |= {
                "toward_km": _with(capital["iso3"], pairs),
                "distance_km": round(near.distance_km, 1),
                "nearest_member": near.iso3,
            }
        yield row


def _change(joined: list[str], left: list[str], founding: bool) -> str:
    if founding:
        return f"founded by {len(joined)}" if joined else ""
    parts = [f"+ {' '.join(joined)}"] * bool(joined) + [f"- {' '.join(left)}"] * bool(left)
    return ", ".join(parts) or "as it stood"

"""The line an alliance defends, as a page: its map, its lengths, how it has moved."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from foedus.questions.line_result import Line
from foedus.views.html.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Column,
    Data,
    Figure,
    Section,
    Table,
)
from foedus.views.html.charts import MOST, NARROW, WIDE, bars, framed, steps
from foedus.views.html.geometry import EUROPE, Canvas, capitals, regional_map, shared_border
from foedus.views.html.maps import corners, drawn_shape, painted, with_names
from foedus.views.html.page import page
from foedus.views.html.related import of_alliance
from foedus.views.html.svg import Spec, colours, inline
from foedus.world.frontier import land_frontier, territory

__all__ = ["BORDERS", "frontier_map", "plot", "region", "report"]

BORDERS = (
    "Lengths: CIA World Factbook, last edition, whatever the date; lines: Natural Earth, "
    "1:50 million, boundaries as it draws them."
)

KM = ",.0f"


def report(line: Line, file_name: str = "report.html") -> str:
    """Return a line as one HTML page that needs no network.

    Parameters
    ----------
    line : Line
    file_name : str
        Named in the command that makes the page again.
    """
    return page(
        title=f"The line {line.alliance} defends",
        lead=line.answer,
        sections=(_today(line), *_moved(line), _lengths(line), _notes(line)),
        command=_command(line, file_name),
        sources=line.sources,
        kicker="foedus: which line an alliance defends on land",
        meta=(("Alliance", line.name), ("Members on", str(line.on)),
              ("Members", str(len(line.members)))),
        related=of_alliance(line.alliance, str(line.on), "line"),
    )  # fmt: skip


def plot(line: Line) -> Spec:
    """Return the map of the line, or with a series how long it has been.

    Parameters
    ----------
    line : Line
    """
    drawn = _map(line, 900, 620) if line.series is None else None
    if line.series:
        title = f"The land frontier of {line.alliance}, {line.since} to {line.on}"
        chart = _steps(line, 900)
    else:
        title = f"The line {line.alliance} defends on {line.on}"
        chart = drawn or _neighbours(line, 900)
    return framed(chart, title, line.answer, f"foedus. {BORDERS}")


def _command(line: Line, file_name: str) -> str:
    words = ["foedus", "line", line.alliance, "--on", str(line.on)]
    words += [] if line.since is None else ["--since", str(line.since)]
    words += [] if line.toward is None else ["--toward", line.toward.iso3]
    return shlex.join([*words, "--report", file_name])


def _today(line: Line) -> Section:
    """Return the key figures and the map of the day."""
    first = line.by_neighbour[0] if line.by_neighbour else None
    cards = [
        Card(
            "Land frontier",
            f"{line.total_km:,.0f} km",
            f"With {len(line.by_neighbour)} states that are no members; "
            f"{line.overseas_km:,.0f} km of it through overseas territories.",
        )
    ]
    if first is not None:
        members = ", ".join(first.members)
        cards.append(Card("Longest with", first.name, f"{first.km:,.0f} km, along {members}."))
    if line.toward is not None:
        near = line.toward
        text = f"From the nearest point of its territory ({near.nearest_member})."
        cards.append(Card(f"Distance to {near.capital}", f"{near.distance_km:,.0f} km", text))
    blocks: list[Block] = [Cards(tuple(cards))]
    chart = _map(line, 640, 460)
    if chart is not None:
        blocks.append(
            Figure(
                title=f"On {line.on}",
                note="Blue: members; line: their land frontier with states that are no members.",
                alt=f"Map of the members of {line.alliance} and their land frontier, "
                f"{line.total_km:,.0f} km.",
                wide=inline(chart, "line"),
                data=_pairs(line),
                source=BORDERS,
            )
        )
    if line.by_neighbour:
        blocks.append(_by_neighbour(line))
    return Section("line", "Where it runs", tuple(blocks))


def _pairs(line: Line) -> Data:
    table = line.frames["pairs"]
    return Data("line", tuple(table.columns), tuple(table.iter_rows()))


def _by_neighbour(line: Line) -> Figure:
    return Figure(
        title="By neighbour",
        note="Kilometres of land frontier"
        + (f"; the {MOST} longest." if len(line.by_neighbour) > MOST else "."),
        alt="; ".join(f"{row.name} {row.km:,.0f} km" for row in line.by_neighbour),
        wide=inline(_neighbours(line, WIDE), "neighbours"),
        narrow=inline(_neighbours(line, NARROW), "neighboursn"),
        data=Data(
            "by-neighbour",
            ("iso3", "name", "km", "overseas_km"),
            tuple((row.iso3, row.name, row.km, row.overseas_km) for row in line.by_neighbour),
        ),
        source=BORDERS,
    )


def _neighbours(line: Line, width: int) -> Spec:
    return bars([(row.name, row.km) for row in line.by_neighbour[:MOST]], "km", width)


def _map(line: Line, width: int, height: int) -> Spec | None:
    """Return the map of the line, None where the map of today has too few of the members."""
    now = frozenset(territory(line.members))
    european, places = region(now)
    if len(places) < 2:
        return None
    canvas = regional_map(places, width, height if european else int(0.75 * height))
    labels = {row.iso3: row.name for row in line.by_neighbour[:6]}
    return frontier_map(canvas, now, now, labels, after=False)


def _steps(line: Line, width: int) -> Spec:
    rows = [(row.date, row.total_km) for row in line.series or ()]
    return steps(rows, "km of land frontier", width, until=line.on)


def _moved(line: Line) -> tuple[Section, ...]:
    """Return the section on every change of membership; none without a series."""
    if not line.series:
        return ()
    columns = ["date", "change", "members", "total_km"]
    shown = [Column("From", name="date"), Column("Change", wide=True, name="change"),
             Column("Members", name="members"), Column("Line, km", KM, "total_km")]  # fmt: skip
    if line.toward is not None:
        columns += ["toward_km", "distance_km", "nearest_member"]
        shown += [
            Column(f"With {line.toward.name}, km", KM, "toward_km"),
            Column(f"To {line.toward.capital}, km", KM, "distance_km"),
            Column("Nearest member", name="nearest_member"),
        ]
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (str(row.date), *(getattr(row, column) for column in columns[1:])) for row in line.series
    )
    table = Table("Every change of membership", tuple(shown), rows, BORDERS, "series")
    figure = Figure(
        title="Kilometres of land frontier",
        alt=f"From {line.series[0].total_km:,.0f} km on {line.series[0].date} to "
        f"{line.series[-1].total_km:,.0f} km.",
        wide=inline(_steps(line, WIDE), "steps"),
        narrow=inline(_steps(line, NARROW), "stepsn"),
        data=table.data,
        source=BORDERS,
    )
    return (Section("moved", f"How it has moved since {line.since}", (figure, table)),)


def _lengths(line: Line) -> Section:
    """Return the tables by member, by wave and by pair."""
    members = Table(
        "By member; 0 where it lies behind the line",
        (Column("Member", name="name"), Column("Code", name="iso3"),
         Column("Joined with", name="wave"), Column("km", KM, "km")),
        tuple((row.name, row.iso3, row.wave, row.km) for row in line.by_member),
        BORDERS, "by-member",
    )  # fmt: skip
    waves = Table(
        "By wave: the part of the day's line along the members that came with it",
        (Column("Wave", name="wave"), Column("Members", wide=True, name="members"),
         Column("km", KM, "km")),
        tuple((row.wave, " ".join(row.members), row.km) for row in line.by_wave),
        BORDERS, "by-wave",
    )  # fmt: skip
    pairs = _pairs(line)
    every = Table(
        "Every border",
        (Column("Member", name="member"), Column("Neighbour", name="neighbour"),
         Column("km", KM, "km"), Column("Overseas", KM, "overseas_km"),
         Column("Note", wide=True, name="note"), Column("Source", wide=True, name="source")),
        pairs.rows, BORDERS, "pairs", folded=True,
    )  # fmt: skip
    return Section("lengths", "Along whom", (members, waves, every))


def _notes(line: Line) -> Section:
    return Section("notes", "What the figures do not say", (Bullets(line.notes),))


def region(
    members: Iterable[str], movers: Sequence[str] = ()
) -> tuple[bool, list[tuple[float, float]]]:
    """Return whether the alliance is mainly European, and the places that a map has to show.

    Parameters
    ----------
    members : iterable of str
        Before or after a change.
    movers : sequence of str
        Who joins or leaves: the map shows all of their land.
    """
    where = capitals()
    everybody = [where[iso3] for iso3 in {*members, *movers} if iso3 in where]

    def european(place: tuple[float, float]) -> bool:
        return 33 < place[0] < 72 and -25 < place[1] < 50

    mainly = sum(map(european, everybody)) > 0.6 * len(everybody)
    if mainly and all(european(where[iso3]) for iso3 in movers if iso3 in where):
        return True, list(EUROPE)
    return False, [*everybody, *corners(movers)]


def frontier_map(
    canvas: Canvas,
    now: frozenset[str],
    other: frozenset[str],
    labels: Mapping[str, str],
    *,
    after: bool,
) -> Spec:
    """Return an alliance and its land frontier.

    Parameters
    ----------
    canvas : Canvas
    now, other : frozenset of str
        Members on this map and on the other one.
    labels : mapping of str to str
        Names to write, by state.
    after : bool
        Whether this is the map after the change: what is new gets the colour.
    """
    paint = colours()

    def fill(iso3: str | None) -> str:
        if iso3 in now:
            return paint["joined" if after and iso3 not in other else "inside"]
        return paint["left" if after and iso3 in other else "land"]

    lands = [
        drawn_shape(land, {"fill": fill(land.iso3), "stroke": paint["coast"], "width": 0.6})
        for land in canvas.lands
    ]
    lines = _lines(canvas, now, other, after=after)
    layers = [painted(lands, tips=False)]
    if lines:
        layers.append(painted(lines, tips=False))
    return with_names(layers, canvas, labels)


def _lines(
    canvas: Canvas, now: frozenset[str], other: frozenset[str], *, after: bool
) -> list[dict[str, Any]]:
    """Return the frontier of `now`, thick where it is new; after: what was frontier, thin."""
    from shapely.geometry import mapping

    paint = colours()
    here, there = ({frozenset(pair) for pair in land_frontier(group).select(
        "member", "neighbour").iter_rows()} for group in (now, other))  # fmt: skip
    looks = {True: ("new-line", 3.2), False: ("old-line", 2.0), None: ("gone-line", 0.9)}
    lines = []
    for pair in sorted(map(sorted, here | there if after else here)):
        a, b = map(canvas.of, pair)
        line = shared_border(a, b) if a and b else None
        if line is None or line.is_empty:
            continue
        key = None if frozenset(pair) not in here else after and frozenset(pair) not in there
        colour, width = looks[key]
        look = {"fill": "none", "stroke": paint[colour], "width": width}
        lines.append({"type": "Feature", "geometry": mapping(line), "properties": look})
    return sorted(lines, key=lambda line: line["properties"]["width"])

"""The section on the line of an assessment's page: the land frontier before and after."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.questions.assessment import Assessment, NeighbourKm
from foedus.questions.roles import members_of
from foedus.views.html.blocks import (
    Block,
    Column,
    Data,
    Figure,
    Group,
    Key,
    Section,
    Table,
)
from foedus.views.html.draw import outline, path, svg, text
from foedus.views.html.geometry import Canvas, regional_map, shared_border
from foedus.views.html.line import BORDERS, region
from foedus.views.html.maps import placed_names
from foedus.views.words import name_of
from foedus.world.frontier import land_frontier, territory

__all__ = ["line_section"]

CHANGED_KM = 0.5
"""Kilometres of frontier below which a neighbour's part has not changed."""

KM = ",.0f"


def line_section(data: Assessment) -> Section | None:
    """Return the frontier before and after on one map, and by neighbour.

    None where the change is about no alliance.
    """
    old = frozenset(territory(members_of(data.before, data.alliance)))
    new = frozenset(territory(members_of(data.after, data.alliance)))
    if not old | new:
        return None
    line = data.line
    european, places = region(old | new, [one.iso3 for one in data.candidates])
    changed, every = _tables(data)
    blocks: list[Block] = [*changed]
    if len(places) > 1:
        canvas = regional_map(places, 600, 500 if european else 400)
        drawn = _map(data, canvas, old, new)
        blocks = [Group(((drawn,), changed))] if changed else [drawn]
    title = (
        f"The line {data.alliance} defends: {line.total_km_before:,.0f} km before, "
        f"{line.total_km_after:,.0f} km after"
    )
    return Section("line", title, (*blocks, *every), short="The line")


def _changed(data: Assessment) -> list[NeighbourKm]:
    found = [r for r in data.line.by_neighbour if abs(r.km_after - r.km_before) > CHANGED_KM]
    return sorted(found, key=lambda row: -abs(row.km_after - row.km_before))


def _map(data: Assessment, canvas: Canvas, old: frozenset[str], new: frozenset[str]) -> Figure:
    joins, leaves = bool(new - old), bool(old - new)
    keys = [
        Key("inside", "member before and after"),
        *([Key("joined", "joins")] if joins else []),
        *([Key("left", "leaves")] if leaves else []),
        Key("old-line", "frontier before and after", "line"),
        *([Key("new-line", "new frontier", "line")] if old != new else []),
        *([Key("gone-line", "frontier no longer", "line")] if old != new else []),
    ]
    return Figure(
        title="Land frontier with states that are no members",
        alt=f"Map of the members of {data.alliance} and their land frontier, "
        f"{data.line.total_km_before:,.0f} km before and {data.line.total_km_after:,.0f} km after.",
        wide=_drawn(data, canvas, old, new),
        data=_pairs(old, new),
        source=f"Membership on {data.on}. {BORDERS}",
        key=tuple(keys),
    )


def _drawn(data: Assessment, canvas: Canvas, old: frozenset[str], new: frozenset[str]) -> str:
    def colour(iso3: str | None) -> str:
        if iso3 in old and iso3 in new:
            return "inside"
        return "joined" if iso3 in new else "left" if iso3 in old else "land"

    lands = [
        path(outline(land.shape), colour(land.iso3), stroke="shore", width=0.4, tip=land.name)
        for land in canvas.lands
    ]
    shown = dict.fromkeys(
        [one.iso3 for one in data.candidates] + [row.neighbour for row in _changed(data)[:6]]
    )
    names = placed_names(canvas, {iso3: name_of(iso3) for iso3 in shown})
    words = [text(n["x"], n["y"], n["name"], anchor="middle", halo=True) for n in names]
    return svg(
        canvas.width, canvas.height,
        ['<g class="shapes">', *lands, *_lines(canvas, old, new), "</g>", *words], "map",
    )  # fmt: skip


def _lines(canvas: Canvas, old: frozenset[str], new: frozenset[str]) -> Iterator[str]:
    """Yield the frontier: what is gone, what stays, what is new, in this order."""
    was, now = _border(old), _border(new)
    for pairs, colour, width in (
        (was - now, "gone-line", 1.6), (was & now, "old-line", 2.2), (now - was, "new-line", 3.4),
    ):  # fmt: skip
        for pair in sorted(map(sorted, pairs)):
            a, b = map(canvas.of, pair)
            if a is None or b is None or a.dot or b.dot:
                continue
            border = shared_border(a, b)
            if not border.is_empty:
                yield path(outline(border), "nothing", stroke=colour, width=width)


def _border(members: frozenset[str]) -> frozenset[frozenset[str]]:
    pairs = land_frontier(members).select("member", "neighbour").iter_rows()
    return frozenset(frozenset(pair) for pair in pairs)


def _pairs(old: frozenset[str], new: frozenset[str]) -> Data:
    """Return every border of the frontier before and after."""
    before, after = land_frontier(old), land_frontier(new)
    names = tuple(before.columns)
    rows = [("before", *row) for row in before.iter_rows()]
    rows += [("after", *row) for row in after.iter_rows()]
    return Data("frontier", ("when", *names), tuple(rows))


def _tables(data: Assessment) -> tuple[tuple[Table, ...], tuple[Table, ...]]:
    """Return the frontier by neighbour: where it changes, and folded all of it; either may lack."""
    changed, every = _changed(data), data.line.by_neighbour
    ranked = sorted(every, key=lambda row: -max(row.km_after, row.km_before))
    first = _table(data, changed, "Neighbours along which it changes", "frontier-changed")
    rest = _table(
        data, ranked, f"All {len(ranked)} neighbours", "frontier-by-neighbour", folded=True
    )
    return (first,) if changed else (), (rest,) if every else ()


def _table(
    data: Assessment, rows: list[NeighbourKm], caption: str, name: str, *, folded: bool = False
) -> Table:
    body = [(name_of(r.neighbour), r.km_before, r.km_after, r.km_after - r.km_before) for r in rows]
    if folded:
        old, new = data.line.total_km_before, data.line.total_km_after
        body.append(("All", old, new, new - old))
    return Table(
        caption,
        (Column("Neighbour", name="neighbour"), Column("Before, km", KM, "km_before"),
         Column("After, km", KM, "km_after"), Column("Change, km", "+,.0f", "km_change")),
        tuple(body),
        f"Membership on {data.on}. CIA World Factbook, last edition; overseas territories "
        "included.",
        name, folded=folded,
    )  # fmt: skip

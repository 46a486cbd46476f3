"""The report's section on the line: the land frontier before and after."""

from __future__ import annotations

from foedus.questions.assessment import Assessment, NeighbourKm
from foedus.questions.verdicts import members_of
from foedus.views.html.blocks import Block, Column, Data, Figure, Group, Section, Table
from foedus.views.html.geometry import regional_map
from foedus.views.html.line import BORDERS, frontier_map, region
from foedus.views.html.svg import inline
from foedus.views.words import name_of
from foedus.world.frontier import land_frontier

__all__ = ["line_section"]


def line_section(assessment: Assessment) -> Section | None:
    """Return the frontier before and after on two maps, and by neighbour.

    None where the change is about no alliance, or about one that is on no map.
    """
    data = assessment
    before = members_of(assessment.before, data.alliance)
    after = members_of(assessment.after, data.alliance)
    if not before | after:
        return None
    european, places = region(before | after, [record.iso3 for record in data.candidate])
    if len(places) < 2:  # States of the past, which the map does not have.
        return Section("line", f"The line {data.alliance} defends", (_by_neighbour(assessment),))
    changed = sorted(
        (row for row in data.line.by_neighbour if abs(row.km_after - row.km_before) > 0.5),
        key=lambda row: -abs(row.km_after - row.km_before),
    )
    shown = dict.fromkeys(
        [record.iso3 for record in data.candidate] + [row.neighbour for row in changed[:6]]
    )
    labels = {iso3: name_of(iso3, data) for iso3 in shown}
    canvas = regional_map(places, 460, 430 if european else 330)
    where = "Europe" if european else f"the area of {data.alliance}"
    columns: list[tuple[Block, ...]] = []
    for now, other, late in ((before, after, False), (after, before, True)):
        km = data.line.total_km_after if late else data.line.total_km_before
        word = "after" if late else "before"
        chart = frontier_map(canvas, now, other, labels, after=late)
        note = (
            "Blue: members; line: their land frontier with non-members."
            if not late
            else "Thick line: new frontier; tinted: who joins or leaves."
        )
        columns.append(
            (
                Figure(
                    title=f"{word.capitalize()}: {km:,.0f} km",
                    note=note,
                    alt=f"Map of {where}: members of {data.alliance} and their land frontier "
                    f"{word} the change, {km:,.0f} km.",
                    wide=inline(chart, f"line-{word}"),
                    data=_pairs(now, f"frontier-{word}"),
                    source=BORDERS,
                ),
            )
        )
    return Section(
        "line",
        f"The line {data.alliance} defends",
        (Group(tuple(columns)), _by_neighbour(assessment)),
    )


def _pairs(members: frozenset[str], name: str) -> Data:
    table = land_frontier(members)
    return Data(name, tuple(table.columns), tuple(table.iter_rows()))


def _changed_first(row: NeighbourKm) -> tuple[bool, float, float]:
    same = abs(row.km_after - row.km_before) < 0.5
    return same, -row.km_after, -row.km_before


def _by_neighbour(assessment: Assessment) -> Table:
    data = assessment
    rows = sorted(data.line.by_neighbour, key=_changed_first)
    km = ",.0f"
    return Table(
        caption="Land frontier by neighbour, kilometres",
        columns=(
            Column("Neighbour", name="neighbour"),
            Column("Before", km, "km_before"),
            Column("After", km, "km_after"),
            Column("Change", "+,.0f", "km_change"),
        ),
        rows=(
            *(
                (name_of(r.neighbour, data), r.km_before, r.km_after, r.km_after - r.km_before)
                for r in rows
            ),
            (
                "All",
                data.line.total_km_before,
                data.line.total_km_after,
                data.line.total_km_after - data.line.total_km_before,
            ),
        ),
        source="CIA World Factbook, last edition; land borders, overseas territories included.",
        name="frontier-by-neighbour",
    )

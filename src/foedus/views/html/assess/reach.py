"""The report's section on strike systems: which capitals lie within their range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foedus.questions.assessment import Assessment
from foedus.scenario.places import RESOLUTION_KM
from foedus.scenario.reach import ReachRecord
from foedus.views.html.blocks import Block, Column, Data, Figure, Prose, Section, Table
from foedus.views.html.geometry import Canvas, capitals, regional_map
from foedus.views.html.maps import drawn_shape, painted, with_names
from foedus.views.html.svg import Spec, colours, inline
from foedus.world.states import in_sentence, state_name

__all__ = ["reach_map", "reach_section"]

SURE = "by every figure of its range"
MAPS = 4
"""Systems shown on a map; the table has all."""


def reach_section(data: Assessment) -> Section | None:
    """Return the capitals within range on maps and in a table, None without strike systems."""
    if not data.reach:
        return None
    systems: dict[tuple[str, str], list[ReachRecord]] = {}
    for record in data.reach:
        systems.setdefault((record.host, record.weapon), []).append(record)
    blocks: list[Block] = [
        Prose(
            (
                "Distances are from the nearest point of the host's territory to each capital, or "
                f"from the place named; the map's outlines may be off by {RESOLUTION_KM} km. "
                "The model does not turn missiles into risk: reach is shown, nothing else.",
            )
        )
    ]
    blocks += [_map(found, i) for i, found in enumerate(list(systems.values())[:MAPS])]
    return Section("reach", "Strike systems", (*blocks, _table(data.reach)))


def _map(found: Sequence[ReachRecord], i: int) -> Figure:
    first = found[0]
    where = capitals()
    shown = [record for record in found if record.state in where]
    sure = frozenset(record.state for record in shown if record.within == SURE)
    maybe = frozenset(record.state for record in shown) - sure
    places = [where[record.state] for record in shown] + [where[first.host]]
    if len(places) < 2:
        lat, lon = places[0]
        places += [(lat - 5, lon - 5), (lat + 5, lon + 5)]
    names = {record.state: state_name(record.state) for record in shown if not record.ally}
    canvas = regional_map(places, 520, 400)
    chart = reach_map(canvas, first.host, sure, maybe, {first.host: state_name(first.host)} | names)
    return Figure(
        title=f"{first.name} in {in_sentence(first.host)}: {first.change}",
        alt="; ".join(f"{r.capital} {r.distance_km:.0f} km" for r in shown),
        wide=inline(chart, f"reach-{i}"),
        data=_data(found, f"reach-{first.host}-{first.weapon}"),
        source=first.source,
        note="Dark: capital within range by every figure; light: by the higher figure only; blue: "
        "where the system stands. Named: states that are no allies of its owner.",
    )


def reach_map(
    canvas: Canvas,
    host: str,
    sure: frozenset[str],
    maybe: frozenset[str],
    labels: Mapping[str, str],
) -> Spec:
    """Return which states' capitals lie within the range of a strike system.

    Parameters
    ----------
    canvas : Canvas
    host : str
        Where it stands.
    sure, maybe : frozenset of str
        States whose capital is within range by every figure, and by the higher figure only.
    labels : mapping of str to str
        Names to write, by state.
    """
    paint = colours()

    def fill(iso3: str | None) -> str:
        if iso3 == host:
            return paint["inside"]
        return paint["less-3" if iso3 in sure else "less-1" if iso3 in maybe else "land"]

    lands = [
        drawn_shape(land, {"fill": fill(land.iso3), "stroke": paint["coast"], "width": 0.6})
        for land in canvas.lands
    ]
    return with_names([painted(lands, tips=False)], canvas, labels)


COLUMNS = (
    Column("Capital", name="capital"),
    Column("State", name="state"),
    Column("System", wide=True, name="weapon"),
    Column("Stands in", name="host"),
    Column("km", ",.0f", name="distance_km"),
    Column("Range, km", ",.0f", name="range_km_low"),
    Column("to", ",.0f", name="range_km_high"),
    Column("Within", wide=True, name="within"),
    Column("Ally of the owner", name="ally"),
)


def _rows(found: Sequence[ReachRecord]) -> tuple[tuple[str | float | None, ...], ...]:
    return tuple(
        (
            r.capital, state_name(r.state), r.name, state_name(r.host), r.distance_km,
            r.range_km_low, r.range_km_high, r.within, "yes" if r.ally else "no",
        )
        for r in found
    )  # fmt: skip


def _data(found: Sequence[ReachRecord], name: str) -> Data:
    return Data(name, tuple(column.name for column in COLUMNS), _rows(found))


def _table(found: Sequence[ReachRecord]) -> Table:
    change = found[0].change
    return Table(
        caption=f"Capitals: {change}",
        columns=COLUMNS,
        rows=_rows(found),
        source="Embedded tables of weapons and states; shapes: Natural Earth, 1:50 million.",
        name="reach",
        folded=len(found) > 30,
    )

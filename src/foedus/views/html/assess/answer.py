"""The first sections of an assessment's page: the answer, the war that is on, who moves, maps."""

from __future__ import annotations

from foedus.questions.answer import EVENTS, hundred
from foedus.questions.assessment import Assessment, AtWar
from foedus.questions.judged import Candidate, Judged
from foedus.questions.words import amount, signed
from foedus.views.html.assess.where import change_map, class_of, map_key
from foedus.views.html.assess.words import (
    TONES,
    break_even,
    by_iso3,
    change_text,
    majority,
    model_source,
    percent_of_row,
    side,
    upper,
)
from foedus.views.html.blocks import (
    Badge,
    Block,
    Card,
    Cards,
    Column,
    Data,
    Figure,
    Prose,
    Section,
    Table,
)
from foedus.views.html.geometry import Canvas, regional_map, world_map
from foedus.views.html.line import region
from foedus.views.html.pictures import NARROW, WIDE, band, chances, of_hundred, waffle
from foedus.world.frontier import territory
from foedus.world.states import in_sentence

__all__ = ["answer_section", "maps_section", "movers_section", "war_section"]

NAMED = 4
"""Of those who join or leave, so many have a picture in the first section."""

CARDS = 6
"""Of those who join or leave, so many have a card of their own; a table has all."""

JOINERS = 10
"""Members named in the chart of a war that is on; a table has all."""

SHAPES = "Map: Natural Earth, 1:50 million, today's boundaries as it draws them."


def answer_section(data: Assessment) -> Section:
    """Return what the draws say of who moves, the members and the outsiders, as pictures."""
    cards = [_short(data, one) for one in data.candidates[:NAMED]]
    cards += [card for card in (_members(data), _outside(data)) if card is not None]
    text = (
        f"Insecurity counts {data.unit}: {EVENTS[data.event]}, plus the wars of allies that a "
        f"state joins because of the obligation, each counted {data.psi:.2f} (battle deaths a "
        "head, as recorded). Plus is less safe, minus is safer. It is association, not cause: "
        "states with stronger allies in reach were attacked less."
    )
    how = (
        "Each picture is a hundred draws from how uncertain the estimates are: a blue square is a "
        "draw that says safer, an orange dot one that says less safe, a grey one no change. A sign "
        "is stated only where two thirds of the draws share it, whether a war joined counts "
        f"{data.psi:.2f} or in full, and the change is at least 0.05 {data.unit}."
    )
    blocks: list[Block] = [Cards(tuple(cards)), Prose((text, how) if data.robustness else (text,))]
    return Section("answer", "The answer", tuple(blocks))


def _picture(found: Judged) -> tuple[str, str]:
    """Return a picture of the draws and what it shows, both blank without draws."""
    if found.share_safer is None:
        return "", ""
    same = of_hundred(found.share_unchanged or 0.0)
    safer = of_hundred(found.share_safer)
    less = max(0, 100 - safer - same)
    told = f"{safer} of 100 draws: safer; {less}: less safe" + (f"; {same}: no change" * (same > 0))
    return waffle(safer, same), told


def _value(found: Judged, change: float) -> str:
    if found.finding is None:
        return signed(change)
    return upper(found.finding)


def _short(data: Assessment, one: Candidate) -> Card:
    picture, alt = _picture(one)
    verb = "leaves" if one.role == "leaver" else "joins"
    return Card(
        f"{one.name} {verb}",
        _value(one, one.change),
        f"From {amount(one.insecurity_before)} to {amount(one.insecurity_after)} {data.unit} "
        f"({change_text(one.change, one.percent)}).",
        majority(one),
        picture,
        alt,
    )


def _members(data: Assessment) -> Card | None:
    test = data.article10
    if not test.members:
        return None
    picture, alt = _picture(test)
    each = " each" if test.members > 1 else ""
    return Card(
        f"The {test.members} members of {data.alliance}"
        if test.members > 1
        else f"The one other member of {data.alliance}",
        _value(test, test.mean_change),
        f"From {amount(test.mean_before)} to {amount(test.mean_after)} {data.unit}{each} "
        f"({change_text(test.mean_change, test.mean_percent)}).",
        majority(test),
        picture,
        alt,
    )


def _outside(data: Assessment) -> Card | None:
    test = data.indivisibility
    if not test.outsiders:
        return None
    many = test.noticeably_less_safe
    value = f"{many} noticeably less safe" if many else "Nobody noticeably less safe"
    picture = alt = ""
    if test.share_nobody is not None:
        nobody = of_hundred(test.share_nobody)
        picture = waffle(nobody)
        alt = f"{nobody} of 100 draws: nobody; {100 - nobody}: somebody less safe"
    most = ", ".join(f"{in_sentence(o.iso3)} {signed(o.change)}" for o in test.ranked[:3])
    return Card(
        f"The {test.outsiders} states outside",
        value,
        f"Noticeably: by at least 0.01 {data.unit} and 1 % of its own."
        + (f" Most: {most}." if many else f" {test.safer} get safer, if slightly."),
        _nobody(data),
        picture,
        alt,
    )


def _nobody(data: Assessment) -> tuple[Badge, ...]:
    """Return the badge of the majority's side on the outsiders; none without draws."""
    share = data.indivisibility.share_nobody
    found = data.robustness.verdicts if data.robustness else ()
    word = next((v.word for v in found if v.id == "no_outsider_less_safe"), None)
    if share is None or word is None:
        return ()
    who, most = ("nobody", share) if share >= 0.5 else ("somebody", 1.0 - share)
    return (Badge(f"{hundred(most)} of 100 draws: {who} · {word}", TONES[word]),)


def war_section(data: Assessment) -> Section | None:
    """Return the wars that are on and whom the obligation would bring in; None if there is none."""
    if not data.at_war:
        return None
    blocks: list[Block] = []
    for i, war in enumerate(data.at_war):
        blocks += _war(data, war, i)
    return Section("war", "The war that is on", tuple(blocks))


def _war(data: Assessment, war: AtWar, i: int) -> list[Block]:
    span = (
        ""
        if war.low is None or war.high is None
        else f" ({abs(war.low):.1f} to {abs(war.high):.1f} in 90 of 100 draws)"
    )
    adds = "add" if war.expected_joiners >= 0 else "take away"
    enemies = f"{in_sentence(war.state)} is at war with {in_sentence(war.opponent)}"
    text = (
        f"{upper(enemies)} on {data.on}. That war is no part of the attacks on this page, which "
        f"are those to come. The obligation would {adds} "
        f"{abs(war.expected_joiners):.1f}{span} of {war.of_members} members to it."
    )
    rows = [(joiner.name, joiner.probability) for joiner in war.members]
    source = f"Basis: {war.basis}. Wars on that day: table of deadly clashes. {model_source(data)}"
    table = Table(
        f"All {len(rows)} members: what the change adds to the chance of joining, %",
        (Column("Member", name="name"), Column("Code", name="iso3"),
         Column("Chance added, %", "+.1f", "chance_added_percent")),
        tuple((j.name, j.iso3, 100 * j.probability) for j in war.members),
        source, f"war-{war.state}-{war.opponent}", folded=True,
    )  # fmt: skip
    shown = rows[:JOINERS]
    figure = Figure(
        title=f"{war.name}: who would join, and how likely"
        if war.expected_joiners >= 0
        else f"{war.name}: whose chance of joining falls",
        note="What the change of the obligation makes of each member's chance of joining the war"
        + (f"; the {JOINERS} most likely." if len(rows) > JOINERS else "."),
        alt="; ".join(f"{name} {100 * value:.0f} %" for name, value in shown),
        wide=chances(shown, WIDE),
        narrow=chances(shown, NARROW),
        data=table.data,
        source=source,
    )
    return [Prose((text,)), figure, *([table] if len(rows) > JOINERS else [])]


def movers_section(data: Assessment) -> Section | None:
    """Return each who joins or leaves by itself; None if nobody does."""
    if not data.candidates:
        return None
    roles = {one.role for one in data.candidates}
    title = "Who joins" if roles == {"candidate"} else "Who leaves"
    title = title if len(roles) == 1 else "Who joins and who leaves"
    ranked = sorted(data.candidates, key=lambda one: -abs(one.change))
    shown = data.candidates if len(ranked) <= CARDS else ranked[:CARDS]
    blocks: list[Block] = [Cards(tuple(_card(data, one) for one in shown), full=True)]
    if len(ranked) > 1:
        blocks.append(_all_movers(data, ranked))
    return Section("movers", title, tuple(blocks))


def _card(data: Assessment, one: Candidate) -> Card:
    row = by_iso3(data).get(one.iso3)
    pairs = [
        ("Insecurity, attacks a century", _arrow(one.insecurity_before, one.insecurity_after)),
        ("of it: attacked", _arrow(one.attacked_before, one.attacked_after)),
        (
            f"wars of allies joined, each counted {data.psi:.2f}",
            _arrow(one.drawn_in_before, one.drawn_in_after),
        ),
        ("Change", change_text(one.change, one.percent)),
        ("Change where a war joined counts in full", signed(one.change_psi_1)),
    ]
    if row is not None:
        before, after = row.chance_ten_years_before, row.chance_ten_years_after
        chance = f"{amount(100 * before)} → {amount(100 * after)} %"
        pairs.append(("Chance of an attack within ten years", chance))
    strip = told = ""
    if one.band is not None:
        word, share, full = side(one)
        strip = band(one.band.low, one.band.median, one.band.high, one.change)
        told = (
            f"90 of 100 draws: {signed(one.band.low)} to {signed(one.band.high)}, median "
            f"{signed(one.band.median)} (dot: best estimate)"
        )
        pairs.append(
            (f"Draws that say {word}", f"{hundred(share)} of 100; {hundred(full)} at full weight")
        )
    verb = "leaves" if one.role == "leaver" else "joins"
    return Card(
        f"{one.name} {verb}", _value(one, one.change), "", majority(one),
        pairs=tuple(pairs), strip=strip, strip_alt=told, after=break_even(data, one),
    )  # fmt: skip


def _arrow(before: float, after: float) -> str:
    return f"{amount(before)} → {amount(after)}"


def _all_movers(data: Assessment, ranked: list[Candidate]) -> Table:
    def percent(share: float | None) -> float | None:
        return None if share is None else 100 * share

    return Table(
        "Side by side, the largest change first",
        (Column("State", name="name"), Column("Role", name="role"),
         Column("Before", "amount", "insecurity_before"),
         Column("After", "amount", "insecurity_after"), Column("Change", "signed", "change"),
         Column("%", "percent", "percent"), Column("5 %", "signed", "low"),
         Column("95 %", "signed", "high"), Column("Draws safer, %", ".0f", "share_safer_percent"),
         Column("Pays above", "amount", "break_even"), Column("What may be said", name="finding")),
        tuple(
            (c.name, c.role, c.insecurity_before, c.insecurity_after, c.change, c.percent,
             c.band.low if c.band else None, c.band.high if c.band else None,
             percent(c.share_safer), c.break_even, c.finding)
            for c in ranked
        ),
        f"{upper(data.unit)}. {model_source(data)}", "movers",
    )  # fmt: skip


def maps_section(data: Assessment) -> Section:
    """Return the maps: the region of the question first, the world second."""
    inside = [row.iso3 for row in data.states if row.role != "outsider"]
    movers = [one.iso3 for one in data.candidates]
    today = frozenset(territory(inside))
    european, places = region(today, [iso3 for iso3 in movers if iso3 in today])
    blocks: list[Block] = []
    if len(places) > 1:
        size = (820, 800) if european else (820, 560)
        where = (
            "Europe and the Arctic" if european else f"Around {data.alliance or 'those who act'}"
        )
        blocks.append(_map(data, regional_map(places, *size), where, "near"))
    blocks.append(_map(data, world_map(WIDE), "The world", "map"))
    if not set(territory(by_iso3(data)).values()) >= set(by_iso3(data)):
        text = "The maps have today's boundaries; the land of some states of that day is hatched."
        blocks.insert(0, Prose((text,)))
    return Section("maps", "Where", tuple(blocks))


def _map(data: Assessment, canvas: Canvas, where: str, name: str) -> Figure:
    changes = [row.insecurity_after - row.insecurity_before for row in data.states]
    less = sum(class_of(change).startswith("less") for change in changes)
    more = sum(class_of(change).startswith("safer") for change in changes)
    columns = ("iso3", "name", "role", "insecurity_before", "insecurity_after", "change_percent")
    rows = tuple(
        (r.iso3, r.name, r.role, r.insecurity_before, r.insecurity_after, percent_of_row(r))
        for r in data.states
    )
    return Figure(
        title=f"{where}: who gets safer, and who less safe",
        note="Point at a state, or tap it, for its figures; small states are circles.",
        alt=f"Map. {more} states of the world get safer by 0.01 attacks a century or more, {less} "
        f"less safe, {len(changes) - more - less} neither; the table of all states has every "
        "figure.",
        wide=change_map(data, canvas, name),
        data=Data(name, columns, rows)
        if name == "map"
        else Data(name, columns, _seen(rows, canvas)),
        source=f"{model_source(data)} {SHAPES}",
        key=map_key(data),
        unit=f"Change of insecurity, {data.unit}",
    )


def _seen(
    rows: tuple[tuple[str | float | None, ...], ...], canvas: Canvas
) -> tuple[tuple[str | float | None, ...], ...]:
    """Return the rows of the states on a map."""
    there = {land.iso3 for land in canvas.lands}
    return tuple(row for row in rows if row[0] in there)

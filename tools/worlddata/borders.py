"""Land borders: read each page's list, tell states from territories, keep the table symmetric."""

import re
from dataclasses import dataclass

from worlddata.factbook import plain
from worlddata.pages import SOURCE, Page, field, iso3_of_name, text_of

__all__ = ["Segment", "border_rows", "left_out_rows", "parse_borders"]

# Territories named as a neighbour, or with a page of their own: whose they are, and how the border
# counts. 'overseas' borders are land frontiers of the state, but far from its own country.
TERRITORIES = {
    "French Guiana": ("FRA", "overseas", "through French Guiana"),
    "Gibraltar": ("GBR", "overseas", "through Gibraltar, a British overseas territory"),
    "Akrotiri": ("GBR", "overseas", "through the sovereign base area of Akrotiri"),
    "Dhekelia": ("GBR", "overseas", "through the sovereign base area of Dhekelia"),
}
GREENLAND = "through Greenland (Hans Island)"
SAINT_MARTIN = ("FRA", "NLD", 16.0, "Saint Martin and Sint Maarten, figures of their pages")

# Segments on the pages that do not join two states of the table.
LEFT_OUT = {
    "US Naval Base at Guantanamo Bay": "leased by the United States, part of Cuba",
    "Hong Kong": "within China",
    "Macau": "within China",
}
SAHARA_REASON = (
    "border of Western Sahara, on the United Nations list of non-self-governing territories"
)


@dataclass(frozen=True)
class Segment:
    """A border as one page lists it: the neighbour's name, the place named in brackets, km."""

    neighbour: str
    place: str
    km: float


def parse_borders(text: str) -> list[Segment]:
    """Return the segments in 'Norway 709 km; Lithuania (Kaliningrad Oblast) 261 km'.

    Brackets after the length explain it ('including 2,475 km with Alaska') and are not added;
    brackets before it name the place.

    >>> parse_borders("Canada 8,891 km (including 2,475 km with Alaska); Mexico 3,111 km")[0].km
    8891.0
    """
    words = re.sub(r"(km)\s*\([^)]*\)", r"\1", plain(text))
    found = re.finditer(
        r"(?P<name>[A-Z][^;,()\d]*?)\s*(?:\((?P<place>[^)]*)\))?\s+(?P<km>\d[\d,]*(?:\.\d+)?) km",
        words,
    )
    segments = []
    for match in found:
        name, place = match["name"].strip(), match["place"] or ""
        if name == "Holy See":
            place = ""
        segments.append(Segment(name, place, float(match["km"].replace(",", ""))))
    return segments


def _list_of(page: Page) -> str:
    boundaries = field(page, "Geography", "Land boundaries")
    parts = ("border countries", "border sovereign base areas", "regional borders")
    return "; ".join(text_of(boundaries[part]) for part in parts if part in boundaries)


@dataclass
class _Border:
    """What the two pages say of one border, added up over its segments."""

    km: dict[str, float]
    kind: str = "home"
    notes: tuple[str, ...] = ()

    def add(self, page: str, km: float, note: str) -> None:
        self.km[page] = round(self.km.get(page, 0.0) + km, 3)
        if note and note not in self.notes:
            self.notes = (*self.notes, note)


def _place_note(iso3: str, segment: Segment) -> tuple[str, str]:
    """Return the kind of border and a remark on the place a page names in brackets."""
    if segment.place in {"Greenland"} or (iso3, segment.neighbour) == ("DNK", "Canada"):
        return "overseas", GREENLAND
    if "Kaliningrad" in segment.place:
        return "home", "Kaliningrad Oblast"
    if segment.place in {"Ceuta", "Melilla"}:
        return "home", "Ceuta and Melilla; 75 m at Peñón de Vélez de la Gomera not counted"
    if segment.neighbour == "Gaza Strip" or segment.neighbour == "West Bank":
        return "home", f"Palestine: {segment.neighbour}"
    return "home", ""


def _collect(pages: dict[str, Page], names: dict[str, str]) -> dict[tuple[str, str], _Border]:
    borders: dict[tuple[str, str], _Border] = {}
    for code, page in pages.items():
        if code == "ESH":
            continue
        iso3 = code.split("-")[0]
        for segment in parse_borders(_list_of(page)):
            if segment.neighbour in LEFT_OUT:
                continue
            if segment.neighbour in TERRITORIES:
                other, kind, note = TERRITORIES[segment.neighbour]
            else:
                known = iso3_of_name(segment.neighbour, names)
                if known is None:
                    raise SystemExit(f"{iso3}: border with unknown {segment.neighbour!r}")
                other = known
                kind, note = _place_note(iso3, segment)
            pair = (min(iso3, other), max(iso3, other))
            border = borders.setdefault(pair, _Border({}, kind))
            border.add(iso3, segment.km, note)
    return borders


def sahara_borders(pages: dict[str, Page], names: dict[str, str]) -> dict[str, float]:
    """Return the borders of Western Sahara by neighbour (km), from its own page."""
    segments = parse_borders(_list_of(pages["ESH"]))
    return {str(iso3_of_name(s.neighbour, names)): s.km for s in segments}


def _without_sahara(borders: dict[tuple[str, str], _Border], sahara: dict[str, float]) -> None:
    """Take Western Sahara's borders out of Morocco's, with which the last edition merges them."""
    for other, part in sorted(sahara.items()):
        pair = (min("MAR", other), max("MAR", other))
        if pair not in borders:
            continue
        border = borders[pair]
        border.km = {page: round(km - part, 3) for page, km in border.km.items()}
        border.notes = (*border.notes, f"both pages less {part:g} km of Western Sahara")
        if not any(border.km.values()):
            del borders[pair]


def border_rows(pages: dict[str, Page], names: dict[str, str]) -> list[dict[str, object]]:
    """Return one row a pair of states; where the two pages differ the longer figure is taken.

    A coarser measurement of a crooked line can only lose length, so the longer one is the nearer.
    Both figures stay in the row.
    """
    borders = _collect(pages, names)
    _without_sahara(borders, sahara_borders(pages, names))
    a, b, km, place = SAINT_MARTIN
    borders[(a, b)] = _Border({a: km, b: km}, "overseas", (f"through {place}",))
    rows: list[dict[str, object]] = []
    for (a, b), border in sorted(borders.items()):
        notes = list(border.notes)
        sides = {border.km.get(a), border.km.get(b)}
        if None in sides:
            notes.append("on one page only")
        elif len(sides) == 2:
            notes.append("the pages differ, the longer figure is taken")
        rows.append(
            {
                "iso3_a": a,
                "iso3_b": b,
                "km": max(border.km.values()),
                "km_a_page": border.km.get(a),
                "km_b_page": border.km.get(b),
                "kind": border.kind,
                "source": f"{SOURCE}, Land boundaries",
                "note": "; ".join(notes),
            }
        )
    return rows


def left_out_rows(pages: dict[str, Page], names: dict[str, str]) -> list[dict[str, object]]:
    """Return the segments the pages list which join no two states of the table, and why."""
    source = f"{SOURCE}, Land boundaries"
    rows: list[dict[str, object]] = [
        {"iso3": "CHN", "neighbour": "Hong Kong", "km": 33, "reason": LEFT_OUT["Hong Kong"]},
        {"iso3": "CHN", "neighbour": "Macau", "km": 3, "reason": LEFT_OUT["Macau"]},
        {
            "iso3": "CUB",
            "neighbour": "US Naval Base at Guantanamo Bay",
            "km": 28.5,
            "reason": LEFT_OUT["US Naval Base at Guantanamo Bay"],
        },
    ]
    rows += [
        {"iso3": iso3, "neighbour": "Western Sahara", "km": km, "reason": SAHARA_REASON}
        for iso3, km in sorted(sahara_borders(pages, names).items())
    ]
    return [row | {"source": source} for row in rows]

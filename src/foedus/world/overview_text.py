"""The world, a state, the alliances and what is missing, as text of at most 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.world.overview import OLD_YEARS, alliances_table, missing_table, states_table
from foedus.world.text import paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foedus.world.state_page import StatePage
    from foedus.world.world import World

__all__ = ["alliances_text", "missing_text", "state_text", "world_text"]

LABELS = {
    "population_persons": "population",
    "gdp_ppp_usd": "GDP, PPP $bn",
    "milex_pct_gdp": "military expenditure, % of GDP",
    "milex_usd": "military expenditure, $bn",
    "milper_active_persons": "active personnel",
}


def _scaled(value: float | None, unit: float, digits: int) -> str:
    return "-" if value is None else f"{value / unit:,.{digits}f}"


def _value(variable: str, value: float) -> str:
    if variable.endswith("_usd"):
        return _scaled(value, 1e9, 1)
    return f"{value:,.2f}" if variable.endswith("pct_gdp") else f"{value:,.0f}"


def world_text(world: World) -> str:
    """Return a world's states as plain text, largest capability first."""
    rows = [
        [
            row["iso3"],
            row["name"][:24],
            _scaled(row["population_persons"], 1e6, 2),
            _scaled(row["gdp_ppp_usd"], 1e9, 0),
            _scaled(row["milex_ppp_usd"], 1e9, 1),
            _scaled(row["milper_active_persons"], 1e3, 1),
            _scaled(row["capability_share"], 0.01, 3),
        ]
        for row in states_table(world).iter_rows(named=True)
    ]
    header = ["", "state", "people m", "GDP $bn", "milex $bn", "active k", "share %"]
    out = " ".join(world.left_out) or "none"
    lines = [
        *paragraph(
            f"{len(world.figures)} states on {world.on}, capability: {world.capability_measure}, "
            f"figures of the nearest year (mostly {world.capability_year}); dollars at purchasing "
            "power parity, active personnel in thousands. A dash is a missing figure."
        ),
        "",
        *table(header, rows, right="--rrrrr"),
        "",
        *paragraph(f"Left out of the contest for want of any military figure: {out}."),
        *paragraph("Sources and years of each figure: foedus world STATE, --json or --csv."),
    ]
    return "\n".join(lines) + "\n"


def missing_text(world: World) -> str:
    """Return what is missing of the states, by variable."""
    found = missing_table(world)
    lines = []
    for status, title in (
        ("missing", "No figure for any year"),
        ("old", f"Nearest figure more than {OLD_YEARS} years from {world.on.year}"),
    ):
        lines.append(title)
        for variable, label in LABELS.items():
            rows = found.filter(status=status, variable=variable)
            if rows.is_empty():
                continue
            states = ", ".join(
                iso3 if year is None else f"{iso3} {year}"
                for iso3, year in rows.select("iso3", "year").iter_rows()
            )
            lines += paragraph(f"{label}: {states}", "  ", "    ")
        if found.filter(status=status).is_empty():
            lines.append("  nothing")
        lines.append("")
    out = " ".join(world.left_out) or "none"
    lines += paragraph(f"Left out of the contest for want of any military figure: {out}.")
    return "\n".join(lines) + "\n"


def alliances_text(world: World) -> str:
    """Return all alliances with the number of members on the day."""
    rows = [
        [
            row["alliance"],
            str(row["members"]),
            "yes" if row["defence"] else "no",
            str(row["in_force"] or ""),
            str(row["terminated"] or ""),
            row["name"],
        ]
        for row in alliances_table(world).iter_rows(named=True)
    ]
    header = ["", "members", "defence", "in force", "ended", "name"]
    return "\n".join([f"Alliances on {world.on}", *table(header, rows, right="-r")]) + "\n"


def state_text(page: StatePage) -> str:
    """Return a state's page as plain text."""
    codes = page.codes
    share = (
        "left out of the contest"
        if page.capability_share is None
        else f"{100 * page.capability_share:.3f} % of the world's, rank {page.rank}"
    )
    lines = [f"{page.name} ({page.iso3}) on {page.on}"]
    lines += table(
        ["", ""],
        [
            ["codes", f"ISO {codes['iso2']}, COW {codes['cow_code'] or '-'} "
             f"{codes['cow_abbrev'] or '-'}, Gleditsch-Ward {codes['gw_code'] or '-'}"],
            ["capital", f"{codes['capital']} ({codes['capital_lat']}, {codes['capital_lon']})"],
            ["UN member", str(codes["un_member"] or "no")],
            ["capability", f"{share} ({page.capability_measure})"],
            ["major power", "yes (Correlates of War)" if page.major else "no"],
            ["nuclear", _warheads(page)],
            *([["note", codes["notes"]]] if codes["notes"] else []),
        ],
    )[1:]  # fmt: skip
    sources = _Sources()
    lines += ["", *_figures(page, sources), *_alliances(page, sources)]
    lines += [*_neighbours(page, sources), *_rivals(page, sources)]
    sources.number([codes["source"], *page.nuclear["source"]])
    return "\n".join([*lines, "Sources", *sources.lines()]) + "\n"


class _Sources:
    """Numbers for sources in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, sources: Iterable[str]) -> list[str]:
        """Return the number of each source, in brackets."""
        return [f"[{self._numbers.setdefault(s, len(self._numbers) + 1)}]" for s in sources]

    def lines(self) -> list[str]:
        """Return all sources as lines of text."""
        return [
            line
            for source, number in self._numbers.items()
            for line in paragraph(source, f"  [{number}] ", "      ")
        ]


def _warheads(page: StatePage) -> str:
    if page.nuclear.is_empty():
        return "no weapons in the table"
    rows = page.nuclear.sort((page.nuclear["year"] - page.on.year).abs()).row(0, named=True)
    return f"{rows['warheads_total'] or '?':,} warheads in {rows['as_of'] or rows['year']}"


def _figures(page: StatePage, sources: _Sources) -> list[str]:
    lines = ["Figures (* nearest to the day)"]
    for variable, label in LABELS.items():
        known = page.figures.filter(variable=variable)
        rows = [
            [
                str(row["year"]),
                _value(variable, row["value"]),
                "*" if row["used"] else "",
                row["confidence"] or "",
                f"{mark} {row['note'] or ''}".strip(),
            ]
            for row, mark in zip(
                known.iter_rows(named=True), sources.number(known["source"]), strict=True
            )
        ]
        if rows:
            lines += [f"  {label}", *table([""] * 5, rows, right="-r", indent="    ")[1:]]
        elif variable != "milex_usd":
            lines.append(f"  {label}: missing")
    return [*lines, ""]


def _alliances(page: StatePage, sources: _Sources) -> list[str]:
    marks = sources.number(page.alliances["source"])
    rows = [
        [
            row["alliance"],
            str(row["from"]),
            str(row["to"] or ("open" if row["current"] else "")),
            f"{row['row_type']}: {row['kind']} {mark}"
            if row["kind"] and row["kind"] != row["row_type"]
            else f"{row['row_type']} {mark}",
        ]
        for row, mark in zip(page.alliances.iter_rows(named=True), marks, strict=True)
    ]
    if not rows:
        return ["Alliances: none in the table", ""]
    return ["Alliances", *table(["", "from", "to", ""], rows), ""]


def _neighbours(page: StatePage, sources: _Sources) -> list[str]:
    marks = sources.number(page.neighbours["source"])
    rows = [
        [row["name"], row["iso3"], f"{row['km']:,g}", f"{row['note'] or ''} {mark}".strip()]
        for row, mark in zip(page.neighbours.iter_rows(named=True), marks, strict=True)
    ]
    if not rows:
        return ["Land neighbours: none", ""]
    return ["Land neighbours", *table(["", "", "km", ""], rows, right="--r"), ""]


def _rivals(page: StatePage, sources: _Sources) -> list[str]:
    marks = sources.number(page.rivals["source"])
    rows = [
        [
            row["name"],
            row["iso3"],
            str(row["from"]),
            str(row["to"] or "goes on"),
            f"{row['types'].replace(';', ', ')} {mark}",
        ]
        for row, mark in zip(page.rivals.iter_rows(named=True), marks, strict=True)
    ]
    if not rows:
        return ["Strategic rivals: none in the table", ""]
    return ["Strategic rivals", *table(["", "", "from", "to", ""], rows), ""]

"""The table of figures: the Factbook's, and what the supplement adds where it has none."""

import re
from typing import Any

from worlddata.factbook import (
    Figure,
    has_no_forces,
    parse_money,
    parse_percentages,
    parse_personnel,
    parse_population,
    plain,
)
from worlddata.pages import EDITION, SOURCE, Page, field, text_of

__all__ = ["MARKET_PRICES", "factbook_rows", "figure_rows", "supplement_rows"]

Row = dict[str, Any]

MARKET_PRICES = frozenset({"CUB", "ERI", "LIE", "MCO", "PRK", "SSD", "VEN", "YEM"})
"""Their pages print GDP at market prices of 2015 under the PPP heading: not taken."""

SUPPLEMENT = {
    "milex_usd_current": "milex_usd",
    "milex_pct_gdp": "milex_pct_gdp",
    "milper_active": "milper_active_persons",
    "gdp_ppp_usd": "gdp_ppp_usd",
    "population": "population_persons",
}
HELD = frozenset({"milex_usd", "milex_pct_gdp", "milper_active_persons"})
"""Of a state without armed forces these are 0 in all the years that the notes name."""

OVERRIDES = "overrides the Factbook"

_MILEX = ("milex_usd", "milex_pct_gdp")
LABELS = {
    "milex": _MILEX,
    "personnel": ("milper_active_persons",),
    "forces": ("milper_active_persons",),
    "PPP": ("gdp_ppp_usd",),
    "population": ("population_persons",),
}
"""What the labels within a source of the supplement stand for."""

REMARKS = {
    "PPP": ("gdp_ppp_usd",),
    "population": ("population_persons",),
    "milex": _MILEX,
    "donated equipment": _MILEX,
    "spending": _MILEX,
    "IISS": ("milper_active_persons",),
    "Factbook December": ("milper_active_persons",),
    "Factbook 2025": ("milper_active_persons",),
}
"""How a remark of the supplement begins that is about some variables only."""


def _row(iso3: str, variable: str, figure: Figure, heading: str, *notes: str) -> Row:
    year = figure.year
    stated = () if year else (f"year not stated, edition of {EDITION}",)
    return {
        "iso3": iso3,
        "variable": variable,
        "year": year or EDITION,
        "value": figure.value,
        "source": f"{SOURCE}, {heading}",
        "confidence": figure.confidence,
        "note": "; ".join(part for part in (figure.note, *notes, *stated) if part),
    }


def _population(iso3: str, pages: dict[str, Page]) -> list[Row]:
    figures = []
    for page in _pages_of(iso3, pages):
        population = field(page, "People and Society", "Population")
        figure = parse_population(text_of(population.get("total") or population))
        if figure:
            figures.append(figure)
    if not figures:
        return []
    total = Figure(sum(figure.value for figure in figures), figures[0].year)
    note = "sum of the pages of the West Bank and the Gaza Strip" if iso3 == "PSE" else ""
    return [_row(iso3, "population_persons", total, "Population", note)]


def _pages_of(iso3: str, pages: dict[str, Page]) -> list[Page]:
    return [pages["PSE-W"], pages["PSE-G"]] if iso3 == "PSE" else [pages[iso3]]


def _gdp(iso3: str, page: Page) -> list[Row]:
    heading = "Real GDP (purchasing power parity)"
    entries = field(page, "Economy", heading)
    base = re.search(r"data (?:are )?in (\d{4}) dollars", plain(text_of(entries.get("note"))))
    if iso3 in MARKET_PRICES:
        return []
    notes = [f"constant {base[1]} dollars" if base else "price base not stated"]
    if iso3 == "PSE":
        notes.append("West Bank and Gaza Strip together, as the page says")
    figures = (parse_money(text_of(entry)) for key, entry in entries.items() if key != "note")
    return [_row(iso3, "gdp_ppp_usd", figure, heading, *notes) for figure in figures if figure]


def _milex(iso3: str, page: Page) -> list[Row]:
    heading = "Military expenditures"
    entries = field(page, "Military and Security", heading)
    texts = [entries] if "text" in entries else [v for k, v in entries.items() if k != "note"]
    rows = []
    for entry in texts:
        words = plain(text_of(entry))
        figure = parse_percentages(words)
        if figure:
            rows.append(_row(iso3, "milex_pct_gdp", figure, heading))
        dollars = re.search(r"ranged from \$(\d+) billion to \$(\d+) billion", words)
        if figure and dollars:
            low, high = float(dollars[1]), float(dollars[2])
            note = f"given for the same years; midpoint of {low:g} to {high:g} billion dollars"
            midpoint = Figure((low + high) / 2 * 1e9, figure.year, note, "low")
            rows.append(_row(iso3, "milex_usd", midpoint, heading))
    return rows


def _personnel(iso3: str, page: Page) -> list[Row]:
    forces = plain(text_of(field(page, "Military and Security", "Military and security forces")))
    if has_no_forces(forces):
        year = re.search(r"\((\d{4})\)", forces)
        figure = Figure(0.0, int(year[1]) if year else None, "no military forces")
        heading = "Military and security forces"
        return [_row(iso3, "milper_active_persons", figure, heading)]
    heading = "Military and security service personnel strengths"
    strengths = field(page, "Military and Security", heading)
    figure_or_none = parse_personnel(text_of(strengths), text_of(strengths.get("note")))
    if figure_or_none is None:
        return []
    return [_row(iso3, "milper_active_persons", figure_or_none, heading)]


def factbook_rows(iso3: str, pages: dict[str, Page]) -> list[Row]:
    """Return a state's figures in the Factbook; Palestine's police forces are no armed forces."""
    rows = _population(iso3, pages)
    page = _pages_of(iso3, pages)[0]
    rows += _gdp(iso3, page)
    if iso3 == "PSE":
        return rows
    return rows + _milex(iso3, page) + _personnel(iso3, page)


def _own_part(text: str, variable: str) -> str:
    """Return the part of a supplement's source that stands for one variable.

    Rows with several figures label the parts: 'milex: SIPRI ...; personnel: IISS ...'.
    """
    parts = re.split(rf"(?:^|; )({'|'.join(LABELS)}): ", text)
    labelled = dict(zip(parts[1::2], parts[2::2], strict=True))
    for label, source in labelled.items():
        if variable in LABELS[label]:
            return source
    return parts[0] or text


def _own_remarks(text: str, variable: str) -> str:
    """Return a supplement's remarks without those that name another variable."""
    kept = [
        part
        for part in text.split("; ")
        if all(variable in whose for word, whose in REMARKS.items() if part.startswith(word))
    ]
    return "; ".join(kept)


def _years(line: dict[str, str], variable: str) -> range:
    """Return the years a figure of the supplement stands for: its own, or those its notes name."""
    valid = re.search(r"valid for (\d{4})-(\d{4})", line["notes"]) if variable in HELD else None
    year = int(line["year"])
    return range(int(valid[1]), int(valid[2]) + 1) if valid else range(year, year + 1)


def supplement_rows(supplement: list[dict[str, str]]) -> list[Row]:
    """Return the supplement's figures, one a row and year."""
    return [
        {
            "iso3": line["iso3"],
            "variable": variable,
            "year": year,
            "value": float(line[column]),
            "source": _own_part(line["source"], variable),
            "confidence": line["confidence"],
            "note": _own_remarks(line["notes"], variable),
        }
        for line in supplement
        for column, variable in SUPPLEMENT.items()
        if line[column]
        for year in _years(line, variable)
    ]


def figure_rows(
    states: list[str], pages: dict[str, Page], supplement: list[dict[str, str]]
) -> list[Row]:
    """Return all figures, one a state, variable and year.

    The Factbook's figure stands before the supplement's of the same year. Where the supplement's
    note says that it overrides the Factbook, all the Factbook's figures of that variable go.
    """
    added = supplement_rows(supplement)
    overridden = {(row["iso3"], row["variable"]) for row in added if OVERRIDES in row["note"]}
    chosen: dict[tuple[str, str, int], Row] = {}
    for iso3 in states:
        for row in factbook_rows(iso3, pages):
            if (iso3, row["variable"]) not in overridden:
                chosen[(iso3, row["variable"], row["year"])] = row
    for row in added:
        chosen.setdefault((row["iso3"], row["variable"], row["year"]), row)
    return [chosen[key] for key in sorted(chosen)]

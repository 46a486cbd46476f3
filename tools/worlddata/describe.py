"""Write the part of docs/data.md that lists the embedded tables: counts come from the files."""

import re
from collections import defaultdict
from pathlib import Path

from worlddata.carry import read_rows

__all__ = ["TABLES", "generated", "with_block"]

BEGIN = "<!-- embedded tables: written by tools/build_embedded.py -->"
END = "<!-- end of the embedded tables -->"

FACTBOOK = "CIA World Factbook, last edition: public domain"
COW = "Correlates of War Project, free with citation"
OWN = "compiled for foedus from the documents each row names: facts, BSD-3-Clause"

TABLES = {
    "alliances": ("one treaty or organisation", f"{OWN}; obligation types after ATOP"),
    "borders": ("one pair of states with a land border", FACTBOOK),
    "borders_left_out": ("one segment that joins no two states", FACTBOOK),
    "clashes": ("one deadly clash of one pair of states since 2011", f"{OWN}; UCDP; COW"),
    "coefficients": ("one coefficient of one kind of event", "own estimate"),
    "commitments": ("one clause or political commitment", OWN),
    "deployments": ("one foreign force at one date", OWN),
    "dissolved_states": ("one state that is no more", f"{COW}; ISO 3166-3"),
    "former_states": ("one state that is no more and has no ISO code", COW),
    "estimates": ("one estimate of one parameter", "own and published estimates"),
    "figures": (
        "one figure of one state in one year",
        f"{FACTBOOK}; supplement: SIPRI (credit, extracts for non-commercial use), World Bank "
        "(CC BY 4.0), as each row names",
    ),
    "guarantees": ("one one-sided guarantee or assurance", OWN),
    "majors": ("one spell as a major power", COW),
    "memberships": ("one spell or event of one member", OWN),
    "minimum_distances": (
        "one pair of states, kilometres between their home countries",
        "computed from the embedded map (Natural Earth, public domain)",
    ),
    "names": ("one spelling of a state that the library of names lacks", "common usage"),
    "nato_defence": ("one Ally in one year", "NATO, June 2024: asks to be credited"),
    "nuclear": ("one state in one year", "SIPRI Yearbook: credit, extracts"),
    "nuclear_powers": ("one spell with nuclear weapons", OWN),
    "operations": ("one military operation", OWN),
    "regimes": (
        "one state in one year",
        "V-Dem 16 (Coppedge et al. 2026), CC BY-SA 4.0: name it and share alike; Extended Unified "
        "Democracy Scores after Marquez (2016), Pemstein, Meserve and Melton (2010): cite",
    ),
    "rivalries": ("one strategic rivalry", "Thompson, Sakuwa and Suhas 2021: cite"),
    "states": ("one state", f"{FACTBOOK}; {COW}; Gleditsch and Ward; United Nations"),
    "weapons": ("one strike or missile-defence system", OWN),
}
"""Table: unit of a row, source and terms."""

ESTIMATED = frozenset({"coefficients", "estimates"})
"""Written by another tool and counted on its own page."""

VARIABLES = {
    "population_persons": "persons",
    "gdp_ppp_usd": "US dollars at purchasing power parity, constant prices (base in `note`)",
    "milex_pct_gdp": "percent of GDP",
    "milex_usd": "current US dollars, only where the supplement or the page gives dollars",
    "milper_active_persons": "persons, active military",
}


def _tables(folder: Path) -> list[str]:
    lines = [
        "| table | unit of a row | rows | columns | source and terms |",
        "|---|---|---|---|---|",
    ]
    for name, (unit, terms) in sorted(TABLES.items()):
        if name in ESTIMATED:
            lines.append(f"| `{name}` | {unit} | | see [Estimation](estimation.md) | {terms} |")
            continue
        rows = read_rows(folder / f"{name}.csv")
        columns = ", ".join(f"`{column}`" for column in rows[0])
        lines.append(f"| `{name}` | {unit} | {len(rows)} | {columns} | {terms} |")
    return lines


def _figures(folder: Path) -> list[str]:
    states = {row["iso3"] for row in read_rows(folder / "states.csv")}
    have: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for row in read_rows(folder / "figures.csv"):
        have[row["variable"]].add(row["iso3"])
        years[row["variable"]].add(row["year"])
        counts[row["variable"]] += 1
    lines = [
        "| variable | unit | figures | states | years | without |",
        "|---|---|---|---|---|---|",
    ]
    for variable, unit in VARIABLES.items():
        span = f"{min(years[variable])}-{max(years[variable])}"
        without = sorted(states - have[variable])
        missing = ", ".join(without) if len(without) < 20 else f"{len(without)} states"
        lines.append(
            f"| `{variable}` | {unit} | {counts[variable]} | {len(have[variable])} | {span} "
            f"| {missing or 'none'} |"
        )
    return lines


def _differing(folder: Path) -> list[str]:
    lines = ["| border | taken (km) | first page | second page |", "|---|---|---|---|"]
    for row in read_rows(folder / "borders.csv"):
        a, b = row["km_a_page"], row["km_b_page"]
        if a and b and a != b:
            pair = f"{row['iso3_a']}-{row['iso3_b']}"
            lines.append(f"| {pair} | {row['km']} | {a} | {b} |")
    return lines


def _borders(folder: Path) -> list[str]:
    rows = read_rows(folder / "borders.csv")
    overseas = [row for row in rows if row["kind"] == "overseas"]
    lines = [
        f"{len(rows)} pairs of states share a land border; {len(overseas)} of these only through "
        "a distant or dependent territory (`kind` is `overseas`):",
        "",
        "| border | km | through |",
        "|---|---|---|",
    ]
    for row in overseas:
        through = row["note"].replace("; on one page only", "")
        lines.append(f"| {row['iso3_a']}-{row['iso3_b']} | {row['km']} | {through} |")
    return lines


def _oldest(folder: Path) -> list[str]:
    last: dict[str, int] = {}
    for row in read_rows(folder / "figures.csv"):
        if row["variable"] == "milex_pct_gdp":
            last[row["iso3"]] = max(last.get(row["iso3"], 0), int(row["year"]))
    old = sorted((year, iso3) for iso3, year in last.items() if year < 2021)
    listed = ", ".join(f"{iso3} {year}" for year, iso3 in old)
    return [f"Last share of GDP older than 2021: {listed}."]


def generated(folder: Path) -> str:
    """Return the generated block for the tables in a folder."""
    differ = "The pages of the two neighbours differ in:"
    blocks = [
        ["### Tables", "", *_tables(folder)],
        ["### Figures: coverage", "", *_figures(folder), "", *_oldest(folder)],
        ["### Borders: what the pages say", "", *_borders(folder), "", differ],
        _differing(folder),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def with_block(page: str, block: str) -> str:
    """Return a page with the text between its two markers replaced."""
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    if not pattern.search(page):
        raise SystemExit(f"docs/data.md lacks the markers {BEGIN} and {END}")
    return pattern.sub(lambda _: f"{BEGIN}\n\n{block}\n\n{END}", page)

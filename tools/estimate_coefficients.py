"""Estimate the security model's coefficients on the dispute data and write the embedded tables.

    python tools/estimate_coefficients.py

Reads the pulled Correlates of War, ATOP, Gibler-Miller-Little and Thompson-Sakuwa-Suhas data
(foedus data pull) and writes, always the same bytes for the same data:

    src/foedus/world/embedded/coefficients.csv   eta, alpha, beta by kind of event
    src/foedus/world/embedded/estimates.csv      rho and omega, own and published
    docs/estimation.md                           the tables between its markers
    docs/img/estimation-profile.svg              the likelihood profiles
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from rich.progress import track

from estimation import chart, pages, write
from estimation.compare import GRID, LAST_TRAINING_YEAR, Profile, Score, measures, profiles, scores
from estimation.data import Year, prepare
from estimation.dyads import EVENTS, Mask, Rows, armed_sides, events, onsets, rows
from estimation.fits import Coefficients, coefficients
from estimation.joining import disputes_with_force, record
from estimation.shares import Share, shares
from foedus.errors import FoedusError
from foedus.sources import load
from foedus.world.system import state_system

ROOT = Path(__file__).parents[1]
EMBEDDED = ROOT / "src" / "foedus" / "world" / "embedded"
PAGE = ROOT / "docs" / "estimation.md"
CHART = ROOT / "docs" / "img" / "estimation-profile.svg"

FIRST, LAST = 1946, 2010
"""Years of the coefficients: from the first full year of peace to the end of the GML disputes."""

SPANS = ((FIRST, LAST), (1816, 1944))
"""Years of the record behind rho and omega."""

Happened = Mapping[str, tuple[Mask, Mask]]


def fit_all(table: Rows, happened: Happened) -> list[Coefficients]:
    return [coefficients(table, e, *happened[e]) for e in track(EVENTS, "coefficients")]


def fit_variants(
    table: Rows, happened: Happened, directed: pl.DataFrame, omega: float
) -> dict[str, list[Coefficients]]:
    """Return alpha and beta with something coded otherwise, to show what hangs on it."""
    roles = {"sidea1": 1, "sidea2": 0, "orig1": 1, "orig2": 1, "midonset": 1}
    own = directed.filter(pl.all_horizontal(pl.col(c) == value for c, value in roles.items()))
    own = own.select("year", "fatality", challenger="ccode1", target="ccode2", hostlev="hostlev1")
    whole = own.cast({"challenger": pl.Int64, "target": pl.Int64, "year": pl.Int64})
    initiators = {"force": events(table, whole)["force"]}
    early = table.year <= LAST_TRAINING_YEAR

    def within(chosen: Mask) -> list[Coefficients]:
        return [coefficients(table, e, y, known & chosen) for e, (y, known) in happened.items()]

    return {
        f"ω = {omega:.2f} in the offence": [
            coefficients(table, e, *happened[e], omega) for e in EVENTS
        ],
        f"{FIRST}-{LAST_TRAINING_YEAR} only": within(early),
        f"{LAST_TRAINING_YEAR + 1}-{LAST} only": within(~early),
        "dyads in which both have armed forces": within(armed_sides(table)),
        "force used by the challenger itself": [
            coefficients(table, e, *pair) for e, pair in initiators.items()
        ],
    }


def fit_profiles(table: Rows, happened: Happened) -> list[Profile]:
    found = []
    for parameter, grid in GRID.items():
        steps = profiles(table, happened, parameter)
        progress = track(steps, f"profile of {parameter}", len(grid) + len(EVENTS))
        found += [p for p in progress if p is not None]
    return found


def fit_scores(table: Rows, happened: Happened, omega: float, chosen: Mask) -> list[Score]:
    """Return how the rival measures do on some of the rows."""
    rivals = measures(table, omega)
    found: list[Score] = []
    for event in track(EVENTS, f"comparison, {int(chosen.sum()):,} rows"):
        happens, known = happened[event]
        found += scores(table, event, happens, known & chosen, rivals)
    return found


def read_shares(
    participants: pl.DataFrame, disputes: pl.DataFrame, years: Mapping[int, Year]
) -> list[Share]:
    force = disputes_with_force(participants, disputes)
    return [s for first, last in SPANS for s in shares(record(force, years, first, last))]


def main_omega(found: Sequence[Share]) -> float:
    """Return the default omega: the share found in uses of force since 1946."""
    return next(
        s.found.estimate
        for s in found
        if (s.parameter, s.event, s.first, s.main) == ("omega", "force", FIRST, True)
    )


def run() -> None:
    span = range(SPANS[1][0], LAST + 1)
    years = {year: prepare(state_system(year, load)) for year in track(span, "state systems")}
    participants, disputes = load("gml_part"), load("gml_mid_disps")
    found = read_shares(participants, disputes, years)
    omega = main_omega(found)

    table = rows([years[year] for year in range(FIRST, LAST + 1)])
    started = onsets(participants, disputes).filter(pl.col("year").is_between(FIRST, LAST))
    happened = events(table, started)
    fitted = fit_all(table, happened)
    profiled = fit_profiles(table, happened)
    scored = fit_scores(table, happened, omega, np.ones(len(table.year), dtype=bool))
    armed = fit_scores(table, happened, omega, armed_sides(table))
    variants = fit_variants(table, happened, load("gml_dirdisp"), omega)
    parts = {
        "sample": pages.sample_table(table, started),
        "coefficients": pages.coefficient_table(fitted),
        "errors": pages.error_table(fitted),
        "variants": pages.variant_table({"as shipped": fitted, **variants}),
        "in-sample": pages.score_table(scored, f"{FIRST}-{LAST}"),
        "held-out": pages.score_table(scored, f"{LAST_TRAINING_YEAR + 1}-{LAST}"),
        "held-out-armed": pages.score_table(armed, f"{LAST_TRAINING_YEAR + 1}-{LAST}"),
        "profiles": pages.profile_table(profiled),
        "rho": pages.share_table([s for s in found if s.parameter == "rho"]),
        "omega": pages.share_table([s for s in found if s.parameter == "omega"]),
        "published": pages.published_table(write.PUBLISHED),
    }
    page = pages.fill(PAGE.read_text(encoding="utf-8"), parts)
    write.coefficients(EMBEDDED / "coefficients.csv", fitted)
    write.estimates(EMBEDDED / "estimates.csv", [s for s in found if s.main])
    write.replace(CHART, chart.svg(profiled))
    write.replace(PAGE, page)


def main() -> int:
    argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0]).parse_args()
    try:
        run()
    except FoedusError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

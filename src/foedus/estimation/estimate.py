"""All estimates of the model from the research data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from foedus.estimation.attack import FIRST_YEAR, Attack, fit_reading
from foedus.estimation.joining import (
    SIDES,
    Cases,
    Joining,
    deadly,
    fit_joining,
    forceful,
    joining_cases,
    mean_excess,
)
from foedus.estimation.joint_attack import JointAttack, joint_attack
from foedus.estimation.losses import loss_ratios, psi
from foedus.estimation.outcomes import Outcome, outcomes
from foedus.estimation.rows import EVENTS, Rows, attack_rows, onsets
from foedus.estimation.shares import (
    Interval,
    Peace,
    honoured,
    interventions,
    omega,
    peace,
    recorded,
)
from foedus.estimation.since_1945 import fit_since_1945
from foedus.estimation.tables import (
    JOINING_SOURCE,
    Number,
    attack_tables,
    joining_tables,
    joint_attack_table,
    number_table,
    outcome_table,
    peace_table,
)
from foedus.estimation.years import FIRST, LAST, Year, read_years

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RECORD_YEARS", "Estimates", "Research", "all_tables", "estimate", "read_research"]

Load = Callable[[str], "pl.DataFrame"]

RECORD_YEARS = (1991, 2010)
"""Years of the record to which the world's attacks are anchored."""

PEACE_SPANS = (0, 1, 2, 3, 5, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 25, 30)

DEATHS_SOURCE = (
    "COW inter-state wars 4.0 (battle deaths), NMC 7.0, GML disputes 2.2.1; foedus "
    "tools/estimate_coefficients.py"
)


@dataclass(frozen=True, eq=False)
class Research:
    """The research data as the estimation uses them.

    Attributes
    ----------
    years : states of every year
    started : frame, who began which dispute against whom
    rows : directed dyad-years
    cases : (side, "deadly" or "force") to the third states beside the disputes
    """

    years: tuple[Year, ...]
    started: pl.DataFrame
    rows: Rows
    cases: Mapping[tuple[str, str], Cases]

    def cases_of(self, side: str, event: str) -> Cases:
        """Return the third states beside the disputes of a rung."""
        return self.cases[side, "force" if event == "force" else "deadly"]


@dataclass(frozen=True, eq=False)
class Estimates:
    """Everything that is written down.

    Attributes
    ----------
    attacks : fits of all readings and rungs
    joining : each joining equation with the mean excess of an obligation, its low and high
    record : event to (attacks, years)
    numbers : numbers read off the record
    peace : typical histories
    joint_attack : what the likelihood says of allied power in an attack
    outcomes : how disputes ended for the targets
    """

    attacks: tuple[Attack, ...]
    joining: tuple[tuple[Joining, tuple[float, float, float]], ...]
    record: Mapping[str, tuple[int, int]]
    numbers: tuple[Number, ...]
    peace: tuple[Peace, ...]
    joint_attack: tuple[JointAttack, ...]
    outcomes: tuple[Outcome, ...]


def read_research(load: Load, last: int = LAST) -> Research:
    """Return the research data as the estimation uses them.

    Parameters
    ----------
    load : from a dataset's name to its frame, e.g. `foedus.sources.load`
    last : int
        Last year.

    Raises
    ------
    FoedusError
        A dataset is not on this computer (the message says how to get it).
    """
    years = read_years(load, FIRST, last)
    participants = load("gml_part")
    started = onsets(participants, load("gml_mid_disps"))
    kinds = {"deadly": deadly(started), "force": forceful(started, FIRST_YEAR["force"])}
    cases = {
        (side, kind): joining_cases(years, disputes, participants, side)
        for side in SIDES
        for kind, disputes in kinds.items()
    }
    return Research(years, started, attack_rows(years, started), cases)


def estimate(research: Research, load: Load) -> Iterator[tuple[str, Estimates | None]]:
    """Yield (what is being done, None) again and again, then ("done", the estimates).

    Parameters
    ----------
    research : as of `read_research`
    load : from a dataset's name to its frame
    """
    attacks: list[Attack] = []
    for event in ("fatal", "war", "force"):
        below = {a.reading: a for a in attacks if (a.event, event) == ("fatal", "war")}
        for step in _readings(research.rows, event, below):
            if step is not None:
                attacks.append(step)
            yield f"attack, {event}", None
    joining = []
    for side in SIDES:
        for event in EVENTS:
            cases = research.cases_of(side, event)
            found = fit_joining(cases, event)
            joining.append((found, mean_excess(found, cases)))
            yield f"joining, {event}", None
    joint = tuple(one for event in EVENTS for one in joint_attack(research.rows, event))
    span = [year for year in research.years if RECORD_YEARS[0] <= year.year <= RECORD_YEARS[1]]
    yield (
        "done",
        Estimates(
            tuple(attacks),
            tuple(joining),
            {event: recorded(research.rows, event, *RECORD_YEARS) for event in EVENTS},
            tuple(_numbers(research, load)),
            tuple(peace(span, PEACE_SPANS)),
            joint,
            tuple(outcomes(load("gml_mid_disps"), research.started, load("cow_war_inter"))),
        ),
    )


def _readings(rows: Rows, event: str, below: Mapping[str, Attack]) -> Iterator[Attack | None]:
    """Fit all readings of a rung, pooled towards the rung below where it is given."""
    anchor: Attack | None = None
    for step in fit_reading(rows, event, "since-1816", below.get("since-1816")):
        anchor = step or anchor
        yield step
    if anchor is None:
        raise ArithmeticError("no fit")
    if FIRST_YEAR[event] < FIRST_YEAR["force"]:
        yield from fit_since_1945(rows, event, anchor)
    else:
        yield replace(anchor, reading="since-1945")
    for reading in ("nuclear", "sceptics"):
        yield from fit_reading(rows, event, reading, below.get(reading))


def _numbers(research: Research, load: Load) -> Iterator[Number]:
    for name, sides in (("psi", (0, 1)), ("psi_target_side", (0,))):
        ratios = loss_ratios(
            load("cow_war_inter"), load("cow_nmc"), load("gml_part"), load("gml_mid_disps"), sides
        )
        yield name, "war", psi(ratios), 1823, 2003, DEATHS_SOURCE
    for event in EVENTS:
        war = True if event == "war" else None
        first = FIRST_YEAR[event]
        came = omega(research.cases_of("attacker", event), war=war)
        yield "omega", event, came, first, LAST, JOINING_SOURCE
        cases = research.cases_of("target", event)
        severe = cases.column("war") > 0 if event == "war" else np.ones(len(cases.year), dtype=bool)
        for name, begin in (("honoured", first), ("honoured_since_1946", 1946)):
            share: Interval = honoured(cases, severe & (cases.year >= begin))
            yield name, event, share, begin, LAST, JOINING_SOURCE
        yearly = interventions(cases, 1946, LAST, war=war)
        yield "interventions", event, yearly, 1946, LAST, JOINING_SOURCE


def all_tables(found: Estimates) -> dict[str, str]:
    """Return every table of the model by its name, as CSV.

    Parameters
    ----------
    found : Estimates
    """
    return {
        **attack_tables(found.attacks, found.record),
        **joining_tables(found.joining),
        **number_table(found.numbers),
        **peace_table(found.peace),
        **joint_attack_table(found.joint_attack),
        **outcome_table(found.outcomes),
    }

"""The security model: who is attacked, who is drawn into whose wars, and what allies go with.

A question is put in four steps::

    assumptions = Assumptions(event="war", reading="since-1816", fixed={"omega": 0.21})
    one = point(assumptions, world)                    # best estimates, anchored in this world
    many = draw(assumptions, world, 2000, seed=1)      # draws, anchored in this world
    change = difference(world, after, many)            # both worlds under the same draws

or in one, `outcome(world, after, assumptions, draws, seed)`, whose `verdict`, `break_even` and
`members_break_even` say what may be said. All risks are **a century**, plus is less safe.

What there is
-------------
Assumptions(event, reading, fixed), .with_, .value, .table, .warnings
    What is assumed; `EVENTS`, `READINGS`; `by_reading`, `by_omega`, `by_psi` vary it;
    `assumption_records` lists it with ranges and sources.
point(assumptions, world) -> Parameters; draw(assumptions, world, count, seed) -> Parameters
    One set of numbers, or many.
evaluate(world, given) -> Security
    attacked, drawn_in (n,), attacks (n, n) a year, joined (n, n): wars of k that i fights,
    insecurity(psi), chance_ten_years.
levels(world, parameters) -> Levels
    attacked, drawn_in (B, n), attacks_a_year, interventions_a_year (B,) of the whole world.
difference(before, after, parameters) -> Change
    attacked, drawn_in, attacked_before (B, n), insecurity(psi).
outcome(before, after, assumptions, draws, seed) -> Outcome
    before, after: Security; attacked, drawn_in, insecurity(psi) by the best estimates;
    draws: Change; verdict(states), break_even(state), members_break_even(members, candidate).
wars_touched(before, after, parameters) -> tuple of WarOn
    Wars that are on: state, enemy, allies, added (B, m), expected (B,).
shapley(world, members, parameters, fine=...) -> Shares; sampled(...) -> (Shares, errors)
    own_gain, others_gain, drawn_in, draws_in, shapley (B, k), fewer_attacks, wars_joined, total.
assume_rivals(world, pairs) -> World
noticeable(change, own), break_even(...), word(share, draws), chance_ten_years(per_century)
"""

from foedus.security.change import Change, difference
from foedus.security.draws import draw, point
from foedus.security.evaluation import Levels, Security, chance_ten_years, evaluate, levels
from foedus.security.game import Shares, shapley
from foedus.security.outcomes import Outcome, by_omega, by_psi, by_reading, outcome
from foedus.security.parameters import Parameters
from foedus.security.readings import EVENTS, READINGS, Assumptions, Parameter, parameter_table
from foedus.security.records import AssumptionRecord, assumption_records, sources_of
from foedus.security.rivals import assume_rivals
from foedus.security.sampling import sampled
from foedus.security.verdicts import (
    LEANING,
    MATERIAL,
    ROBUST,
    Verdict,
    break_even,
    monte_carlo_error,
    noticeable,
    noticed_from,
    verdict,
    word,
)
from foedus.security.war import WarOn, wars_touched

__all__ = [
    "EVENTS",
    "LEANING",
    "MATERIAL",
    "READINGS",
    "ROBUST",
    "AssumptionRecord",
    "Assumptions",
    "Change",
    "Levels",
    "Outcome",
    "Parameter",
    "Parameters",
    "Security",
    "Shares",
    "Verdict",
    "WarOn",
    "assume_rivals",
    "assumption_records",
    "break_even",
    "by_omega",
    "by_psi",
    "by_reading",
    "chance_ten_years",
    "difference",
    "draw",
    "evaluate",
    "levels",
    "monte_carlo_error",
    "noticeable",
    "noticed_from",
    "outcome",
    "parameter_table",
    "point",
    "sampled",
    "shapley",
    "sources_of",
    "verdict",
    "wars_touched",
    "word",
]

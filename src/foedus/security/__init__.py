"""The security model: who is attacked, who is drawn into wars, and what alliances change."""

from foedus.security.change import Change, difference
from foedus.security.coefficients import EVENTS, READINGS
from foedus.security.draws import draw, point
from foedus.security.evaluation import Security, evaluate
from foedus.security.outcomes import Outcome, assume_rivals, outcome
from foedus.security.parameters import Parameters
from foedus.security.readings import Assumptions, Parameter, parameter_table
from foedus.security.verdicts import (
    LEANING,
    ROBUST,
    Verdict,
    break_even,
    monte_carlo_error,
    noticeable,
    noticed_from,
    word,
)
from foedus.security.war import WarOn, wars_touched

__all__ = [
    "EVENTS",
    "LEANING",
    "READINGS",
    "ROBUST",
    "Assumptions",
    "Change",
    "Outcome",
    "Parameter",
    "Parameters",
    "Security",
    "Verdict",
    "WarOn",
    "assume_rivals",
    "break_even",
    "difference",
    "draw",
    "evaluate",
    "monte_carlo_error",
    "noticeable",
    "noticed_from",
    "outcome",
    "parameter_table",
    "point",
    "wars_touched",
    "word",
]

"""The security model: who is attacked, who is drawn into allies' wars, and what alliances change."""

from foedus.security.change import Change, difference
from foedus.security.draws import draw, point
from foedus.security.evaluation import Security, evaluate
from foedus.security.outcomes import Outcome, assume_rivals, outcome
from foedus.security.parameters import Parameters
from foedus.security.readings import EVENTS, READINGS, Assumptions, Parameter, parameter_table
from foedus.security.verdicts import Verdict, break_even, monte_carlo_error, noticeable, word
from foedus.security.war import WarOn, wars_touched

__all__ = [
    "EVENTS",
    "READINGS",
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
    "outcome",
    "parameter_table",
    "point",
    "word",
    "wars_touched",
]

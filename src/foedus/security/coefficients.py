"""STUB until est's is merged: the prototype's figures."""
from dataclasses import dataclass
import numpy as np
from foedus.security.terms import ATTACK_TERMS, JOINING_TERMS, NUCLEAR_TERMS

@dataclass(frozen=True, eq=False)
class AttackFit:
    reading: str
    event: str
    terms: tuple
    grid: np.ndarray
    weight: np.ndarray
    estimates: np.ndarray
    covariance: np.ndarray
    n: int
    events: int
    first: int
    last: int
    record_events: float
    record_years: float

@dataclass(frozen=True, eq=False)
class JoiningFit:
    side: str
    terms: tuple
    estimate: np.ndarray
    covariance: np.ndarray
    n: int
    joins: int

WAR = dict(constant=-3.62, since_1945=-.17, since_1990=-.61, land=.62, log_distance=.03, far_no_major=-3.53, major_attacker=.27, major_target=-1.28, lower_democracy=.14, both_democratic=-5.0, democracy_unknown=0., rival=2.15, log_peace=-1.36, log_peace_squared=.18, log_recent_clashes=-.15, log_offence=.25, log_own=.13, log_support=-.39, allied=.34)
FATAL = dict(constant=-4.01, since_1945=.61, since_1990=-.21, land=1.01, log_distance=-.06, far_no_major=-3.34, major_attacker=.25, major_target=-.40, lower_democracy=.15, both_democratic=-1.75, democracy_unknown=0., rival=1.45, log_peace=-.82, log_peace_squared=.08, log_recent_clashes=.40, log_offence=.16, log_own=.05, log_support=-.15, allied=.01)
SE = dict(constant=.6, since_1945=.3, since_1990=.3, land=.25, log_distance=.05, far_no_major=.63, major_attacker=.3, major_target=.3, lower_democracy=.1, both_democratic=1.7, democracy_unknown=.3, rival=.25, log_peace=.3, log_peace_squared=.06, log_recent_clashes=.15, log_offence=.07, log_own=.06, log_support=.14, allied=.3)
JOIN = dict(constant=-2.2, war=2.83, since_1945=0., tie=1.93, tie_log_distance=.43, tie_to_other=0., land=.63, land_other=.34, major=1.34, rival_of_other=.9, log_distance=-.62, log_own=.19)
JSE = dict(constant=.3, war=.33, since_1945=.2, tie=.31, tie_log_distance=.19, tie_to_other=.3, land=.2, land_other=.2, major=.37, rival_of_other=.3, log_distance=.08, log_own=.06)

PSI = (0.42, 0.17, 0.65)

def attack_fit(reading, event):
    table = dict(WAR if event == "war" else FATAL)
    terms = ATTACK_TERMS
    if reading == "nuclear":
        table |= dict(nuclear_attacker=.1, nuclear_target=-.5, nuclear_ally=-.8)
        terms = (*ATTACK_TERMS, *NUCLEAR_TERMS)
    if reading == "since-1945":
        table["log_support"] = -.24
    if reading == "sceptics":
        table["log_support"] = 0.
    se = SE | dict(nuclear_attacker=.3, nuclear_target=.3, nuclear_ally=.3)
    if reading == "sceptics": se["log_support"] = 0.
    est = np.array([table[t] for t in terms])
    grid = np.array([(d, r) for d in (2000., 4000., 8000., 16000.) for r in (.1, .4, .75, 1.2, 2.)])
    weight = np.exp(-((np.log(grid[:,0]/4000))**2 + (grid[:,1]-.75)**2))
    weight /= weight.sum()
    estimates = np.repeat(est[None], len(grid), 0)
    i = terms.index("log_support")
    estimates[:, i] *= (.75/grid[:,1])**.2
    return AttackFit(reading, event, terms, grid, weight, estimates, np.diag([se[t]**2 for t in terms]), 1000, 100, 1816, 2010, 11.5 if event == "war" else 129., 20.)

def joining_fit(side="target"):
    return JoiningFit(side, JOINING_TERMS, np.array([JOIN[t] for t in JOINING_TERMS]), np.diag([JSE[t]**2 for t in JOINING_TERMS]), 64746, 182)

def recorded_omega(event):
    return 0.21

from types import SimpleNamespace
def recorded(name, event="war"):
    values = {"interventions": (0.29, 0.09, 0.55, 1946, 2010), "psi": (0.42, 0.17, 0.65, 1823, 2003), "omega": (0.21, 0.1, 0.4, 1816, 2010)}
    e, l, h, f, t = values[name]
    return SimpleNamespace(estimate=e, low=l, high=h, first=f, last=t, n=1, source="GML disputes 2.2.1, ATOP 5", event=event, name=name)

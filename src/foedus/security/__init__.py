"""The security model: who is likely to be challenged, who would win, and what allies change."""

from foedus.security.assumptions import EVENTS, PARAMETERS, Assumptions, Parameter
from foedus.security.evaluate import risk
from foedus.security.kernel import Risk

__all__ = ["EVENTS", "PARAMETERS", "Assumptions", "Parameter", "Risk", "risk"]

"""The coefficients of one kind of event, at the model's default assumptions."""

from dataclasses import dataclass

import numpy as np

from estimation import logit
from estimation.dyads import BALANCE, TERMS, Array, Mask, Rows, balance

SCALE, RHO, OMEGA = 4000.0, 0.75, 0.0
"""Defaults at which Off and Def are computed: D in km, rho, and omega as the likelihood has it."""


@dataclass(frozen=True)
class Coefficients:
    """Estimates for one kind of event, with three standard errors.

    Attributes
    ----------
    event : "dispute", "force" or "fatal"
    terms : names of the coefficients
    fit : the regression; its own standard errors take every row for independent
    se_directed, se_dyad : (k,), clustered by directed dyad and by dyad
    unknown : dyad-years left out because it is not known whether the event happened
    first, last : years of the rows
    """

    event: str
    terms: tuple[str, ...]
    fit: logit.Fit
    se_directed: Array
    se_dyad: Array
    unknown: int
    first: int
    last: int


def coefficients(
    table: Rows, event: str, happened: Mask, known: Mask, omega: float = OMEGA
) -> Coefficients:
    """Return eta's covariates, alpha and beta, estimated together on the rows that are known."""
    x = np.column_stack([table.covariates, balance(table, SCALE, RHO, omega)])[known]
    y = happened[known]
    found = logit.fit(x, y)
    challenger, target = np.divmod(table.dyad[known], 1000)
    either = np.minimum(challenger, target) * 1000 + np.maximum(challenger, target)
    return Coefficients(
        event=event,
        terms=(*TERMS, BALANCE),
        fit=found,
        se_directed=logit.clustered_se(found, x, y, table.dyad[known]),
        se_dyad=logit.clustered_se(found, x, y, either),
        unknown=int((~known).sum()),
        first=int(table.year[known].min()),
        last=int(table.year[known].max()),
    )

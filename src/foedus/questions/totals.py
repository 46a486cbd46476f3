"""The world of the day beside the record: a check of the scale of all figures."""

from __future__ import annotations

from statistics import NormalDist

from foedus.questions.assessment import WorldTotal
from foedus.security import Outcome
from foedus.security.evaluation import levels
from foedus.security.recorded import recorded
from foedus.world.world import World

__all__ = ["rate_interval", "world_total"]


def world_total(world: World, found: Outcome) -> WorldTotal:
    """Return attacks and interventions a year in the world before a change, and the record's.

    Parameters
    ----------
    world : World
        Before the change.
    found : Outcome

    Examples
    --------
    >>> from foedus.security import Assumptions, outcome
    >>> from foedus.world.load import load_world
    >>> world = load_world()
    >>> total = world_total(world, outcome(world, world, Assumptions(), draws=0))
    >>> total.attacks_recorded_low < total.attacks_recorded < total.attacks_recorded_high
    True
    """
    fit, joins = found.assumptions.fit, recorded("interventions", found.assumptions.event)
    now = levels(world, found.point)
    low, high = rate_interval(fit.record_events, fit.record_years)
    return WorldTotal(
        attacks_per_year=float(now.attacks_a_year[0]),
        attacks_recorded=fit.record_events / fit.record_years,
        attacks_recorded_low=low,
        attacks_recorded_high=high,
        interventions_per_year=float(now.interventions_a_year[0]),
        interventions_recorded=joins.estimate,
        interventions_recorded_low=joins.low or 0.0,
        interventions_recorded_high=joins.high or joins.estimate,
        recorded=(
            f"attacks of {fit.last - fit.record_years + 1}-{fit.last}, allies who joined a war "
            f"{joins.first}-{joins.last}; {joins.source}"
        ),
    )


def rate_interval(events: float, years: float, share: float = 0.95) -> tuple[float, float]:
    """Return the interval of a yearly rate, given events and years of record.

    Parameters
    ----------
    events, years : float
    share : float

    Examples
    --------
    >>> low, high = rate_interval(11, 20)
    >>> round(low, 2), round(high, 2)
    (0.27, 0.98)

    References
    ----------
    Garwood (1936), by the approximation of Wilson & Hilferty (1931).
    """
    z = NormalDist().inv_cdf((1 + share) / 2)

    def quantile(shape: float, z: float) -> float:
        if shape <= 0:
            return 0.0
        value = shape * (1 - 1 / (9 * shape) + z / (3 * shape**0.5)) ** 3
        return float(value / years)

    return quantile(events, -z), quantile(events + 1, z)

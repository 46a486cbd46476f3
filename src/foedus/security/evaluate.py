"""The model on a world: from states and alliances to everybody's risk."""

from foedus.security.assumptions import Assumptions
from foedus.security.eta import eta
from foedus.security.kernel import Risk, Ties, evaluate
from foedus.security.stationing import joining, pledged, stationed_power
from foedus.world.world import World

__all__ = ["risk"]


def risk(world: World, assumptions: Assumptions | None = None) -> Risk:
    """Return every state's risk in a world.

    Parameters
    ----------
    world : World
    assumptions : Assumptions, optional
        The documented defaults if not given.

    Returns
    -------
    Risk
        Arrays in the order of `world.iso3`; units are events a year.

    Examples
    --------
    >>> from foedus.world.load import load_world
    >>> world = load_world(on="2022-01-30")
    >>> level = risk(world).security[world.index("ISL")]
    >>> bool(0 < level <= 1)
    True
    """
    given = assumptions or Assumptions.default()
    return evaluate(
        stationed_power(world.capability, world, given.D, given.gradient),
        eta(world, given.event),
        Ties.of(world.allied),
        world.nuclear,
        rho=pledged(world, given.rho, given.tau),
        omega=joining(world, given.omega),
        m=given.m,
        alpha=given.alpha,
        beta=given.beta,
        nu=given.nu,
        epsilon=given.epsilon,
    )

"""How unequal a pair of states is in capabilities."""

import narwhals as nw
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._lookup import state_lookups
from foedus.sources._store import load_narrow

__all__ = ["add_capability_ratio"]


def add_capability_ratio(frame: IntoFrameT) -> IntoFrameT:
    """Return the frame with the ratio of the two states' capabilities.

    Adds `capability_ratio`, the weaker state's index of national capability over the stronger's
    (0 to 1), and `capability_share1`, the first state's share of the two states' sum. Missing
    outside 1816-2022 and where both states have none.

    Parameters
    ----------
    frame : frame of any kind
        Dyad- or leader-dyad-years with Correlates of War codes.

    Raises
    ------
    FoedusError
        The frame lacks the keys, or already has one of the columns.

    References
    ----------
    Bremer (1992); Singer, Bremer and Stuckey (1972).

    Examples
    --------
    >>> from foedus.panel import dyad_years
    >>> pairs = dyad_years(1914, 1914).pipe(add_capability_ratio)
    >>> round(pairs["capability_ratio"].max(), 3)
    0.995
    """
    return attach(frame, _ADDER)


def _plan(asked: Asked) -> Plan:
    table = load_narrow("cow_nmc").rename({"cinc": "__cinc"})
    one, two = nw.col("__cinc1"), nw.col("__cinc2")
    total = one + two
    stronger = nw.when(one >= two).then(one).otherwise(two)
    some = total > 0
    derive = [
        nw.when(some).then((total - stronger) / stronger).alias("capability_ratio"),
        nw.when(some).then(one / total).alias("capability_share1"),
    ]
    return Plan(state_lookups(asked.unit, table, ["__cinc"]), derive)


_ADDER = Adder(
    "add_capability_ratio", _plan, kinds=("dyad-year", "leader-dyad-year"), systems=("cow",)
)

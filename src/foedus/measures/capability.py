"""Capability indices: each state's share of the system's military resources."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["composite_index", "shares"]


def shares(amounts: ArrayLike) -> NDArray[np.float64]:
    """Return each state's share of the total; a missing amount stays missing.

    Parameters
    ----------
    amounts : (..., N) array, any unit, nan where unknown
        Totals are over the known amounts along the last axis.

    Examples
    --------
    >>> shares([1.0, 3.0, np.nan])
    array([0.25, 0.75,  nan])
    """
    x = np.asarray(amounts, float)
    share: NDArray[np.float64] = x / np.nansum(x, axis=-1, keepdims=True)
    return share


def composite_index(*components: ArrayLike) -> NDArray[np.float64]:
    """Return the mean of a state's available component shares, rescaled to sum to 1.

    Parameters
    ----------
    *components : (N,) arrays, one a component, any unit, nan where unknown
        A state with no component at all gets nan.

    References
    ----------
    Singer, Bremer & Stuckey (1972): the index is the mean of shares. A missing share is left out
    of the mean, not counted as zero, as the Correlates of War project does.

    Examples
    --------
    >>> composite_index([1.0, 3.0], [1.0, 1.0])
    array([0.375, 0.625])
    """
    stacked = np.stack([shares(component) for component in components])
    known = ~np.isnan(stacked)
    count = known.sum(axis=0)
    mean = np.where(known, stacked, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan)
    return shares(mean)

"""Arms races: what two spend in answer to each other (Richardson's equations)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from foedus.errors import FoedusError
from foedus.models._arms_race_data import BUDGETS, POUNDS_UNTIL, YEARS, spending
from foedus.models._arms_race_result import ArmsRaceResult, Coefficient, Point
from foedus.models._linear_race import Fit, equilibrium, least_squares, path, speeds

__all__ = [
    "BUDGETS",
    "arms_race",
]

Array = NDArray[np.float64]


TERMS = ("answer to the other", "fatigue", "grievance")


def arms_race(
    one: str | None = None,
    other: str | None = None,
    *,
    first: int | None = None,
    last: int | None = None,
    lag: int = 1,
    coefficients: dict[str, float] | None = None,
    start: tuple[float, float] = (0.0, 0.0),
    years: float = 10.0,
) -> ArmsRaceResult:
    """Return how two answer each other's armaments: dx/dt = ky - ax + g, dy/dt = lx - by + h.

    Without arguments, Richardson's own case: the budgets of France and Russia, and of Germany and
    Austria-Hungary, 1909 to 1913. With two states, their military expenditure in the research
    data: each side's yearly rise on both sides' spending `lag` years before, by least squares.
    With `coefficients`, the equations as given.

    Parameters
    ----------
    one, other : str, optional
        Two states, by code or name.
    first, last : int, optional
        Years of the expenditure; 1870 to 1913 if not given.
    lag : int, 1 to 5
    coefficients : dict, optional
        k, l, a, b, g, h.
    start : (x, y)
        With coefficients: where the path begins,
    years : float
        and how long it is.

    Raises
    ------
    FoedusError
        A state is not known, the period has too few years or mixes pounds and dollars.

    References
    ----------
    Richardson (1960).

    Examples
    --------
    >>> race = arms_race(coefficients=dict(k=1, l=2, a=3, b=4, g=5, h=6))
    >>> race.equilibrium, race.stable, race.speeds
    ((2.6, 2.8), True, (-5.0, -2.0))
    >>> round(arms_race().coefficients[0].estimate, 2)
    0.73
    """
    if coefficients is not None:
        return _given(coefficients, start, years)
    if one is None and other is None:
        return _richardson()
    if one is None or other is None:
        raise FoedusError("arms_race: name two states, e.g. DEU GBR")
    if not 1 <= lag <= 5:
        raise FoedusError(f"lag is {lag}, expected 1 to 5 years")
    begin = 1870 if first is None else first
    end = (POUNDS_UNTIL if begin <= POUNDS_UNTIL else 2016) if last is None else last
    if begin <= POUNDS_UNTIL < end:
        raise FoedusError(
            f"{begin} to {end}: expenditure is in pounds up to {POUNDS_UNTIL} and in dollars from "
            f"{POUNDS_UNTIL + 1}; stay on one side"
        )
    return _pair(one, other, (begin, end), lag)


def _given(
    coefficients: dict[str, float], start: tuple[float, float], years: float
) -> ArmsRaceResult:
    wanted = ("k", "l", "a", "b", "g", "h")
    odd = [name for name in coefficients if name not in wanted]
    missing = [name for name in wanted if name not in coefficients]
    if odd or missing:
        told = f"no coefficient {odd[0]!r}" if odd else f"coefficient {missing[0]} is missing"
        raise FoedusError(f"{told}; expected {', '.join(wanted)}")
    c = {name: float(coefficients[name]) for name in wanted}
    bad = [name for name in wanted if not np.isfinite(c[name])]
    if bad:
        raise FoedusError(f"coefficient {bad[0]} is {c[bad[0]]:g}, expected a finite number")
    rows = [("one", zip(TERMS, "kag", strict=True)), ("other", zip(TERMS, "lbh", strict=True))]
    table = tuple(
        Coefficient(side=side, term=term, symbol=symbol, estimate=c[symbol], std_error=None,
                    n=None, r_squared=None, durbin_watson=None)
        for side, terms in rows for term, symbol in terms
    )  # fmt: skip
    m = np.array([[-c["a"], c["k"]], [c["l"], -c["b"]]])
    g = np.array([c["g"], c["h"]])
    times = np.linspace(0, years, 101)
    z = path(m, g, start, times)
    points = _points(times, z, "path of the equations")
    flags = ("--coefficients", ",".join(f"{name}={c[name]:g}" for name in wanted))
    return _result(("one", "other", ""), table, (m, g), points, z, flags, ())


def _points(times: Array, z: Array, kind: str) -> tuple[Point, ...]:
    return tuple(
        Point(year=float(t), one=float(x), other=float(y), kind=kind)
        for t, (x, y) in zip(times, z, strict=True)
        if abs(x) < 1e12 and abs(y) < 1e12
    )


def _result(
    who: tuple[str, str, str],
    table: tuple[Coefficient, ...],
    system: tuple[Array, Array],
    points: tuple[Point, ...],
    z: Array,
    asked: tuple[str, ...],
    notes: tuple[str, ...],
    sources: tuple[str, ...] = (),
) -> ArmsRaceResult:
    m, g = system
    rest = equilibrium(m, g)
    found = speeds(m)
    return ArmsRaceResult(
        asked=asked,
        one=who[0], other=who[1], unit=who[2],
        coefficients=table,
        equilibrium=None if rest is None else tuple(round(float(v), 9) for v in rest),
        determinant=None if len(m) == 1 else round(float(np.linalg.det(m)), 9),
        speeds=tuple(round(float(v), 9) for v in found.real),
        turning=tuple(round(float(v), 9) + 0.0 for v in found.imag),
        stable=bool((found.real < 0).all()),
        points=points,
        arrows=_arrows(m, g, z),
        notes=(*notes, *NOTES),
        sources=(*sources, ArmsRaceResult.citation),
    )  # fmt: skip


NOTES = (
    "The equations are linear and know no budget: an unstable race grows without end.",
    "Stable if ab > kl and a + b > 0: fatigue outweighs the answers.",
)
FITTED = (
    "Spending trends upwards: regressions of trending series find answers where there are none "
    "(unit roots), and each side's spending answers the other's within the year (simultaneity). "
    "A Durbin-Watson statistic far from 2 says that standard errors are too small.",
)


def _arrows(m: Array, g: Array, z: Array) -> tuple[tuple[float, float, float, float], ...]:
    """Return a grid of short steps along the equations around what is shown."""
    if m.shape != (2, 2) or not len(z):
        return ()
    kept = z[(np.abs(z) < 1e12).all(axis=1)]
    low, high = kept.min(axis=0), kept.max(axis=0)
    wide = np.maximum(high - low, 1e-9)
    x, y = np.meshgrid(*(np.linspace(low[k], high[k], 11) for k in (0, 1)))
    at = np.stack([x.ravel(), y.ravel()], axis=1)
    rate = at @ m.T + g
    length = np.sqrt(((rate / wide) ** 2).sum(axis=1)).max()
    to = at + rate * (0.09 / length if length > 0 else 0.0)
    return tuple(
        (float(a), float(b), float(c), float(d)) for (a, b), (c, d) in zip(at, to, strict=True)
    )


def _richardson() -> ArmsRaceResult:
    """Return the fit of the rise of all four budgets on their sum half way through the year."""
    total = np.sum([np.array(values) for values in BUDGETS.values()], axis=0)
    rise, middle = np.diff(total), (total[1:] + total[:-1]) / 2
    fit = least_squares(rise, np.column_stack([middle, np.ones(len(rise))]), "1909 to 1913")
    slope, constant = fit.estimate
    who = "Both sides of 1909-13"
    table = _rows(who, ("k - a", "g + h"), ("answer less fatigue", "grievance"), fit)
    times = np.array(YEARS[:-1]) + 0.5
    points = _points(times, np.column_stack([middle, rise]), "observed")
    fitted = slope * middle + constant
    points += _points(times, np.column_stack([middle, fitted]), "path of the equations")
    return _result(
        (who, who, "million pounds"), table, (np.array([[slope]]), np.array([constant])), points,
        np.empty((0, 2)), (), (
            "France and Russia on one side, Germany and Austria-Hungary on the other: one equation "
            "for the sum of both, as Richardson had it: with k = l and a = b "
            "the sum U + V grows by (k - a)(U + V) + g + h.",
            "Four rises and two coefficients: he read 0.73 and 194 off his line; least squares "
            "gives 0.731 and 194.9.",
        ), ("budgets: Richardson (1960: 32), million pounds",),
    )  # fmt: skip


def _rows(
    side: str, symbols: tuple[str, ...], terms: tuple[str, ...], fit: Fit
) -> tuple[Coefficient, ...]:
    return tuple(
        Coefficient(
            side=side, term=term, symbol=symbol, estimate=float(fit.estimate[k]),
            std_error=float(fit.std_error[k]), n=fit.n, r_squared=fit.r_squared,
            durbin_watson=fit.durbin_watson,
        )
        for k, (term, symbol) in enumerate(zip(terms, symbols, strict=True))
    )  # fmt: skip


def _pair(one: str, other: str, period: tuple[int, int], lag: int) -> ArmsRaceResult:
    years, z, names = spending(one, other, period)
    rise, before = z[lag:] - z[lag - 1 : -1], z[:-lag]
    right = np.isfinite(rise).all(axis=1) & np.isfinite(before).all(axis=1)
    rise, before = rise[right], before[right]
    where = f"{names[0]} and {names[1]}, {period[0]} to {period[1]}"
    columns = np.column_stack([before, np.ones(len(before))])
    fits = [least_squares(rise[:, k], columns, where) for k in (0, 1)]
    m = np.array([fit.estimate[:2] for fit in fits])
    g = np.array([fit.estimate[2] for fit in fits])
    table: tuple[Coefficient, ...] = ()
    for k, (fit, symbols) in enumerate(
        zip(fits, (("-a", "k", "g"), ("l", "-b", "h")), strict=True)
    ):
        terms = ("fatigue", "answer to the other", "grievance")
        order = terms if k == 0 else (terms[1], terms[0], terms[2])
        table += _rows(names[k], symbols, order, fit)
    seen = np.isfinite(z).all(axis=1)
    points = _points(years[seen].astype(float), z[seen], "observed")
    first = np.flatnonzero(seen)[0]
    times = np.arange(len(years) - first, dtype=float)
    modelled = path(m, g, z[first], times)
    points += _points(times + years[first], modelled, "path of the equations")
    unit = "million pounds" if period[1] <= POUNDS_UNTIL else "million dollars"
    asked = (one, other, "--first", str(period[0]), "--last", str(period[1]), "--lag", str(lag))
    return _result(
        (names[0], names[1], unit), table, (m, g), points, z[seen], asked, FITTED,
        ("military expenditure in current prices: Correlates of War National Material "
         "Capabilities 7.0 (Singer, Bremer and Stuckey 1972)",),
    )  # fmt: skip

"""Changes of means: military spending and capability."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from foedus.errors import FoedusError
from foedus.measures.capability import shares
from foedus.scenario.footprint import Footprint
from foedus.scenario.groups import is_group, states_in
from foedus.world.resources import capability_index, expenditure_column
from foedus.world.states import in_sentence
from foedus.world.world import World

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Capability", "Spending"]

MEASURES = ("index", "nato", "milex", "milper")


def _with_figures(world: World, column: str, values: Mapping[str, float]) -> World:
    """Return the world with other figures of some states, and the capabilities that follow."""
    import polars as pl

    if column not in world.figures.columns or world.capability_measure not in MEASURES:
        raise FoedusError(
            f"spending and forces cannot change in the world of {world.on} with capability "
            f"{world.capability_measure}: use index, milex, milper or nato"
        )
    old = world.figures
    new = pl.col("iso3").replace_strict(values, default=None, return_dtype=pl.Float64)
    now = pl.coalesce(new, pl.col(column).cast(pl.Float64))
    figures = old.with_columns(now.alias(column))
    if column == "milex_pct_gdp":
        money = expenditure_column(old)
        if money == "milex_ppp_usd":
            amount = pl.col("milex_pct_gdp") / 100 * pl.col("gdp_ppp_usd")
        else:  # at exchange rates: what is spent moves with its share of GDP
            amount = (
                pl.when(new.is_null())
                .then(pl.col(money))
                .otherwise(pl.col(money) * new / old["milex_pct_gdp"])
            )
        figures = figures.with_columns(amount.alias(money))
    return _recomputed(world, figures)


def _recomputed(world: World, figures: pl.DataFrame) -> World:
    amount = capability_index(figures, world.capability_measure)
    place = {iso3: i for i, iso3 in enumerate(figures["iso3"])}
    own = amount[[place[iso3] for iso3 in world.iso3]]
    return replace(world, figures=figures.with_columns(capability=amount), capability=shares(own))


def _figures(world: World, column: str) -> dict[str, float | None]:
    if column not in world.figures.columns:
        return {}
    return dict(world.figures.select("iso3", column).iter_rows())


@dataclass(frozen=True)
class Spending:
    """States spend a share of their GDP on their forces.

    A state that is named is set to the share. Of an alliance or another group, those that spend
    less rise to it and the others stay where they are.

    Attributes
    ----------
    of : tuple of str
        States and alliances.
    percent_gdp : float

    Examples
    --------
    >>> Spending(("NATO",), 2.0).describe()
    'NATO spends 2 % of GDP on defence'
    """

    kind: ClassVar[str] = "spending"
    of: tuple[str, ...]
    percent_gdp: float

    def apply(self, world: World) -> World:
        """Return the world in which they spend it.

        Raises
        ------
        FoedusError
            A state's GDP or spending is not known, or the measure of capability has no figures.
        """
        if not (np.isfinite(self.percent_gdp) and 0 <= self.percent_gdp <= 100):
            raise FoedusError(f"spending {self.percent_gdp} % of GDP: expected 0 to 100")
        now, gdp = _figures(world, "milex_pct_gdp"), _figures(world, "gdp_ppp_usd")
        embedded = expenditure_column(world.figures) == "milex_ppp_usd"
        new: dict[str, float] = {}
        for item in self.of:
            group = is_group(world, item)
            for iso3 in states_in(world, [item]) & set(world.iso3):
                known, own = gdp.get(iso3), now.get(iso3)
                if now and (known is None or not (embedded or own)):
                    if group:
                        continue
                    what = "GDP" if known is None else "spending as a share of its GDP"
                    raise FoedusError(f"no figure of the {what} of {world.name(iso3)} ({iso3})")
                if not group or own is None or own < self.percent_gdp:
                    new[iso3] = self.percent_gdp
        return _with_figures(world, "milex_pct_gdp", new)

    def describe(self) -> str:
        """Return the change in words."""
        who = [in_sentence(item) for item in self.of]
        verb = "spends" if len(who) == 1 else "spend"
        return f"{' and '.join(who)} {verb} {self.percent_gdp:g} % of GDP on defence"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return Footprint("spending", frozenset(), states_in(world, self.of))


@dataclass(frozen=True)
class Capability:
    """A state's forces grow or shrink: spending and personnel by a factor, or personnel alone.

    Attributes
    ----------
    state : str
    times : float or None
        Factor for both spending and personnel.
    personnel : float or None
        Active personnel, persons.

    Examples
    --------
    >>> Capability("UKR", personnel=600000).describe()
    'Ukraine has 600,000 active personnel'
    """

    kind: ClassVar[str] = "capability"
    state: str
    times: float | None = None
    personnel: float | None = None

    def apply(self, world: World) -> World:
        """Return the world in which the state has these forces.

        Raises
        ------
        FoedusError
            Both or neither of `times` and `personnel` are given, or a figure is not known.
        """
        iso3 = world.resolve(self.state)
        world.index(iso3)
        if (self.times is None) == (self.personnel is None):
            raise FoedusError(f"capability of {self.state}: give either times or personnel")
        amount = self.times if self.personnel is None else self.personnel
        if amount is None or not (np.isfinite(amount) and amount >= 0):
            raise FoedusError(f"capability of {self.state}: {amount} is not 0 or more")
        if self.personnel is not None:
            return _with_figures(world, "milper_active_persons", {iso3: float(self.personnel)})
        # Dollars follow their share of GDP where that is known.
        shared = _figures(world, "milex_pct_gdp").get(iso3) is not None
        spent = "milex_pct_gdp" if shared else expenditure_column(world.figures)
        for column in (spent, "milper_active_persons"):
            now = _figures(world, column).get(iso3)
            if now is not None:
                world = _with_figures(world, column, {iso3: now * amount})
            elif column not in world.figures.columns:
                _with_figures(world, column, {})
        return world

    def describe(self) -> str:
        """Return the change in words."""
        if self.personnel is not None:
            return f"{in_sentence(self.state)} has {self.personnel:,.0f} active personnel"
        return f"the forces of {in_sentence(self.state)} become {self.times:g} times as strong"

    def footprint(self, world: World) -> Footprint:
        """Return what the change touches."""
        return Footprint("capability", frozenset(), frozenset({world.resolve(self.state)}))

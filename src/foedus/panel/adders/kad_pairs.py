"""Relations among the members of a k-ad: does any pair have it, do all?"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import combinations

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from foedus.panel._adder import Adder, Asked, Plan
from foedus.panel._attach import attach
from foedus.panel._choice import one_of
from foedus.panel._lookup import Lookup
from foedus.panel._pairs import both_orders
from foedus.panel._spells import expand
from foedus.sources import get
from foedus.sources._store import load_narrow

__all__ = ["add_kad_pairs"]

_KEYS = ("ccode1", "ccode2", "year")


def add_kad_pairs(frame: IntoFrameT, relation: str) -> IntoFrameT:
    """Return the frame with whether any pair of members has a relation, and whether all have it.

    Adds, for `allied`, `any_allied` and `all_allied`: 1 or 0. A pair outside the data's years is
    not known: with it, `any_` is 1 if another pair has the relation and else missing, `all_` is 0
    if another pair lacks it and else missing.

    Parameters
    ----------
    frame : frame of any kind
        K-ads or dyads with Correlates of War codes, as made by `kad_years` or in any order of
        members.
    relation : {"allied", "defense", "contiguous", "land", "dispute"}
        allied: parties to one treaty with obligations of any kind in either direction; defense:
        one owes the other defence (ATOP, 1815-2018). contiguous: by land or at most 400 miles of
        water in a part of the year; land: by land (1816-2016). dispute: on opposite sides of a
        militarised dispute that was going on in the year (Gibler, Miller and Little, 1816-2010).

    Raises
    ------
    FoedusError
        The relation is unknown, the frame lacks the keys, or a new column's name is taken.

    References
    ----------
    Leeds, Ritter, Mitchell and Long (2002); Stinnett, Tir, Schafer, Diehl and Gochman (2002);
    Gibler, Miller and Little (2016); Poast (2010).

    Examples
    --------
    >>> from foedus.panel import kad_years
    >>> triads = kad_years(3, 1914, 1914).pipe(add_kad_pairs, "defense")
    >>> triads["any_defense"].sum(), triads["all_defense"].sum()
    (580, 4)
    """
    return attach(frame, _ADDER, relation=relation)


def _plan(asked: Asked, relation: str) -> Plan:
    one_of(relation, tuple(_RELATIONS), f"{asked.caller}: relation")
    dataset, table = _RELATIONS[relation]
    related = table()
    pairs = list(combinations(asked.unit.members, 2))
    names = [f"__foedus_{one}_{two}" for one, two in pairs]
    lookups = [
        Lookup(
            related,
            {f"ccode{one}": "ccode1", f"ccode{two}": "ccode2", "year": "year"},
            {"related": name},
            {"related": 0},
            get(dataset).years,
        )
        for (one, two), name in zip(pairs, names, strict=True)
    ]
    unknown = nw.any_horizontal(*(nw.col(name).is_null() for name in names), ignore_nulls=False)
    most = least = nw.col(names[0])
    if len(names) > 1:
        most, least = nw.max_horizontal(*names), nw.min_horizontal(*names)
    return Plan(
        lookups,
        [
            nw.when(~unknown | (most == 1)).then(most).alias(f"any_{relation}"),
            nw.when(~unknown | (least == 0)).then(least).alias(f"all_{relation}"),
        ],
    )


_ADDER = Adder("add_kad_pairs", _plan, kinds=("kad-year", "dyad-year"), systems=("cow",))


@cache
def _allied() -> pl.DataFrame:
    return _either_order(load_narrow("atop_alliance"))


@cache
def _defense() -> pl.DataFrame:
    return _either_order(load_narrow("atop_alliance").filter(pl.col("atop_defense") == 1))


def _in_contact(kinds: Sequence[int]) -> pl.DataFrame:
    # Spells of several kinds overlap (Germany and Italy 1938-1945): each counts.
    spells = load_narrow("cow_contdir").filter(pl.col("conttype").is_in(kinds))
    index, year = expand(
        spells["stdate"].dt.year().to_numpy(), spells["enddate"].dt.year().to_numpy()
    )
    return _either_order(spells[index].with_columns(pl.Series("year", year.astype(np.int16))))


@cache
def _contiguous() -> pl.DataFrame:
    return _in_contact((1, 2, 3, 4, 5))


@cache
def _land() -> pl.DataFrame:
    return _in_contact((1,))


@cache
def _dispute() -> pl.DataFrame:
    return _either_order(load_narrow("gml_dirdisp").filter(pl.col("midongoing") == 1))


def _either_order(table: pl.DataFrame) -> pl.DataFrame:
    pairs = both_orders(table.select(_KEYS), "ccode").unique(maintain_order=True)
    return pairs.with_columns(pl.lit(1, pl.Int8).alias("related"))


# Each relation's dataset, whose years it is known for, and its pairs and years.
_RELATIONS: dict[str, tuple[str, Callable[[], pl.DataFrame]]] = {
    "allied": ("atop_alliance", _allied),
    "defense": ("atop_alliance", _defense),
    "contiguous": ("cow_contdir", _contiguous),
    "land": ("cow_contdir", _land),
    "dispute": ("gml_dirdisp", _dispute),
}

"""The numbers by which the Correlates of War name states, over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from foedus.world.states import state_rows
from foedus.world.tables import read_table

__all__ = [
    "cow_numbers",
    "cow_spells",
    "numbers_then",
]

GERMANY = ("DEU", 260, 255, date(1990, 10, 3))
"""One state to ISO; the Correlates of War number it anew from unification on."""


def cow_spells(alliance_id: str, until: date) -> list[dict[str, Any]]:
    """Return memberships as spells of Correlates of War numbers, dissolved states with their own.

    Parameters
    ----------
    alliance_id : str
    until : date

    Returns
    -------
    list of dict
        `iso3`, `ccode`, `from`, `to` (exclusive).

    Examples
    --------
    >>> {spell["ccode"] for spell in cow_spells("WTO", date(1985, 1, 1))} >= {365, 265, 315}
    True
    >>> [s["ccode"] for s in cow_spells("NATO", date(2000, 1, 1)) if s["iso3"] == "DEU"]
    [260, 255]
    """
    import polars as pl

    gone = {
        row["iso3"]: row["cow_code"] for row in read_table("dissolved_states").iter_rows(named=True)
    }
    numbers = {iso3: row["cow_code"] for iso3, row in state_rows().items()} | gone
    rows = read_table("memberships").filter(
        (pl.col("alliance_id") == alliance_id) & (pl.col("row_type") == "membership")
    )
    found = []
    for row in rows.iter_rows(named=True):
        first, last = row["from"], min(row["to"] or until, until)
        if numbers.get(row["iso3"]) is None or first > until:
            continue
        for ccode, start, end in numbered(row["iso3"], int(numbers[row["iso3"]]), first, last):
            found.append({"iso3": row["iso3"], "ccode": ccode, "from": start, "to": end})
    return found


def numbers_then() -> dict[str, int | None]:
    """Return the Correlates of War number of every state, dissolved ones included.

    Examples
    --------
    >>> numbers_then()["USA"], numbers_then()["DDR"]
    (2, 265)
    """
    gone = read_table("dissolved_states").select("iso3", "cow_code").iter_rows()
    return {iso3: row["cow_code"] for iso3, row in state_rows().items()} | dict(gone)


def numbered(iso3: str, ccode: int, first: date, last: date) -> list[tuple[int, date, date]]:
    """Return the numbers of a state in a span of days, in order; only Germany has several."""
    state, before, after, day = GERMANY
    if iso3 != state:
        return [(ccode, first, last)]
    spells = [(before, first, min(last, day)), (after, max(first, day), last)]
    return [(number, start, end) for number, start, end in spells if start < end]


def cow_numbers(iso3: str, first: date, last: date) -> list[dict[str, Any]]:
    """Return a state's Correlates of War numbers between two days, as spells.

    Parameters
    ----------
    iso3 : str
        That of a dissolved state too.
    first, last : date

    Examples
    --------
    >>> [s["ccode"] for s in cow_numbers("DEU", date(1956, 1, 1), date(1990, 1, 1))]
    [260]
    """
    number = numbers_then().get(iso3)
    if number is None:
        return []
    return [
        {"iso3": iso3, "ccode": ccode, "from": start, "to": end}
        for ccode, start, end in numbered(iso3, int(number), first, last)
    ]

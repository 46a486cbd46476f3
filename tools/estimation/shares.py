"""rho and omega as shares of the record: who came when called."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from estimation.joining import Interval, Record, weighted_share, wilson


@dataclass(frozen=True)
class Share:
    """One share found in the dispute record.

    Attributes
    ----------
    parameter : "rho" or "omega"
    event : "force" or "war"
    first, last : years in which the disputes began
    meaning : what is a share of what
    found : Interval
    main : bool, whether it goes into estimates.csv
    """

    parameter: str
    event: str
    first: int
    last: int
    meaning: str
    found: Interval
    main: bool = True


def _rho(record: Record, event: str, calls: pl.DataFrame) -> Iterator[Share]:
    def share(meaning: str, helped: pl.Series, *, main: bool) -> Share:
        found = wilson(int(helped.sum()), len(helped))
        return Share("rho", event, record.first, record.last, meaning, found, main)

    yield share(
        "defence obligations honoured when the ally was attacked", calls["helped"], main=True
    )
    yield share(
        "the same, allies that are not allied to the challenger too",
        calls.filter(~pl.col("divided"))["helped"],
        main=False,
    )
    targets = calls.group_by("dispute", "target").agg(pl.col("helped").any())
    yield share(
        "targets with allies that at least one of them helped", targets["helped"], main=False
    )
    yield share("allies that joined the challenger instead", calls["opposed"], main=False)


def _omega(record: Record, event: str, calls: pl.DataFrame) -> Iterator[Share]:
    joined = calls["joined"].cast(pl.Float64).to_numpy()
    dispute = calls["dispute"].to_numpy()
    for meaning, column, main in (
        ("capability of initiators' free allies that joined the attack", "capability", True),
        ("the same, power projected to the target", "power", False),
    ):
        found = weighted_share(calls[column].to_numpy(), joined, dispute)
        yield Share("omega", event, record.first, record.last, meaning, found, main)
    counted = wilson(int(joined.sum()), len(joined))
    meaning = "the same, allies counted, not weighed"
    yield Share("omega", event, record.first, record.last, meaning, counted, main=False)


def shares(record: Record) -> Iterator[Share]:
    """Yield rho and omega of one span of years, in uses of force and within wars."""
    for event in ("force", "war"):
        calls, attacks = record.help, record.attack
        if event == "war":
            calls, attacks = calls.filter("war"), attacks.filter("war")
        yield from _rho(record, event, calls)
        yield from _omega(record, event, attacks)

"""How often an alliance's members began, joined and were targets of disputes, and helped others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from foedus.errors import FoedusError
from foedus.questions.cow_numbers import cow_spells, numbered, numbers_then
from foedus.questions.disputed import (
    DisputeCount,
    Disputes,
    Honoured,
    Power,
    Published,
    Rung,
    StateDisputes,
)
from foedus.security.recorded import recorded
from foedus.world.states import state_name
from foedus.world.tables import read_table

if TYPE_CHECKING:
    import polars as pl


__all__ = [
    "DATASETS",
    "disputes_of",
]

DATASETS = ("gml_part", "gml_mid_disps", "gml_dirdisp")
"""The research data that the record needs."""

SOURCE = "Gibler, Miller & Little (2016), militarized interstate disputes 2.2.1"
FIRST, LAST = date(1816, 1, 1), date(2010, 12, 31)
POWERS: tuple[Power, ...] = ("any", "major", "minor")
RUNGS: Mapping[Rung, str] = {
    "dispute": "any militarised dispute",
    "force": "use of force (hostility 4 and 5)",
    "fatal": "at least one death",
    "war": "war (hostility 5)",
}

PUBLISHED = (
    ("of all obligations, 1816-1944", 0.745, "Leeds, Long & Mitchell (2000)"),
    ("of all obligations, 1816-2003", 0.50, "Berkemeier & Fuhrmann (2018)"),
    ("of all obligations, before 1945", 0.66, "Berkemeier & Fuhrmann (2018)"),
    ("of all obligations, from 1945", 0.22, "Berkemeier & Fuhrmann (2018)"),
    ("of defence obligations, 1816-2003", 0.41, "Berkemeier & Fuhrmann (2018)"),
)
"""Shares of obligations honoured when called upon in war, as published."""


def disputes_of(alliance_id: str, until: date) -> Disputes | None:
    """Return the record of disputes of an alliance's members; None where the data are not here.

    Parameters
    ----------
    alliance_id : str
    until : date

    References
    ----------
    Gibler, Miller & Little (2016) for the disputes; Leeds, Long & Mitchell (2000) and Berkemeier &
    Fuhrmann (2018) for obligations honoured.
    """
    from foedus import sources

    try:
        part, disputes, directed = (sources.load(name) for name in DATASETS)
    except FoedusError:
        return None
    spells = cow_spells(alliance_id, until)
    begun = _participations(part, disputes, directed)
    own = _inside(begun, spells)
    days = [spell["from"] for spell in spells]
    return Disputes(
        first=max([min(days, default=until), FIRST]),
        last=min(until, LAST),
        by_rung=tuple(_count(own, rung) for rung in RUNGS),
        by_state=_by_state(own),
        honoured=(*_own_calls(begun, spells, alliance_id), *_everybody()),
        published=tuple(
            Published(what=what, share=share, source=source) for what, share, source in PUBLISHED
        ),
        source=SOURCE,
    )


def _participations(
    part: pl.DataFrame, disputes: pl.DataFrame, directed: pl.DataFrame
) -> pl.DataFrame:
    """Return a row a dispute and participant: day of entry, side, role, severity, aims."""
    import polars as pl

    aims = (
        directed.group_by("dispnum", pl.col("ccode1").alias("ccode"))
        .agg(revisionist=(pl.col("revstate1") == 1).any())
        .cast({"dispnum": pl.Int64, "ccode": pl.Int64})
    )
    severity = disputes.select("dispnum", "hostlev", "fatality").cast({"dispnum": pl.Int64})
    whole = ("dispnum", "ccode", "styear", "stmon", "stday")
    return (
        part.select(*whole, "sidea", "orig")
        .with_columns(pl.col(*whole).cast(pl.Int64))
        .with_columns(
            # A day that is not known counts as the first of its month.
            day=pl.date("styear", pl.col("stmon").clip(1, 12), pl.col("stday").clip(1, 28))
        )
        .unique(subset=["dispnum", "ccode"], keep="first", maintain_order=True)
        .join(severity, on="dispnum", how="left")
        .join(aims, on=["dispnum", "ccode"], how="left")
        .with_columns(pl.col("revisionist").fill_null(False))
    )


def _inside(begun: pl.DataFrame, spells: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return the participations that began on a day on which the participant was a member."""
    import polars as pl

    schema = {"iso3": pl.String, "ccode": pl.Int64, "from": pl.Date, "to": pl.Date}
    table = pl.DataFrame(list(spells), schema=schema)
    return (
        begun.join(table, on="ccode", how="inner")
        .filter((pl.col("day") >= pl.col("from")) & (pl.col("day") < pl.col("to")))
        .unique(subset=["dispnum", "ccode"], maintain_order=True)
    )


def _severe(rung: str) -> pl.Expr:
    import polars as pl

    return {
        "dispute": pl.lit(True),
        "force": pl.col("hostlev") >= 4,
        "fatal": pl.col("fatality") > 0,
        "war": pl.col("hostlev") == 5,
    }[rung]


def _roles(rows: pl.DataFrame) -> dict[str, int]:
    import polars as pl

    first, original = pl.col("sidea") == 1, pl.col("orig") == 1
    found = rows.select(
        participations=pl.len(),
        began=(first & original).sum(),
        targets=(~first & original).sum(),
        joined_first=(first & ~original).sum(),
        joined_targets=(~first & ~original).sum(),
        revisionist=pl.col("revisionist").sum(),
    )
    return {name: int(value) for name, value in found.row(0, named=True).items()}


def _count(own: pl.DataFrame, rung: Rung) -> DisputeCount:
    roles = _roles(own.filter(_severe(rung)))
    total = roles["participations"]
    return DisputeCount(
        rung=rung,
        meaning=RUNGS[rung],
        **roles,
        began_percent=100 * roles["began"] / total if total else None,
        target_percent=100 * roles["targets"] / total if total else None,
    )


def _by_state(own: pl.DataFrame) -> tuple[StateDisputes, ...]:
    records = []
    for (iso3, ccode), rows in own.group_by("iso3", "ccode", maintain_order=True):
        roles = _roles(rows)
        joined = roles.pop("joined_first") + roles.pop("joined_targets")
        records.append(
            StateDisputes(
                iso3=str(iso3),
                name=state_name(str(iso3)),
                ccode=int(str(ccode)),
                joined=joined,
                **roles,
            )
        )
    return tuple(sorted(records, key=lambda each: (-each.participations, each.iso3, each.ccode)))


def _own_calls(
    begun: pl.DataFrame, spells: Sequence[Mapping[str, Any]], alliance_id: str
) -> Iterable[Honoured]:
    """Yield how often this alliance's members came when one of them was attacked from outside."""
    import polars as pl

    calls = _calls(begun, spells)
    for rung in RUNGS:
        for power in POWERS:
            chosen = calls.filter(_severe(rung))
            if power != "any":
                chosen = chosen.filter(pl.col("major") == (power == "major"))
            yield _share(
                alliance_id, rung, "while members", power, chosen.height,
                int(chosen["came"].sum()), SOURCE,
            )  # fmt: skip


def _calls(begun: pl.DataFrame, spells: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return a row a dispute, attacked member and other member that was not in it from the start.

    Disputes among members are left out: there the obligation points both ways.
    """
    import polars as pl

    members = _inside(begun, spells)
    attackers = members.filter((pl.col("sidea") == 1) & (pl.col("orig") == 1)).select("dispnum")
    attacked = (
        members.filter((pl.col("sidea") == 0) & (pl.col("orig") == 1))
        .join(attackers.unique(), on="dispnum", how="anti")
        .select("dispnum", "day", "hostlev", "fatality", target="ccode")
        .unique(subset="dispnum", maintain_order=True)
    )
    schema = {"iso3": pl.String, "ccode": pl.Int64, "from": pl.Date, "to": pl.Date}
    table = pl.DataFrame(list(spells), schema=schema).rename({"ccode": "ally"})
    from_start = begun.filter(pl.col("orig") == 1).select("dispnum", ally="ccode")
    helped = begun.filter((pl.col("orig") != 1) & (pl.col("sidea") == 0))
    return (
        attacked.join(table, how="cross")
        .filter(
            (pl.col("day") >= pl.col("from"))
            & (pl.col("day") < pl.col("to"))
            & (pl.col("ally") != pl.col("target"))
        )
        .join(from_start, on=["dispnum", "ally"], how="anti")
        .join(
            helped.select("dispnum", ally="ccode", came=pl.lit(True)),
            on=["dispnum", "ally"],
            how="left",
        )
        .with_columns(pl.col("came").fill_null(False), major=_major())
    )


def _major() -> pl.Expr:
    """Return whether an ally was a major power on the day of the dispute."""
    import polars as pl

    numbers, day = numbers_then(), pl.col("day")
    found = pl.lit(False)
    for row in read_table("majors").iter_rows(named=True):
        number = int(numbers[row["iso3"]] or 0)
        for ccode, first, last in numbered(row["iso3"], number, row["from"], row["to"] or LAST):
            found = found | ((pl.col("ally") == ccode) & (day >= first) & (day <= last))
    return found


def _everybody() -> Iterable[Honoured]:
    """Yield how often states with an obligation of any alliance came, as read off the data."""
    for rung in ("force", "fatal", "war"):
        for name, era in (("honoured", "all years"), ("honoured_since_1946", "since 1946")):
            found = recorded(name, rung)
            if era == "since 1946" and recorded("honoured", rung).first == found.first:
                continue  # the same years once more
            yield Honoured(
                whose="all alliances with an obligation of defence",
                rung=rung,
                era=f"{found.first}-{found.last}" if era == "all years" else era,
                power="any",
                calls=found.n,
                honoured=round(found.estimate * found.n),
                share=found.estimate,
                low=found.low,
                high=found.high,
                source=found.source,
            )


def _share(
    whose: str, rung: Rung, era: str, power: Power, calls: int, came: int, source: str
) -> Honoured:
    low, high = _wilson(came, calls) if calls else (None, None)
    return Honoured(
        whose=whose, rung=rung, era=era, power=power,
        calls=calls, honoured=came, share=came / calls if calls else None, low=low, high=high,
        source=source,
    )  # fmt: skip


def _wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf(0.975)
    p, z2 = successes / n, z * z
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)) ** 0.5
    return max(centre - half, 0.0), min(centre + half, 1.0)

"""The JSON of `foedus world`: schemas, versioned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from foedus.world.overview import alliances_table, missing_table, states_table
from foedus.world.schemas import Schema

if TYPE_CHECKING:
    from foedus.world.state_page import StatePage
    from foedus.world.world import World

__all__ = [
    "AlliancesJSON",
    "MissingJSON",
    "StateJSON",
    "WorldJSON",
    "alliances_json",
    "missing_json",
    "state_json",
    "world_json",
]


class StateRowJSON(Schema):
    """A state's resources; units are in the names, a missing figure is null."""

    iso3: str
    name: str
    population_persons: float | None
    gdp_ppp_usd: float | None
    milex_pct_gdp: float | None
    milex_ppp_usd: float | None = Field(description="the share of GDP times GDP")
    milper_active_persons: float | None
    capability_share: float | None = Field(description="share of the contest; null if left out")
    nuclear: bool
    population_persons_year: int | None
    gdp_ppp_usd_year: int | None
    milex_pct_gdp_year: int | None
    milper_active_persons_year: int | None


class WorldJSON(Schema):
    """`foedus world --json`: all states, largest capability first."""

    schema_version: Literal["1.0"] = "1.0"
    on: date
    capability_measure: str = Field(description="index, milex, milper, nato or cinc")
    capability_year: int = Field(description="year of most of the military figures")
    states: list[StateRowJSON]
    left_out: list[str] = Field(description="not in the contest: no military figure")
    sources: list[str]


class MissingRowJSON(Schema):
    """A figure that is missing, or old: `year` is that of the one used instead."""

    iso3: str
    name: str
    variable: str
    status: Literal["missing", "old"] = Field(description="old: more than five years from the day")
    year: int | None


class MissingJSON(Schema):
    """`foedus world --missing --json`: what is not known."""

    schema_version: Literal["1.0"] = "1.0"
    on: date
    left_out: list[str]
    missing: list[MissingRowJSON]


class AllianceJSON(Schema):
    """An alliance and the number and codes of its members on the day."""

    alliance: str
    name: str
    defence: bool = Field(description="members owe each other defence")
    signed: date | None
    in_force: date | None
    terminated: date | None
    members: int = Field(description="number on the day")
    member_list: list[str] = Field(description="ISO3")
    source: str


class AlliancesJSON(Schema):
    """`foedus world --alliances --json`: all alliances of the embedded table."""

    schema_version: Literal["1.0"] = "1.0"
    on: date
    alliances: list[AllianceJSON]


class FigureJSON(Schema):
    """A figure; `used` marks the one nearest to the day."""

    variable: str
    year: int
    value: float
    used: bool
    source: str
    confidence: str | None
    note: str | None


class BelongsJSON(Schema):
    """A membership, event, suspension, observer or signatory; `current` on the day."""

    alliance: str
    row_type: str
    from_: date = Field(serialization_alias="from", validation_alias="from")
    to: date | None
    current: bool
    kind: str | None
    source: str


class BorderJSON(Schema):
    """A land border, km; `kind` is home or overseas."""

    iso3: str
    name: str
    km: float
    kind: str
    note: str | None
    source: str


class WarheadsJSON(Schema):
    """Nuclear warheads in January of a year."""

    year: int
    warheads_total: int | None
    warheads_deployed: int | None
    military_stockpile: int | None
    as_of: str | None
    notes: str | None
    source: str
    confidence: str


class RivalJSON(Schema):
    """A strategic rivalry, by years; `to` null where it goes on."""

    iso3: str
    name: str
    from_: int = Field(serialization_alias="from", validation_alias="from")
    to: int | None
    types: str
    source: str


class StateJSON(Schema):
    """`foedus world UKR --json`: everything about one state."""

    schema_version: Literal["1.0"] = "1.0"
    on: date
    iso3: str
    name: str
    iso2: str | None
    cow_code: int | None
    cow_abbrev: str | None
    gw_code: int | None
    capital: str | None
    capital_lat: float | None
    capital_lon: float | None
    un_member: date | None
    notes: str | None
    source: str
    confidence: str
    capability_measure: str
    capability_share: float | None = Field(description="null if left out of the contest")
    rank: int | None = Field(description="by capability, 1 is the largest")
    major: bool = Field(description="a major power of the Correlates of War project")
    figures: list[FigureJSON] = Field(description="every figure of every year")
    alliances: list[BelongsJSON]
    neighbours: list[BorderJSON]
    nuclear: list[WarheadsJSON]
    rivals: list[RivalJSON]


def world_json(world: World) -> str:
    """Return a world's states as JSON of the schema `WorldJSON`."""
    sources = {
        source
        for column in world.figures.columns
        if column.endswith("_source")
        for source in world.figures[column].drop_nulls()
    }
    return WorldJSON(
        on=world.on,
        capability_measure=world.capability_measure,
        capability_year=world.capability_year,
        states=[StateRowJSON(**row) for row in states_table(world).iter_rows(named=True)],
        left_out=list(world.left_out),
        sources=sorted(sources),
    ).model_dump_json(indent=2)


def missing_json(world: World) -> str:
    """Return what is missing in a world as JSON of the schema `MissingJSON`."""
    return MissingJSON(
        on=world.on,
        left_out=list(world.left_out),
        missing=[MissingRowJSON(**row) for row in missing_table(world).iter_rows(named=True)],
    ).model_dump_json(indent=2)


def alliances_json(world: World) -> str:
    """Return all alliances as JSON of the schema `AlliancesJSON`."""
    return AlliancesJSON(
        on=world.on,
        alliances=[AllianceJSON(**row) for row in alliances_table(world).iter_rows(named=True)],
    ).model_dump_json(indent=2)


def state_json(page: StatePage) -> str:
    """Return a state's page as JSON of the schema `StateJSON`."""
    lists: dict[str, Any] = {
        name: getattr(page, name).to_dicts()
        for name in ("figures", "alliances", "neighbours", "nuclear", "rivals")
    }
    document = StateJSON(
        on=page.on,
        iso3=page.iso3,
        name=page.name,
        capability_measure=page.capability_measure,
        capability_share=page.capability_share,
        rank=page.rank,
        major=page.major,
        **page.codes,
        **lists,
    )
    return document.model_dump_json(indent=2, by_alias=True)

"""Places inside states, by name or coordinates: where forces and strike systems stand."""

from __future__ import annotations

from dataclasses import dataclass

from foedus.errors import FoedusError, unknown
from foedus.measures.gradient import great_circle
from foedus.scenario.tabledata import rows
from foedus.world.states import in_sentence
from foedus.world.territory import nearest_point

__all__ = ["RESOLUTION_KM", "NamedPlace", "km_from_territory", "place_of", "refuse_outside"]

RESOLUTION_KM = 10
"""By so much the outlines of the embedded map (1:50 million, simplified) may be off."""


@dataclass(frozen=True)
class NamedPlace:
    """A place inside a state.

    Attributes
    ----------
    name, iso3 : str
        Blank `iso3`: given by its coordinates.
    lat, lon : float, degrees
    """

    name: str
    iso3: str
    lat: float
    lon: float


def place_of(text: str) -> NamedPlace:
    """Return a place of the table by its name.

    Raises
    ------
    FoedusError
        The table has no such place; the nearest is proposed.

    Examples
    --------
    >>> place_of("kaliningrad").iso3
    'RUS'
    """
    known = {row["name"].casefold(): row for row in rows("scenario", "places")}
    row = known.get(text.strip().casefold())
    if row is None:
        names = {folded: each["name"] for folded, each in known.items()}
        listed = ", ".join(names.values())
        raise unknown("place", text, names, f"known: {listed}; or give lat, lon")
    return NamedPlace(row["name"], row["iso3"], float(row["lat"]), float(row["lon"]))


def km_from_territory(host: str, lat: float, lon: float) -> float:
    """Return kilometres from a state's territory, islands too small for the map included.

    Parameters
    ----------
    host : str
        ISO3 code.
    lat, lon : float, degrees

    Examples
    --------
    >>> km_from_territory("RUS", 54.71, 20.51)
    0.0
    """
    islands = [
        float(great_circle(float(row["lat"]), float(row["lon"]), lat, lon))
        for row in rows("scenario", "islands")
        if row["iso3"] == host
    ]
    return min([nearest_point(host, lat, lon).distance_km, *islands])


def refuse_outside(place: NamedPlace, host: str) -> None:
    """Raise if a place does not lie in a state.

    Parameters
    ----------
    place : NamedPlace
    host : str
        ISO3 code.

    Raises
    ------
    FoedusError
        It lies in another state, or its coordinates are outside the state's outlines by more than
        the map's resolution.

    Examples
    --------
    >>> refuse_outside(NamedPlace("54.7, 20.5", "", 54.7, 20.5), "RUS")
    """
    if place.iso3 and place.iso3 != host:
        raise FoedusError(
            f"{place.name} lies in {in_sentence(place.iso3)}, not in {in_sentence(host)}"
        )
    km = 0.0 if place.iso3 else km_from_territory(host, place.lat, place.lon)
    if km > RESOLUTION_KM:
        raise FoedusError(f"{place.name} lies {km:,.0f} km outside {in_sentence(host)}")

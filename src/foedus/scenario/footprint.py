"""What a change touches: the facts that the rules on commitments ask about."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Footprint"]


@dataclass(frozen=True)
class Footprint:
    """What a change touches.

    Attributes
    ----------
    kind : str
        E.g. "accession"; the word that scenario files use.
    alliances : frozenset of str
        Alliances whose membership or obligations change.
    states : frozenset of str
        Those who act: join, leave, send forces, spend. ISO3 codes.
    hosts : frozenset of str
        Where forces or systems stand.
    weapon : str
        Identifier of the strike system, if one is meant.
    on : date or None
        The day from which, if it is not the day of the world.
    named : frozenset of str
        Those of `states` that are named one by one, not as a group.
    """

    kind: str
    alliances: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    weapon: str = ""
    on: date | None = None
    named: frozenset[str] = frozenset()

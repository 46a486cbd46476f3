"""What files and options assume beside the record: numbers, rivals, the weight of the EU clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from foedus.errors import FoedusError
from foedus.security.readings import Assumptions
from foedus.security.rivals import assume_rivals
from foedus.world.load import load_world
from foedus.world.world import World

__all__ = ["Assumed", "assumptions_of"]


def assumptions_of(given: Mapping[str, Any]) -> Assumptions:
    """Return the assumptions of a mapping with `event`, `reading` and numbers.

    Parameters
    ----------
    given : mapping

    Raises
    ------
    FoedusError
        A name or value is not known.

    Examples
    --------
    >>> assumptions_of({"event": "fatal", "psi": 1}).event
    'fatal'
    """
    rest, default = dict(given), Assumptions()
    event = str(rest.pop("event", default.event))
    reading = str(rest.pop("reading", default.reading))
    return Assumptions(event, reading, rest)


@dataclass(frozen=True)
class Assumed:
    """What is assumed of the world and of the model; hashable.

    Attributes
    ----------
    given : tuple of (str, value)
        Event, reading and numbers.
    rivals : tuple of (str, str)
        Pairs counted as rivals.
    eu_clause : {"full", "half", "none"}
    capability : str
    """

    given: tuple[tuple[str, Any], ...] = ()
    rivals: tuple[tuple[str, str], ...] = ()
    eu_clause: str = "full"
    capability: str = "index"

    @staticmethod
    def of(
        given: Mapping[str, Any],
        rivals: Sequence[Sequence[str]] = (),
        eu_clause: str = "full",
        capability: str = "index",
    ) -> Assumed:
        """Return it from what a file holds.

        Raises
        ------
        FoedusError
            A pair of rivals has not two states.
        """
        for pair in rivals:
            if len(pair) != 2:
                raise FoedusError(f"assume_rivals: give pairs of states, e.g. [FIN, RUS]: {pair}")
        pairs = tuple((first, second) for first, second in rivals)
        return Assumed(tuple(sorted(given.items())), pairs, eu_clause, capability)

    @property
    def assumptions(self) -> Assumptions:
        """Return event, reading and numbers.

        Raises
        ------
        FoedusError
            A name or value is not known.
        """
        return assumptions_of(dict(self.given))

    def world(self, on: date | None) -> World:
        """Return the world of a day under these assumptions.

        Raises
        ------
        FoedusError
            See `foedus.load_world`; a rival is not in the world.
        """
        world = load_world(on, self.capability, eu_clause=self.eu_clause)
        if not self.rivals:
            return world
        return assume_rivals(world, [(world.resolve(a), world.resolve(b)) for a, b in self.rivals])

    def options(self) -> list[str]:
        """Return the options of a command that assume the same."""
        words = []
        for name, value in self.given:
            if name in ("event", "reading"):
                words += [f"--{name}", str(value)]
            else:
                words += ["--set", f"{name}={value}"]
        for pair in self.rivals:
            words += ["--assume-rival", ",".join(pair)]
        return words + ([] if self.eu_clause == "full" else ["--eu-clause", self.eu_clause])

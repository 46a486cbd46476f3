"""Spatial bargaining: where actors end who threaten, offer and give way, as in KTAB's SMP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from foedus.errors import FoedusError
from foedus.models._bargaining_cases import CASES, Issue, read_issue
from foedus.models._bargaining_cases import case as published
from foedus.models._bargaining_steps import Actors, Turn, take_turn
from foedus.models._given import chosen
from foedus.models._result import ModelResult, Part, Picture, table_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["BargainingResult", "bargaining"]

Array = NDArray[np.float64]

QUIET = 0.02
"""Bargaining ends once a turn moves the actors less than this share of the first (as in KTAB)."""
OFFERS = ("initiator", "both", "compromise")


class Place(Part):
    """Where an actor stands on a dimension after a turn."""

    turn: int = Field(description="0: at the start")
    actor: str
    dimension: str
    position: float
    winning: float = Field(description="probability that the actor's position wins")


class Actor(Part):
    """An actor at the start and at the end."""

    actor: str
    capability: float
    risk: float = Field(description="-0.5 avoids risks, 1 seeks them; in the first turn")
    winning: float = Field(description="probability that the position wins, at the start")
    winning_at_end: float


class Challenge(Part):
    """An actor's best challenge in a turn, as both sides see it, and the offers made."""

    turn: int
    initiator: str
    receiver: str
    probability: float = Field(description="that the initiator wins, as it sees it")
    gain: float = Field(description="to the initiator, as it sees it")
    receiver_probability: float = Field(description="that the initiator wins, as the other sees it")
    receiver_gain: float = Field(description="to the initiator, as the other sees it")
    offer: tuple[float, ...] = Field(description="initiator's offer: its own place, by dimension")
    receiver_offer: tuple[float, ...]
    accepted_by: tuple[str, ...]


class Dimension(Part):
    """What is bargained over, and the middle of the positions."""

    dimension: str
    weighted_mean: float = Field(description="weights: capability times salience; at the start")
    median: float = Field(description="the position that beats all others in pairs; at the start")
    weighted_mean_at_end: float
    median_at_end: float


class BargainingResult(ModelResult):
    """`foedus models bargaining --json`: positions and challenges by turn."""

    model: ClassVar[str] = "bargaining"
    title: ClassVar[str] = "Spatial bargaining"
    citation: ClassVar[str] = (
        "Bueno de Mesquita, Bruce. 1994. Political forecasting: an expected utility method. In "
        "European Community Decision Making, eds. Bruce Bueno de Mesquita and Frans N. Stokman. "
        "New Haven: Yale University Press. As in KTAB's spatial model of politics (KAPSARC 2019)."
    )

    issue: str
    turns: int
    settled: bool = Field(description="whether the last turn moved hardly anybody")
    dimensions: tuple[Dimension, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    challenges: tuple[Challenge, ...]

    @property
    def answer(self) -> str:
        """Return the answer in a sentence or two."""
        end = "settled" if self.settled else "not yet settled"
        moved = "; ".join(
            f"{d.dimension}: median {d.median:.1f} at the start, {d.median_at_end:.1f} at the end"
            for d in self.dimensions
        )
        return f"{self.issue}: {end} after {self.turns} turns. {moved}."

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the positions by turn, the actors, the challenges and the dimensions."""
        return {
            "places": table_of(Place, self.places),
            "actors": table_of(Actor, self.actors),
            "dimensions": table_of(Dimension, self.dimensions),
            "challenges": table_of(Challenge, self.challenges),
        }

    @property
    def picture(self) -> Picture:
        """Return the positions on the first dimension by turn."""
        first = self.dimensions[0].dimension
        lines = tuple(
            (float(p.turn), p.position, p.actor) for p in self.places if p.dimension == first
        )
        return Picture(f"{self.issue}: positions by turn", "turn", first, lines=lines)


def bargaining(
    issue: str | Path | Any = "accession",
    *,
    turns: int = 25,
    offers: str = "initiator",
    compat: str | None = None,
) -> BargainingResult:
    """Return how actors' positions on an issue move as they challenge and give way to each other.

    Every actor has a capability and, on each dimension, a position (0 to 100) and a salience. Each
    turn it challenges whom it expects to gain most from; the challenged weigh all offers made to
    them and are left with the one that would win a vote. The rules are those of KTAB's spatial
    model with its usual settings.

    Parameters
    ----------
    issue : path, data frame or name of a case
        A table with a row an actor: name, capability, then position and salience for each
        dimension in turn (a KTAB file too). Cases: 'accession' (made up, see its notes), 'dummy'
        and 'soe' (KTAB's samples), 'emissions' (European cars, 1989).
    turns : int
        The most turns; fewer if a turn moves hardly anybody.
    offers : {'initiator', 'both', 'compromise'}
        Which offers are put to the vote: the challengers', the challenged ones' too, or one
        between the two.
    compat : 'ktab', optional
        Compute the challenged one's offer as KTAB does, weighted with the expected gain where the
        probability is meant.

    Raises
    ------
    FoedusError
        A cell is missing or out of its range; the message says which actor's.

    References
    ----------
    Bueno de Mesquita (1994); Scholz, Calbert and Smith (2011), on what earlier papers leave open.

    Examples
    --------
    >>> bargaining("dummy", turns=1).actors[4].winning
    0.6001328
    """
    if turns < 1 or turns > 1000:
        raise FoedusError(f"turns is {turns}, expected 1 to 1000")
    kind = chosen(offers, OFFERS, "kind of offers")
    if compat is not None:
        compat = chosen(compat, ("ktab",), "compat")
    where = issue if isinstance(issue, str) else None
    if where is not None and not where.lower().endswith(".csv"):
        name = chosen(where, CASES, "case (or CSV file)")
        given, of = published(name), [name]
    else:
        given, of = read_issue(issue), [str(issue)] if isinstance(issue, str | Path) else []
    asked = (*of, "--turns", str(turns), "--offers", kind)
    asked = (*asked, *(("--compat", compat) if compat else ()))
    made, settled = _bargained(given.actors, turns, kind, compat == "ktab")
    return _result(given, made, settled, asked)


def _bargained(
    actors: Actors, turns: int, offers: str, ktab: bool
) -> tuple[list[tuple[Actors, Turn]], bool]:
    """Return the actors at the start of each turn with the turn; the last turn is not taken."""
    made: list[tuple[Actors, Turn]] = []
    first = None
    settled = False
    while True:
        turn = take_turn(actors, offers, ktab)
        made.append((actors, turn))
        if settled or len(made) > turns:
            return made, settled
        moved = float(np.linalg.norm(turn.position - actors.position, axis=1).sum())
        first = moved + 1e-4 if first is None else first
        settled = moved / first < QUIET
        actors = replace(actors, position=turn.position)


def _result(
    given: Issue, made: list[tuple[Actors, Turn]], settled: bool, asked: tuple[str, ...]
) -> BargainingResult:
    start, end = made[0], made[-1]
    names = given.names
    return BargainingResult(
        asked=asked,
        issue=given.title,
        turns=len(made) - 1,
        settled=settled,
        dimensions=_dimensions(given, start[0], end[0]),
        actors=tuple(
            Actor(
                actor=names[i], capability=float(start[0].capability[i]),
                risk=round(float(start[1].risk[i]), 7),
                winning=round(float(start[1].winning[i]), 7),
                winning_at_end=round(float(end[1].winning[i]), 7),
            )
            for i in range(len(names))
        ),
        places=tuple(
            Place(
                turn=t, actor=names[i], dimension=given.dimensions[k],
                position=round(100 * float(actors.position[i, k]), 4),
                winning=round(float(turn.winning[i]), 7),
            )
            for t, (actors, turn) in enumerate(made)
            for i in range(len(names))
            for k in range(len(given.dimensions))
        ),
        challenges=tuple(c for t, (_, turn) in enumerate(made[:-1]) for c in _met(t, turn, names)),
        notes=given.notes,
        sources=(given.source, BargainingResult.citation),
    )  # fmt: skip


def _met(t: int, turn: Turn, names: tuple[str, ...]) -> list[Challenge]:
    """Return the challenges of a turn and who was left with the offers made in them."""
    n = len(names)
    found = []
    per = len(turn.initiator)
    for m, (i, j) in enumerate(zip(turn.initiator.tolist(), turn.receiver.tolist(), strict=True)):
        taken = [
            names[k] for k in range(n) if turn.chosen[k] >= n and (turn.chosen[k] - n) % per == m
        ]
        found.append(
            Challenge(
                turn=t + 1, initiator=names[i], receiver=names[j],
                probability=round(float(turn.probability[i, j]), 7),
                gain=round(float(turn.gain[i, j]), 7),
                receiver_probability=round(float(turn.receiver_probability[i, j]), 7),
                receiver_gain=round(float(turn.receiver_gain[i, j]), 7),
                offer=_scaled(turn.offers["initiator"][0][m]),
                receiver_offer=_scaled(turn.offers["receiver"][0][m]),
                accepted_by=tuple(taken),
            )
        )  # fmt: skip
    return found


def _scaled(place: Array) -> tuple[float, ...]:
    return tuple(round(100 * float(x), 4) for x in place)


def _dimensions(given: Issue, start: Actors, end: Actors) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(
            dimension=name,
            weighted_mean=_mean(start, k), median=_median(start, k),
            weighted_mean_at_end=_mean(end, k), median_at_end=_median(end, k),
        )
        for k, name in enumerate(given.dimensions)
    )  # fmt: skip


def _mean(actors: Actors, k: int) -> float:
    weight = actors.capability * actors.salience[:, k]
    return 100 * float(weight @ actors.position[:, k] / weight.sum())


def _median(actors: Actors, k: int) -> float:
    """Return the position that wins every vote in pairs: weights capability times salience."""
    weight, x = actors.capability * actors.salience[:, k], actors.position[:, k]
    order = np.argsort(x, kind="stable")
    reached = np.cumsum(weight[order]) / weight.sum()
    return round(100 * float(x[order][np.searchsorted(reached, 0.5 - 1e-12)]), 9)

"""What all tests share: the entry of a file, and the circumstances in which it is run."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from foedus.claims.expect import Expect
from foedus.claims.verdict import Finding
from foedus.world.alliances import alliance_meant, last_day

__all__ = ["Context", "TestEntry", "judged"]


@dataclass(frozen=True)
class Context:
    """The circumstances of a test.

    Attributes
    ----------
    on : date
        Of the document; taken where a test names no day.
    draws, seed : int
        For tests of the model.
    cache : dict
        Sweeps of the model that several tests share.
    """

    on: date
    draws: int
    seed: int
    cache: dict[Any, Any] = field(default_factory=dict, compare=False)

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, made once for a key."""
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]


class TestEntry(BaseModel):
    """A test as a file writes it."""

    __test__ = False
    word: ClassVar[str]
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @abstractmethod
    def run(self, context: Context) -> Finding:
        """Return what the test finds."""

    def names(self) -> dict[str, Any]:
        """Return the names it has, by what they name: alliance, state, operation, clause, ..."""
        return {}

    def certainty(self) -> bool | None:
        """Return True if the test cannot fail, False if it cannot hold, None if it is open."""
        return None

    def day(self, document: date) -> date:
        """Return the day it is about: its own, else the document's.

        Of an alliance that had ended by then it is the last day on which it had members.

        Parameters
        ----------
        document : date
        """
        own: date | None = getattr(self, "on", None)
        if own is not None:
            return own
        alliance = alliance_meant(getattr(self, "alliance", None) or "")
        last = last_day(alliance) if alliance else None
        return document if last is None else min(document, last)

    def undated(self) -> bool:
        """Return whether the test takes its day from the document."""
        return "on" in type(self).model_fields and getattr(self, "on", None) is None


def judged(
    expect: Expect, value: float, low: float | None = None, high: float | None = None
) -> str:
    """Return the verdict on a figure, and on the range it may lie in.

    Parameters
    ----------
    expect : Expect
    value : float
    low, high : float, optional
        Least and greatest over sources.

    Examples
    --------
    >>> judged(Expect(at_least=2), 2.1), judged(Expect(at_least=2), 2.1, 1.9, 2.1)
    ('supported', 'depends')
    >>> judged(Expect(equals=23), 20, 20, 24), judged(Expect(equals=30), 20, 20, 24)
    ('depends', 'contradicted')
    """
    least = value if low is None else min(low, value)
    most = value if high is None else max(high, value)
    if expect.holds(least) and expect.holds(value) and expect.holds(most):
        return "supported"
    wanted_least, wanted_most = expect.bounds
    apart = most < wanted_least or least > wanted_most
    none = not (expect.holds(least) or expect.holds(value) or expect.holds(most))
    # Between two sources that both miss it, what is expected may still be right.
    inside = least <= wanted_least and wanted_most <= most
    return "contradicted" if apart or (none and not inside) else "depends"

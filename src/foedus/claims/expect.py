"""What a claim expects of a figure, and whether such an expectation could fail at all."""

from __future__ import annotations

import math
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

__all__ = ["Expect", "Expectation"]


class Expect(BaseModel):
    """Bounds on a figure, ends included."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    equals: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    between: list[float] | None = Field(default=None, min_length=2, max_length=2)

    @model_validator(mode="after")
    def _some(self) -> Expect:
        if not self.model_fields_set:
            raise ValueError("say what is expected: equals, at_least, at_most, between, ...")
        low, high = self.bounds
        if low > high or (low == high and not self.holds(low)):
            raise ValueError(f"nothing lies between {low:g} and {high:g}")
        return self

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the least and the greatest value that fit."""
        low, high = self.between or (-math.inf, math.inf)
        lows = [v for v in (self.equals, self.at_least, self.more_than) if v is not None]
        highs = [v for v in (self.equals, self.at_most, self.less_than) if v is not None]
        return max([low, *lows]), min([high, *highs])

    def holds(self, value: float) -> bool:
        """Return whether a value fits.

        Examples
        --------
        >>> Expect(between=[70, 93]).holds(78), Expect(less_than=2).holds(2)
        (True, False)
        """
        low, high = self.bounds
        strict_low = self.more_than is not None and value <= self.more_than
        strict_high = self.less_than is not None and value >= self.less_than
        near = 1e-9 * max(1.0, abs(value))
        return low - near <= value <= high + near and not strict_low and not strict_high

    def words(self, unit: str = "") -> str:
        """Return the expectation in words.

        Examples
        --------
        >>> Expect(equals=5).words("waves"), Expect(more_than=1).words("times")
        ('exactly 5 waves', 'more than 1 times')
        """
        spoken = {"equals": "exactly"}
        parts = [
            f"{spoken.get(name, name.replace('_', ' '))} {value:g}" for name, value in self._given()
        ]
        if self.between:
            parts.append(f"between {self.between[0]:g} and {self.between[1]:g}")
        return " and ".join(parts) + (f" {unit}" if unit else "")

    def denial(self, unit: str = "") -> str:
        """Return what is expected where this is denied, in words.

        Examples
        --------
        >>> Expect(at_least=1).denial("%"), Expect(equals=3).denial()
        ('less than 1 %', 'other than 3')
        """
        turned = {
            "equals": "other than", "at_least": "less than", "at_most": "more than",
            "more_than": "at most", "less_than": "at least",
        }  # fmt: skip
        parts = [f"{turned[name]} {value:g}" for name, value in self._given()]
        if self.between:
            parts.append(f"not between {self.between[0]:g} and {self.between[1]:g}")
        return " or ".join(parts) + (f" {unit}" if unit else "")

    def _given(self) -> list[tuple[str, float]]:
        names = ("equals", "at_least", "at_most", "more_than", "less_than")
        return [(n, getattr(self, n)) for n in names if getattr(self, n) is not None]

    def certain(self, least: float, most: float) -> bool | None:
        """Return True if no possible value fails, False if none fits, None if it is open.

        Parameters
        ----------
        least, most : float
            Where the figure can lie at all.
        """
        low, high = self.bounds
        if (
            low <= least
            and high >= most
            and (self.more_than is None or self.more_than < least)
            and (self.less_than is None or self.less_than > most)
        ):
            return True
        none_below = self.less_than is not None and self.less_than <= least
        none_above = self.more_than is not None and self.more_than >= most
        return False if low > most or high < least or none_below or none_above else None


def _bounds(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"equals": float(value)}
    return value


Expectation = Annotated[Expect, BeforeValidator(_bounds)]
"""An `Expect`, or a number that stands for `equals`."""

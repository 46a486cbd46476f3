"""Values that nobody can change: read-only arrays, frames handed out as clones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FrameField", "fixed"]


def fixed(array: NDArray[Any]) -> NDArray[Any]:
    """Return an array that nobody can write to, and that shares nothing with a caller's.

    Examples
    --------
    >>> mine = np.zeros(2)
    >>> theirs = fixed(mine)
    >>> mine[0] = 1.0
    >>> theirs.tolist(), theirs.flags.writeable
    ([0.0, 0.0], False)
    """
    if array.flags.writeable or array.base is not None:
        array = np.array(array)
        array.flags.writeable = False
    return array


class FrameField:
    """A field with a frame of its own that hands out clones: frames can be changed in place."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.place = f"_{name}"

    def __get__(self, world: object | None, owner: type) -> pl.DataFrame:
        if world is None:
            raise AttributeError(self.place)  # so that the field has no default
        frame: pl.DataFrame = vars(world)[self.place]
        return frame.clone()

    def __set__(self, world: object, frame: pl.DataFrame) -> None:
        vars(world)[self.place] = frame.clone()

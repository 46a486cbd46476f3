"""Ctrl-C and a request to end: finish in order, leave no temporary file, print no traceback."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["stoppable"]


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """Turn the signals that ask to end into exceptions, and note in a list which came.

    What is raised in the middle of a library's import may come out as another exception; the
    list tells. A second signal of the kind ends the process at once.
    """
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return

    def stop(number: int, frame: Any) -> None:
        came.append(number)
        signal.signal(number, signal.SIG_DFL)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    # One that is ignored, as in the background of a script or under nohup, stays so.
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {getattr(signal, name): signal.getsignal(getattr(signal, name)) for name in names}
    taken = [n for n, now in before.items() if now in (signal.SIG_DFL, signal.default_int_handler)]
    hook = sys.unraisablehook
    for number in taken:
        signal.signal(number, stop)
    sys.unraisablehook = lambda problem: None if came else hook(problem)
    try:
        yield came
    finally:
        sys.unraisablehook = hook
        for number in taken:
            signal.signal(number, before[number])

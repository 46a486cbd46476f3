"""One attempt at a download: bounded in size and time, and its troubles in words."""

import time
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any, Protocol

__all__ = ["DownloadError", "ProgressBar", "download"]

_SLOWEST_B_S = 10_000
"""A slower connection is given up, unless the user allows more time."""
_PATIENCE_S = 30
"""Who asks to wait longer is not waited for."""
_BUSY = frozenset({408, 425, 429})
_CHUNK = 16_384


class ProgressBar(Protocol):
    """What a download reports to: tqdm's interface."""

    total: float

    def update(self, amount: float) -> Any: ...
    def close(self) -> Any: ...


@dataclass
class DownloadError(Exception):
    """Why an attempt failed, and whether and when another one may help."""

    said: str
    again: bool
    wait_s: float | None = None


def download(address: str, size: int, timeout: float, bar: ProgressBar | None = None) -> bytes:
    """Return what a server sends: no more than is expected, in a time that goes with it.

    Reading waits for silence only, and a server may send a byte now and then for ever; so another
    thread reads, and this one keeps the time.

    Parameters
    ----------
    address : str
    size : int
        Bytes expected.
    timeout : float
        Seconds of silence after which it is given up.
    bar : progress bar, optional

    Raises
    ------
    DownloadError
        Another number of bytes was offered or sent, it took too long, or it failed.
    """
    arrived: Queue[bytes | Exception | None] = Queue()
    stop = Event()
    allowed = timeout + size / _SLOWEST_B_S
    until = time.monotonic() + allowed
    if bar:
        bar.total = size
    data = bytearray()
    Thread(target=_fetch, args=(address, size, timeout, arrived, stop), daemon=True).start()
    try:
        while (part := arrived.get(timeout=max(0.0, until - time.monotonic()))) is not None:
            if isinstance(part, Exception):
                raise _trouble(part, timeout)
            data += part
            if bar:
                bar.update(len(part))
    except Empty:
        raise DownloadError(f"it was not done after {allowed:.1f} seconds", again=False) from None
    finally:
        stop.set()
        if bar:
            bar.close()
    if len(data) > size:
        raise DownloadError(_too_much(f"more than {size:,}", size), again=False)
    return bytes(data)


def _too_much(found: str, size: int) -> str:
    return f"the server sends {found} bytes, the record says {size:,}"


def _fetch(
    address: str, size: int, timeout: float, arrived: "Queue[bytes | Exception | None]", stop: Event
) -> None:
    """Put what a server sends into a queue, at most one byte too many; then None or what failed."""
    import requests

    try:
        with requests.Session() as session:
            session.max_redirects = 5
            # Nothing is unpacked on the way: a few bytes could become very many.
            asked = {"Accept-Encoding": "identity"}
            with session.get(address, stream=True, timeout=timeout, headers=asked) as response:
                response.raise_for_status()
                length = response.headers.get("Content-Length", "")
                if length.isdecimal() and int(length) != size:
                    raise DownloadError(_too_much(f"{int(length):,}", size), again=False)
                packed = response.headers.get("Content-Encoding", "identity")
                if packed != "identity":
                    raise DownloadError(
                        f"the server packs what it sends ({packed[:20]})", again=False
                    )
                left = size + 1
                for part in response.iter_content(min(_CHUNK, left)):
                    arrived.put(part[:left])
                    left -= len(part)
                    if left <= 0 or stop.is_set():
                        break
        arrived.put(None)
    except Exception as problem:
        arrived.put(problem)


def _trouble(problem: Exception, timeout: float) -> DownloadError:
    """Return in words what failed; no message of a library, which may hold the address."""
    import requests

    silent = DownloadError(f"no answer for {timeout:g} seconds", again=True)
    if isinstance(problem, DownloadError):
        return problem
    if isinstance(problem, requests.HTTPError) and problem.response is not None:
        return _refused(problem.response.status_code, problem.response.headers.get("Retry-After"))
    if isinstance(problem, requests.Timeout):
        return silent
    if isinstance(problem, requests.ConnectionError):
        # What requests makes of a server that falls silent in the middle.
        if "timed out" in str(problem):
            return silent
        return DownloadError(f"no connection ({_reason(problem)})", again=True)
    if isinstance(problem, requests.TooManyRedirects):
        return DownloadError(
            "the server sends from one address to another without end", again=False
        )
    if isinstance(problem, (requests.exceptions.InvalidURL, ValueError)):
        return DownloadError("this is no address that can be asked", again=False)
    return DownloadError("the transfer broke off", again=True)


def _refused(status: int, wait: str | None) -> DownloadError:
    """Return what an answer other than yes means, and how long it asks to wait."""
    said = f"the server answered {status}"
    if status not in _BUSY and status < 500:
        return DownloadError(said, again=False)
    seconds = _seconds(wait) if wait else None
    if seconds is not None and seconds > _PATIENCE_S:
        return DownloadError(f"{said} and asks to wait {seconds:,.0f} seconds", again=False)
    return DownloadError(said, again=True, wait_s=seconds)


def _seconds(wait: str) -> float | None:
    """Return the seconds of a Retry-After header, a number or a date; None if it is neither."""
    if wait.strip().isdecimal():
        return float(wait[:9])
    with suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(wait).timestamp() - time.time())
    return None


def _reason(problem: BaseException) -> str:
    """Return the operating system's word at the bottom of a chain of exceptions, or a plain one."""
    seen: list[BaseException] = []
    current: BaseException | None = problem
    while current is not None and current not in seen:
        seen.append(current)
        current = current.__cause__ or current.__context__
    for cause in reversed(seen):
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
    return "it broke off"

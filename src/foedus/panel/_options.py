"""One switch: what is right, or what the R package peacesciencer 1.2.9 does."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["is_peer_compat", "peer_compat"]

_PEER_COMPAT: ContextVar[bool] = ContextVar("foedus_peer_compat", default=False)


@contextmanager
def peer_compat() -> Iterator[None]:
    """Reproduce peacesciencer 1.2.9 where foedus decides otherwise (docs/parity.md lists where).

    Examples
    --------
    >>> with peer_compat():
    ...     is_peer_compat()
    True
    """
    token = _PEER_COMPAT.set(True)
    try:
        yield
    finally:
        _PEER_COMPAT.reset(token)


def is_peer_compat() -> bool:
    """Return whether the peer's behaviour was asked for.

    Examples
    --------
    >>> is_peer_compat()
    False
    """
    return _PEER_COMPAT.get()

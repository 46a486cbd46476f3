"""Unpack compressed bytes up to a limit."""

import bz2
import lzma
import zlib
from typing import Any

from foedus.errors import FoedusError

__all__ = ["LIMIT", "unpacked"]

LIMIT = 256_000_000
"""Bytes: nearly three times what the largest dataset unpacks to."""

_KINDS: dict[bytes, Any] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lzma.LZMADecompressor,
}


def unpacked(data: bytes, limit: int = LIMIT) -> bytes:
    """Return bytes unpacked, or as they are if they are not packed (gzip, bzip2 or xz).

    Parameters
    ----------
    data : bytes
    limit : int
        No more bytes than this are made.

    Raises
    ------
    FoedusError
        They unpack to more, or are cut off or damaged.

    Examples
    --------
    >>> unpacked(bz2.compress(b"abc")), unpacked(b"abc")
    (b'abc', b'abc')
    """
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
    if kind is None:
        return data
    parts: list[bytes] = []
    made = 0
    try:
        while data:  # a file may be several, one after the other
            unpacker = kind()
            part = unpacker.decompress(data, limit + 1 - made)
            made += len(part)
            if made > limit:
                raise FoedusError(f"the file unpacks to more than {limit:,} bytes")
            if not unpacker.eof:
                raise FoedusError("the file is cut off")
            parts.append(part)
            data = unpacker.unused_data
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as problem:
        raise FoedusError(f"the file cannot be unpacked: {problem}") from None
    return b"".join(parts)

"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from foedus.errors import FoedusError

__all__ = ["write_whole"]


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file under a temporary name, rename it and return its path.

    Parameters
    ----------
    path : Path
    content : str or bytes
        Text is written as UTF-8.

    Raises
    ------
    FoedusError
        The place cannot be written to; an older file there stays as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".foedus-", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as reason:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise FoedusError(f"cannot write {path}: {reason.strerror or reason}") from None
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

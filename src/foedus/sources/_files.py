"""Where the files lie: the user's cache, or a mirror that stands in for upstream."""

import hashlib
import os
from pathlib import Path

from foedus.errors import DataNotHereError, FoedusError
from foedus.sources._record import Dataset

__all__ = ["cache_folder", "checked_bytes", "local_file", "mirror", "mirror_folder", "source_url"]


def cache_folder() -> Path:
    """Return the folder for downloads and parsed data (`FOEDUS_CACHE` overrides it)."""
    chosen = os.environ.get("FOEDUS_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("foedus")


def mirror() -> str:
    """Return `FOEDUS_DATA_MIRROR`: a folder or a URL that stands in for upstream, or ''."""
    return os.environ.get("FOEDUS_DATA_MIRROR", "").strip()


def mirror_folder() -> Path | None:
    """Return the mirror if it is a folder.

    Raises
    ------
    FoedusError
        `FOEDUS_DATA_MIRROR` names a folder that does not exist.
    """
    given = mirror()
    if not given or given.startswith(("http://", "https://")):
        return None
    folder = Path(given).expanduser()
    if not folder.is_dir():
        raise FoedusError(f"FOEDUS_DATA_MIRROR is '{given}', which is neither a folder nor a URL")
    return folder


def source_url(dataset: Dataset) -> str:
    """Return the address to download a dataset from: the mirror's, or the pinned public one."""
    given = mirror()
    if given.startswith(("http://", "https://")):
        return f"{given.rstrip('/')}/{dataset.mirror_path}"
    return dataset.url


def local_file(dataset: Dataset) -> Path:
    """Return where a dataset's file lies, or would lie once pulled."""
    folder = mirror_folder()
    if folder is not None:
        return folder / dataset.mirror_path
    return cache_folder() / "upstream" / dataset.mirror_path


def checked_bytes(dataset: Dataset) -> bytes:
    """Return the bytes of a dataset's file, whose checksum is right.

    Raises
    ------
    FoedusError
        It is not there, or holds other bytes than the record says.
    """
    file = local_file(dataset)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise DataNotHereError(_missing(dataset, file)) from None
    except OSError as problem:
        raise FoedusError(f"{file} cannot be read: {problem.strerror}") from None
    found = hashlib.sha256(data).hexdigest()
    if found != dataset.sha256:
        way_out = "repair the mirror" if mirror_folder() else f"foedus data pull {dataset.name}"
        raise FoedusError(
            f"{file} is damaged: SHA-256 {found[:12]}..., expected {dataset.sha256[:12]}...; "
            f"to replace it: {way_out}"
        )
    return data


def _missing(dataset: Dataset, file: Path) -> str:
    if mirror_folder() is not None:
        return f"the mirror lacks {dataset.mirror_path} ({dataset.name}): {file} does not exist"
    return (
        f"the dataset {dataset.name} ({dataset.title}) is not on this computer; get it with: "
        f"foedus data pull {dataset.name}  (without it, everything on the embedded world works: "
        "assess, contribution, line, check)"
    )

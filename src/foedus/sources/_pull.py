"""Download datasets: pinned address, checked bytes, nothing half written."""

import hashlib
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from foedus.errors import FoedusError
from foedus.files import clear_stale, why, write_whole
from foedus.sources import _files
from foedus.sources._download import DownloadError, ProgressBar, download
from foedus.sources._record import Dataset
from foedus.sources._registry import datasets, get

__all__ = ["path", "pull", "verify"]

_ATTEMPTS = 3
_TIMEOUT_S = 30.0


def pull(
    names: Iterable[str] = (),
    *,
    accept_terms: bool = False,
    progress: Mapping[str, ProgressBar] | None = None,
    timeout: float = _TIMEOUT_S,
) -> list[Path]:
    """Download datasets into the user's cache and return where they lie.

    A file that is there with the right checksum is not downloaded again.

    Parameters
    ----------
    names : iterable of str
        As in `foedus data list`; none means all that need no terms accepted.
    accept_terms : bool
        The terms of the datasets that have some were read and accepted.
    progress : mapping of str to progress bar
        A bar (tqdm's interface) for each dataset to be shown.
    timeout : float
        Seconds without an answer after which a download is given up; so many, and what its
        size takes at 10 kB/s, after which it is given up whatever comes.

    Raises
    ------
    FoedusError
        A name is unknown, terms were not accepted, or a download failed; the message says why.
    """
    chosen = [get(name) for name in names]
    if not chosen:
        chosen = [d for d in datasets().values() if accept_terms or not d.terms]
    for dataset in chosen:
        if dataset.terms and not accept_terms and not _is_here(dataset):
            raise FoedusError(
                f"{dataset.name} has terms to accept first: {dataset.terms} "
                f"To accept them: foedus data pull {dataset.name} --accept-terms"
            )
    return [_pull_one(dataset, (progress or {}).get(dataset.name), timeout) for dataset in chosen]


def path(name: str) -> Path:
    """Return where a dataset's file lies.

    Raises
    ------
    FoedusError
        It is not on this computer or its name is unknown.
    """
    dataset = get(name)
    _files.checked_bytes(dataset)
    return _files.local_file(dataset)


def verify(names: Iterable[str] = ()) -> dict[str, str]:
    """Return for each dataset 'ok', 'absent' or what is wrong with its file.

    Parameters
    ----------
    names : iterable of str
        As in `foedus data list`; none means all.
    """
    found = {}
    for dataset in [get(name) for name in names] or datasets().values():
        if not _files.local_file(dataset).exists():
            found[dataset.name] = "absent"
            continue
        try:
            _files.checked_bytes(dataset)
        except FoedusError as problem:
            found[dataset.name] = str(problem)
        else:
            found[dataset.name] = "ok"
    return found


def _is_here(dataset: Dataset) -> bool:
    try:
        _files.checked_bytes(dataset)
    except FoedusError:
        return False
    return True


def _pull_one(dataset: Dataset, bar: ProgressBar | None, timeout: float) -> Path:
    file = _files.local_file(dataset)
    if _files.mirror_folder() is not None:
        _files.checked_bytes(dataset)
        return file
    clear_stale(file.parent)
    if _is_here(dataset):
        return file
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            address = _files.source_url(dataset)
            _keep(dataset, file, download(address, dataset.size, timeout, bar))
            return file
        except DownloadError as trouble:
            if not trouble.again or attempt == _ATTEMPTS:
                raise FoedusError(
                    f"{dataset.name} could not be pulled from "
                    f"{_files.source_url(dataset, shown=True)}: {trouble.said}; nothing was "
                    "written, run the same command again to retry"
                ) from None
            time.sleep(0.2 * attempt if trouble.wait_s is None else trouble.wait_s)
    raise AssertionError("unreachable")


def _keep(dataset: Dataset, file: Path, data: bytes) -> None:
    if hashlib.sha256(data).hexdigest() != dataset.sha256:
        raise DownloadError(
            "other bytes arrived than the checksum in the record allows", again=True
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, data)
    except OSError as problem:
        raise DownloadError(f"{why(problem, file.parent)} ({file.parent})", again=False) from None
    except FoedusError as problem:
        raise DownloadError(str(problem), again=False) from None

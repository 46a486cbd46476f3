"""Download datasets: pinned address, checked bytes, nothing half written."""

import hashlib
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from foedus.errors import FoedusError
from foedus.sources import _files
from foedus.sources._record import Dataset
from foedus.sources._registry import datasets, get

__all__ = ["path", "pull", "verify"]

_ATTEMPTS = 3
_TIMEOUT_S = 30.0


class ProgressBar(Protocol):
    """What a download reports to: tqdm's interface, as pooch expects it."""

    total: float

    def update(self, amount: float) -> Any: ...
    def reset(self) -> Any: ...
    def close(self) -> Any: ...


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
        Seconds without an answer after which a download is given up.

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
    file = _files.local_file(dataset)
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == dataset.sha256


def _pull_one(dataset: Dataset, bar: ProgressBar | None, timeout: float) -> Path:
    file = _files.local_file(dataset)
    if _files.mirror_folder() is not None:
        _files.checked_bytes(dataset)
        return file
    if _is_here(dataset):
        return file
    for attempt in range(1, _ATTEMPTS + 1):
        problem = _download(dataset, file, bar, timeout)
        if problem is None:
            return file
        if not problem[1] or attempt == _ATTEMPTS:
            raise FoedusError(
                f"{dataset.name} could not be pulled from {_files.source_url(dataset)}: "
                f"{problem[0]}; nothing was written, run the same command again to retry"
            )
        time.sleep(0.2 * attempt)
    raise AssertionError("unreachable")


def _download(
    dataset: Dataset, file: Path, bar: ProgressBar | None, timeout: float
) -> tuple[str, bool] | None:
    """Try once; return None, or what went wrong and whether a new attempt may help."""
    import pooch
    import requests

    pooch.get_logger().setLevel("WARNING")
    downloader = pooch.HTTPDownloader(progressbar=bar or False, timeout=timeout)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        pooch.retrieve(
            _files.source_url(dataset),
            known_hash=f"sha256:{dataset.sha256}",
            path=file.parent,
            fname=file.name,
            downloader=downloader,
        )
    except requests.HTTPError as problem:
        status = problem.response.status_code if problem.response is not None else 0
        return f"the server answered {status}", status >= 500
    except requests.Timeout:
        return f"no answer for {timeout:g} seconds", True
    except requests.ConnectionError as problem:
        if "timed out" in str(problem):
            # What requests makes of a server that falls silent in the middle.
            return f"no answer for {timeout:g} seconds", True
        return f"no connection ({_last_words(problem)})", True
    except requests.RequestException as problem:
        return f"the transfer broke off ({_last_words(problem)})", True
    except ValueError:
        return "other bytes arrived than the checksum in the record allows", True
    except OSError as problem:
        return f"{problem.strerror or problem} ({file.parent})", False
    return None


def _last_words(problem: Exception) -> str:
    return str(problem).strip(" ()'\"").split(": ")[-1][:80].strip(" ()'\"") or "no reason given"

"""The field's research data: one file per dataset, its record beside its reader."""

from foedus.sources._bibliography import cite
from foedus.sources._files import local_file, source_url
from foedus.sources._pull import path, pull, verify
from foedus.sources._record import Dataset, Upstream
from foedus.sources._registry import datasets, get
from foedus.sources._store import load, recorded_loads

__all__ = [
    "Dataset",
    "Upstream",
    "cite",
    "datasets",
    "get",
    "load",
    "local_file",
    "path",
    "pull",
    "recorded_loads",
    "source_url",
    "verify",
]

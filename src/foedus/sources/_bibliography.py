"""How to cite what was used, from the one bibliography."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from foedus.sources._registry import get

__all__ = ["bibliography", "cite"]


@cache
def bibliography() -> dict[str, str]:
    """Return the bibliography's entries by key, as written in references.bib."""
    text = _text()
    entries = re.findall(r"^@\w+\{([^,\s]+),.*?^\}$", text, flags=re.M | re.S)
    bodies = [m.group(0) for m in re.finditer(r"^@\w+\{[^,\s]+,.*?^\}$", text, flags=re.M | re.S)]
    return dict(zip(entries, bodies, strict=True))


def cite(names: Iterable[str]) -> str:
    """Return the BibTeX entries of the works to cite for some datasets, each once.

    Parameters
    ----------
    names : iterable of str
        As in `foedus data list`.

    Examples
    --------
    >>> print(cite(["cow_majors"]).splitlines()[0])
    @misc{cow2016states,
    """
    keys = dict.fromkeys(key for name in names for key in get(name).citations)
    return "\n\n".join(bibliography()[key] for key in keys) + "\n"


def _text() -> str:
    packaged = files("foedus") / "references.bib"
    if packaged.is_file():
        return packaged.read_text("utf-8")
    # An editable install reads the file where it is kept.
    return (Path(__file__).parents[3] / "docs" / "references.bib").read_text("utf-8")

"""What the ledger declares itself complete for: only there its silence is a finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from foedus.scenario.tabledata import rows

__all__ = ["Complete", "complete_for"]


@dataclass(frozen=True)
class Complete:
    """A declaration that the ledger has all there is of a kind.

    Attributes
    ----------
    reason, source : str
    """

    reason: str
    source: str


def complete_for(kind: str | None, binding: str | None, parties: Collection[str], on: date) -> (
    Complete | None
):  # fmt: skip
    """Return why a search without a find proves that there is nothing; None where it does not.

    Parameters
    ----------
    kind : str or None
        Of commitment, or "appeal".
    binding : str or None
        E.g. "legal".
    parties : collection of str
        Codes of states and alliances: all of them must be among those of the declaration.
    on : date

    Examples
    --------
    >>> complete_for("no_enlargement", "legal", ["RUS", "NATO"], date(2022, 1, 30)) is not None
    True
    >>> complete_for("no_enlargement", "political", ["RUS", "NATO"], date(2022, 1, 30)) is None
    True
    """
    for row in rows("questions", "complete"):
        among = set(row["among"].split(";"))
        inside = bool(parties) and set(parties) <= among
        if (
            row["kind"] == kind
            and (not row["binding"] or row["binding"] == binding)
            and inside
            and row["from"] <= on.isoformat() <= row["to"]
        ):
            return Complete(row["reason"], row["source"])
    return None

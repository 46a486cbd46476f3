"""All alliances as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.alliances import Alliances
from foedus.views.text.table import table

__all__ = ["summary"]


def summary(alliances: Alliances) -> str:
    """Return all alliances with the number of members on the day.

    Parameters
    ----------
    alliances : Alliances
    """
    rows = [
        [
            row.alliance,
            str(row.members),
            "yes" if row.defence else "no",
            str(row.in_force or ""),
            str(row.terminated or ""),
            row.name,
        ]
        for row in alliances.alliances
    ]
    header = ["", "members", "defence", "in force", "ended", "name"]
    return "\n".join([f"Alliances on {alliances.on}", *table(header, rows, right="-r")]) + "\n"

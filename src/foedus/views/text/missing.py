"""What is missing of the states, as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.missing import OLD_YEARS, Missing
from foedus.views.text.table import paragraph
from foedus.views.words import VARIABLES
from foedus.world.figures import OLDEST

__all__ = ["summary"]


def summary(missing: Missing) -> str:
    """Return what is missing of the states, by variable.

    Parameters
    ----------
    missing : Missing
    """
    lines = []
    for status, title in (
        ("missing", f"No figure of {missing.figures_year - OLDEST} to {missing.figures_year}"),
        ("old", f"Last figure of {missing.figures_year - OLD_YEARS} or before"),
    ):
        found = [row for row in missing.missing if row.status == status]
        lines.append(title)
        for variable, label in VARIABLES.items():
            states = ", ".join(
                row.iso3 if row.year is None else f"{row.iso3} {row.year}"
                for row in found
                if row.variable == variable
            )
            if states:
                lines += paragraph(f"{label}: {states}", "  ", "    ")
        lines += [] if found else ["  nothing"]
        lines.append("")
    out = " ".join(missing.left_out) or "none"
    lines += paragraph(f"Left out of the contest for want of any military figure: {out}.")
    return "\n".join(lines) + "\n"

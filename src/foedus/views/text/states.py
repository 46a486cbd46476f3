"""All states as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.states import States
from foedus.views.text.table import paragraph, table
from foedus.views.words import scaled

__all__ = ["summary"]


def summary(states: States) -> str:
    """Return a world's states as plain text, largest military capability first.

    Parameters
    ----------
    states : States
    """
    past = any(row.milex_usd is not None for row in states.states)
    dollars = (
        "GDP at purchasing power parity, military expenditure at exchange rates"
        if past
        else "dollars at purchasing power parity"
    )
    rows = [
        [
            row.iso3,
            row.name[:24],
            scaled(row.population_persons, 1e6, 2),
            scaled(row.gdp_ppp_usd, 1e9, 0),
            scaled(row.milex_usd if past else row.milex_ppp_usd, 1e9, 1),
            scaled(row.milper_active_persons, 1e3, 1),
            scaled(row.capability_share, 0.01, 3),
        ]
        for row in states.states
    ]
    header = ["", "state", "people m", "GDP $bn", "milex $bn", "active k", "share %"]
    out = " ".join(states.left_out) or "none"
    lines = [
        *paragraph(
            f"{len(states.states)} states on {states.on}, capability: {states.capability_measure}, "
            f"figures of {states.figures_year} or up to three years older (mostly "
            f"{states.capability_year}); {dollars}, active personnel in thousands. A dash is a "
            "missing figure."
        ),
        "",
        *table(header, rows, right="--rrrrr"),
        "",
        *paragraph(f"Left out of the contest for want of any military figure: {out}."),
        *paragraph("Sources and years of each figure: foedus world STATE, --json or --csv."),
    ]
    return "\n".join(lines) + "\n"

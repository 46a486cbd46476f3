"""A state's page as plain text of at most 80 columns."""

from __future__ import annotations

from foedus.questions.state import State
from foedus.views.text.table import paragraph, table
from foedus.views.words import VARIABLES, capital_of, figure, un_membership

__all__ = ["summary"]


def summary(state: State) -> str:
    """Return a state's page as plain text.

    Parameters
    ----------
    state : State
    """
    lines = [f"{state.name} ({state.iso3}) on {state.on}", *_facts(state)]
    sources = _Sources()
    lines += ["", *_figures(state, sources), *_alliances(state, sources)]
    lines += [*_neighbours(state, sources), *_rivals(state, sources)]
    sources.number(state.source)
    for row in state.nuclear:
        sources.number(row.source)
    return "\n".join([*lines, "Sources", *sources.lines()]) + "\n"


def _facts(state: State) -> list[str]:
    share = (
        "left out of the contest"
        if state.capability_share is None
        else f"{100 * state.capability_share:.3f} % of the world's, rank {state.rank}"
    )
    rows = [
        ["codes", f"ISO {state.iso2 or '-'}, "
         f"COW {state.cow_code or '-'} {state.cow_abbrev or '-'}, "
         f"Gleditsch-Ward {state.gw_code or '-'}"],
        ["capital", capital_of(state)],
        ["UN member", un_membership(state)],
        ["capability", f"{share} ({state.capability_measure})"],
        ["major power", "yes (Correlates of War)" if state.major else "no"],
        ["nuclear", _warheads(state)],
        *([["note", state.notes]] if state.notes else []),
    ]  # fmt: skip
    return table(["", ""], rows)[1:]


class _Sources:
    """Numbers for sources in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> str:
        """Return the number of a source, in brackets."""
        return f"[{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def lines(self) -> list[str]:
        """Return all sources as lines of text."""
        return [
            line
            for source, number in self._numbers.items()
            for line in paragraph(source, f"  [{number}] ", "      ")
        ]


def _warheads(state: State) -> str:
    if not state.nuclear:
        return "weapons, no count in the table" if state.has_nuclear_weapons else "no weapons"
    row = min(state.nuclear, key=lambda row: abs(row.year - state.on.year))
    return f"{row.warheads_total or '?':,} warheads in {row.as_of or row.year}"


def _figures(state: State, sources: _Sources) -> list[str]:
    lines = ["Figures (* counts on the day)"]
    for variable, label in VARIABLES.items():
        rows = [
            [
                str(row.year),
                figure(variable, row.value),
                "*" if row.used else "",
                row.confidence or "",
                f"{sources.number(row.source)} {row.note or ''}".strip(),
            ]
            for row in state.figures
            if row.variable == variable
        ]
        if rows:
            lines += [f"  {label}", *table([""] * 5, rows, right="-r", indent="    ")[1:]]
        elif variable != "milex_usd":
            lines.append(f"  {label}: missing")
    return [*lines, ""]


def _alliances(state: State, sources: _Sources) -> list[str]:
    rows = [
        [
            row.alliance,
            str(row.from_),
            str(row.to or ("open" if row.current else "")),
            f"{row.row_type}: {row.kind} {sources.number(row.source)}"
            if row.kind and row.kind != row.row_type
            else f"{row.row_type} {sources.number(row.source)}",
        ]
        for row in state.alliances
    ]
    if not rows:
        return ["Alliances: none in the table", ""]
    return ["Alliances", *table(["", "from", "to", ""], rows), ""]


def _neighbours(state: State, sources: _Sources) -> list[str]:
    rows = [
        [
            row.name,
            row.iso3,
            "-" if row.km is None else f"{round(row.km, 1):,g}",
            f"{row.note or ''} {sources.number(row.source)}".strip(),
        ]
        for row in state.neighbours
    ]
    if not rows:
        return ["Land neighbours: none", ""]
    return ["Land neighbours", *table(["", "", "km", ""], rows, right="--r"), ""]


def _rivals(state: State, sources: _Sources) -> list[str]:
    rows = [
        [
            row.name,
            row.iso3,
            str(row.from_),
            str(row.to or "goes on"),
            f"{row.types.replace(';', ', ')} {sources.number(row.source)}",
        ]
        for row in state.rivals
    ]
    if not rows:
        return ["Strategic rivals: none in the table", ""]
    return ["Strategic rivals", *table(["", "", "from", "to", ""], rows), ""]

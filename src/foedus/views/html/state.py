"""A state as a page: figures over the years, alliances, neighbours and rivals."""

from __future__ import annotations

import shlex
from typing import Any

from foedus.questions.state import State
from foedus.views.html.blocks import Block, Column, Data, Facts, Figure, Section, Table
from foedus.views.html.charts import NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, colours, inline, stacked
from foedus.views.words import VARIABLES, capital_of, figure, un_membership

__all__ = ["plot", "report"]

EMBEDDED = "Embedded tables; each row names its source."


def report(state: State, file_name: str = "report.html") -> str:
    """Return a state's page as one HTML page that needs no network.

    Parameters
    ----------
    state : State
    file_name : str
        Named in the command that makes the page again.
    """
    words = ["foedus", "world", state.iso3, "--on", str(state.on)]
    words += [] if state.capability_measure == "index" else [
        "--capability", state.capability_measure
    ]  # fmt: skip
    rows = (state.figures, state.alliances, state.neighbours, state.nuclear, state.rivals)
    sources = (state.source, *(row.source for part in rows for row in part))
    return page(
        title=state.name,
        lead=state.answer,
        sections=(_who(state), _figures(state), _around(state)),
        command=shlex.join([*words, "--report", file_name]),
        sources=tuple(dict.fromkeys(sources)),
        kicker="foedus: what the embedded tables say about a state",
        meta=(("On", str(state.on)), ("ISO", ", ".join(filter(None, (state.iso3, state.iso2)))),
              ("Correlates of War", str(state.cow_code or "–")),
              ("Gleditsch-Ward", str(state.gw_code or "–"))),
    )  # fmt: skip


def plot(state: State) -> Spec:
    """Return the state's figures over the years.

    Parameters
    ----------
    state : State
    """
    return framed(_years(state, 900), f"{state.name}: figures", state.answer, f"foedus. {EMBEDDED}")


def _who(state: State) -> Section:
    nuclear = (
        f"{len(state.nuclear)} years of warheads in the table"
        if state.nuclear
        else ("yes, no count in the table" if state.has_nuclear_weapons else "no")
    )
    facts = Facts(
        "The state",
        (
            ("Capital", capital_of(state)),
            ("UN member since", un_membership(state)),
            ("Major power", "yes (Correlates of War)" if state.major else "no"),
            ("Nuclear weapons", nuclear),
        ),
        state.notes or "",
    )
    rows: tuple[tuple[Any, ...], ...] = tuple(
        (a.alliance, a.row_type, str(a.from_), str(a.to) if a.to else None,
         "yes" if a.current else "no", a.kind, a.source)
        for a in state.alliances
    )  # fmt: skip
    table = Table(
        "Alliances",
        (Column("Alliance", name="alliance"), Column("What", name="row_type"),
         Column("From", name="from"), Column("To", name="to"),
         Column("On the day", name="current"), Column("How", wide=True, name="kind"),
         Column("Source", wide=True, name="source")),
        rows, EMBEDDED, "alliances",
    )  # fmt: skip
    return Section("state", "Who it is", (facts, table))


def _years(state: State, width: int) -> Spec:
    """Return a small chart for each variable that has figures of more than one year."""
    paint = colours()
    parts = []
    for variable, label in VARIABLES.items():
        rows = [
            {"year": row.year, "value": row.value / _unit(variable), "used": row.used,
             "tip": f"{label} | {row.year} | {figure(variable, row.value)}"}
            for row in state.figures
            if row.variable == variable
        ]  # fmt: skip
        if not rows:
            continue
        years = {"format": "d", "tickMinStep": 1, "grid": False}
        x = {"field": "year", "type": "quantitative", "title": None, "axis": years,
             "scale": {"zero": False}}  # fmt: skip
        y = {"field": "value", "type": "quantitative", "title": None, "axis": {"format": ",~f"}}
        colour = {"condition": {"test": "datum.used", "value": paint["net"]},
                  "value": paint["deterrence"]}  # fmt: skip
        point = {"type": "point", "filled": True, "size": 46, "opacity": 1, "aria": True}
        tip = {"field": "tip", "type": "nominal"}
        parts.append(
            {
                "title": label,
                "data": {"values": rows},
                "layer": [
                    {"mark": {"type": "line", "color": paint["deterrence"]},
                     "encoding": {"x": x, "y": y}},
                    {"mark": point,
                     "encoding": {"x": x, "y": y, "color": colour, "description": tip}},
                ],
                "width": width - 90, "height": 90,
            }
        )  # fmt: skip
    return stacked(*parts, spacing=14)


def _unit(variable: str) -> float:
    return 1e9 if variable.endswith("_usd") else 1.0


def _figures(state: State) -> Section:
    table = Table(
        "Every figure; used: the one that counts on the day",
        (Column("Variable", name="variable"), Column("Year", name="year"),
         Column("Value", ",.2f", "value"), Column("Used", name="used"),
         Column("Confidence", name="confidence"), Column("Note", wide=True, name="note"),
         Column("Source", wide=True, name="source")),
        tuple(
            (VARIABLES.get(f.variable, f.variable), str(f.year), f.value / _unit(f.variable),
             "yes" if f.used else None, f.confidence, f.note, f.source)
            for f in state.figures
        ),
        EMBEDDED, "figures",
    )  # fmt: skip
    blocks: list[Block] = [table]
    if state.figures:
        chart = Figure(
            title="Over the years",
            note="Dark: the figure that counts on the day, which the model takes.",
            alt="; ".join(f"{VARIABLES.get(f.variable, f.variable)} {f.year}: {f.value:g}"
                          for f in state.figures if f.used),
            wide=inline(_years(state, WIDE), "years"),
            narrow=inline(_years(state, NARROW), "yearsn"),
            data=table.data,
            source=EMBEDDED,
        )  # fmt: skip
        blocks.insert(0, chart)
    return Section("figures", "Its figures", tuple(blocks))


def _around(state: State) -> Section:
    rivals = Table(
        "Strategic rivals",
        (Column("State", name="name"), Column("Code", name="iso3"), Column("From", name="from"),
         Column("To", name="to"), Column("About", name="types"),
         Column("Source", wide=True, name="source")),
        tuple(
            (r.name, r.iso3, str(r.from_), str(r.to) if r.to else None,
             r.types.replace(";", ", "), r.source)
            for r in state.rivals
        ),
        EMBEDDED, "rivals",
    )  # fmt: skip
    borders = Data(
        "neighbours", ("iso3", "name", "km", "kind", "note", "source"),
        tuple((b.iso3, b.name, b.km, b.kind, b.note, b.source) for b in state.neighbours),
    )  # fmt: skip
    blocks: list[Block] = [rivals]
    if any(b.km is not None for b in state.neighbours):
        rows = [(f"{b.name}{' (overseas)' * (b.kind == 'overseas')}", b.km)
                for b in state.neighbours if b.km is not None]  # fmt: skip
        blocks.insert(
            0,
            Figure(
                title="Land neighbours",
                alt="; ".join(f"{name} {km:g} km" for name, km in rows),
                wide=inline(bars(rows, "km", WIDE), "borders"),
                narrow=inline(bars(rows, "km", NARROW), "bordersn"),
                data=borders,
                source=EMBEDDED,
            ),
        )
    return Section("around", "Neighbours and rivals", tuple(blocks))

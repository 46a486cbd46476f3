"""All states as a page: shares of capability, and every figure with its year."""

from __future__ import annotations

import shlex

from foedus.questions.states import States
from foedus.views.html.blocks import Column, Figure, Section, Table
from foedus.views.html.charts import MOST, NARROW, WIDE, bars, framed
from foedus.views.html.page import page
from foedus.views.html.svg import Spec, inline

__all__ = ["plot", "report"]

EMBEDDED = "Embedded tables, figures of before the day; foedus world STATE has each source."


def report(states: States, file_name: str = "report.html") -> str:
    """Return a world's states as one HTML page that needs no network.

    Parameters
    ----------
    states : States
    file_name : str
        Named in the command that makes the page again.
    """
    words = ["foedus", "world", "--on", str(states.on), "--capability", states.capability_measure]
    return page(
        title=f"The states on {states.on}",
        lead=states.answer,
        sections=(_shares(states), _table(states)),
        command=shlex.join([*words, "--report", file_name]),
        sources=states.sources,
        kicker="foedus: the states of the world with their resources",
        meta=(("On", str(states.on)), ("Capability", states.capability_measure),
              ("Mostly of", str(states.capability_year)),
              ("Left out", ", ".join(states.left_out) or "nobody")),
    )  # fmt: skip


def plot(states: States) -> Spec:
    """Return the largest shares of military capability.

    Parameters
    ----------
    states : States
    """
    title = f"Shares of military capability on {states.on}"
    return framed(_bars(states, 900), title, states.answer, f"foedus. {EMBEDDED}")


def _bars(states: States, width: int) -> Spec:
    known = [(s.name, s.capability_share) for s in states.states[:MOST]]
    rows = [(name, 100 * share) for name, share in known if share is not None]
    return bars(rows, "% of the world's military capability", width, digits=2)


def _shares(states: States) -> Section:
    figure = Figure(
        title=f"The {MOST} largest",
        alt=states.answer,
        wide=inline(_bars(states, WIDE), "shares"),
        narrow=inline(_bars(states, NARROW), "sharesn"),
        data=_listed(states).data,
        source=EMBEDDED,
    )
    return Section("shares", "Who is strong", (figure,))


def _listed(states: States) -> Table:
    return Table(
        "Every state",
        (Column("State", name="name"), Column("Code", name="iso3"),
         Column("Population", ",.0f", "population_persons"),
         Column("GDP, PPP $bn", ",.0f", "gdp_ppp_bn_usd"),
         Column("Military, % of GDP", ".2f", "milex_pct_gdp"),
         Column("Military, PPP $bn", ",.1f", "milex_ppp_bn_usd"),
         Column("Active personnel", ",.0f", "milper_active_persons"),
         Column("Share, %", ".3f", "capability_share_percent"), Column("Nuclear", name="nuclear")),
        tuple(
            (s.name, s.iso3, s.population_persons, _scaled(s.gdp_ppp_usd, 1e-9), s.milex_pct_gdp,
             _scaled(s.milex_ppp_usd, 1e-9), s.milper_active_persons,
             _scaled(s.capability_share, 100), "yes" if s.nuclear else "no")
            for s in states.states
        ),
        EMBEDDED, "states",
    )  # fmt: skip


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else factor * value


def _table(states: States) -> Section:
    return Section("states", "Every state", (_listed(states),))

"""foedus models: published models of the field, one command each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from foedus.cli.options import CsvOption, JsonOption, PlotOption, ReportOption, SeedOption
from foedus.cli.outlet import Outlet
from foedus.cli.streams import console
from foedus.errors import FoedusError, nearest

__all__ = ["models"]


class _Group(TyperGroup):
    """Commands whose names may be written with dashes; an unknown one gets the nearest."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        plain = cmd_name.replace("-", "_").lower()
        return super().get_command(ctx, plain)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name and not name.startswith("-") and self.get_command(ctx, name) is None:
            near = nearest(name.replace("-", "_"), self.commands)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(self.commands)}"
            raise FoedusError(f"no model {name!r}; {hint}")
        return super().resolve_command(ctx, args)


models = typer.Typer(
    cls=_Group,
    invoke_without_command=True,
    add_completion=False,
    help="Published models of the field, each with its published case; without a name: the list.",
)

StateOption = Annotated[
    list[str] | None, typer.Option("--state", metavar="STATE", help="One of them; repeatable.")
]
FirstOption = Annotated[int | None, typer.Option("--first", metavar="YEAR", help="First year.")]
LikePeerOption = Annotated[
    bool, typer.Option("--like-peer", help="Count years of peace as peacesciencer does.")
]
LastOption = Annotated[int | None, typer.Option("--last", metavar="YEAR", help="Last year.")]


@models.callback()
def _list(
    ctx: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the models, each with a line and what to cite.

    Example: foedus models
    """
    if ctx.invoked_subcommand is not None:
        return
    from foedus.models.catalogue import catalogue, catalogue_text

    if json:
        typer.echo(catalogue().model_dump_json(indent=2))
    else:
        console().print(catalogue_text(), markup=False, end="")


@models.command()
def landscape(
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="unix (the default), five-powers.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="Of the research data, 1816-2016.")
    ] = None,
    state: StateOption = None,
    count: Annotated[
        int, typer.Option("--count", min=2, help="With --year: how many of the strongest.")
    ] = 17,
    size: Annotated[
        Path | None, typer.Option("--size", metavar="FILE.csv", help="Lines of name,size.")
    ] = None,
    propensity: Annotated[
        Path | None,
        typer.Option("--propensity", metavar="FILE.csv", help="Square table with names."),
    ] = None,
    method: Annotated[
        str, typer.Option("--method", metavar="HOW", help="auto, exact or search.")
    ] = "auto",
    seed: SeedOption = 1,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Landscape theory: which two blocs are stable (Axelrod and Bennett 1993).

    Example: foedus models landscape --year 1936
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import landscape as run
    from foedus.models._given import tables

    sizes, table, names = tables(size, propensity)
    outlet.give(
        run(
            size=sizes, propensity=table, names=names, case=case, year=year, states=state,
            count=count, method=method, seed=seed,
        )
    )  # fmt: skip


@models.command("war_stable")
def war_stable(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of the network, YYYY-MM-DD.")
    ] = None,
    gamma: Annotated[
        float, typer.Option("--gamma", help="How many defences an attack must be worth.")
    ] = 1.5,
    alliance: Annotated[
        str | None, typer.Option("--alliance", metavar="ALLIANCE", help="Whose members change.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="STATE", help="Leaves; repeatable.")
    ] = None,
    joining: Annotated[
        list[str] | None, typer.Option("--joining", metavar="STATE", help="Joins; repeatable.")
    ] = None,
    first: FirstOption = None,
    last: LastOption = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """War-stable networks: who could be beaten by a group of allies (Jackson and Nei 2015).

    Example: foedus models war_stable --alliance NATO --without USA
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.cli.options import world_of
    from foedus.models import war_stable as run

    world = world_of(on) if on is not None else None
    outlet.give(
        run(
            world, alliance, gamma=gamma, without=without or (), joining=joining or (),
            first=first, last=last,
        )
    )  # fmt: skip


@models.command()
def balance(
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="One year, 1816-2010.")
    ] = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="powers-1907: six great powers.")
    ] = None,
    first: FirstOption = None,
    last: LastOption = None,
    signs: Annotated[
        Path | None,
        typer.Option("--signs", metavar="FILE.csv", help="Square table of -1, 0, 1 with names."),
    ] = None,
    seed: SeedOption = 1,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Structural balance: triads and the two camps that fit best (Cartwright and Harary 1956).

    Example: foedus models balance --year 1914
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import balance as run
    from foedus.models._given import read_square

    table, names = (None, None) if signs is None else read_square(signs)
    outlet.give(run(year, case=case, first=first, last=last, signs=table, names=names, seed=seed))


@models.command()
def bargaining(
    issue: Annotated[
        str,
        typer.Argument(metavar="[ISSUE]", help="A CSV file, or accession, dummy, soe, emissions."),
    ] = "accession",
    turns: Annotated[int, typer.Option("--turns", min=1, max=1000, help="The most turns.")] = 25,
    offers: Annotated[
        str, typer.Option("--offers", metavar="KIND", help="initiator, both or compromise.")
    ] = "initiator",
    compat: Annotated[
        str | None, typer.Option("--compat", metavar="ktab", help="Compute offers as KTAB does.")
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Spatial bargaining: challenges, offers and where actors end (Bueno de Mesquita 1994).

    Example: foedus models bargaining dummy --turns 10
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import bargaining as run

    outlet.give(run(issue, turns=turns, offers=offers, compat=compat))


@models.command("arms_race")
def arms_race(
    one: Annotated[str | None, typer.Argument(metavar="[STATE]", help="One of two states.")] = None,
    other: Annotated[str | None, typer.Argument(metavar="[STATE]", help="The other.")] = None,
    first: FirstOption = None,
    last: LastOption = None,
    lag: Annotated[int, typer.Option("--lag", help="Years until an answer, 1 to 5.")] = 1,
    coefficients: Annotated[
        str | None,
        typer.Option("--coefficients", metavar="k=1,l=2,...", help="All of k, l, a, b, g, h."),
    ] = None,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Arms races: what two spend in answer to each other (Richardson 1960).

    Example: foedus models arms_race GBR DEU --first 1890 --last 1913
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import arms_race as run

    given = None if coefficients is None else _pairs(coefficients)
    outlet.give(run(one, other, first=first, last=last, lag=lag, coefficients=given))


def _pairs(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in text.split(","):
        name, sign, value = part.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise FoedusError(
                f"--coefficients {part.strip()!r}: write k=1,l=2,a=3,b=4,g=5,h=6"
            ) from None
        if not sign:
            raise FoedusError(f"--coefficients {part.strip()!r}: write k=1,l=2,a=3,b=4,g=5,h=6")
    return found


@models.command()
def polarity(
    first: Annotated[int, typer.Option("--first", metavar="YEAR", help="First year.")] = 1816,
    last: Annotated[int, typer.Option("--last", metavar="YEAR", help="Last year.")] = 2022,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Polarity and concentration of capabilities by year (Ray and Singer 1973).

    Example: foedus models polarity --first 1900 --last 2016
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import polarity as run

    outlet.give(run(first, last))


@models.command()
def reliability(
    first: Annotated[int, typer.Option("--first", metavar="YEAR", help="First year.")] = 1816,
    last: Annotated[int, typer.Option("--last", metavar="YEAR", help="Last year.")] = 2007,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Reliability of obligations by kind and era, published shares beside (Leeds et al. 2000).

    Example: foedus models reliability
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import reliability as run

    outlet.give(run(first, last))


@models.command("dangerous_dyads")
def dangerous_dyads(
    first: Annotated[int, typer.Option("--first", metavar="YEAR", help="First year.")] = 1816,
    last: Annotated[int, typer.Option("--last", metavar="YEAR", help="Last year.")] = 2010,
    like_peer: LikePeerOption = False,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Dangerous dyads: which pairs of states get into disputes (Bremer 1992).

    Example: foedus models dangerous_dyads
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import dangerous_dyads as run

    outlet.give(run(first, last, like_peer=like_peer))


@models.command("civil_conflict_onset")
def civil_conflict_onset(
    first: Annotated[int, typer.Option("--first", metavar="YEAR", help="First year.")] = 1946,
    last: Annotated[int, typer.Option("--last", metavar="YEAR", help="Last year.")] = 2019,
    like_peer: LikePeerOption = False,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Onset of civil conflict (Fearon and Laitin 2003).

    Example: foedus models civil_conflict_onset
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import civil_conflict_onset as run

    outlet.give(run(first, last, like_peer=like_peer))


@models.command("leader_initiation")
def leader_initiation(
    first: Annotated[int, typer.Option("--first", metavar="YEAR", help="First year.")] = 1875,
    last: Annotated[int, typer.Option("--last", metavar="YEAR", help="Last year.")] = 2010,
    like_peer: LikePeerOption = False,
    json: JsonOption = False,
    csv: CsvOption = None,
    report: ReportOption = None,
    plot: PlotOption = None,
) -> None:
    """Leaders who begin disputes (Horowitz and Stam 2014).

    Example: foedus models leader_initiation
    """
    outlet = Outlet(json, csv, report, plot)
    from foedus.models import leader_initiation as run

    outlet.give(run(first, last, like_peer=like_peer))

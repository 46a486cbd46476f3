"""foedus panel: research panels from the shell, one command a unit of analysis."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from foedus.cli.streams import console, say, say_note
from foedus.errors import FoedusError
from foedus.files import check_targets, numbered, write_whole

if TYPE_CHECKING:
    from foedus.panel.provenance import Provenance
    from foedus.panel.recipe import Recipe

__all__ = ["panel"]

panel = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Make research panels: rows by unit of analysis, columns by adders, with provenance.",
)

FromOption = Annotated[int | None, typer.Option("--from", metavar="YEAR", help="First year.")]
ToOption = Annotated[int | None, typer.Option("--to", metavar="YEAR", help="Last year.")]
YearsOption = Annotated[
    str | None, typer.Option("--years", metavar="Y,Y,...", help="Only these years.")
]
UntilOption = Annotated[
    int | None,
    typer.Option("--until", metavar="YEAR", help="Keep the last members of the data to this year."),
]
SystemOption = Annotated[
    str, typer.Option("--system", metavar="NAME", help="cow (Correlates of War) or gw.")
]
StandardizeOption = Annotated[
    str,
    typer.Option(
        "--standardize", metavar="NAME", help="Only members of a system: cow or gw; or none."
    ),
]
DirectedOption = Annotated[
    bool, typer.Option("--directed/--undirected", help="Both orders of each pair, or one.")
]
MembershipOption = Annotated[
    str,
    typer.Option(
        "--membership", metavar="DAY", help="Members on any day of the year, or on jan1 or dec31."
    ),
]
KeepYearsOption = Annotated[
    str | None,
    typer.Option(
        "--keep-years", metavar="YEARS", help="Keep these after all adders: 1946-2010,2014."
    ),
]
RenameOption = Annotated[
    list[str] | None,
    typer.Option("--rename", metavar="OLD=NEW,...", help="Rename columns at the end. Repeatable."),
]
AddOption = Annotated[
    list[str] | None,
    typer.Option(
        "--add",
        metavar="NAME,...",
        help="Adders in order; options as NAME:keep=cinc+tpop. Repeatable.",
    ),
]
PrdOption = Annotated[
    bool, typer.Option("--prd", help="Keep politically relevant dyads, after all adders.")
]
PeerOption = Annotated[
    bool, typer.Option("--peer-compat", help="Do as peacesciencer where foedus differs.")
]
OutOption = Annotated[
    list[Path] | None,
    typer.Option("--out", metavar="FILE", help="A .parquet, .csv or .dta file. Repeatable."),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
CiteOption = Annotated[
    Path | None, typer.Option("--cite", metavar="FILE", help="Write the BibTeX of all used.")
]
YesOption = Annotated[
    bool, typer.Option("--yes", help="Go on, however large the panel is (from 4 GB on).")
]
RecipeOption = Annotated[
    bool, typer.Option("--recipe", help="Print the recipe (YAML) and make nothing.")
]


@panel.command("state-years")
def state_years(
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    until: UntilOption = None,
    system: SystemOption = "cow",
    membership: MembershipOption = "any",
    add: AddOption = None,
    keep_years: KeepYearsOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of states by year.

    Example: foedus panel state-years --add nmc,democracy --out states.parquet
    """
    _run("state-years", locals())


@panel.command("state-days")
def state_days(
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    until: UntilOption = None,
    system: SystemOption = "cow",
    add: AddOption = None,
    keep_years: KeepYearsOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of states by day.

    Example: foedus panel state-days --years 1914 --out days.csv
    """
    _run("state-days", locals())


@panel.command("dyad-years")
def dyad_years(
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    until: UntilOption = None,
    system: SystemOption = "cow",
    directed: DirectedOption = True,
    membership: MembershipOption = "any",
    add: AddOption = None,
    prd: PrdOption = False,
    keep_years: KeepYearsOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of pairs of states by year.

    Example: foedus panel dyad-years --add nmc,gml_mids,spells --prd --out x.dta
    """
    _run("dyad-years", locals())


@panel.command("leader-years")
def leader_years(
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    standardize: StandardizeOption = "none",
    membership: MembershipOption = "any",
    add: AddOption = None,
    keep_years: KeepYearsOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of leaders by year.

    Example: foedus panel leader-years --standardize cow --add lead --out x.parquet
    """
    _run("leader-years", locals())


@panel.command("leader-days")
def leader_days(
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    standardize: StandardizeOption = "none",
    add: AddOption = None,
    keep_years: KeepYearsOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of leaders by day.

    Example: foedus panel leader-days --years 1914 --out days.csv
    """
    _run("leader-days", locals())


@panel.command("leader-dyad-years")
def leader_dyad_years(
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    system: SystemOption = "cow",
    directed: DirectedOption = True,
    membership: MembershipOption = "any",
    add: AddOption = None,
    prd: PrdOption = False,
    keep_years: KeepYearsOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of pairs of leaders by year.

    Example: foedus panel leader-dyad-years --years 1914 --add gml_mids --out x.parquet
    """
    _run("leader-dyad-years", locals())


@panel.command("kad-years")
def kad_years(
    k: Annotated[int, typer.Option("--k", metavar="K", help="Number of states in a row.")],
    first: FromOption = None,
    last: ToOption = None,
    years: YearsOption = None,
    until: UntilOption = None,
    system: SystemOption = "cow",
    membership: MembershipOption = "any",
    states: Annotated[
        str | None, typer.Option("--states", metavar="N,N,...", help="Only sets of these states.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", help="Draw so many instead of all.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Makes the sample reproducible.")
    ] = None,
    add: AddOption = None,
    rename: RenameOption = None,
    peer_compat: PeerOption = False,
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    yes: YesOption = False,
    recipe: RecipeOption = False,
) -> None:
    """Make a panel of sets of k states by year: all of them, or a uniform sample.

    Example: foedus panel kad-years --k 5 --sample 100000 --seed 1 --out x.parquet
    """
    _run("kad-years", locals())


@panel.command("run")
def run(
    file: Annotated[Path, typer.Argument(metavar="RECIPE.yaml", help="The recipe.")],
    out: OutOption = None,
    force: ForceOption = False,
    cite: CiteOption = None,
    yes: YesOption = False,
) -> None:
    """Make the panel that a recipe file describes.

    Example: foedus panel run panel.yaml --out panel.parquet
    """
    from foedus.panel.recipe import Recipe
    from foedus.scenario.yamlfile import read_document, validated

    document = read_document(file)
    recipe = validated(document, Recipe, document.data)
    files = out or [_below(file, name) for name in recipe.out]
    _make(recipe, files, force, cite, file.parent, yes)


def _below(file: Path, out: str) -> Path:
    """Return where a recipe's result goes: a stranger's file writes beside itself or below."""
    folder = file.absolute().parent.resolve()
    if not (folder / out).resolve().is_relative_to(folder):
        raise FoedusError(
            f"{file}: out: {out} lies outside the recipe's folder; to write there: --out {out}"
        )
    return file.parent / out


@panel.command("adders")
def adders() -> None:
    """List what --add takes: what each adds, and its options.

    Example: foedus panel adders
    """
    import textwrap

    from foedus.panel import recipe

    width = max(map(len, recipe.adders()))
    indent = " " * (width + 2)
    for name, function in recipe.adders().items():
        said = recipe.first_line(function).removeprefix("Return the frame with ").rstrip(".")
        if options := ", ".join(recipe.options_of(function)):
            said += f" ({options})"
        text = said.replace("Return the rows", "keep the rows")
        line = textwrap.fill(text, 80, initial_indent=f"{name:{width}}  ", subsequent_indent=indent)
        console().print(line, markup=False)


_NOT_IN_RECIPE = {"out", "force", "cite", "yes", "recipe"}


def _run(unit: str, given: dict[str, Any]) -> None:
    """Turn a command's options into a recipe, and make it or print it."""
    chosen = {name: value for name, value in given.items() if name not in _NOT_IN_RECIPE}
    chosen["add"] = [_added(item) for item in _items(chosen["add"])]
    for name in ("years", "states"):
        if chosen.get(name) is not None:
            chosen[name] = _numbers(name, chosen[name])
    chosen["rename"] = _renamed(chosen["rename"])
    recipe = _checked({"unit": unit} | {k: v for k, v in chosen.items() if v is not None})
    if given["recipe"]:
        import yaml

        say(yaml.safe_dump(recipe.document(), sort_keys=False, allow_unicode=True), end="")
        return
    yes = given.get("yes", False)
    _make(recipe, given["out"] or [], given["force"], given["cite"], Path(), yes)


def _items(add: Sequence[str] | None) -> list[str]:
    return [item.strip() for part in add or () for item in part.split(",") if item.strip()]


def _renamed(rename: Sequence[str] | None) -> dict[str, str]:
    names: dict[str, str] = {}
    for item in _items(rename):
        old, sign, new = (part.strip() for part in item.partition("="))
        if not old or not sign or not new:
            raise FoedusError(f"--rename {item}: write OLD=NEW, e.g. ccode1=state1")
        if old in names:
            raise FoedusError(f"--rename {item}: {old} is renamed twice")
        names[old] = new
    return names


def _added(item: str) -> str | dict[str, dict[str, Any]]:
    """Read NAME or NAME:option=value:option=value, as in nmc:keep=cinc+tpop."""
    import yaml

    name, *pairs = item.split(":")
    options: dict[str, Any] = {}
    for pair in pairs:
        option, sign, value = pair.partition("=")
        if not sign or not option:
            raise FoedusError(f"--add {item}: write NAME:option=value, e.g. nmc:keep=cinc+tpop")
        try:
            options[option] = yaml.safe_load(value) if value else []
        except yaml.YAMLError:
            raise FoedusError(f"--add {item}: {option}={value} is no value") from None
        if _takes_several(name, option) and value:
            options[option] = value.split("+")
    return {name: options} if options else name


def _takes_several(name: str, option: str) -> bool:
    from foedus.panel import recipe

    function = recipe.adders().get(name.removeprefix("add_"))
    known = recipe.options_of(function) if function else {}
    return option in known and "Sequence" in str(known[option][0])


def _numbers(name: str, text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise FoedusError(f"--{name} {text}: expected whole numbers separated by commas") from None


def _checked(data: dict[str, Any]) -> Recipe:
    from pydantic import ValidationError

    from foedus.panel.recipe import Recipe

    try:
        return Recipe.model_validate(data)
    except ValidationError as problem:
        error = problem.errors()[0]
        said = str(error["msg"]).removeprefix("Value error, ")
        field = str(error["loc"][0]) if error["loc"] else ""
        if field and field != "add":
            said = f"--{field.replace('_', '-')} is {error['input']!r}: {said}"
        raise FoedusError(said) from None


def _make(
    recipe: Recipe, out: Sequence[Path], force: bool, cite: Path | None, folder: Path, yes: bool
) -> None:
    from foedus.panel import make

    if not out:
        raise FoedusError("where shall the panel go? --out FILE, ending in .parquet, .csv or .dta")
    for target in out:
        make.file_format(target)
    besides = [beside for target in out if (beside := make.record_file(target))]
    outputs = numbered("--out", out) | numbered("the record", besides) | {"--cite": cite}
    check_targets(outputs, [folder / recipe.base] if recipe.base else [])
    make.refuse_existing([cite] if cite else [], force)
    if not yes:
        make.refuse_large(recipe, out)
    with warnings.catch_warnings(record=True) as noted:
        warnings.simplefilter("always", UserWarning)
        record = make.make_file(recipe, out, force=force, folder=folder)
    for note in noted:
        say_note(str(note.message))
    if cite:
        from foedus.panel.provenance import bibtex

        write_whole(cite, bibtex(record))
    console().print(_summary(record, out, cite), markup=False)


def _summary(record: Provenance, out: Sequence[Path], cite: Path | None) -> str:
    from foedus.panel.make import record_file

    besides = [str(beside) for target in out if (beside := record_file(target))]
    inside = len(besides) < len(out)
    places = [*besides, *(["in the file's metadata, key foedus"] if inside else [])]
    unit = "" if record.base else f" (a {record.unit.removesuffix('s')} each)"
    lines = [
        *(f"written: {target}" for target in out),
        f"  {record.rows:,} rows{unit}, {len(record.columns)} columns",
        f"  from {len(record.datasets)} datasets; record: {', '.join(places)}",
    ]
    return "\n".join([*lines, *([f"  to cite: {cite}"] if cite else [])])

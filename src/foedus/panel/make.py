"""Make a panel from its recipe, in memory or into a file."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from contextvars import copy_context
from hashlib import sha256
from itertools import chain
from pathlib import Path
from shutil import copyfile

import polars as pl

from foedus.errors import FoedusError, nearest
from foedus.files import whole_file
from foedus.panel._choice import one_of
from foedus.panel._kept_years import keep_years
from foedus.panel._labels import column_labels, value_labels
from foedus.panel._options import peer_compat
from foedus.panel._own_rows import own_rows
from foedus.panel._parquet import write_parts
from foedus.panel._stata import write_stata
from foedus.panel.kads import MOST_BYTES, kad_year_parts, size_of
from foedus.panel.provenance import OwnFile, Provenance, provenance_of
from foedus.panel.recipe import Recipe, Step, creators
from foedus.sources import recorded_loads
from foedus.spreadsheet import safe

__all__ = ["FORMATS", "file_format", "make", "make_file", "record_file", "refuse_large"]

METADATA_KEY = "foedus"
FORMATS = (".parquet", ".csv", ".dta")


def make(recipe: Recipe, folder: Path = Path()) -> tuple[pl.DataFrame, Provenance]:
    """Return a recipe's panel and the record of where its values come from.

    Parameters
    ----------
    recipe : Recipe
    folder : path
        Where the recipe's `base` lies; by default the working directory.

    Raises
    ------
    FoedusError
        A step cannot be done; the message is the adder's own.

    Examples
    --------
    >>> recipe = Recipe.model_validate({"unit": "state-years", "from": 1914, "to": 1914,
    ...                                 "add": [{"nmc": {"keep": ["cinc"]}}]})
    >>> frame, record = make(recipe)
    >>> frame.columns, [dataset.name for dataset in record.datasets]
    (['ccode', 'cw_name', 'year', 'cinc'], ['cow_nmc', 'cw_system'])
    """
    _forget_tables()
    with recorded_loads() as loaded, _behaviour(recipe):
        frame, base = _rows(recipe, folder)
        frame = _finished(_with_steps(frame, recipe.steps), recipe)
    return frame, provenance_of(recipe, frame.height, frame.columns, loaded, base)


def make_file(
    recipe: Recipe, targets: Path | Sequence[Path], *, force: bool = False, folder: Path = Path()
) -> Provenance:
    """Write a recipe's panel into files and return the record of where its values come from.

    The record is kept in the Parquet file's metadata (key `foedus`), and beside a file of another
    kind as JSON. All k-ads go to Parquet in parts, whatever their number.

    Parameters
    ----------
    recipe : Recipe
    targets : path, or sequence of paths
        One file, or the same panel in several; they end in .parquet, .csv or .dta (Stata).
    force : bool
        Replace what exists.
    folder : path
        Where the recipe's `base` lies; by default the working directory.

    Raises
    ------
    FoedusError
        A file's kind is unknown, it exists or cannot be written, or a step cannot be done; then no
        file is written.
    """
    files = [targets] if isinstance(targets, Path) else list(targets)
    besides = [beside for target in files if (beside := record_file(target))]
    refuse_existing([*files, *besides], force)
    if _in_parts(recipe, files):
        return _stream(recipe, files, force)
    frame, record = make(recipe, folder)
    # All are written in full before the first takes its place.
    with ExitStack() as places:
        for target in files:
            partial = places.enter_context(whole_file(target, force=force))
            _write(frame, recipe, record, file_format(target), partial)
        for beside in besides:
            partial = places.enter_context(whole_file(beside, force=force))
            partial.write_text(record.model_dump_json(indent=2) + "\n", "utf-8")
    return record


def _write(
    frame: pl.DataFrame, recipe: Recipe, record: Provenance, kind: str, partial: Path
) -> None:
    if kind == ".parquet":
        frame.write_parquet(partial, metadata={METADATA_KEY: record.model_dump_json()})
    elif kind == ".csv":
        safe(frame).write_csv(partial)
    else:
        # What a column means is known under the name it had.
        had = {new: old for old, new in recipe.rename.items()}
        names = {name: had.get(name, name) for name in frame.columns}
        labels = column_labels(list(names.values()), recipe.steps)
        values = value_labels(list(names.values()), recipe.steps)
        write_stata(
            frame,
            partial,
            labels={name: labels[old] for name, old in names.items() if old in labels},
            values={name: values[old] for name, old in names.items() if old in values},
        )


def refuse_large(recipe: Recipe, files: Sequence[Path]) -> None:
    """Raise if a recipe makes k-ads of more bytes than one may want unasked.

    What does not go to Parquet in parts is refused where it is made, or is a sample.

    Raises
    ------
    FoedusError
        The message has the number of rows and their size.
    """
    if recipe.unit != "kad-years" or recipe.k is None:
        return
    rows = recipe.sample or 0
    if _in_parts(recipe, files):
        rows, _ = kad_year_parts(**recipe.creator_options)
    size = size_of(rows, recipe.k)
    if size > MOST_BYTES:
        raise FoedusError(
            f"that is {rows:,} rows, {size / 1e9:,.0f} GB before compression and without what is "
            "added; --yes goes on, --sample N takes so many of them"
        )


def file_format(target: Path) -> str:
    """Return the ending of a file to write.

    Raises
    ------
    FoedusError
        It is none that can be written.

    Examples
    --------
    >>> file_format(Path("panel.CSV"))
    '.csv'
    """
    ending = target.suffix.lower()
    if ending not in FORMATS:
        near = nearest(ending, FORMATS)
        hint = f"; did you mean {near}?" if near else ""
        raise FoedusError(f"{target} ends in '{ending}', expected {', '.join(FORMATS)}{hint}")
    return ending


def record_file(target: Path) -> Path | None:
    """Return where the record lies beside a file that cannot hold it; None for Parquet."""
    if file_format(target) == ".parquet":
        return None
    return target.with_name(f"{target.name}.json")


def _in_parts(recipe: Recipe, files: Sequence[Path]) -> bool:
    all_there_are = recipe.unit == "kad-years" and recipe.sample is None and recipe.seed is None
    return all_there_are and {file_format(file) for file in files} == {".parquet"}


def refuse_existing(files: Iterable[Path], force: bool) -> None:
    """Raise if a file is there and is not to be replaced."""
    for file in files:
        if file.exists() and not force:
            raise FoedusError(f"{file} exists; --force (in Python: force=True) replaces it")


def _behaviour(recipe: Recipe) -> AbstractContextManager[None]:
    return peer_compat() if recipe.peer_compat else nullcontext()


def _rows(recipe: Recipe, folder: Path) -> tuple[pl.DataFrame, OwnFile | None]:
    if recipe.base is not None:
        file = folder / recipe.base
        frame = own_rows(file)
        return frame, OwnFile(name=recipe.base, sha256=sha256(file.read_bytes()).hexdigest())
    if recipe.unit is None:  # the schema has refused it
        raise ValueError("a recipe without unit and base")
    return creators()[recipe.unit](**recipe.creator_options), None


def _finished(frame: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    """Return the rows of the years to keep, under the names that the columns shall have."""
    if recipe.keep_years is not None:
        frame = keep_years(frame, recipe.keep_years)
    for old in recipe.rename:
        one_of(old, frame.columns, "rename")
    names = [recipe.rename.get(name, name) for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FoedusError(f"rename: two columns would be called {twice[0]}")
    return frame.rename(recipe.rename)


def _with_steps(frame: pl.DataFrame, steps: Iterable[Step]) -> pl.DataFrame:
    for step in steps:
        frame = step.function(frame, **step.options)
    return frame


def _made(part: pl.DataFrame, recipe: Recipe) -> pl.DataFrame:
    return _finished(_with_steps(part, recipe.steps), recipe)


def _stream(recipe: Recipe, files: Sequence[Path], force: bool) -> Provenance:
    _forget_tables()
    with recorded_loads() as loaded, _behaviour(recipe):
        rows, parts = kad_year_parts(**recipe.creator_options)
        # The writer asks for parts from threads of its own, which do not inherit the context.
        context = copy_context()
        done = (context.run(_made, part, recipe) for part in parts)
        # The first part, empty or not, shows the columns and loads what is needed.
        first = next(done)
        record = provenance_of(recipe, rows, first.columns, loaded)
        with ExitStack() as places:
            partial = places.enter_context(whole_file(files[0], force=force))
            metadata = {METADATA_KEY: record.model_dump_json()}
            write_parts(chain([first], done), first.schema, partial, metadata)
            for target in files[1:]:
                copyfile(partial, places.enter_context(whole_file(target, force=force)))
    return record


def _forget_tables() -> None:
    """Empty the panel's tables kept in memory, so that what is loaded is what is used."""
    for name, module in list(sys.modules.items()):
        if name.startswith("foedus.panel."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    value.cache_clear()

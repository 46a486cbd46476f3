"""Make a panel from its recipe, in memory or into a file."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from contextvars import copy_context
from itertools import chain
from pathlib import Path

import polars as pl

from foedus.errors import FoedusError, nearest
from foedus.files import whole_file
from foedus.panel._labels import column_labels, value_labels
from foedus.panel._options import peer_compat
from foedus.panel._parquet import write_parts
from foedus.panel._stata import write_stata
from foedus.panel.kads import MOST_BYTES, kad_year_parts, size_of
from foedus.panel.provenance import Provenance, provenance_of
from foedus.panel.recipe import Recipe, Step, creators
from foedus.sources import recorded_loads
from foedus.spreadsheet import safe

__all__ = ["FORMATS", "file_format", "make", "make_file", "record_file", "refuse_large"]

METADATA_KEY = "foedus"
FORMATS = (".parquet", ".csv", ".dta")


def make(recipe: Recipe) -> tuple[pl.DataFrame, Provenance]:
    """Return a recipe's panel and the record of where its values come from.

    Parameters
    ----------
    recipe : Recipe

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
        frame = creators()[recipe.unit](**recipe.creator_options)
        frame = _with_steps(frame, recipe.steps)
    return frame, provenance_of(recipe, frame.height, frame.columns, loaded)


def make_file(recipe: Recipe, target: Path, *, force: bool = False) -> Provenance:
    """Write a recipe's panel into a file and return the record of where its values come from.

    The record is kept in the Parquet file's metadata (key `foedus`), and beside a file of another
    kind as JSON. All k-ads go to Parquet in parts, whatever their number.

    Parameters
    ----------
    recipe : Recipe
    target : path
        Ends in .parquet, .csv or .dta (Stata).
    force : bool
        Replace what exists.

    Raises
    ------
    FoedusError
        The file's kind is unknown, it exists or cannot be written, or a step cannot be done.
    """
    kind = file_format(target)
    beside = record_file(target)
    refuse_existing([target, *([beside] if beside else [])], force)
    if _in_parts(recipe, target):
        return _stream(recipe, target, force)
    frame, record = make(recipe)
    text = record.model_dump_json()
    with whole_file(target, force=force) as partial:
        if kind == ".parquet":
            frame.write_parquet(partial, metadata={METADATA_KEY: text})
        elif kind == ".csv":
            safe(frame).write_csv(partial)
        else:
            write_stata(
                frame,
                partial,
                labels=column_labels(frame.columns, recipe.steps),
                values=value_labels(frame.columns, recipe.steps),
            )
        if beside:
            with whole_file(beside, force=force) as partial_record:
                partial_record.write_text(record.model_dump_json(indent=2) + "\n", "utf-8")
    return record


def refuse_large(recipe: Recipe, target: Path) -> None:
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
    if _in_parts(recipe, target):
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


def _in_parts(recipe: Recipe, target: Path) -> bool:
    all_there_are = recipe.unit == "kad-years" and recipe.sample is None and recipe.seed is None
    return all_there_are and file_format(target) == ".parquet"


def refuse_existing(files: Iterable[Path], force: bool) -> None:
    """Raise if a file is there and is not to be replaced."""
    for file in files:
        if file.exists() and not force:
            raise FoedusError(f"{file} exists; --force (in Python: force=True) replaces it")


def _behaviour(recipe: Recipe) -> AbstractContextManager[None]:
    return peer_compat() if recipe.peer_compat else nullcontext()


def _with_steps(frame: pl.DataFrame, steps: Iterable[Step]) -> pl.DataFrame:
    for step in steps:
        frame = step.function(frame, **step.options)
    return frame


def _stream(recipe: Recipe, target: Path, force: bool) -> Provenance:
    _forget_tables()
    with recorded_loads() as loaded, _behaviour(recipe):
        rows, parts = kad_year_parts(**recipe.creator_options)
        # The writer asks for parts from threads of its own, which do not inherit the context.
        context = copy_context()
        done = (context.run(_with_steps, part, recipe.steps) for part in parts)
        # The first part, empty or not, shows the columns and loads what is needed.
        first = next(done)
        record = provenance_of(recipe, rows, first.columns, loaded)
        with whole_file(target, force=force) as partial:
            metadata = {METADATA_KEY: record.model_dump_json()}
            write_parts(chain([first], done), first.schema, partial, metadata)
    return record


def _forget_tables() -> None:
    """Empty the panel's tables kept in memory, so that what is loaded is what is used."""
    for name, module in list(sys.modules.items()):
        if name.startswith("foedus.panel."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and value.__module__ == name:
                    value.cache_clear()

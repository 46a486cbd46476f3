"""Small frames of every unit of analysis, in every engine, and all adders: for contract tests."""

import importlib
import inspect
import pkgutil
from functools import cache

import narwhals as nw
import polars as pl

from foedus import panel
from foedus.panel import adders
from foedus.panel._engines import to_backend

# Years at the edges of many datasets; states that changed, split, or share a number.
YEARS = (1875, 1913, 1914, 1939, 1950, 1951, 1990, 2006, 2012)
STATES = (2, 20, 200, 220, 255, 260, 265, 300, 305, 340, 345, 365, 500, 625, 710, 740, 816)
EAGER = ("polars", "pandas", "pyarrow")
LAZY = ("polars-lazy", "duckdb")
KEYS = {
    "state-year": ("{}", "year"),
    "dyad-year": ("{}1", "{}2", "year"),
    "undirected dyad-year": ("{}1", "{}2", "year"),
    "leader-year": ("obsid", "{}", "year"),
    "leader-dyad-year": ("obsid1", "obsid2", "{}1", "{}2", "year"),
    "kad-year": ("{}1", "{}2", "{}3", "year"),
}
CODES = {"cow": "ccode", "gw": "gwcode"}
UNITS = [(kind, system) for system in CODES for kind in KEYS]
# What an adder must be told, and the columns of which it makes its own.
ARGUMENTS = {
    "add_kad_max": [("value",)],
    "add_kad_min": [("value",)],
    "add_kad_sum": [("value",)],
    "add_weak_link": [(["value"],)],
    "add_kad_pairs": [("allied",), ("land",), ("dispute",)],
    "add_cow_wars": [("inter",), ("intra",)],
}
# Adds keys, to frames that have none: test_state_codes.py.
OF_OTHER_FRAMES = {"add_state_codes"}
WITH_EVENTS = {"add_peace_years", "add_spells"}
WITH_VALUES = {"add_kad_max", "add_kad_min", "add_kad_sum", "add_weak_link"}


def all_adders():
    """Find every adder by its folder: name -> function."""
    found = {}
    for module in pkgutil.iter_modules(adders.__path__):
        loaded = importlib.import_module(f"{adders.__name__}.{module.name}")
        for name in loaded.__all__:
            if name.startswith("add_"):
                found[name] = getattr(loaded, name)
    return found


def calls():
    """Return every adder with every set of arguments it is tried with."""
    return [
        (name, arguments)
        for name in all_adders()
        if name not in OF_OTHER_FRAMES
        for arguments in ARGUMENTS.get(name, [()])
    ]


def keys_of(kind, system):
    return [key.format(CODES[system]) for key in KEYS[kind]]


@cache
def frame_of(kind, system):
    """Return a small frame of a unit, its rows in order."""
    made = {
        "state-year": lambda: panel.state_years(system=system, subset_years=YEARS),
        "dyad-year": lambda: panel.dyad_years(system=system, subset_years=YEARS),
        "undirected dyad-year": lambda: panel.dyad_years(
            system=system, directed=False, subset_years=YEARS
        ),
        "leader-year": lambda: panel.leader_years(standardize=system, subset_years=YEARS),
        "leader-dyad-year": lambda: _leader_dyads(system),
        "kad-year": lambda: panel.kad_years(
            3, system=system, subset_years=YEARS, sample=800, seed=1
        ),
    }[kind]()
    codes = [name for name in made.columns if name.rstrip("123") == CODES[system]]
    if kind != "kad-year":
        made = made.filter(pl.all_horizontal(pl.col(codes).is_in(STATES)))
    return made


def _leader_dyads(system):
    pairs = panel.leader_dyad_years(system=system, subset_years=YEARS)
    code = CODES[system]
    return pairs.filter(pl.col(f"{code}1").is_in(STATES[:5]))


def prepared(name, kind, system):
    """Return the frame with the columns of which the adder makes its own."""
    frame = frame_of(kind, system)
    row = pl.arange(frame.height).hash(7)
    if name in WITH_EVENTS:
        event = (row % 5 == 0).cast(pl.Int8)
        return frame.with_columns(event.alias("gmlmidongoing"), event.alias("gmlmidonset"))
    if name in WITH_VALUES:
        members = [m[len(CODES[system]) :] for m in frame.columns if m.startswith(CODES[system])]
        values = [
            pl.when(row % (7 + i) > 0).then((row % (11 + i)).cast(pl.Float64)).alias(f"value{m}")
            for i, m in enumerate(members)
        ]
        return frame.with_columns(values)
    return frame


def as_engine(frame, engine):
    return to_backend(frame, engine)


def kind_of(frame):
    """Name the frame library, and whether it is lazy."""
    wrapped = nw.from_native(frame)
    return wrapped.implementation, isinstance(wrapped, nw.LazyFrame)


def to_polars(frame):
    """Return any frame as polars, all numbers as floats, nothing but null for missing."""
    wrapped = nw.from_native(frame)
    if isinstance(wrapped, nw.LazyFrame):
        wrapped = wrapped.collect("polars")
    columns = [_plain(wrapped[name]) for name in wrapped.columns]
    return pl.DataFrame(columns)


def _plain(column):
    if column.dtype.is_numeric() or column.dtype == nw.Boolean:
        if column.implementation.is_polars():
            return column.to_native().cast(pl.Float64).fill_nan(None)
        return pl.Series(column.name, column.to_numpy().astype(float), nan_to_null=True)
    values = [None if value is None or value != value else str(value) for value in column.to_list()]
    return pl.Series(column.name, [v and v.removesuffix(" 00:00:00") for v in values], pl.String)


def documented_units(function):
    """Read off its docstring which units and systems an adder says it serves."""
    text = " ".join((inspect.getdoc(function) or "").split())
    described = text.split("frame of any kind", 1)[1].split(" Raises ")[0]
    sentence = described.split(". ")[0].lower()
    kinds = set()
    if "state-" in sentence:
        kinds.add("state-year")
    if "dyad-" in sentence.replace("leader-dyad-", "") or "dyads" in sentence:
        kinds |= {"dyad-year", "undirected dyad-year"}
    if "leader-" in sentence.replace("leader-dyad-", ""):
        kinds.add("leader-year")
    if "leader-dyad-" in sentence:
        kinds.add("leader-dyad-year")
    if "k-ads" in sentence:
        kinds.add("kad-year")
    systems = set(CODES)
    if "correlates of war codes" in sentence:
        systems = {"cow"}
    if "gleditsch-ward codes" in sentence:
        systems = {"gw"}
    return {(kind, system) for kind in kinds for system in systems}

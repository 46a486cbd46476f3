"""What is public says what it does, shows it by an example that runs, and names its reference.

Public is what a module without an underscore lists in `__all__`. The examples are run as doctests.
"""

import importlib
import inspect
import pkgutil
import re

import pytest

ROOMS = ("measures", "security", "questions", "models", "panel")

WITH_EXAMPLE, WITH_REFERENCE = 0.8, 0.9

NO_SCIENCE = {
    # What is arithmetic, bookkeeping, or a step of something that gives the reference itself.
    "measures": {"shares"},
    "models": {"catalogue", "catalogue_text", "compare", "panel", "blocs"},
    "panel": {
        "add_to", "bibtex", "file_format", "make", "make_file", "provenance_of", "record_file",
        "adders", "creators", "show_duplicates", "cinc_report",
    },
}  # fmt: skip

WITH_SCIENCE = {
    # In these rooms most is bookkeeping; what computes something of the literature is named.
    "security": {
        "allied_power", "at", "balance_columns", "brought", "chance", "draw", "evaluate", "excess",
        "exponentials", "history", "joining_columns", "nuclear_columns", "nuclear_shield",
        "obligations", "owed_and_free", "placed_power", "projected_power", "sampled", "shapley",
        "situation", "situation_columns", "strengths", "terms_of", "wars_touched",
    },
    "questions": {"assess", "contribution", "rate_interval"},
}  # fmt: skip


def modules(room):
    package = importlib.import_module(f"foedus.{room}")
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not hidden(found.name):
            yield importlib.import_module(found.name)


def hidden(name):
    return any(part.startswith("_") for part in name.split("."))


def public(room):
    """Functions by module and name, each once."""
    found = {}
    for module in modules(room):
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            function = inspect.unwrap(value) if inspect.isroutine(value) else None
            where = function.__module__ if inspect.isfunction(function) else ""
            if where.startswith(f"foedus.{room}") and not hidden(where):
                found[f"{where}.{function.__name__}"] = function
    return found


def section(function, title):
    return re.search(rf"^{title}\n-+\n", inspect.getdoc(function) or "", re.MULTILINE) is not None


def of_science(room):
    if room in WITH_SCIENCE:
        return {k: f for k, f in public(room).items() if f.__name__ in WITH_SCIENCE[room]}
    some = {k: f for k, f in public(room).items() if f.__name__ not in NO_SCIENCE[room]}
    if room == "panel":  # what lists rows or attaches columns; the rest are steps of these
        whole = set(importlib.import_module("foedus.panel").__all__)
        some = {k: f for k, f in some.items() if f.__name__ in whole}
    return some


def test_every_room_has_public_functions():
    assert all(len(public(room)) >= 15 for room in ROOMS)


def test_what_has_science_is_there():
    for room, names in WITH_SCIENCE.items():
        assert names <= {f.__name__ for f in public(room).values()}


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_public_says_what_it_does(room):
    silent = [name for name, function in public(room).items() if not inspect.getdoc(function)]
    assert not silent


def test_four_of_five_show_what_they_do_by_an_example():
    functions = {name: f for room in ROOMS for name, f in public(room).items()}
    without = sorted(name for name, f in functions.items() if ">>> " not in inspect.getdoc(f))
    share = 1 - len(without) / len(functions)
    assert share >= WITH_EXAMPLE, f"{share:.0%} have an example; these have none: {without}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_far_behind_in_examples(room):
    functions = public(room)
    without = sorted(n for n, f in functions.items() if ">>> " not in inspect.getdoc(f))
    assert len(without) <= 0.25 * len(functions), f"no example: {without}"


def test_nine_of_ten_with_science_name_their_reference():
    functions = {name: f for room in ROOMS for name, f in of_science(room).items()}
    without = sorted(name for name, f in functions.items() if not section(f, "References"))
    share = 1 - len(without) / len(functions)
    assert share >= WITH_REFERENCE, f"{share:.0%} have a reference; these have none: {without}"


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_far_behind_in_references(room):
    functions = of_science(room)
    without = sorted(name for name, f in functions.items() if not section(f, "References"))
    assert len(without) <= 0.2 * len(functions), f"no reference: {without}"

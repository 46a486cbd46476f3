"""What is public at the top level is said once: the table, the typing block and the docs agree."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import foedus

TREE = ast.parse(Path(foedus.__file__).read_text(encoding="utf-8"))
QUESTIONS = {
    "assess",
    "check",
    "commitments",
    "compare",
    "contribution",
    "line",
    "record",
    "state",
    "validate",
}


def typed():
    """The names that type checkers see, by the module that they are imported from."""
    block = next(
        node for node in TREE.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node)
    )
    found = {}
    for node in block.body:
        assert all(alias.name == alias.asname for alias in node.names), "x as x: seen outside too"
        found.setdefault(node.module, []).extend(alias.name for alias in node.names)
    return found


def test_type_checkers_see_what_is_loaded():
    expected = {module: list(names) for module, names in foedus.PUBLIC.items()}
    expected["foedus"] = list(foedus.PACKAGES)
    assert typed() == expected


def test_every_question_is_there():
    assert set(foedus.__all__) >= QUESTIONS | set(foedus.PACKAGES)
    assert set(dir(foedus)) >= set(foedus.__all__)
    assert len(foedus.__all__) == len(set(foedus.__all__))


@pytest.mark.parametrize("name", foedus.__all__)
def test_a_public_name_is_public_where_it_comes_from(name):
    home = next((m for m, names in foedus.PUBLIC.items() if name in names), None)
    if home is None:
        assert getattr(foedus, name) is import_module(f"foedus.{name}")
    else:
        assert name in import_module(home).__all__
        assert getattr(foedus, name) is getattr(import_module(home), name)


def test_an_unknown_name_is_refused():
    with pytest.raises(AttributeError, match="no attribute 'asess'"):
        foedus.asess  # noqa: B018

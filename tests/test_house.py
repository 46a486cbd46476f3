"""The rooms stay small: a file is read in one go, a function seen at once."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"
LINES = 300
LONGER = {
    "foedus/claims/figures.py": 302,
    "foedus/cli/models.py": 360,
    "foedus/cli/panel.py": 450,
    "foedus/files.py": 306,
    "foedus/panel/kads.py": 326,
    "foedus/views/html/assess/answer.py": 340,
    "foedus/views/html/blocks.py": 360,
    "foedus/views/html/check.py": 360,
    "foedus/views/html/line.py": 310,
    "foedus/world/states.py": 330,
    "foedus/world/world.py": 410,
}
"""Files that are longer still, and up to what; no other may become so."""


def test_files_are_of_at_most_300_lines():
    long = [
        f"{name}: {count} lines"
        for path in sorted(SOURCE.rglob("*.py"))
        if (count := len(path.read_text(encoding="utf-8").splitlines()))
        > LONGER.get(name := path.relative_to(SOURCE).as_posix(), LINES)
    ]
    assert not long, "; ".join(long)


def length(function):
    """The lines of a function without its docstring."""
    said = ast.get_docstring(function, clean=False)
    docstring = function.body[0].end_lineno - function.body[0].lineno + 1 if said else 0
    return function.end_lineno - function.lineno + 1 - docstring


def test_functions_are_of_about_50_lines():
    long = [
        f"{path.relative_to(SOURCE).as_posix()}: {node.name}, {length(node)} lines"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > 58
    ]
    assert not long, "; ".join(long)

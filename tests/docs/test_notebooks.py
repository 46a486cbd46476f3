"""Every notebook of the examples runs from top to bottom."""

import ast
import contextlib
import io
import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "examples").rglob("*.ipynb"))
# Those for users of peacesciencer build its panels, from the research data.
PEER = [path for path in NOTEBOOKS if path.parent.name == "peacesciencer"]
RUN = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.mirror] * (path in PEER))
    for path in NOTEBOOKS
]


def code_of(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", RUN)
def test_a_notebook_runs(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names, shown = {}, []
    with contextlib.redirect_stdout(io.StringIO()):
        for number, cell in enumerate(code_of(path), start=1):
            tree, where = ast.parse(cell), f"{path.name}, cell {number}"
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, where, "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), where, "eval"), names)
                shown.append(displayed(value))
    assert any("<table" in text for text in shown)
    if path.stem == "first-steps":
        assert sum("vega" in text for text in shown) == 2


def displayed(value):
    """Return what a notebook shows of a value: its chart, its HTML, or its text."""
    if hasattr(value, "to_json") and hasattr(value, "mark_bar"):
        return value.to_json()
    if hasattr(value, "to_dict") and "altair" in type(value).__module__:
        return str(value.to_dict())
    html = getattr(value, "_repr_html_", None)
    return html() if html else repr(value)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_there_is_a_notebook():
    assert NOTEBOOKS

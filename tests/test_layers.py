"""Which part of the package may import which: lower layers know nothing of higher ones.

    measures  <-  world  <-  security  <-  scenario  <-  claims  <-  report  <-  web, cli
    sources   <-  panel  <-  models

`errors`, `files` and `spreadsheet` are below all. What is imported inside functions or for type
checking counts too. The few ways up that are meant are listed below, each with its reason, and
must still be there.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"

BELOW = {
    "errors": set(),
    "files": set(),
    "spreadsheet": set(),
    "measures": set(),
    "world": {"measures"},
    "security": {"measures", "world"},
    "scenario": {"measures", "world", "security"},
    "claims": {"measures", "world", "security", "scenario"},
    "sources": set(),
    "panel": {"measures", "sources"},
    "models": {"measures", "sources", "panel"},
    "report": {"measures", "world", "security", "scenario", "claims", "sources", "panel", "models"},
}
EVERYTHING = set(BELOW)
BELOW |= {"cli": EVERYTHING | {"web"}, "web": EVERYTHING, "__main__": {"cli"}}

# (module, layer it may reach up to): reason. Only inside a function.
LAZY = {
    ("foedus.world.load", "sources"): "the Correlates of War index, if asked for",
    ("foedus.world.historical", "sources"): "worlds of the past are made of the research data",
    ("foedus.claims.disputes", "sources"): "the dispute record is research data",
    ("foedus.scenario.assessment", "report"): "Assessment.report writes the report",
}


@cache
def modules():
    found = {}
    for path in sorted((SOURCE / "foedus").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def layer_of(module):
    """The layer of a module; None for the package itself, the public face of all layers."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else None


def imported(node, module):
    """The modules of the package that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.split(".")[0] == "foedus"]
    if node.level:
        package = module.split(".") if is_package(module) else module.split(".")[:-1]
        base = ".".join(package[: len(package) - node.level + 1])
        base = f"{base}.{node.module}" if node.module else base
    else:
        base = node.module or ""
    if base.split(".")[0] != "foedus":
        return []
    names = [f"{base}.{alias.name}" for alias in node.names]
    return [name if name in modules() else base for name in names]


def is_package(module):
    return (SOURCE / Path(*module.split("."))).is_dir()


def is_type_checking(node):
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def imports(module, node=None, lazy=False, typing=False):
    """Yield (module imported, whether within a function, whether for type checking only)."""
    for child in ast.iter_child_nodes(node or modules()[module]):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for name in imported(child, module):
                yield name, lazy, typing
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from imports(module, child, True, typing)
        else:
            yield from imports(module, child, lazy, typing or is_type_checking(child))


def ways_up():
    """Every import of a layer that is not below: (module, name, its layer, lazy)."""
    for module in modules():
        layer = layer_of(module)
        if layer is None:
            continue
        allowed = BELOW.get(layer, set()) | {layer, "errors", "files", "spreadsheet"}
        for name, lazy, _ in imports(module):
            target = layer_of(name)
            if target is not None and target not in allowed:
                yield module, name, target, lazy


def test_no_layer_imports_one_above_it():
    wrong = [
        f"{module} imports {name}{' in a function' if lazy else ''}"
        for module, name, layer, lazy in ways_up()
        if not (lazy and (module, layer) in LAZY)
    ]
    assert not wrong, "; ".join(wrong)


@pytest.mark.parametrize(("module", "layer"), LAZY)
def test_each_exception_is_still_needed(module, layer):
    assert (module, layer) in {(module, layer) for module, _, layer, _ in ways_up()}, LAZY[
        (module, layer)
    ]


def test_every_part_of_the_package_has_its_layer():
    parts = {layer_of(module) for module in modules()} - {None}
    assert not parts - set(BELOW), "say in this test what these may import"


def in_rings(graph):
    """The nodes of a directed graph that lie on or between its rings."""
    graph = {node: set(targets) & set(graph) for node, targets in graph.items()}
    while True:
        reached = set().union(*graph.values()) if graph else set()
        gone = {node for node, targets in graph.items() if not targets or node not in reached}
        if not gone:
            return set(graph)
        graph = {node: targets - gone for node, targets in graph.items() if node not in gone}


def test_rings_are_found():
    assert in_rings({"a": {"b"}, "b": {"c"}, "c": set()}) == set()
    assert in_rings({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == {"b", "c"}


def test_no_import_ring():
    graph = {
        module: {
            name
            for name, lazy, typing in imports(module)
            if not lazy and not typing and name not in {module, "foedus"}
        }
        for module in modules()
        if module != "foedus"
    }
    ring = in_rings(graph)
    assert not ring, f"these import each other in a ring: {', '.join(sorted(ring))}"


def test_imports_are_read_wherever_they_stand():
    tree = ast.parse(
        "from typing import TYPE_CHECKING\n"
        "from foedus.world import tables\n"
        "if TYPE_CHECKING:\n    from foedus.report.page import x\n"
        "def f():\n    import foedus.cli.main\n"
        "class C:\n    def g(self):\n        from foedus.errors import nearest\n"
    )
    assert list(imports("foedus.security.kernel", tree)) == [
        ("foedus.world.tables", False, False),
        ("foedus.report.page", False, True),
        ("foedus.cli.main", True, False),
        ("foedus.errors", True, False),
    ]

"""The house: every floor imports from those below it only, and nothing imports in a circle.

    cli                   one module a question
    views                 text and html, in each a module a question
    claims     models     the claims file, asked of questions; published models
    questions             one module a question
    scenario              changes and proposals as data
    security              the model
    estimation            what the model's numbers are estimated with
    world      panel      states, alliances, figures, shapes on a day; research panels
    sources    measures   and of the world its names; below them its tables
    errors

Imports inside functions, those for type checking and those by a written name count like any other.
The one way up is named below: a result asks views how it looks.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"

FLOORS = (
    {"errors", "version"},
    {"files", "spreadsheet", "world.tables"},
    {"sources", "measures", "world.names"},
    {"world", "panel", "security.terms", "security.coefficients"},
    {"security.joining_terms", "security.nuclear_terms"},
    {"estimation"},
    {"security"},
    {"scenario"},
    {"questions"},
    {"claims", "models"},
    {"views"},
    {"cli", "web"},
    {"__main__"},
)
"""From the ground up.

What the estimation and the model share, the equations' terms and the table of their coefficients,
knows nothing of either. What a spelling means, and the embedded tables, are asked by panels and by
worlds.
"""

DOOR = ("foedus.questions.result", "foedus.views")
"""The one way up: `.summary()`, `.report()`, `.plot()` and `_repr_html_` of every result."""

LOADED_BY_NAME = {
    "foedus": "foedus.",  # the public names, when they are first used
    "foedus.cli.main": "foedus.cli.",
    "foedus.sources._registry": "foedus.sources.",
    "foedus.views": "foedus.views.",
}
"""Where a module is imported by a name put together, and what all such names begin with.

Modules whose own name begins with an underscore are not meant.
"""


@cache
def modules():
    found = {}
    for path in sorted((SOURCE / "foedus").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def floor_of(module):
    """The part of the house of a module; None for the package itself, the face of all floors."""
    parts = module.split(".")[1:]
    apart = ".".join(parts[:2])
    if any(apart in floor for floor in FLOORS):
        return apart
    return parts[0] if parts else None


@cache
def below(part):
    """The parts that a part may import: those of the floors below."""
    for height, floor in enumerate(FLOORS):
        if part in floor:
            return frozenset().union(*FLOORS[:height])
    raise AssertionError(f"say in this test on which floor {part} is")


def is_package(module):
    return (SOURCE / Path(*module.split("."))).is_dir()


def named(node, module):
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


def loads_by_name(node):
    return isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
        "import_module", "__import__",
    }  # fmt: skip


def imports(module, tree=None):
    """The modules that a module imports, wherever the import stands."""
    found = set()
    for node in ast.walk(tree or modules()[module]):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.update(named(node, module))
        elif loads_by_name(node) and module in LOADED_BY_NAME and module != "foedus":
            start = LOADED_BY_NAME[module]
            found.update(name for name in modules() if name.startswith(start) and "._" not in name)
    return found - {module}


def arrows():
    """Every import but the door: (module, what it imports); the package's face is left out."""
    for module in modules():
        if module != "foedus":
            yield from ((module, name) for name in imports(module) if (module, name) != DOOR)


def test_every_part_has_its_floor():
    for part in {floor_of(module) for module in modules()} - {None}:
        below(part)


def test_no_arrow_runs_up():
    wrong = [
        f"{module} imports {name}"
        for module, name in arrows()
        if floor_of(name) not in below(floor_of(module)) | {floor_of(module)}
    ]
    assert not wrong, "; ".join(sorted(wrong))


def test_nothing_inside_imports_the_face_of_the_package():
    wrong = [module for module, name in arrows() if name == "foedus"]
    assert not wrong, f"name the module it is in, not foedus: {', '.join(wrong)}"


def test_the_door_is_one_statement_in_one_function():
    tree = modules()[DOOR[0]]
    inside = [
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and DOOR[1] in named(node, DOOR[0])
    ]
    assert inside == ["_views"]
    up = [m for m in modules() if floor_of(m) == "questions" and DOOR[1] in imports(m)]
    assert up == [DOOR[0]]


def test_modules_are_loaded_by_name_only_where_it_is_said():
    found = {
        module for module, tree in modules().items() if any(map(loads_by_name, ast.walk(tree)))
    }
    assert found == set(LOADED_BY_NAME)
    for module, start in LOADED_BY_NAME.items():
        for node in ast.walk(modules()[module]):
            if loads_by_name(node) and isinstance(node.args[0], ast.JoinedStr):
                assert node.args[0].values[0].value.startswith(start)


def circles(graph):
    """The groups of nodes of a directed graph that reach each other, sorted."""
    reach = {node: reached(graph, node) for node in graph}
    groups = {frozenset(n for n in reach[node] if node in reach[n]) for node in graph}
    return sorted(sorted(group) for group in groups if group)


def reached(graph, start):
    seen, todo = set(), list(graph[start])
    while todo:
        node = todo.pop()
        if node not in seen and node in graph:
            seen.add(node)
            todo += graph[node]
    return seen


def test_circles_are_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": {"d"}}) == [["b", "c"], ["d"]]


def test_nothing_imports_in_a_circle():
    graph = {module: set() for module in modules() if module != "foedus"}
    for module, name in arrows():
        graph[module].add(name)
    found = circles(graph)
    assert not found, "; ".join(f"in a circle: {', '.join(group)}" for group in found)


@pytest.mark.parametrize(
    ("module", "source", "expected"),
    [
        ("foedus.security.kernel", "from foedus.world import tables", {"foedus.world.tables"}),
        ("foedus.security.kernel", "def f():\n    import foedus.cli.main", {"foedus.cli.main"}),
        (
            "foedus.security.kernel",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n"
            "    from foedus.views.html.page import x",
            {"foedus.views.html.page"},
        ),
        (
            "foedus.world.load",
            "class C:\n    def g(self):\n        from ..errors import nearest",
            {"foedus.errors"},
        ),
    ],
)
def test_imports_are_read_wherever_they_stand(module, source, expected):
    assert imports(module, ast.parse(source)) == expected

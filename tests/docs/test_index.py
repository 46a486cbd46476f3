"""What is public is documented and tested, and the documentation names nothing that is gone."""

import inspect
import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import foedus
from docs_hooks import (
    MAKERS,
    PLACEHOLDER,
    _command_line,
    api_directives,
    bibliography_list,
    command_names,
    filled,
    public_modules,
    schema_models,
    schema_text,
)
from foedus.world.tables import table_names

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
INSIDE = {"cli", "web"}  # reached by commands, not imported
PACKAGES = sorted(
    path.parent.name
    for path in (ROOT / "src" / "foedus").glob("*/__init__.py")
    if path.parent.name not in INSIDE
)
COMMANDS = sorted(_command_line().commands)
TABLES = sorted(table_names())
MEASURES = sorted(public_modules("foedus.measures"))
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
}


@cache
def text_of_tests():
    """The text of all tests but those of the documentation."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path.parent.name != "docs"
    )


def resolve(dotted):
    """The object that a dotted name stands for; raises if there is none."""
    parts = dotted.split(".")
    found = import_module(parts[0])
    for depth, part in enumerate(parts[1:], start=2):
        if not hasattr(found, part) and inspect.ismodule(found):
            import_module(".".join(parts[:depth]))
        if part in getattr(found, "__dataclass_fields__", {}):
            return part
        found = getattr(found, part)
    return found


# --- What is there is documented and tested ---------------------------------------------------


@pytest.mark.parametrize("name", foedus.__all__)
def test_a_public_name_has_a_docstring_a_place_in_the_docs_and_a_test(name):
    assert (getattr(foedus, name).__doc__ or "").strip()
    assert f"::: foedus.{name}\n" in api_directives("foedus", "")
    # A result is tested through the question that returns it: Contribution, contribution.
    assert re.search(rf"\b({name}|{name.lower()})\b", text_of_tests())


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_on_the_page_of_the_python_interface(package):
    assert f"<!-- api: foedus.{package} -->" in PAGES["docs/api.md"]
    assert import_module(f"foedus.{package}").__doc__


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_a_page_an_example_and_a_test(command):
    page = PAGES.get(f"docs/commands/{command}.md")
    assert page, f"write docs/commands/{command}.md"
    assert page.startswith(f"# foedus {command}\n")
    assert f"foedus {command}" in page.split("\n", 1)[1]
    parts = getattr(_command_line().commands[command], "commands", None)
    for part in parts.values() if parts else [_command_line().commands[command]]:
        assert re.search(rf"Example:\s+foedus {command}\b", " ".join((part.help or "").split()))
    assert re.search(rf"[\"']{command}[\"' ]|foedus {command}\b", text_of_tests())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_a_command_is_on_its_page(command):
    page = filled(PAGES[f"docs/commands/{command}.md"])
    top = _command_line().commands[command]
    parts = getattr(top, "commands", None) or {command: top}
    options = {
        option
        for part in parts.values()
        for parameter in part.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and option != "--help"
    }
    assert not {option for option in options if option not in page}


@pytest.mark.parametrize("table", TABLES)
def test_an_embedded_table_is_described_and_tested(table):
    assert re.search(rf"^\| `{table}` \|", PAGES["docs/data.md"], re.MULTILINE)
    assert re.search(rf"\b{table}\b", text_of_tests())


@pytest.mark.parametrize("module", MEASURES)
def test_a_measure_has_docstrings_with_examples_and_a_test(module):
    found = import_module(module)
    for name in found.__all__:
        function = getattr(found, name)
        if inspect.isfunction(function):
            text = inspect.getdoc(function) or ""
            assert text.startswith("Return "), f"{module}.{name}"
            assert ">>> " in text, f"{module}.{name} shows no example"
            assert re.search(rf"\b{name}\b", text_of_tests()), f"no test names {module}.{name}"
    parts = [found, *(getattr(found, name) for name in found.__all__)]
    text = "".join(inspect.getdoc(part) or "" for part in parts)
    assert "References" in text, f"{module} names no source"


def test_every_dependency_and_extra_is_among_the_choices():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *(line for lines in extras.values() for line in lines)]
    names = {re.match(r"[\w.-]+", line)[0] for line in needed} - {"foedus"}
    told = set(re.findall(r"`([a-z][\w.-]*)`", PAGES["docs/choices.md"].split("## Decided")[0]))
    assert not names - told, "say why in docs/choices.md"
    assert not set(extras) - told
    assert not told - names - set(extras), "docs/choices.md names what is no dependency"


# --- What is documented is there --------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_placeholders_of_a_page_can_be_filled(page):
    depth = page.count("/") - 1
    text = filled(PAGES[page], max(depth, 0))
    left = [m[0] for m in PLACEHOLDER.finditer(text) if m[1] in MAKERS]
    assert not left
    unknown = [m[0] for m in PLACEHOLDER.finditer(text) if m[2]]
    assert not unknown, "no such placeholder"


@pytest.mark.parametrize("page", PAGES)
def test_python_names_in_a_page_exist(page):
    for dotted in set(re.findall(r"`(foedus(?:\.\w+)+)(?:\(.*?\))?`", PAGES[page])):
        resolve(dotted)


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_in_a_page_exist(page):
    known = _command_line().commands
    lines = re.findall(r"`foedus ([^`\n]+)`|^(?:\$ |    )foedus ([^\n]+)$", PAGES[page], re.M)
    for line in (first or second for first, second in lines):
        words = [word for word in line.split() if re.fullmatch(r"-{0,2}[\w-]+(=.*)?", word)]
        if not words or words[0].startswith("-") or words[0].isupper():
            continue
        assert words[0] in known, f"foedus {line}"
        command = known[words[0]]
        parts = getattr(command, "commands", None)
        options = {
            option
            for part in (parts or {words[0]: command}).values()
            for parameter in part.params
            for option in (*parameter.opts, *parameter.secondary_opts)
        } | {"--help", "-h"}
        for word in words[1:]:
            if word.startswith("--"):
                assert word.split("=")[0] in options, f"foedus {line}"


@pytest.mark.parametrize(
    "page", sorted(path.stem for path in (DOCS / "commands").glob("*.md") if path.stem != "index")
)
def test_a_page_of_a_command_has_its_command(page):
    assert page in COMMANDS


def test_tables_described_exist():
    section = PAGES["docs/data.md"].split("### Tables")[1].split("\n### ")[0]
    told = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert not told - set(TABLES)


def test_pages_of_the_navigation_exist():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[1]
    for target in re.findall(r":\s+([\w/-]+(?:\.md|/))$", text, re.MULTILINE):
        assert (DOCS / target).exists(), target


def test_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", PAGES["README.md"]):
        assert (ROOT / target).exists(), target


def test_functions_named_beside_the_equations_exist():
    """Under every equation stands the function that computes it."""
    model = PAGES["docs/model.md"]
    under = re.findall(r"^\$\$.*\$\$\n\n(.*)$", model, re.M)
    named = set(re.findall(r"`(foedus\.security[\w.]+)`", model))
    assert {"foedus.security.attack.strengths", "foedus.security.game.shapley"} <= named
    for name in named:
        assert inspect.getdoc(resolve(name)), name
    assert len(under) >= 10
    assert all(text.startswith("Computed by `foedus.") for text in under)


# --- What the site is made of -----------------------------------------------------------------


@pytest.mark.parametrize("model", schema_models())
def test_a_schema_is_versioned_and_always_the_same_text(model):
    text = schema_text(model)
    assert '"schema_version"' in text
    assert text == schema_text(model)


def test_the_page_of_a_command_shows_its_keys_and_options():
    page = filled(PAGES["docs/commands/assess.md"], depth=1)
    for shown in ("`article10`", "`indivisibility`", "**StateRow**", "--admit STATE", "`2000`"):
        assert shown in page, shown
    assert "(../schemas/Assessment.json)" in page


def test_every_schema_of_a_command_is_shown_on_a_page():
    versioned = set()
    for module in (name for package in PACKAGES for name in public_modules(f"foedus.{package}")):
        for model in vars(import_module(module)).values():
            fields = getattr(model, "model_fields", {}) if inspect.isclass(model) else {}
            own = "schema_version" in fields and model.__module__ == module
            if own and model.__name__ != "Result":  # what all answers are
                versioned.add(f"{module}.{model.__name__}")
    assert versioned
    assert not versioned - set(schema_models()), "show them with <!-- schema: ... -->"


def test_placeholders_elsewhere_in_a_line_stay():
    text = "as in `<!-- bibliography -->` here\n<!-- bibliography -->\n"
    assert filled(text).startswith("as in `<!-- bibliography -->` here\n- ")
    assert bibliography_list(None, "") in filled(text)


def test_commands_of_a_group_are_named_in_full():
    assert set(COMMANDS) <= set(command_names())

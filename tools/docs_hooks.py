"""Writes into the documentation what the code already says, when the site is built.

A line such as `<!-- schema: foedus.questions.assessment.Assessment -->` in a page is replaced by a
table made from the code, so that no page repeats what can go stale:

- `schema: MODEL` the keys of a pydantic model and of the models in it;
- `options: COMMAND` the arguments and options of a command;
- `commands` all commands with what they answer;
- `parameters` the model's assumptions;
- `coefficients` the estimated coefficients;
- `schemas` links to the JSON Schema of every command's output;
- `api: PACKAGE` what the package exports, or else what its modules do, from the docstrings;
  `api: PACKAGE 1 of 2` a part of that;
- `bibliography` the list of references.
"""

from __future__ import annotations

import html
import json
import pkgutil
import re
import unicodedata
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

DOCS = Path(__file__).parents[1] / "docs"
PLACEHOLDER = re.compile(r"^<!-- ([a-z]+)(?:: ([\w.]+(?: \d of \d)?))? -->$", re.MULTILINE)
EXTERNAL = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=["']?(?:https?:)?//""")


# --- MkDocs calls these ---------------------------------------------------------------------


def on_config(config: Any) -> Any:
    """Put the pages of a folder into the navigation, and pages that it forgets at its end."""
    config.nav = [_expanded(item) for item in config.nav]
    listed = set(re.findall(r"[\w/-]+\.md", json.dumps(config.nav)))
    pages = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
    if forgotten := [page for page in pages if page not in listed]:
        config.nav.append({"More": forgotten})
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the JSON Schema of every model that a page shows."""
    from mkdocs.structure.files import File

    for model in schema_models():
        name = f"schemas/{model.rsplit('.', 1)[1]}.json"
        files.append(File.generated(config, name, content=schema_text(model)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Replace the placeholders of a page, and set its equations."""
    return typeset(filled(markdown, depth=page.file.src_uri.count("/")))


def on_post_build(config: Any) -> None:
    """Refuse a site that would load anything from elsewhere."""
    for path in Path(config.site_dir).rglob("*.html"):
        found = EXTERNAL.search(path.read_text(encoding="utf-8"))
        # A canonical link names a place, nothing is loaded from it.
        if found and 'rel="canonical"' not in found.group():
            raise SystemExit(f"{path.name} loads from another host: {found.group()}")


# --- What they put in place -----------------------------------------------------------------


def filled(markdown: str, depth: int = 0) -> str:
    """Return a page with its placeholders replaced.

    Parameters
    ----------
    markdown : str
    depth : int
        Folders between the page and the root of the site.
    """
    up = "../" * depth

    def replacement(match: re.Match[str]) -> str:
        kind, argument = match.groups()
        if kind not in MAKERS:
            return match.group()
        return str(MAKERS[kind](argument, up))

    return PLACEHOLDER.sub(replacement, markdown)


CODE_OR_MATHS = re.compile(
    r"(?P<code>^```.*?^```$|`[^`\n]*`)|\$\$(?P<block>[^$]+)\$\$|\$(?P<line>[^\s$`](?:[^$`]*[^\s$`])?)\$",
    re.MULTILINE | re.DOTALL,
)


def typeset(markdown: str) -> str:
    """Return a page with its equations, in dollars, as MathML, which browsers set themselves.

    Parameters
    ----------
    markdown : str
    """
    from latex2mathml.converter import convert

    def replacement(match: re.Match[str]) -> str:
        if match["code"]:
            return match["code"]
        if match["block"]:
            return f'<div class="equation">{convert(match["block"], display="block")}</div>'
        return str(convert(" ".join(match["line"].split())))

    return CODE_OR_MATHS.sub(replacement, markdown)


def _expanded(item: Any) -> Any:
    if isinstance(item, dict):
        ((title, target),) = item.items()
        if isinstance(target, str) and target.endswith("/"):
            pages = sorted(path.name for path in (DOCS / target).glob("*.md"))
            return {title: [f"{target}{page}" for page in pages]}
        if isinstance(target, list):
            return {title: [_expanded(part) for part in target]}
    return item


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(c) for c in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "&#124;")


def _object(path: str) -> Any:
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)


@cache
def schema_models() -> tuple[str, ...]:
    """Return the pydantic models that some page shows."""
    found = {
        match[2]
        for page in DOCS.rglob("*.md")
        for match in PLACEHOLDER.finditer(page.read_text(encoding="utf-8"))
        if match[1] == "schema"
    }
    return tuple(sorted(found))


def schema_text(model: str) -> str:
    """Return the JSON Schema of a model as text."""
    schema = _object(model).model_json_schema(mode="serialization")
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_tables(model: str, up: str) -> str:
    """Return a table of keys for a model and each model in it, outermost first."""
    schema = _object(model).model_json_schema(mode="serialization")
    parts = schema.get("$defs", {})
    queue, order = [schema["title"]], []
    bodies = {schema["title"]: schema} | parts
    while queue:
        name = queue.pop(0)
        if name not in order:
            order.append(name)
            queue += re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(_fields(bodies[name])))
    text = [f"JSON Schema: [{schema['title']}.json]({up}schemas/{schema['title']}.json)\n"]
    for name in order:
        body = bodies[name]
        if "properties" not in body:
            continue
        text.append(f"**{name}**: {_sentence(body)}\n")
        rows = [
            [f"`{key}`", _type(value), value.get("description", "")]
            for key, value in body["properties"].items()
        ]
        text.append(_table(["key", "type", "meaning"], rows))
    return "\n".join(text)


def _fields(body: dict[str, Any]) -> Any:
    return body.get("properties", {})


def _sentence(body: dict[str, Any]) -> str:
    text = str(body.get("description", "")).split("\n\n")[0]
    return _cell(text)


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"].rsplit("/", 1)[1])
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    if "enum" in value:
        return " or ".join(f"`{json.dumps(choice)}`" for choice in value["enum"])
    if "anyOf" in value:
        return " or ".join(_type(choice) for choice in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value.get('items', {}))}"
    if value.get("type") == "object" and isinstance(value.get("additionalProperties"), dict):
        return f"object of {_type(value['additionalProperties'])}"
    return str(value.get("type", "any"))


@cache
def _command_line() -> Any:
    """Return the command line as Click sees it."""
    import typer

    from foedus.cli import main

    main._mount()
    return typer.main.get_command(main.app)


def command_names() -> tuple[str, ...]:
    """Return the names of all commands; those of a group follow it, as in `data list`."""
    names = []
    for name, command in _command_line().commands.items():
        names.append(name)
        names += [f"{name} {sub}" for sub in getattr(command, "commands", {})]
    return tuple(names)


def commands_table(_: str | None, up: str) -> str:
    """Return a table of commands with the first sentence of their help."""
    rows = []
    for name, command in sorted(_command_line().commands.items()):
        first = (command.help or "").strip().split("\n")[0]
        rows.append([f"[`foedus {name}`]({up}commands/{name}.md)", first])
    return _table(["command", "what it answers"], rows)


def options_table(name: str, up: str) -> str:
    """Return a table of a command's arguments and options."""
    command = _command_line().commands[name]
    found = [(name, command)] if not hasattr(command, "commands") else []
    found += [(f"{name} {sub}", part) for sub, part in getattr(command, "commands", {}).items()]
    text = []
    for title, part in found:
        if len(found) > 1 or title != name:
            text.append(f"**foedus {title}**: {(part.help or '').strip().split(chr(10))[0]}\n")
        rows = [_option(parameter) for parameter in part.params if parameter.name != "help"]
        text.append(_table(["argument or option", "default", "meaning"], rows))
    return "\n".join(text)


def _option(parameter: Any) -> list[str]:
    if parameter.param_type_name == "argument":
        shown, value = parameter.name.upper(), None
    else:
        number = "N" if isinstance(parameter.default, int | float) else "VALUE"
        takes = "" if parameter.is_flag else f" {parameter.metavar or number}"
        shown, value = "/".join(parameter.opts) + takes, parameter.default
    told = isinstance(value, str | int | float) and not isinstance(value, bool)
    code = f"<code>{html.escape(shown)}</code>"  # a bar in it would end the cell of a table
    return [code, f"`{value}`" if told else "", parameter.help or ""]


def parameters_table(_: str | None, up: str) -> str:
    """Return a table of the model's numbers but its coefficients, with defaults and ranges."""
    from foedus.security.readings import ALIASES, parameter_table

    rows = []
    for name, row in parameter_table("war", "since-1816").items():
        if name in {"D", "rho", "omega", "psi", *ALIASES}:
            rows.append(
                [
                    f"{row.symbol} (`{name}`)",
                    f"{row.meaning} ({row.unit})",
                    f"{row.default:,.4g}",
                    f"{row.low:,.3g} to {row.high:,.3g}",
                    row.source,
                ]
            )
    return _table(["symbol (`--set`)", "meaning", "default", "range", "source"], rows)


def coefficients_table(_: str | None, up: str) -> str:
    """Return the coefficients of the attack equation, a column a kind of event."""
    from foedus.security.readings import EVENTS, LETTERS, parameter_table
    from foedus.security.terms import ATTACK_TERMS

    columns = [parameter_table(event, "since-1816") for event in EVENTS]
    rows = []
    for term in ATTACK_TERMS:
        name = LETTERS.get(term, term)
        found = [table.get(name) for table in columns]
        rows.append(
            [
                f"{columns[0][name].symbol} (`{name}`)",
                *(f"{x.default:.2f} ({(x.high - x.default) / 2:.2f})" if x else "" for x in found),
            ]
        )
    return _table(["term (`--set`)", *(f"`{event}`" for event in EVENTS)], rows)


def schema_links(_: str | None, up: str) -> str:
    """Return links to the JSON Schema of every model that a page shows."""
    rows = [
        [f"[{model.rsplit('.', 1)[1]}.json]({up}schemas/{model.rsplit('.', 1)[1]}.json)",
         f"`{model}`", _sentence(_object(model).model_json_schema())]
        for model in schema_models()
    ]  # fmt: skip
    return _table(["schema", "class", "what it describes"], rows)


def api_directives(package: str, up: str) -> str:
    """Return the directives that put a package's docstrings into a page, under its heading.

    Parameters
    ----------
    package : str
        A name, or a part of what a package has: `foedus.views 1 of 3`.
    """
    package, _, part = package.partition(" ")
    found = import_module(package)
    if package == "foedus":
        blocks = [_of_the_face(found, name) for name in found.__all__]
    else:
        blocks = [f"::: {package}.{name}" for name in _from_private_modules(package)]
        blocks += [f"::: {module}" for module in public_modules(package)]
    if part:
        number, count = int(part[0]), int(part[-1])
        size = -(-len(blocks) // count)
        blocks = blocks[(number - 1) * size : number * size]
    if not blocks:
        return ""
    head = [] if package == "foedus" else [f"## {package}", (found.__doc__ or "").strip()]
    return "\n\n".join([*head, *blocks]) + "\n"


def _of_the_face(face: ModuleType, name: str) -> str:
    """Return the directive of a public name; a room has a page of its own for its parts."""
    directive = f"::: foedus.{name}\n"
    if isinstance(getattr(face, name), ModuleType):
        return directive + "    options:\n      members: false"
    return directive


def _from_private_modules(package: str) -> list[str]:
    """Return the names that a package exports and whose own module is not public."""
    found = import_module(package)
    names = getattr(found, "__all__", ())
    homes = {name: str(getattr(getattr(found, name), "__module__", "")) for name in names}
    return [name for name, home in homes.items() if "._" in home]


def public_modules(package: str) -> tuple[str, ...]:
    """Return the modules of a package, subpackages included, that export something."""
    found = import_module(package)
    modules = []
    for part in pkgutil.walk_packages(found.__path__, f"{package}."):
        if not any(piece.startswith("_") for piece in part.name.split(".")):
            module = import_module(part.name)
            if not part.ispkg and getattr(module, "__all__", ()):
                modules.append(part.name)
    return tuple(modules)


# --- Bibliography ---------------------------------------------------------------------------


@cache
def bibliography() -> tuple[dict[str, str], ...]:
    """Return the entries of references.bib, each a mapping of its fields, `key` and `kind`."""
    text = (DOCS / "references.bib").read_text(encoding="utf-8")
    entries = []
    for match in re.finditer(r"^@(\w+)\{([^,\s]+),\n(.*?)^\}$", text, re.MULTILINE | re.DOTALL):
        fields = dict(re.findall(r"^\s*(\w+) = \{(.*)\},?$", match[3], re.MULTILINE))
        entries.append({"kind": match[1], "key": match[2]} | fields)
    return tuple(entries)


ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "v": "\u030c",
           "c": "\u0327"}  # fmt: skip


LETTERS = {"aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "ae": "æ", "l": "ł", "ss": "ß", "i": "ı"}
"""Letters that BibTeX writes as commands."""


def plain(text: str) -> str:
    """Return BibTeX text as it is read."""

    def accented(match: re.Match[str]) -> str:
        return unicodedata.normalize("NFC", match[2] + ACCENTS[match[1]])

    text = re.sub(r"""\{?\\(["'`^~]|[vc](?=\{))\{?([A-Za-z])\}?\}?""", accented, text)
    text = text.replace("--", "–").replace(r"\&", "&")
    for command, letter in LETTERS.items():
        text = text.replace(f"{{\\{command}}}", letter)
    return re.sub(r"\\?[{}]", "", text)


def family_names(entry: dict[str, str]) -> list[str]:
    """Return the family names of an entry's authors, or the name of the body that wrote it."""
    people = entry.get("author", entry.get("editor", "")).split(" and ")
    return [plain(person).split(",")[0].strip() for person in people]


def reference(entry: dict[str, str]) -> str:
    """Return an entry as one line of Markdown."""
    given = plain(entry.get("author", entry.get("editor", "")))
    people = given.replace(" and ", "; ")
    where = [f"*{plain(entry[k])}*" for k in ("journal", "booktitle") if k in entry]
    if "volume" in entry:
        number = f"({entry['number']})" if "number" in entry else ""
        where[-1:] = [f"{where[-1] if where else ''} {entry['volume']}{number}".strip()]
    where += [plain(entry[k]) for k in ("pages", "publisher", "note", "howpublished") if k in entry]
    title = plain(entry["title"])
    if entry["kind"] in {"book", "manual"}:
        title = f"*{title}*"
    end = f" {', '.join(where)}." if where else ""
    line = f"{people} ({entry['year']}). {title}{'' if title[-1] in '.?' else '.'}{end}"
    return f'- <span id="{html.escape(entry["key"])}"></span>{line}'


def bibliography_list(_: str | None, up: str) -> str:
    """Return all references, by author and year."""
    ordered = sorted(bibliography(), key=lambda e: (family_names(e)[0].casefold(), e["year"]))
    return "\n".join(reference(entry) for entry in ordered) + "\n"


MAKERS = {
    "api": api_directives,
    "schema": schema_tables,
    "options": options_table,
    "commands": commands_table,
    "parameters": parameters_table,
    "coefficients": coefficients_table,
    "schemas": schema_links,
    "bibliography": bibliography_list,
}

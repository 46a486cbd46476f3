"""Read YAML that strangers wrote: data only, with limits, and errors that give file and line.

Scalars follow YAML 1.2: `on`, `no` and `NO` (Norway) are text, only true and false are truths.
Anchors, tags and duplicate keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from foedus.errors import FoedusError, nearest
from foedus.files import read_bounded

__all__ = ["Document", "read_document", "validated"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 60_000

Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

Loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

SCALARS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
"""What YAML 1.1 may take a plain scalar for."""

INTEGER = re.compile(r"[-+]?[0-9]{1,18}$")
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?$")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}$")


@dataclass(frozen=True)
class Document:
    """A YAML file as data, with the line of every entry.

    Attributes
    ----------
    name : str
        Of the file, for errors.
    data : object
        Dictionaries, lists, text, numbers, truths, dates, None.
    lines : mapping of path to int
        A path holds keys and positions from the root.
    """

    name: str
    data: Any
    lines: Mapping[Place, int] = field(repr=False)

    def line(self, *path: str | int) -> int:
        """Return the line of an entry, or of the nearest entry around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def error(self, message: str, *path: str | int) -> FoedusError:
        """Return the error of an entry: file, line, field and message."""
        where = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        return FoedusError(
            f"{self.name}:{self.line(*path)}: {where + ': ' if where else ''}{message}"
        )


def read_document(path: Path) -> Document:
    """Return a YAML file as data.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FoedusError
        The file cannot be read, is too large, is not UTF-8, or is not plain YAML; the message
        gives file, line and column.
    """
    name = str(path)
    raw = read_bounded(path, MAX_BYTES, "a YAML file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = raw[: reason.start].count(b"\n") + 1
        raise FoedusError(
            f"{name}:{line}: not UTF-8 (byte {reason.start:,}): save it as UTF-8"
        ) from None
    return parse(text, name)


def parse(text: str, name: str) -> Document:
    r"""Return YAML text as data.

    Parameters
    ----------
    text : str
    name : str
        For errors.

    Raises
    ------
    FoedusError
        See `read_document`.

    Examples
    --------
    >>> parse("on: 2022-01-30\nwho: NO", "x.yaml").data
    {'on': datetime.date(2022, 1, 30), 'who': 'NO'}
    """
    try:
        _check_events(text, name)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark or reason.context_mark
        written = text.split("\n")
        if mark is None:
            where = ""
        elif mark.line < len(written):
            where = f":{mark.line + 1}:{mark.column + 1}"
        else:  # libyaml puts the end of the file on a line after the last
            where = f":{len(written)}:{len(written[-1]) + 1}"
        raise FoedusError(f"{name}{where}: broken YAML: {reason.problem or reason}") from None
    except yaml.YAMLError as reason:
        at = _control_character(text)
        where = "" if at is None else f":{text.count(chr(10), 0, at) + 1}"
        raise FoedusError(f"{name}{where}: broken YAML: {str(reason).splitlines()[0]}") from None
    if node is None:
        raise FoedusError(f"{name}: the file is empty")
    lines: dict[Place, int] = {}
    return Document(name, _value(node, (), lines, name), lines)


def _control_character(text: str) -> int | None:
    """Return where the first character stands that YAML does not allow."""
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    return found.start() if found else None


def _check_events(text: str, name: str) -> None:
    """Refuse aliases, depth and size before anything is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=Loader)):
        mark: Any = event.start_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FoedusError(f"{where}: anchors and aliases (&, *) are not allowed: write it out")
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH:
            raise FoedusError(f"{where}: nested more than {MAX_DEPTH} levels deep")
        if count > MAX_NODES:
            raise FoedusError(f"{where}: more than {MAX_NODES:,} entries: split the file")


def _value(node: Any, path: Place, lines: dict[Place, int], name: str) -> Any:
    where = f"{name}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        _plain(node, where, "tag:yaml.org,2002:seq")
        return [_value(item, (*path, i), lines, name) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, where)
    _plain(node, where, "tag:yaml.org,2002:map")
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            raise FoedusError(f"{name}:{mark.line + 1}:{mark.column + 1}: a key must be plain text")
        key = str(key_node.value)
        if key in found:
            raise FoedusError(f"{name}:{mark.line + 1}:{mark.column + 1}: {key} is given twice")
        found[key] = _value(value_node, (*path, key), lines, name)
        lines[(*path, key)] = mark.line + 1
    return found


def _plain(node: Any, where: str, tag: str) -> None:
    if node.tag != tag:
        raise FoedusError(f"{where}: tags ({node.tag}) are not allowed: plain data only")


def _scalar(node: Any, where: str) -> Any:
    text = str(node.value)
    if node.tag not in SCALARS:
        raise FoedusError(f"{where}: tags ({node.tag}) are not allowed: plain data only")
    if node.style:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.match(text):
        return int(text)
    if NUMBER.match(text):
        return float(text)
    if DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError as reason:
            raise FoedusError(f"{where}: date {text}: {reason}") from None
    return text


def validated(document: Document, model: type[Model], data: Any, *path: str | int) -> Model:
    """Return part of a document as a schema's object.

    Parameters
    ----------
    document : Document
    model : type
        A pydantic model.
    data : object
        The part.
    *path : str or int
        Where it lies in the document.

    Raises
    ------
    FoedusError
        It does not fit; the message gives file, line, field, what was expected and the nearest.
    """
    try:
        return model.model_validate(data)
    except ValidationError as reason:
        problems = [(_spot(document, error["loc"], path), error) for error in reason.errors()]
        # A misspelt field is also a missing one: the spelling explains both.
        spot, first = min(
            problems, key=lambda item: (item[1]["type"] == "missing", document.line(*item[0]))
        )
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise document.error(_wording(model, first, spot) + more, *spot) from None


def _spot(document: Document, loc: tuple[str | int, ...], path: Place) -> Place:
    """Return where an error lies; parts of `loc` that are no entries of the file are left out."""
    spot = path
    for i, part in enumerate(loc):
        if (*spot, part) in document.lines:
            spot = (*spot, part)
        elif i == len(loc) - 1 and isinstance(part, str):
            return (*spot, part)
    return spot


def _within(model: type[BaseModel], loc: tuple[str | int, ...]) -> type[BaseModel]:
    """Return the schema of the entry that an error lies in."""
    for part in loc[:-1]:
        info = model.model_fields.get(str(part))
        kinds = (info.annotation, *get_args(info.annotation)) if info is not None else ()
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                model = kind
                break
    return model


def _wording(model: type[BaseModel], error: Any, spot: Place) -> str:
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        inner = _within(model, error["loc"])
        names = [info.alias or name for name, info in inner.model_fields.items()]
        near = nearest(str(spot[-1]), names)
        known = f"did you mean {near}?" if near else f"known are {', '.join(names)}"
        return f"unknown field: {known}"
    if kind == "missing":
        return "is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    if isinstance(given, (str, int, float, bool, date)):
        return f"{given!r}: {message}" if not isinstance(given, date) else f"{given}: {message}"
    return message

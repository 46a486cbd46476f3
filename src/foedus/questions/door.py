"""The public door of the questions: what is asked is checked first, what must be known is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from inspect import signature
from numbers import Integral
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from foedus.errors import FoedusError, path_of, wrong_kind
from foedus.questions.result import Result
from foedus.scenario.changes import is_change
from foedus.scenario.scenario import Scenario
from foedus.security.readings import Assumptions
from foedus.world.days import after_the_tables, as_day
from foedus.world.world import World

__all__ = ["asked"]

P = ParamSpec("P")
R = TypeVar("R", bound=Result)


def asked(question: Callable[P, R]) -> Callable[P, R]:
    """Return a question that checks what it is given, and says first what a reader must know.

    A parameter is checked by its name, see `CHECKS`. The answer's `note` is that of the world, or
    says that the day asked for lies after the tables.

    Parameters
    ----------
    question : callable

    Raises
    ------
    TypeError
        An argument is of another kind.
    FoedusError
        A number is out of range, or a day no day.

    Examples
    --------
    >>> from foedus import line, load_world
    >>> line(None, "NATO")
    Traceback (most recent call last):
    TypeError: world: expected a World (see foedus.load_world), not None
    >>> line(load_world("2030-01-01"), "NATO").note
    '2030-01-01 lies after the tables, which end in 2025: the world of 2026-01-01'
    """
    parameters = signature(question)

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            given = parameters.bind(*args, **kwargs)
        except TypeError as reason:
            raise TypeError(f"{question.__name__}(): {reason}") from None
        for name, value in given.arguments.items():
            if name in CHECKS:
                given.arguments[name] = CHECKS[name](name, value)
        answer = question(*given.args, **given.kwargs)
        note = _note(given.arguments)
        return answer.model_copy(update={"note": note}) if note and not answer.note else answer

    return ask


def _note(given: Mapping[str, Any]) -> str:
    scenario = given.get("scenario")
    world = scenario.world if scenario is not None else given.get("world")
    day = given.get("on")
    return (world.note if world is not None else "") or (after_the_tables(day) if day else "")


def _world(name: str, value: Any) -> World:
    if not isinstance(value, World):
        raise wrong_kind(name, value, "a World (see foedus.load_world)")
    return value


def _scenario(name: str, value: Any) -> Scenario:
    if not isinstance(value, Scenario):
        raise wrong_kind(name, value, "a Scenario (see foedus.load_scenario)")
    return value


def _scenarios(name: str, value: Any) -> tuple[Scenario, ...]:
    return tuple(_scenario(name, each) for each in value)


def _changes(name: str, value: Any) -> Any:
    for change in value:
        if not is_change(change):
            raise wrong_kind(name, change, 'a change, e.g. Accession("UKR", "NATO")')
    return value


def _assumptions(name: str, value: Any) -> Assumptions | None:
    if value is not None and not isinstance(value, Assumptions):
        raise wrong_kind(name, value, "Assumptions, e.g. Assumptions(fixed={'rho': 0.5})")
    return value


def _count(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 0:
        raise FoedusError(f"{name} {value!r}: give a whole number, 0 or more")
    return int(value)


def _day(name: str, value: Any) -> date | None:
    return None if value is None else as_day(value)


def _text(name: str, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise wrong_kind(name, value, "text")
    return value


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if value is None or isinstance(value, str):
        return () if value is None else (value,)
    try:
        several = tuple(value)
    except TypeError:
        raise wrong_kind(name, value, "codes or names") from None
    for each in several:
        if not isinstance(each, str):
            raise wrong_kind(name, each, "codes or names")
    return several


def _progress(name: str, value: Any) -> Any:
    if not callable(value):
        raise wrong_kind(name, value, "a function of what is done and what there is to do")
    return value


def _path(name: str, value: Any) -> Path:
    return path_of(name, value)


CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "world": _world, "scenario": _scenario, "proposals": _scenarios, "changes": _changes,
    "assumptions": _assumptions, "draws": _count, "seed": _count, "on": _day, "since": _day,
    "kind": _text, "status": _text, "involving": _texts, "progress": _progress, "path": _path,
}  # fmt: skip
"""What is made of an argument, by its name; raises where nothing can be."""

"""Scenario files: proposals as data, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from foedus.errors import DataNotHereError, FoedusError, nearest, path_of, wrong_kind
from foedus.scenario.assumed import Assumed
from foedus.scenario.changes import Change, apply, baseline, is_change
from foedus.scenario.footprint import Footprint
from foedus.scenario.order import ordered
from foedus.scenario.schema import CHANGES, ScenarioFile
from foedus.scenario.strikes import StrikeBan, StrikeSystem
from foedus.scenario.yamlfile import Document, read_document, validated
from foedus.security.readings import Assumptions
from foedus.world.load import load_world
from foedus.world.world import World

__all__ = ["Scenario", "load_scenario", "world_on"]


@dataclass(frozen=True, eq=False)
class Scenario:
    """A proposal: a world and the changes to it.

    Attributes
    ----------
    title, name : str
        `name` is the file's, without its ending.
    world : World
        Before the changes, as it is.
    changes : tuple of Change
    alliance : str or None
    assumptions : Assumptions
    source, note : str
    """

    title: str
    name: str
    world: World
    changes: tuple[Change, ...]
    alliance: str | None
    assumptions: Assumptions
    source: str = ""
    note: str = ""

    @staticmethod
    def of(
        world: World, name: str, *changes: Change, assumptions: Assumptions | None = None
    ) -> Scenario:
        """Return changes to a world as a proposal with a name.

        Parameters
        ----------
        world : World
        name : str
            Its title too.
        *changes : Change
        assumptions : Assumptions, optional
            The documented defaults if not given.

        Raises
        ------
        FoedusError
            A change cannot be applied.
        """
        if not isinstance(world, World):
            raise wrong_kind("world", world, "a World (see foedus.load_world)")
        if not isinstance(name, str):
            raise wrong_kind("name", name, "text")
        for change in changes:
            if not is_change(change):
                raise wrong_kind("changes", change, 'a change, e.g. Accession("UKR", "NATO")')
        apply(baseline(world, changes), changes)
        given = assumptions or Assumptions()
        return Scenario(name, name, world, changes, None, given)


def world_on(day: date | None, capability: str = "index") -> World:
    """Return the world of a day: of the embedded tables, or before them of the research data.

    Raises
    ------
    FoedusError
        The day lies before the embedded figures and the research data are not on this computer.
    """
    return load_world(day, capability)


def load_scenario(path: str | Path) -> Scenario:
    """Return the scenario of a file, checked by applying it.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    FoedusError
        The file cannot be read, does not fit the schema, or its changes contradict each other or
        cannot be applied; the message gives file, line and field.
    """
    document = read_document(path_of("path", path))
    if not isinstance(document.data, dict):
        raise document.error("expected fields: title, on, changes")
    file = validated(document, ScenarioFile, document.data)
    assumed = _assumed(document, file)
    try:
        world = assumed.world(file.on)
    except DataNotHereError as reason:
        raise DataNotHereError(str(document.error(str(reason), "on"))) from None
    except FoedusError as reason:
        field = "assume_rivals" if "assume rival" in str(reason) else "on"
        raise document.error(str(reason), field) from None
    if file.deployments == "known":
        world = world.with_deployments()
    changes = _changes(document, file, world)
    return Scenario(
        title=file.title,
        name=Path(path).stem,
        world=world,
        changes=changes,
        alliance=file.alliance,
        assumptions=assumed.assumptions,
        source=file.source or "",
        note=file.note or "",
    )


def _assumed(document: Document, file: ScenarioFile) -> Assumed:
    try:
        found = Assumed.of(file.assumptions, file.assume_rivals, file.eu_clause, file.capability)
    except FoedusError as reason:
        raise document.error(str(reason), "assume_rivals") from None
    try:
        found.assumptions  # noqa: B018 (a name or value that is not known is told here)
    except FoedusError as reason:
        raise document.error(str(reason), "assumptions") from None
    return found


def _changes(document: Document, file: ScenarioFile, world: World) -> tuple[Change, ...]:
    """Return the file's changes after trying them; errors name the entry."""
    found: list[tuple[Change, int]] = []
    for i, entry in enumerate(file.changes):
        try:
            found += [(change, i) for change in _entry(document, entry, i).changes(world)]
        except FoedusError as reason:
            raise _placed(document, reason, i) from None
    _check_contradictions(document, found, world)
    _check_bases(document, found, world)
    _check_strikes(document, found, world)
    found = ordered(found, world)
    state = baseline(world, [change for change, _ in found])
    for change, i in found:
        try:
            state = change.apply(state)
        except FoedusError as reason:
            raise _placed(document, reason, i) from None
    return tuple(change for change, _ in found)


def _placed(document: Document, reason: FoedusError, i: int) -> FoedusError:
    if str(reason).startswith(f"{document.name}:"):
        return reason
    return document.error(str(reason), "changes", i)


def _entry(document: Document, entry: Any, i: int) -> Any:
    if not (isinstance(entry, dict) and len(entry) == 1):
        raise document.error(
            "expected one kind of change, e.g. accession: {state: UKR, alliance: NATO}",
            "changes", i,
        )  # fmt: skip
    [(kind, fields)] = entry.items()
    if kind not in CHANGES:
        near = nearest(kind, CHANGES)
        hint = f"did you mean {near}?" if near else f"known are {', '.join(CHANGES)}"
        raise document.error(f"unknown kind of change {kind!r}: {hint}", "changes", i, kind)
    return validated(document, CHANGES[kind], fields, "changes", i, kind)


JOINING = ("accession", "withdrawal", "expulsion", "no_enlargement")


def _sets(found: Footprint) -> set[tuple[str, ...]]:
    """Return what a change sets, so that no other change of the same file may set it too."""
    if found.kind in JOINING:
        return {("membership", a, s) for a in found.alliances for s in found.states}
    if found.kind == "obligation":
        return {("obligation", a) for a in found.alliances}
    if found.kind == "neutrality":
        return {("neutrality", s) for s in found.states}
    if found.kind == "dissolution":
        return {("end", a) for a in found.alliances}
    if found.kind == "new_alliance":
        return {("name", a) for a in found.alliances}
    if found.kind in ("spending", "capability") and len(found.states) == 1:
        return {(found.kind, s) for s in found.states}
    return set()


def _excludes(found: Footprint) -> set[tuple[str, ...]]:
    """Return what must not be set beside a change, though it does not set it itself."""
    if found.kind in ("accession", "withdrawal", "expulsion"):
        neutral = {("neutrality", s) for s in found.states}
        return neutral | {("end", a) for a in found.alliances}
    if found.kind in ("deployment", "base", "guarantee"):
        return {("neutrality", s) for s in found.states | found.hosts}
    if found.kind == "new_alliance":
        return {("neutrality", s) for s in found.named}
    return {("end", a) for a in found.alliances} if found.kind == "obligation" else set()


def _check_contradictions(
    document: Document, changes: Iterable[tuple[Change, int]], world: World
) -> None:
    own: dict[tuple[str, ...], tuple[int, str]] = {}
    excluded: dict[tuple[str, ...], tuple[int, str]] = {}
    for change, i in changes:
        try:
            found = change.footprint(world)
        except FoedusError:
            continue  # applying it says what is wrong
        for key in _sets(found):
            clash = own.get(key) or excluded.get(key)
            if clash:
                raise _contradiction(document, clash, change, i)
            own[key] = (i, change.describe())
        for key in _excludes(found):
            if key in own:
                raise _contradiction(document, own[key], change, i)
            excluded[key] = (i, change.describe())


def _check_bases(document: Document, changes: Iterable[tuple[Change, int]], world: World) -> None:
    """Refuse forces that are to stand where the same file lets none stand."""
    listed = [(change, i) for change, i in changes if change.kind in ("no_bases", *STATIONING)]
    bans = [(change, i) for change, i in listed if change.kind == "no_bases"]
    for change, i in listed:
        for ban, k in bans if change.kind in STATIONING else ():
            found, ruled = change.footprint(world), ban.footprint(world)
            if found.states & ruled.states and found.hosts & ruled.hosts:
                raise _contradiction(document, (k, ban.describe()), change, i)


STATIONING = ("deployment", "base")


def _check_strikes(document: Document, changes: Iterable[tuple[Change, int]], world: World) -> None:
    """Refuse a strike system that a ban of the same file rules out."""
    listed = list(changes)
    bans = [(change, i) for change, i in listed if isinstance(change, StrikeBan)]
    systems = [(change, i) for change, i in listed if isinstance(change, StrikeSystem)]
    for system, i in systems:
        for ban, k in bans:
            try:
                clash = ban.forbids(system, world)
            except FoedusError:
                continue  # applying it says what is wrong
            if clash:
                raise _contradiction(document, (k, ban.describe()), system, i)


def _contradiction(
    document: Document, clash: tuple[int, str], change: Change, i: int
) -> FoedusError:
    line = document.line("changes", clash[0])
    return document.error(
        f"contradicts line {line}: {clash[1]}, and {change.describe()}", "changes", i
    )

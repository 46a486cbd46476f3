"""What a row of the user's frame is, read off its columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from foedus.errors import FoedusError

__all__ = ["CREATORS", "Unit", "unit_of"]

CREATORS = {
    "state-year": "state_years()",
    "dyad-year": "dyad_years()",
    "leader-year": "leader_years()",
    "leader-dyad-year": "leader_dyad_years()",
    "kad-year": "kad_years()",
}
_SYSTEMS = {"cow": "ccode", "gw": "gwcode"}
_NAMES = {"cow": "Correlates of War", "gw": "Gleditsch-Ward"}


@dataclass(frozen=True)
class Unit:
    """The unit of analysis of a frame.

    Attributes
    ----------
    kind : str
        state-year, dyad-year, leader-year, leader-dyad-year or kad-year.
    system : str
        "cow" or "gw": the one an adder works with.
    code : str
        That system's code column without its number, `ccode` or `gwcode`.
    members : tuple of str
        The numbers at the end of the members' columns: ("",), ("1", "2"), ("1", "2", "3") ...
    keys : tuple of str
        The columns that together tell one row from the others.
    time : str
        The one among them that tells when: `year`.
    """

    kind: str
    system: str
    code: str
    members: tuple[str, ...]
    keys: tuple[str, ...]
    time: str = "year"

    @property
    def codes(self) -> tuple[str, ...]:
        """The columns with the states' numbers, in the system the adder works with."""
        return tuple(f"{self.code}{member}" for member in self.members)

    @property
    def is_dyadic(self) -> bool:
        """Whether a row is about two states (or their leaders)."""
        return self.members == ("1", "2")


def unit_of(
    columns: Sequence[str],
    caller: str,
    *,
    kinds: Sequence[str] = tuple(CREATORS),
    systems: Sequence[str] = ("cow", "gw"),
) -> Unit:
    """Return the unit of analysis of a frame with these columns.

    Where a frame has the codes of both systems, the adder works with the first of `systems` it
    can use, or, if it serves both, with the codes that come first in the frame.

    Parameters
    ----------
    columns : sequence of str
        The frame's columns, in order.
    caller : str
        The adder's name, for the message.
    kinds, systems : sequence of str
        The units and state systems the adder serves.

    Raises
    ------
    FoedusError
        The columns say no unit, more than one, or one that the adder does not serve.
    """
    found = _members(columns, caller)
    usable = [system for system in found if system in systems]
    if not usable or "year" not in columns:
        raise FoedusError(_expectation(columns, caller, kinds, systems, found))
    system = usable[0]
    code, members = _SYSTEMS[system], found[system]
    leaders = tuple(f"obsid{member}" for member in members if f"obsid{member}" in columns)
    if leaders and len(leaders) != len(members):
        raise FoedusError(f"{caller}: mixed units: {', '.join(leaders)} without the other side's")
    kind = _kind(members, bool(leaders))
    if kind not in kinds:
        raise FoedusError(_expectation(columns, caller, kinds, systems, found))
    # The codes that came first in the frame are its own; the others were added.
    own = _SYSTEMS[next(iter(found))]
    keys = (*leaders, *(f"{own}{m}" for m in members), "year")
    return Unit(kind, system, code, members, keys)


def _members(columns: Sequence[str], caller: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    order = sorted(_SYSTEMS, key=lambda s: _first_position(columns, _SYSTEMS[s]))
    for system in order:
        code = _SYSTEMS[system]
        numbered: list[str] = []
        while f"{code}{len(numbered) + 1}" in columns:
            numbered.append(str(len(numbered) + 1))
        if numbered and code in columns:
            raise FoedusError(
                f"{caller}: mixed units: the frame has {code} (state-years) and {code}1 "
                "(dyad-years); drop or rename one"
            )
        if len(numbered) == 1:
            raise FoedusError(f"{caller}: the frame has {code}1 but no {code}2")
        if numbered:
            found[system] = tuple(numbered)
        elif code in columns:
            found[system] = ("",)
    if len(set(found.values())) > 1:
        raise FoedusError(
            f"{caller}: mixed units: {' and '.join(_code_list(s, found[s]) for s in found)} "
            "number different members; drop one"
        )
    return found


def _first_position(columns: Sequence[str], code: str) -> int:
    places = [i for i, name in enumerate(columns) if name in (code, f"{code}1")]
    return min(places, default=len(columns))


def _code_list(system: str, members: Sequence[str]) -> str:
    return ", ".join(f"{_SYSTEMS[system]}{member}" for member in members)


def _kind(members: tuple[str, ...], leaders: bool) -> str:
    if len(members) == 1:
        return "leader-year" if leaders else "state-year"
    if len(members) == 2:
        return "leader-dyad-year" if leaders else "dyad-year"
    return "kad-year"


def _expectation(
    columns: Sequence[str],
    caller: str,
    kinds: Sequence[str],
    systems: Sequence[str],
    found: dict[str, tuple[str, ...]],
) -> str:
    wants = [f"{_keys(kind, systems)} (as made by {CREATORS[kind]})" for kind in kinds]
    other = [_NAMES[s] for s in found if s not in systems]
    bridge = ""
    if other and not any(s in systems for s in found):
        step = "add_ccode_to_gw()" if "cow" in systems else "add_gwcode_to_cow()"
        bridge = f"; it has {other[0]} codes: {step} adds the others"
    shown = ", ".join(columns[:8]) + (", ..." if len(columns) > 8 else "")
    return f"{caller} needs {' or '.join(wants)}; the frame has {shown}{bridge}"


def _keys(kind: str, systems: Sequence[str]) -> str:
    code = _SYSTEMS[systems[0]]
    names = {
        "state-year": [code],
        "dyad-year": [f"{code}1", f"{code}2"],
        "leader-year": ["obsid", code],
        "leader-dyad-year": ["obsid1", "obsid2", f"{code}1", f"{code}2"],
        "kad-year": [f"{code}1", "...", f"{code}k"],
    }
    return ", ".join([*names[kind], "year"])

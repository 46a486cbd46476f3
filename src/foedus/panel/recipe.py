"""A panel as a recipe: rows, then columns, step by step; checked before anything is made."""

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Parameter, getdoc, signature
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from foedus.errors import nearest
from foedus.panel._kept_years import years_as_text

__all__ = ["Recipe", "Step", "adders", "creators"]

Adder = Callable[..., Any]


@cache
def creators() -> Mapping[str, Callable[..., Any]]:
    """Return the functions that make rows, by unit as recipes spell it.

    Examples
    --------
    >>> list(creators())[:3]
    ['state-years', 'state-days', 'dyad-years']
    """
    from foedus import panel

    units = (
        "state-years",
        "state-days",
        "dyad-years",
        "leader-years",
        "leader-days",
        "leader-dyad-years",
        "kad-years",
    )
    return MappingProxyType({unit: getattr(panel, unit.replace("-", "_")) for unit in units})


@cache
def adders() -> Mapping[str, Adder]:
    """Return the functions that add columns, by name as recipes spell it, and `prd`.

    Examples
    --------
    >>> adders()["nmc"].__name__
    'add_nmc'
    """
    from foedus import panel

    found = {
        name.removeprefix("add_"): getattr(panel, name)
        for name in panel.__all__
        if name.startswith("add_")
    }
    return MappingProxyType(dict(sorted(found.items())) | {"prd": panel.filter_prd})


class Step(BaseModel):
    """One adder with its options."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    options: dict[str, Any]

    @property
    def function(self) -> Adder:
        """The function itself."""
        return adders()[self.name]

    def written(self) -> str | dict[str, dict[str, Any]]:
        """Return the step as recipes spell it."""
        return {self.name: self.options} if self.options else self.name


def _step(given: Any) -> Step:
    options: Any
    if isinstance(given, Step):
        return given
    if isinstance(given, str):
        name, options = given, {}
    elif isinstance(given, dict) and len(given) == 1:
        ((name, options),) = given.items()
        options = {} if options is None else options
    else:
        raise ValueError(
            "expected a name such as nmc, or a name with options: {nmc: {keep: [cinc]}}"
        )
    name = str(name).removeprefix("add_")
    if name not in adders():
        near = nearest(name, adders())
        hint = f"did you mean {near}?" if near else "see: foedus panel adders"
        raise ValueError(f"no adder is called '{name}'; {hint}")
    if not isinstance(options, dict):
        raise ValueError(f"{name}: expected options such as {{keep: [cinc]}}, found {options!r}")
    _check_options(name, options)
    return Step(name=name, options=options)


def _check_options(name: str, options: Mapping[str, Any]) -> None:
    known = options_of(adders()[name])
    for option, value in options.items():
        if option not in known:
            near = nearest(str(option), known)
            hint = f"did you mean {near}?" if near else f"it has {', '.join(known) or 'none'}"
            raise ValueError(f"{name} has no option '{option}'; {hint}")
        try:
            TypeAdapter(known[option][0]).validate_python(value, strict=True)
        except ValidationError as problem:
            said = problem.errors()[0]["msg"]
            raise ValueError(f"{name}: {option} is {value!r}: {said}") from None
    for option, (_, default) in known.items():
        if default is Parameter.empty and option not in options:
            raise ValueError(f"{name} needs the option '{option}': {{{name}: {{{option}: ...}}}}")


def options_of(function: Adder) -> dict[str, tuple[Any, Any]]:
    """Return an adder's options with type and default."""
    hints = get_type_hints(function)
    return {
        name: (hints[name], parameter.default)
        for name, parameter in signature(function).parameters.items()
        if name != "frame"
    }


def first_line(function: Adder) -> str:
    """Return the first line of a function's documentation."""
    return (getdoc(function) or "").split("\n")[0]


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


class Recipe(BaseModel):
    """A panel: which rows, which columns, in which order."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    unit: (
        Literal[
            "state-years",
            "state-days",
            "dyad-years",
            "leader-years",
            "leader-days",
            "leader-dyad-years",
            "kad-years",
        ]
        | None
    ) = Field(None, description="what one row is; or give base")
    base: str | None = Field(
        None, description="your own rows instead: a .csv, .parquet or .dta file beside the recipe"
    )
    system: Literal["cow", "gw"] | None = Field(
        None, description="Correlates of War (if not given) or Gleditsch-Ward"
    )
    standardize: Literal["none", "cow", "gw"] | None = Field(
        None, description="leader-years and -days: only days on which the state was a member"
    )
    directed: bool | None = Field(
        None, description="dyads: both orders of each pair (if not given)"
    )
    first: int | None = Field(None, alias="from", description="first year")
    last: int | None = Field(None, alias="to", description="last year")
    years: list[int] | None = Field(None, description="only these years, instead of from and to")
    until: int | None = Field(None, description="keep the last members of the data to this year")
    membership: Literal["any", "jan1", "dec31"] | None = Field(
        None, description="members on any day of the year (if not given), 1 January, 31 December"
    )
    k: int | None = Field(None, description="k-ads: number of states in a row")
    states: list[int] | None = Field(None, description="k-ads: only sets of these states")
    sample: int | None = Field(None, description="k-ads: draw so many instead of all")
    seed: int | None = Field(None, description="k-ads: makes the sample reproducible")
    add: list[Annotated[Step, BeforeValidator(_step)]] = Field(
        default=[], description="adders in order: a name, or a name with options"
    )
    prd: bool = Field(False, description="keep politically relevant dyads, after all adders")
    keep_years: Annotated[str | None, BeforeValidator(years_as_text)] = Field(
        None, description="keep these years, after all adders: 1946-2010, or [1914, 1939-1945]"
    )
    rename: dict[str, str] = Field(
        default={}, description="columns to rename at the end: {old name: new name}"
    )
    peer_compat: bool = Field(False, description="do as peacesciencer where foedus differs")
    out: Annotated[list[str], BeforeValidator(_listed)] = Field(
        default=[], description="file to write, or several: .parquet, .csv or .dta"
    )

    @model_validator(mode="after")
    def _fields_fit_the_rows(self) -> "Recipe":
        if (self.unit is None) == (self.base is None):
            said = "it has neither" if self.unit is None else "it has both"
            raise ValueError(f"a recipe has either unit, what one row is, or base, a file; {said}")
        known = signature(creators()[self.unit]).parameters if self.unit else {}
        for field in _CREATOR_FIELDS:
            if getattr(self, field) is not None and _CREATOR_FIELDS[field] not in known:
                spelled = type(self).model_fields[field].alias or field
                way_out = "" if self.unit else "; keep_years keeps some of its years"
                raise ValueError(f"{spelled} does not apply to {self.unit or 'a base'}{way_out}")
        if self.unit == "kad-years" and self.k is None:
            raise ValueError("kad-years need k, the number of states in a row")
        if self.unit == "kad-years" and self.keep_years is not None:
            raise ValueError("keep_years does not apply to kad-years; choose from, to or years")
        return self

    @property
    def creator_options(self) -> dict[str, Any]:
        """What the creator is called with."""
        return {
            parameter: getattr(self, field)
            for field, parameter in _CREATOR_FIELDS.items()
            if getattr(self, field) is not None
        }

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps after the creator."""
        return (*self.add, *([Step(name="prd", options={})] if self.prd else []))

    def document(self) -> dict[str, Any]:
        """Return the recipe as plain data, as a recipe file spells it, without what is default."""
        given = self.model_dump(by_alias=True, exclude={"out"}, exclude_defaults=True)
        # In the fields' order: what is added comes before what is kept of it.
        return given | ({"add": [step.written() for step in self.add]} if self.add else {})


# field of the recipe -> parameter of the creators
_CREATOR_FIELDS = {
    "k": "k",
    "first": "first",
    "last": "last",
    "system": "system",
    "standardize": "standardize",
    "directed": "directed",
    "until": "until",
    "membership": "membership",
    "years": "subset_years",
    "states": "states",
    "sample": "sample",
    "seed": "seed",
}

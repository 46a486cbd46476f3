"""What a military alliance does to security, with the assumptions in the open."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from foedus.version import __version__ as __version__

if TYPE_CHECKING:
    from foedus import models as models
    from foedus import panel as panel
    from foedus.claims.check import Check as Check
    from foedus.claims.check import check as check
    from foedus.errors import FoedusError as FoedusError
    from foedus.questions.assess import assess as assess
    from foedus.questions.assessment import Assessment as Assessment
    from foedus.questions.commitments import Commitments as Commitments
    from foedus.questions.commitments import commitments as commitments
    from foedus.questions.compare import Comparison as Comparison
    from foedus.questions.compare import compare as compare
    from foedus.questions.contributed import Contribution as Contribution
    from foedus.questions.contribution import contribution as contribution
    from foedus.questions.line import line as line
    from foedus.questions.line_result import Line as Line
    from foedus.questions.record import record as record
    from foedus.questions.record_result import Record as Record
    from foedus.questions.state import State as State
    from foedus.questions.state import state as state
    from foedus.questions.validate import Validation as Validation
    from foedus.questions.validate import validate as validate
    from foedus.scenario.changes import Accession as Accession
    from foedus.scenario.changes import Expulsion as Expulsion
    from foedus.scenario.changes import Withdrawal as Withdrawal
    from foedus.scenario.scenario import Scenario as Scenario
    from foedus.scenario.scenario import load_scenario as load_scenario
    from foedus.security.evaluation import evaluate as evaluate
    from foedus.security.readings import Assumptions as Assumptions
    from foedus.world.load import World as World
    from foedus.world.load import load_world as load_world

PUBLIC: dict[str, tuple[str, ...]] = {
    "foedus.claims.check": (
        "Check",
        "check",
    ),
    "foedus.errors": ("FoedusError",),
    "foedus.questions.assess": ("assess",),
    "foedus.questions.assessment": ("Assessment",),
    "foedus.questions.commitments": (
        "Commitments",
        "commitments",
    ),
    "foedus.questions.compare": (
        "Comparison",
        "compare",
    ),
    "foedus.questions.contributed": ("Contribution",),
    "foedus.questions.contribution": ("contribution",),
    "foedus.questions.line": ("line",),
    "foedus.questions.line_result": ("Line",),
    "foedus.questions.record": ("record",),
    "foedus.questions.record_result": ("Record",),
    "foedus.questions.state": (
        "State",
        "state",
    ),
    "foedus.questions.validate": (
        "Validation",
        "validate",
    ),
    "foedus.scenario.changes": (
        "Accession",
        "Expulsion",
        "Withdrawal",
    ),
    "foedus.scenario.scenario": (
        "Scenario",
        "load_scenario",
    ),
    "foedus.security.readings": ("Assumptions",),
    "foedus.security.evaluation": ("evaluate",),
    "foedus.world.load": (
        "World",
        "load_world",
    ),
}
"""What is public, by the module that it is loaded from when it is first used.

The imports above say the same to type checkers; a test holds the two together.
"""

PACKAGES = ("models", "panel")
"""Packages that are public as they are, loaded when they are first used."""

_HOME = {name: module for module, names in PUBLIC.items() for name in names}

__all__ = [*sorted(_HOME), *PACKAGES]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that the import itself stays quick."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in PACKAGES:
        return import_module(f"foedus.{name}")
    raise AttributeError(f"module 'foedus' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

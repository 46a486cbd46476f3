"""What a military alliance does to security, with the assumptions in the open."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foedus.errors import FoedusError
    from foedus.scenario.assess import assess
    from foedus.scenario.assessment import Assessment
    from foedus.scenario.changes import Accession, Expulsion, Withdrawal
    from foedus.security.assumptions import Assumptions
    from foedus.security.contribution import Contribution, contribution
    from foedus.security.evaluate import risk
    from foedus.world.line import Line, line
    from foedus.world.load import World, load_world
    from foedus.world.record import Record, record

__version__ = "0.1.0"

_WHERE = {
    "Accession": "foedus.scenario.changes",
    "Assessment": "foedus.scenario.assessment",
    "Assumptions": "foedus.security.assumptions",
    "Contribution": "foedus.security.contribution",
    "Expulsion": "foedus.scenario.changes",
    "FoedusError": "foedus.errors",
    "Line": "foedus.world.line",
    "Record": "foedus.world.record",
    "Withdrawal": "foedus.scenario.changes",
    "World": "foedus.world.load",
    "assess": "foedus.scenario.assess",
    "contribution": "foedus.security.contribution",
    "line": "foedus.world.line",
    "load_world": "foedus.world.load",
    "record": "foedus.world.record",
    "risk": "foedus.security.evaluate",
}

__all__ = [
    "Accession",
    "Assessment",
    "Assumptions",
    "Contribution",
    "Expulsion",
    "FoedusError",
    "Line",
    "Record",
    "Withdrawal",
    "World",
    "assess",
    "contribution",
    "line",
    "load_world",
    "record",
    "risk",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that the import itself stays quick."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'foedus' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

"""Published models of the field: one file each, with the published case reproduced."""

import sys
from types import ModuleType
from typing import Any

from foedus.models.arms_race import arms_race
from foedus.models.balance import balance
from foedus.models.bargaining import bargaining
from foedus.models.civil_conflict_onset import civil_conflict_onset
from foedus.models.dangerous_dyads import dangerous_dyads
from foedus.models.landscape import landscape
from foedus.models.leader_initiation import leader_initiation
from foedus.models.polarity import polarity
from foedus.models.reliability import reliability
from foedus.models.war_stable import war_stable

__all__ = [
    "arms_race",
    "balance",
    "bargaining",
    "civil_conflict_onset",
    "dangerous_dyads",
    "landscape",
    "leader_initiation",
    "polarity",
    "reliability",
    "war_stable",
]


class _Models(ModuleType):
    """The package: a name of a model is its function, also once its file is loaded again."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Models

"""Published models of the field: one file each, with the published case reproduced."""

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

"""Research panels: rows by creators, columns by adders, on the user's own frames."""

from foedus.panel._options import is_peer_compat, peer_compat
from foedus.panel.adders.atop_alliance import add_atop_alliance
from foedus.panel.adders.contiguity import add_contiguity
from foedus.panel.adders.cow_majors import add_cow_majors
from foedus.panel.adders.nmc import add_nmc
from foedus.panel.creators import dyad_years, state_days, state_years
from foedus.panel.leaders import leader_days, leader_dyad_years, leader_years

__all__ = [
    "add_atop_alliance",
    "add_contiguity",
    "add_cow_majors",
    "add_nmc",
    "dyad_years",
    "is_peer_compat",
    "leader_days",
    "leader_dyad_years",
    "leader_years",
    "peer_compat",
    "state_days",
    "state_years",
]

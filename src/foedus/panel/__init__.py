"""Research panels: rows by creators, columns by adders, on the user's own frames."""

from foedus.panel._options import is_peer_compat, peer_compat
from foedus.panel.adders.archigos import add_archigos
from foedus.panel.adders.atop_alliance import add_atop_alliance
from foedus.panel.adders.atop_portfolio import add_atop_portfolio
from foedus.panel.adders.capability_ratio import add_capability_ratio
from foedus.panel.adders.capital_distance import add_capital_distance
from foedus.panel.adders.ccode_to_gw import add_ccode_to_gw
from foedus.panel.adders.cinc import add_cinc, cinc_report
from foedus.panel.adders.contiguity import add_contiguity
from foedus.panel.adders.cow_majors import add_cow_majors
from foedus.panel.adders.cow_mids import add_cow_mids
from foedus.panel.adders.cow_trade import add_cow_trade
from foedus.panel.adders.cow_wars import add_cow_wars
from foedus.panel.adders.creg_fractionalization import add_creg_fractionalization
from foedus.panel.adders.democracy import add_democracy
from foedus.panel.adders.fp_similarity import add_fp_similarity
from foedus.panel.adders.gml_mids import add_gml_mids
from foedus.panel.adders.gwcode_to_cow import add_gwcode_to_cow
from foedus.panel.adders.igos import add_igos
from foedus.panel.adders.joint_democracy import add_joint_democracy
from foedus.panel.adders.kad_members import add_kad_max, add_kad_min, add_kad_sum
from foedus.panel.adders.kad_pairs import add_kad_pairs
from foedus.panel.adders.latent_territorial_threat import add_latent_territorial_threat
from foedus.panel.adders.lead import add_lead
from foedus.panel.adders.lwuf import add_lwuf
from foedus.panel.adders.minimum_distance import add_minimum_distance
from foedus.panel.adders.nmc import add_nmc
from foedus.panel.adders.peace_years import add_peace_years
from foedus.panel.adders.projected_capability import add_projected_capability
from foedus.panel.adders.rugged_terrain import add_rugged_terrain
from foedus.panel.adders.sim_gdp_pop import add_sim_gdp_pop
from foedus.panel.adders.spells import add_spells
from foedus.panel.adders.state_codes import add_state_codes, state_codes_report
from foedus.panel.adders.strategic_rivalries import add_strategic_rivalries
from foedus.panel.adders.ucdp_acd import add_ucdp_acd
from foedus.panel.adders.ucdp_onsets import add_ucdp_onsets
from foedus.panel.adders.weak_link import add_weak_link
from foedus.panel.creators import dyad_years, state_days, state_years
from foedus.panel.kads import kad_years
from foedus.panel.leaders import leader_days, leader_dyad_years, leader_years
from foedus.panel.mine import attach_states
from foedus.panel.prd import filter_prd
from foedus.panel.whittle import (
    show_duplicates,
    whittle_conflicts_duration,
    whittle_conflicts_fatality,
    whittle_conflicts_hostility,
    whittle_conflicts_jds,
    whittle_conflicts_onsets,
    whittle_conflicts_reciprocation,
    whittle_conflicts_startmonth,
)

__all__ = [
    "add_archigos",
    "add_atop_alliance",
    "add_atop_portfolio",
    "add_capability_ratio",
    "add_capital_distance",
    "add_ccode_to_gw",
    "add_cinc",
    "add_contiguity",
    "add_cow_majors",
    "add_cow_mids",
    "add_cow_trade",
    "add_cow_wars",
    "add_creg_fractionalization",
    "add_democracy",
    "add_fp_similarity",
    "add_gml_mids",
    "add_gwcode_to_cow",
    "add_igos",
    "add_joint_democracy",
    "add_kad_max",
    "add_kad_min",
    "add_kad_pairs",
    "add_kad_sum",
    "add_latent_territorial_threat",
    "add_lead",
    "add_lwuf",
    "add_minimum_distance",
    "add_nmc",
    "add_peace_years",
    "add_projected_capability",
    "add_rugged_terrain",
    "add_sim_gdp_pop",
    "add_spells",
    "add_state_codes",
    "add_strategic_rivalries",
    "add_ucdp_acd",
    "add_ucdp_onsets",
    "add_weak_link",
    "attach_states",
    "cinc_report",
    "dyad_years",
    "filter_prd",
    "is_peer_compat",
    "kad_years",
    "leader_days",
    "leader_dyad_years",
    "leader_years",
    "peer_compat",
    "show_duplicates",
    "state_codes_report",
    "state_days",
    "state_years",
    "whittle_conflicts_duration",
    "whittle_conflicts_fatality",
    "whittle_conflicts_hostility",
    "whittle_conflicts_jds",
    "whittle_conflicts_onsets",
    "whittle_conflicts_reciprocation",
    "whittle_conflicts_startmonth",
]

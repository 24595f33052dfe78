"""Where the work happens."""

from habeas.places.models.areas import Boundary, Municipality, Settlement, SettlementCommunity
from habeas.places.models.sites import Office, Site, SiteCommunity, UnitCoverage

__all__ = [
    "Boundary",
    "Municipality",
    "Office",
    "Settlement",
    "SettlementCommunity",
    "Site",
    "SiteCommunity",
    "UnitCoverage",
]

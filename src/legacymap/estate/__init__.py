"""The inventory as a networkx graph, asked in words."""

from legacymap.estate.questions import Estate
from legacymap.estate.underpinning import scan_order, shared_places, weighted_risk

__all__ = ["Estate", "scan_order", "shared_places", "weighted_risk"]

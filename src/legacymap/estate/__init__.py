"""The inventory as a networkx graph, asked in words."""

from legacymap.estate.order import scan_order, shared_places, weighted_risk
from legacymap.estate.questions import Estate

__all__ = ["Estate", "scan_order", "shared_places", "weighted_risk"]

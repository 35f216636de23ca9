"""The inventory as a graph, asked in words."""

from legacymap.estate.estate import Estate
from legacymap.estate.order import scan_order, weighted_risk

__all__ = ["Estate", "scan_order", "weighted_risk"]

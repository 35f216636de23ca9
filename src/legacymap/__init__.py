"""legacymap maps legacy systems, scores their risk and plans their update."""

__version__ = "0.1.0"

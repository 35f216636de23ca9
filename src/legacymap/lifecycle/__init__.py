"""The catalogue of support dates: which files are shipped, how they add up, and what matches a technology."""

from legacymap.lifecycle.catalogue import faults, merged, shipped_files
from legacymap.lifecycle.matching import Matcher

__all__ = ["Matcher", "faults", "merged", "shipped_files"]

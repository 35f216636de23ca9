"""The catalogue of support dates: which files are shipped, how they add up, and what matches a technology."""

from legacymap.lifecycle.checks import faults
from legacymap.lifecycle.matching import Matcher
from legacymap.lifecycle.merging import merged
from legacymap.lifecycle.shipped import shipped_files

__all__ = ["Matcher", "faults", "merged", "shipped_files"]

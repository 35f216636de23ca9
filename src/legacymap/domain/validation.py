"""What validating an inventory finds."""

from collections.abc import Callable
from dataclasses import dataclass

from legacymap.domain.fault import Diagnostic
from legacymap.domain.place import Place

SourceLine = Callable[[Place], str | None]


@dataclass(frozen=True, slots=True)
class Validation:
    """How many files and systems were read, and every finding in the order of files and lines."""

    files: int
    systems: int
    diagnostics: tuple[Diagnostic, ...]

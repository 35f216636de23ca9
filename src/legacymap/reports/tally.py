"""Diagnostics in order, and counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from legacymap.domain.fault import Diagnostic
from legacymap.reports.figures import counted


@dataclass(frozen=True, slots=True)
class Tally:
    """How many errors and warnings no waiver accepts, and how many findings one does."""

    errors: int
    warnings: int
    waived: int


def tally(diagnostics: Iterable[Diagnostic]) -> Tally:
    """The counts of some diagnostics."""
    words = ["waived" if found.waived is not None else found.severity for found in diagnostics]
    return Tally(words.count("error"), words.count("warning"), words.count("waived"))


def tally_text(counts: Tally) -> str:
    """The counts as a phrase: `2 errors, 1 warning and 1 waived`, or `no findings`."""
    parts = [counted(counts.errors, "error")] if counts.errors else []
    parts += [counted(counts.warnings, "warning")] if counts.warnings else []
    parts += [f"{counts.waived:,} waived"] if counts.waived else []
    if len(parts) < 2:
        return parts[0] if parts else "no findings"
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics by file, line, column, code and message."""
    return sorted(
        diagnostics,
        key=lambda found: (found.place.file, found.place.line, found.place.column, found.code, found.message),
    )

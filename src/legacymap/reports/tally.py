"""Diagnostics in order, and counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from legacymap.domain.fault import Diagnostic
from legacymap.reports.figures import counted

Standing = Literal["error", "warning", "waived", "known"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many errors and warnings count, and how many findings a waiver accepts or a baseline knows."""

    errors: int
    warnings: int
    waived: int
    known: int = 0


def tally(diagnostics: Iterable[Diagnostic]) -> Tally:
    """The counts of some diagnostics."""
    words = Counter(standing(found) for found in diagnostics)
    return Tally(words["error"], words["warning"], words["waived"], words["known"])


def standing(found: Diagnostic) -> Standing:
    """The severity of a finding that counts, and why it does not for any other."""
    if found.waived is not None:
        return "waived"
    return "known" if found.known else found.severity


def tally_text(counts: Tally) -> str:
    """The counts as a phrase: `2 errors, 1 warning and 1 waived`, or `no findings`; those known not in it."""
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

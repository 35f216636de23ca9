"""What validating an inventory finds."""

from collections.abc import Callable
from dataclasses import dataclass

from legacymap.domain.fault import Diagnostic
from legacymap.domain.place import Place
from legacymap.domain.rule_page import RulePage
from legacymap.domain.survey import Provenance
from legacymap.domain.words import Handling

SourceLine = Callable[[Place], str | None]


@dataclass(frozen=True, slots=True)
class Validation:
    """How many files and systems were read, and every finding in the order of files and lines.

    `handling` is the highest marking of the records, `provenance` what they were judged by, and `rules` the
    pages of every rule. `names` are the files whose findings are listed; `against_baseline` says whether
    known findings were told from new ones, `strict` whether warnings fail the run.
    """

    files: int
    systems: int
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling | None = None
    provenance: Provenance | None = None
    rules: tuple[RulePage, ...] = ()
    names: tuple[str, ...] = ()
    against_baseline: bool = False
    strict: bool = False

"""Where records disagree, and what agreements have settled: frozen dataclasses, which are also the JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from legacymap.domain.documents import HIDDEN
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import HiddenFindings, HiddenHandling, Incomplete, Provenance


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says, and where; file, line and column are null where it is silence that speaks."""

    system: str
    name: str
    says: str
    file: str | None
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class SettledBy:
    """The agreement that settles an entry."""

    about: tuple[str, ...]
    says: str
    by: str | None
    date: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A disagreement: the systems it is about, who has to talk, both statements, and what would settle it.

    `owners` are the roles that answer for the systems; `score` (0 to 1) and `evidence` say how likely two
    records are one; `nearest` is the system that a reference may mean.
    """

    kind: str
    organisations: tuple[str, ...]
    systems: tuple[str, ...]
    owners: tuple[str | None, ...]
    statements: tuple[Said, ...]
    settle: str
    score: float | None
    evidence: tuple[str, ...]
    nearest: str | None
    settled: SettledBy | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Two records that an agreement has made one: what stays, its alias, and keys in which they differ."""

    system: str
    alias: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferenceTotals:
    """How many entries are open and how many settled, and the open ones by kind."""

    open: int
    settled: int
    by_kind: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """Everything on which records disagree, by those who have to talk; settled entries stand in it too."""

    format: Literal["legacymap.reconcile/1"] = "legacymap.reconcile/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    totals: DifferenceTotals
    entries: tuple[Difference, ...]
    merged: tuple[Merged, ...]
    organisations: Annotated[Mapping[str, str], HIDDEN]
    diagnostics: HiddenFindings
    handling: HiddenHandling

    @property
    def open(self) -> tuple[Difference, ...]:
        """Those that nobody has settled."""
        return tuple(each for each in self.entries if each.settled is None)

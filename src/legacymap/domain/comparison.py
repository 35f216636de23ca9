"""How two states of an estate compare, and how one has fared period by period.

Documents as in `legacymap.domain.results`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import PlainSerializer, TypeAdapter, ValidationError

from legacymap.domain.assessment import Basis, Rating
from legacymap.domain.changes import How, Value
from legacymap.domain.documents import HIDDEN, WHERE_ASKED, FinancialYear, Pounds
from legacymap.domain.findings import Diagnostic, Finding, Place, listed_finding
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow
from legacymap.domain.plan import ScenarioEdition
from legacymap.domain.results import (
    CatalogueEdition,
    Edition,
    FindingCounts,
    Findings,
    HiddenFindings,
    HiddenHandling,
    Incomplete,
    Provenance,
)

Step = Literal["method", "catalogue", "time", "learned", "changed"]
STEPS: tuple[Step, ...] = ("method", "catalogue", "time", "learned", "changed")
Figure = Literal["red", "possibly_red", "legacy", "expected_red"]
FIGURES: tuple[Figure, ...] = ("red", "possibly_red", "legacy", "expected_red")
Number = int | float  # a count stays one
State = Literal["changed", "new", "gone", "renamed"]
Every = Literal["week", "month", "quarter", "year"]
_HAIR = 1e-12  # chances of red that differ by less are the same


@dataclass(frozen=True, slots=True)
class Parts:
    """A change, split along the path: the parts sum to the whole.

    `method`: framework and prior; `catalogue`: support dates; `time`: the as-of date; `learned`: what was
    absent or unknown and is now stated; `changed`: what was stated and is stated otherwise or withdrawn, and
    systems and arrows that came or went.
    """

    method: Number
    catalogue: Number
    time: Number
    learned: Number
    changed: Number

    @property
    def whole(self) -> Number:
        """Their sum."""
        return self.method + self.catalogue + self.time + self.learned + self.changed


@dataclass(frozen=True, slots=True)
class Total:
    """A figure on both sides and what its change is made of; null where a side could not be read at all.

    `facts_by_old_ruler` is what people's facts alone did by the earlier method, catalogue and date.
    """

    figure: Figure
    old: Number | None
    new: Number | None
    parts: Parts | None
    facts_by_old_ruler: Number | None


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """Where a statement stands on one side."""

    file: str
    line: int
    column: int


def spoken_place(place: Place | None) -> SpokenPlace | None:
    """A place without its end."""
    return SpokenPlace(place.file, place.line, place.column) if place else None


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that differs, with both values and both places.

    `neighbours`: it stands in the record of another system, or of the organisation.
    """

    route: str
    old: Value
    new: Value
    how: How
    old_place: SpokenPlace | None
    new_place: SpokenPlace | None
    is_sensitive: Annotated[bool, HIDDEN] = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of a criterion on one side."""

    low: int
    high: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion that moved, and the statements behind it; null where a side's framework lacks it."""

    id: str
    code: str
    old: Bounds | None
    new: Bounds | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemChange:
    """A system that moved, came, went or was renamed.

    `was` is its id before where it was renamed; pairs are before and after, null where it has no score.
    `parts` are of its expected score, of which a system without a score has none.
    """

    id: str
    was: str | None
    name: str
    organisation: str
    state: State
    rating: tuple[Rating | None, Rating | None]
    expected: tuple[float | None, float | None]
    p_red: tuple[float | None, float | None]
    parts: Parts
    criteria: tuple[CriterionChange, ...]
    red_parts: Annotated[Parts, HIDDEN]
    facts: Annotated[tuple[Fact, ...], HIDDEN] = ()
    is_open: Annotated[bool, HIDDEN] = False


@dataclass(frozen=True, slots=True)
class Unmoved:
    """A system whose record says something else and whose figures are as they were."""

    id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ArrowChanges:
    """Dependencies that are there on one side alone, by the ids of that side."""

    added: tuple[Arrow, ...]
    removed: tuple[Arrow, ...]


def _listed(found: Sequence[Diagnostic]) -> tuple[Finding, ...]:
    return tuple(listed_finding(each) for each in found)


ListedFindings = Annotated[tuple[Diagnostic, ...], PlainSerializer(_listed, return_type=tuple[Finding, ...])]


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings of validate that are there on one side alone."""

    new: ListedFindings
    gone: ListedFindings


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A figure of the plan on both sides and what its change is made of."""

    figure: Literal["value", "present_cost", "net_present_cost"]
    old: float
    new: float
    parts: Parts


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan does to a system on one side."""

    option: str
    start: FinancialYear
    complete: FinancialYear


@dataclass(frozen=True, slots=True)
class Cause:
    """What brought an action in, out or elsewhere; of facts, the system whose record alone does so."""

    kind: Literal["method", "catalogue", "time", "facts"]
    system: str | None = None


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action that came, went, or is another option or at another time; `cause` where one can be named."""

    system: str
    state: Literal["came", "went", "moved"]
    old: Planned | None
    new: Planned | None
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """The best plans of both sides under one scenario. `problem` says why one of them could not be made.

    `status` is that of both searches; one that time cut short may name other actions in another run.
    """

    scenario: ScenarioEdition | None
    status: tuple[str | None, str | None]
    figures: tuple[PlanFigure, ...]
    actions: tuple[ActionChange, ...]
    problem: str | None = None
    cut_short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two states: where it is, what it was made from, and what could not be read of it.

    `commit` is that of a revision, `diagnostics` counts its findings. `problem` says why a side could not be
    read at all; it has no provenance.
    """

    source: str
    commit: str | None
    as_of: date
    provenance: Provenance | None
    incomplete: Incomplete | None
    diagnostics: Findings = ()
    problem: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What has changed between two states of an estate, and through what.

    `other_facts` are statements that differ and move no figure.
    """

    format: Literal["legacymap.diff/1"] = "legacymap.diff/1"
    old: Side
    new: Side
    path: tuple[Step, ...] = STEPS
    incomplete: Incomplete | None = None
    totals: tuple[Total, ...]
    systems: tuple[SystemChange, ...]
    arrows: ArrowChanges
    findings: FindingChanges
    plan: Annotated[PlanChanges | None, WHERE_ASKED] = None
    other_facts: tuple[Unmoved, ...]
    uncompared: tuple[str, ...] = ()
    diagnostics: HiddenFindings = ()
    handling: HiddenHandling
    names: Annotated[Mapping[str, str], HIDDEN] = field(default_factory=dict)

    @property
    def is_any(self) -> bool:
        """Whether there is anything to tell: systems, arrows or findings that differ, or an unread side."""
        return bool(
            self.systems
            or self.arrows.added
            or self.arrows.removed
            or self.findings.new
            or self.findings.gone
            or self.old.problem
        )

    @property
    def worse(self) -> tuple[SystemChange, ...]:
        """Systems whose chance of red rose through facts."""
        return tuple(
            each
            for each in self.systems
            if each.state in {"changed", "renamed"}
            and each.red_parts.learned + each.red_parts.changed > _HAIR
        )

    @property
    def become_red(self) -> tuple[SystemChange, ...]:
        """Systems that are red and were not, or were not there."""
        return tuple(each for each in self.systems if each.rating[1] == "red" != each.rating[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The estate at the last commit of a period, judged on its last day.

    `findings` are those that no waiver accepts. `planned` is what the work of stated remediation plans
    costs, `funded` what of it is paid for. `problem` says why nothing could be read; the figures are null
    then. `red` and the like count systems; `weighted_risk` counts a whole once.
    """

    period: str
    commit: str
    as_of: date
    systems: int | None = None
    scored: int | None = None
    red: int | None = None
    possibly_red: int | None = None
    legacy: int | None = None
    expected_red: float | None = None
    weighted_risk: float | None = None
    findings: FindingCounts | None = None
    planned: Pounds | None = None
    funded: Pounds | None = None
    framework: Edition | None = None
    lifecycle: CatalogueEdition | None = None
    prior: str | None = None
    inventory_sha256: str | None = None
    incomplete: Incomplete | None = None
    problem: str | None = None
    handling: HiddenHandling = "official-sensitive"


def period_of(value: object) -> Period | None:
    """The period that a value of JSON holds, its marking too; None where it is none."""
    try:
        return _periods().validate_python(value)
    except ValidationError:
        return None


@cache
def _periods() -> TypeAdapter[Period]:
    return TypeAdapter(Period)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The figures of an estate at the last commit of each period, the earliest first."""

    format: Literal["legacymap.history/1"] = "legacymap.history/1"
    legacymap: str
    as_of: date
    since: str
    every: Every
    incomplete: Incomplete | None = None
    periods: tuple[Period, ...]
    paths: Annotated[tuple[str, ...], HIDDEN] = ()
    handling: HiddenHandling

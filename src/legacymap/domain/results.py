"""What analyses find, as frozen dataclasses: JSON is these, field by field (`legacymap.domain.documents`).

A field that is HIDDEN is for views alone. `format` names a document and its version.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import PlainSerializer

from legacymap.domain.assessment import Assessment, Rating
from legacymap.domain.documents import HIDDEN, OWN_KEYS, WHERE_ASKED, FinancialYear
from legacymap.domain.findings import Diagnostic, Place, RulePage
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record, Unread
from legacymap.domain.system import Confidence, DataHeld, DependencyKind, Kind, Source, Status, Strength
from legacymap.domain.values import Handling


@dataclass(frozen=True, slots=True)
class Incomplete:
    """What an answer lacks: records and files that could not be read, and what a limit of time ended early.

    `records` counts the systems of which nothing could be used, `named` those of them whose full id is known;
    `returns` are the departments whose returns were made while they could not read all of their own.
    """

    records: int = 0
    named: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    cut_short: tuple[str, ...] = ()
    returns: Annotated[tuple[str, ...] | None, WHERE_ASKED] = None


def not_read(unread: Unread | None) -> Incomplete | None:
    """What reading lost, as an answer says it; None where it lost nothing."""
    return Incomplete(unread.records, unread.named, unread.files) if unread else None


def lacking(known: Incomplete | None, cut_short: tuple[str, ...]) -> Incomplete | None:
    """The same with what a limit of time ended early; None where nothing is lacking."""
    if not cut_short:
        return known
    return replace(known or Incomplete(), cut_short=cut_short)


@dataclass(frozen=True, slots=True)
class Edition:
    """A framework that figures rest on: its id, its version, and the hash of its bytes."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CatalogueEdition:
    """The lifecycle catalogue that figures rest on: its version and hash."""

    id: ClassVar[str] = "lifecycle"

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CatalogueProvenance:
    """The tool's version and the catalogue's."""

    legacymap: str
    lifecycle: CatalogueEdition
    as_of: Annotated[date, HIDDEN]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an output was made from: the tool's version, and the data and the choices that figures rest on.

    `shared_for` are the titles of the audiences of the returns among the data, where there are any;
    `of_returns` are sentences on what those returns hold back, and on how they differ from each other and
    from this. `selection` says of which part of the estate an answer speaks, where it is not the whole.
    """

    legacymap: str
    framework: Edition
    lifecycle: CatalogueEdition
    inventory_sha256: str
    as_of: Annotated[date, HIDDEN]
    prior: str
    reach_decay: float
    assumptions: Annotated[tuple[str, ...], HIDDEN] = ()
    shared_for: Annotated[tuple[str, ...] | None, WHERE_ASKED] = None
    of_returns: Annotated[tuple[str, ...] | None, WHERE_ASKED] = None
    selection: Annotated[str | None, WHERE_ASKED] = None


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many errors and warnings the inventory has that no waiver accepts."""

    errors: int
    warnings: int


def finding_counts(diagnostics: Iterable[Diagnostic]) -> FindingCounts:
    """The counts of some findings."""
    severities = [each.severity for each in diagnostics if each.counts]
    return FindingCounts(severities.count("error"), severities.count("warning"))


Findings = Annotated[tuple[Diagnostic, ...], PlainSerializer(finding_counts, return_type=FindingCounts)]
HiddenFindings = Annotated[tuple[Diagnostic, ...], HIDDEN]
HiddenHandling = Annotated[Handling, HIDDEN]
Ratings = Annotated[Mapping[str, Rating], HIDDEN]


@dataclass(frozen=True, slots=True)
class Losses:
    """How many systems lose support: already, by financial year, and where the year is not known.

    Each counts once in each of these. `already` did so on or before the as-of date, `by_year` in a financial
    year after it, the one that holds the as-of date first.
    """

    already: int
    by_year: Mapping[FinancialYear, int]
    unknown: int


@dataclass(frozen=True, slots=True)
class TotalLosses(Losses):
    """The same over all systems, with how many list no technology."""

    silent: int = 0


@dataclass(frozen=True, slots=True)
class ConfirmedReach:
    """Who stands on a system along confirmed dependencies alone: what is known and not assumed."""

    direct_dependents: int
    dependents: int
    hard_dependents: int
    underpinning: float


_NOTHING_CONFIRMED = ConfirmedReach(0, 0, 0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Who stands on a system (method, section 4); weighted risk is 0 for a system that is not scored.

    All counts follow assumed dependencies too; `confirmed` has those that need none of them.
    """

    confirmed: ConfirmedReach = _NOTHING_CONFIRMED
    direct_dependents: int
    dependents: int
    hard_dependents: int
    services: int
    organisations: int
    underpinning: float
    weighted_risk: float
    underpinning_capability: bool
    underpinning_gap: bool


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a system stands on: how many in all, and the weakest of those that it needs hard.

    `weakest_confirmed`: some way of hard dependencies that are all confirmed leads there.
    """

    dependencies: int
    weakest: str | None
    weakest_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class WholeShare:
    """What a system counts for in sums, so that the parts of a whole weigh what it would as one.

    `impact` is by what its impact total is multiplied, `underpinning` what stands on it, shared out among
    the parts of its whole (method, section 4: i and u).
    """

    impact: float
    underpinning: float


@dataclass(frozen=True, slots=True)
class Cycle:
    """Systems that need each other: members sorted, a shortest way round, and the arrows easiest to break.

    The first system of the way round comes again at its end; an arrow is its consumer and what that needs.
    """

    members: tuple[str, ...]
    shortest: tuple[str, ...]
    breakable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Of how many criteria something is known, and how many there are."""

    criteria: int
    of: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A hard fact about a system: in a few words for a line of a table, and whole.

    `is_reach`: it says who stops with the system.
    """

    brief: str
    text: str
    is_reach: bool = False


def _whole(found: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(each.text for each in found)


Reasons = Annotated[tuple[Reason, ...], PlainSerializer(_whole, return_type=tuple[str, ...])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A system's place in the ranking, its score, reach and foundation; the record's `x-` keys follow.

    What is None does not apply to a system of its status or kind. `known` counts the criteria of which
    something is known, `why` has the hardest facts, `place` is the first and the last rank of those that are
    equal to it, `tags` and `data` are the record's.
    """

    rank: int
    id: str
    name: str
    organisation: str
    kind: Kind
    status: Status
    score: Assessment | None = None
    reach: Reach | None = None
    foundation: Foundation | None = None
    known: Known | None = None
    why: Reasons = ()
    place: tuple[int, int]
    tags: tuple[str, ...] = ()
    data: DataHeld | None = None
    own_keys: Annotated[Mapping[str, object], OWN_KEYS] = field(default_factory=dict)
    record: Annotated[Record, HIDDEN]
    handling: HiddenHandling


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the systems listed; dependencies are distinct arrows of the estate."""

    organisations: int
    systems: int
    dependencies: int
    scored: int
    legacy: int
    possibly_legacy: int
    not_legacy: int
    red: int
    possibly_red: int
    not_red: int
    expected_red: float


@dataclass(frozen=True, slots=True)
class OldFoundation:
    """A system being proposed or built, and the red or possibly red systems that it will stand on."""

    system: str
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceFoundations:
    """A service and what it stands on: its foundations, without itself, in scan order, unscored last.

    `red` and `possibly_red` count them by rating, `planned` are those that state a remediation plan.
    `annual_run` adds up what `stated` of them say that they cost to run a year; None where none says.
    """

    system: str
    foundations: tuple[str, ...]
    red: int
    possibly_red: int
    weakest: str | None
    weakest_confirmed: bool
    annual_run: float | None
    stated: int
    planned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department of a docked estate: its systems by rating, what they cost, and who stands on them.

    `annual_run` adds up what its scored systems say that they cost to run a year; None where none says so.
    `consumers` are the systems of others that need one of its systems directly, `stands_on` the one of its
    systems that most of them need.
    """

    id: str
    name: str
    systems: int
    red: int
    possibly_red: int
    expected_red: float
    underpinning_gaps: int
    annual_run: float | None
    consumers: int
    stands_on: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Everything that a scan finds, systems in the order of the ranking.

    `ratings` are those of every scored system of the estate, `capabilities` the underpinning capabilities of
    the estate among the systems listed, most underpinning first, `losses` of support those of the systems
    listed. `names` has the name of every system with a record.
    """

    format: Literal["legacymap.scan/1"] = "legacymap.scan/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    totals: Totals
    systems: tuple[Entry, ...]
    cycles: tuple[Cycle, ...]
    departments: Annotated[tuple[Department, ...] | None, WHERE_ASKED] = None
    diagnostics: Findings
    old_foundations: Annotated[tuple[OldFoundation, ...], HIDDEN]
    capabilities: Annotated[tuple[str, ...], HIDDEN]
    losses: Annotated[TotalLosses, HIDDEN]
    ratings: Ratings
    names: Annotated[Mapping[str, str], HIDDEN] = field(default_factory=dict)
    handling: HiddenHandling


@dataclass(frozen=True, slots=True)
class Change:
    """A criterion that alone would change or settle the rating, and the levels at which it would.

    `levels` are the levels of the scale at which the system would be rated `rating`, whatever the other
    open criteria turn out to be.
    """

    criterion: str
    code: str
    levels: tuple[int, ...]
    rating: Rating


@dataclass(frozen=True, slots=True)
class Named:
    """Another system, with its rating (null: not scored)."""

    system: str
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class Neighbour(Named):
    """Another system that an arrow joins to this one; kind and note are null where no record states them."""

    strength: Strength
    confidence: Confidence
    kind: DependencyKind | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One system as the scan has it, and all that it rests on; `p_red` is by prior of the framework.

    `foundations` are all that it reaches along hard arrows in scan order (unscored last), `old_foundations`
    the red or possibly red systems that a system being proposed or built will stand on, `sources` where its
    record was read. `names` has the name of every system with a record that is named here.
    """

    format: Literal["legacymap.explain/1"] = "legacymap.explain/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    system: Entry
    p_red: Mapping[str, float]
    needs: tuple[Neighbour, ...]
    needed_by: tuple[Neighbour, ...]
    foundations: tuple[Named, ...]
    old_foundations: tuple[Named, ...]
    cycles: tuple[Cycle, ...]
    changes: tuple[Change, ...]
    sources: tuple[Source, ...] = ()
    confirmed: Annotated[frozenset[str], HIDDEN] = frozenset()
    names: Annotated[Mapping[str, str], HIDDEN]
    handling: HiddenHandling


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An open criterion of a scored system; `owner` is null where none is stated.

    `value` is by how much its answer is expected to lessen p(1-p), p being `p_red`, the chance that the
    system is red (method, section 3). `low` and `high` bound the criterion. `owner` is the one to ask: the
    business owner, else the technical one. `settled_by` says what would settle it.
    """

    system: str
    criterion: str
    value: float
    p_red: float
    low: int
    high: int
    owner: str | None
    question: str
    settled_by: str
    rank: Annotated[int, HIDDEN]
    name: Annotated[str, HIDDEN]
    organisation: Annotated[str, HIDDEN]
    code: Annotated[str, HIDDEN]
    title: Annotated[str, HIDDEN]


@dataclass(frozen=True, slots=True)
class GapTotals:
    """The scored systems listed, all their open criteria, and the sum of p(1-p) over the systems."""

    systems: int
    open: int
    doubt: float


@dataclass(frozen=True, slots=True)
class Relief:
    """The share of that sum which the first `answers` of the list are expected to remove together, 0 to 1."""

    answers: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one fact settles of one system, or all that only an assessment settles.

    `criteria` are ids in the framework's order. `value` is by how much the doubt whether the system is red is
    expected to fall once all of them are known; `doubt` is that doubt, p(1-p), which a full answer to all of
    the system's questions removes. `is_fact` is no for an assessment; `question` says what would settle it.
    """

    system: str
    owner: str | None
    question: str
    criteria: tuple[str, ...]
    value: float
    name: Annotated[str, HIDDEN]
    organisation: Annotated[str, HIDDEN]
    doubt: Annotated[float, HIDDEN]
    is_fact: Annotated[bool, HIDDEN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """Open criteria of the systems listed, the most valuable first: the first few, or all.

    `questions` are all of theirs, by system: the most doubtful first, facts before assessments. `shares` is
    empty where the sum of p(1-p) is nothing. `organisations` has their names by id.
    """

    format: Literal["legacymap.gaps/1"] = "legacymap.gaps/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    prior: str
    totals: GapTotals
    shares: tuple[Relief, ...]
    questions: tuple[Question, ...] = ()
    gaps: tuple[Gap, ...]
    organisations: Annotated[Mapping[str, str], HIDDEN] = field(default_factory=dict)
    diagnostics: HiddenFindings
    handling: HiddenHandling


SourceLine = Callable[[Place], str | None]


@dataclass(frozen=True, slots=True)
class Validation:
    """How many files and systems were read, and every finding in the order of files and lines.

    `handling` is the highest marking of the records, `provenance` what they were judged by, and `rules` the
    pages of every rule. `names` are the files whose findings are listed; `against_baseline` says whether
    known findings were told from new ones, `strict` whether warnings fail the run. `asked` counts the paths
    to which the findings were narrowed (none: to all), `passed` the files that were passed over.
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
    incomplete: Incomplete | None = None
    asked: int = 0
    passed: int = 0

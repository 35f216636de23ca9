"""How many systems lose support, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from legacymap.domain.assessment import Assessment, Levels, Rating
from legacymap.domain.catalogue import Coverage, SupportEnd
from legacymap.domain.findings import Diagnostic, Place, RulePage
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Arrow, Record
from legacymap.domain.system import Kind, Status
from legacymap.domain.values import Handling


@dataclass(frozen=True, slots=True)
class Losses:
    """How many systems lose support of a technology, and when; each counts once in each of these.

    `already` did so on or before the as-of date, `by_year` in a financial year after it (by the year in which
    it begins, the one that holds the as-of date first), `unknown` is where a day is not known, `silent` how
    many list no technology at all.
    """

    already: int
    by_year: Mapping[int, int]
    unknown: int
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A data file that figures rest on: what it is, its version, and the hash of its bytes."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an output was made from."""

    legacymap: str
    framework: Edition
    lifecycle: Edition
    inventory_sha256: str
    as_of: date
    prior: str
    reach_decay: float
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmedReach:
    """Who stands on a system along confirmed dependencies alone: what is known and not assumed."""

    direct_dependents: int
    dependents: int
    hard_dependents: int
    underpinning: float


_NOTHING_CONFIRMED = ConfirmedReach(0, 0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who stands on a system (method, section 4); weighted risk is 0 for a system that is not scored.

    All counts follow assumed dependencies too; `confirmed` has those that need none of them.
    """

    direct_dependents: int
    dependents: int
    hard_dependents: int
    services: int
    organisations: int
    underpinning: float
    weighted_risk: float
    underpinning_capability: bool
    underpinning_gap: bool
    confirmed: ConfirmedReach = _NOTHING_CONFIRMED


@dataclass(frozen=True, slots=True)
class Foundation:
    """What a system stands on: how many in all, and the weakest of those that it needs hard.

    `weakest_confirmed`: some way of hard dependencies that are all confirmed leads there.
    """

    dependencies: int
    weakest: str | None
    weakest_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Cycle:
    """Systems that need each other: members sorted, a shortest way round, and the arrows easiest to break."""

    members: tuple[str, ...]
    shortest: tuple[str, ...]
    breakable: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ranking; what is None does not apply to a system of its status or kind.

    `place` is the first and the last rank of those that are equal to it (`rank` alone where it is None).
    """

    rank: int
    record: Record
    handling: Handling
    assessment: Assessment | None
    reach: Reach | None
    foundation: Foundation | None
    place: tuple[int, int] | None = None


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
class Survey:
    """Everything that a scan shows.

    `entries` are those listed, `ratings` those of every scored system of the estate, `capabilities` the
    underpinning capabilities of the estate among the organisations listed, most underpinning first, `losses`
    of support those of the systems listed.
    """

    provenance: Provenance
    totals: Totals
    entries: tuple[Entry, ...]
    cycles: tuple[Cycle, ...]
    old_foundations: tuple[OldFoundation, ...]
    capabilities: tuple[str, ...]
    losses: Losses
    diagnostics: tuple[Diagnostic, ...]
    ratings: Mapping[str, Rating]
    handling: Handling


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion that alone would change or settle the rating, and the levels at which it would.

    `levels` are the levels of the scale at which the system would be rated `rating`, whatever the other
    open criteria turn out to be.
    """

    criterion: str
    code: str
    levels: tuple[int, ...]
    rating: Rating


@dataclass(frozen=True, slots=True)
class Explanation:
    """One system's entry with everything that it rests on.

    `needs` and `needed_by` are the arrows that touch it, `foundations` all that it reaches along hard arrows
    in scan order (unscored last), `ratings` the rating of every scored system named here, `names` the name of
    every system named here, `p_red_by_prior` its probability of being red under each prior of the framework.
    """

    provenance: Provenance
    entry: Entry
    needs: tuple[Arrow, ...]
    needed_by: tuple[Arrow, ...]
    foundations: tuple[str, ...]
    cycles: tuple[Cycle, ...]
    old_foundation: OldFoundation | None
    changes: tuple[Change, ...]
    p_red_by_prior: Mapping[str, float]
    ratings: Mapping[str, Rating]
    names: Mapping[str, str]
    handling: Handling


@dataclass(frozen=True, slots=True)
class Gap:
    """An open criterion of a scored system, in the order in which to ask.

    `value` is by how much its answer is expected to lessen p(1-p), p being `p_red`, the chance that the
    system is red (method, section 3). `low` and `high` bound the criterion. `owner` is the one to ask: the
    business owner, else the technical one, else None. `settled_by` says what would settle it.
    """

    rank: int
    system: str
    name: str
    organisation: str
    owner: str | None
    criterion: str
    code: str
    title: str
    question: str
    low: int
    high: int
    value: float
    p_red: float
    settled_by: str


@dataclass(frozen=True, slots=True)
class Relief:
    """How much of the doubt the first `answers` of the list are expected to remove together, 0 to 1."""

    answers: int
    share: float


@dataclass(frozen=True, slots=True)
class Question:
    """What one fact settles of one system, or all that only an assessment settles.

    `criteria` are ids in the framework's order. `value` is by how much the doubt whether the system is red is
    expected to fall once all of them are known; `doubt` is that doubt, p(1-p), which a full answer to all of
    the system's questions removes. `is_fact` is no for an assessment; `question` says what would settle it.
    """

    system: str
    name: str
    organisation: str
    owner: str | None
    criteria: tuple[str, ...]
    question: str
    value: float
    doubt: float
    is_fact: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """The open criteria of the systems listed, the most valuable first.

    `systems` counts those that are scored, `open` all their open criteria, of which `gaps` holds the first
    few or all. `doubt` is the sum of p(1-p) over the systems; `reliefs` is empty where that is nothing.
    `questions` are all of theirs, by system: the most doubtful first, facts before assessments.
    """

    provenance: Provenance
    systems: int
    open: int
    doubt: float
    reliefs: tuple[Relief, ...]
    gaps: tuple[Gap, ...]
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling
    questions: tuple[Question, ...] = ()


Effect = Literal["stops", "degrades"]
Direction = Literal["downstream", "upstream"]


@dataclass(frozen=True, slots=True)
class Member:
    """A system of the estate or, without a record, a stub that only arrows name.

    `whole` is the topmost system that it is a part of; None for one that is part of nothing.
    """

    system: str
    organisation: str
    kind: Kind
    record: Record | None
    rating: Rating | None
    whole: str | None


@dataclass(frozen=True, slots=True)
class Affected:
    """One end of an effect, and a shortest way of arrows from the one that needs to the one that is needed.

    Who stops does so along hard arrows, and the way has none but those; who degrades is reached only along
    ways with a soft arrow. `is_confirmed`: the same effect comes along some way of confirmed arrows alone.
    """

    member: Member
    effect: Effect
    way: tuple[Arrow, ...]
    is_confirmed: bool = False

    @property
    def weakest_link(self) -> Arrow | None:
        """The first dependency of the way that is assumed, else the first soft one; None where neither is."""
        assumed = (arrow for arrow in self.way if not arrow.confirmed)
        soft = (arrow for arrow in self.way if not arrow.hard)
        return next(assumed, None) or next(soft, None)


@dataclass(frozen=True, slots=True)
class Sum:
    """What `stated` of `systems` say, added up; None where none says anything: unknown is not 0."""

    total: int | None
    stated: int
    systems: int


@dataclass(frozen=True, slots=True)
class Share:
    """The affected systems of one organisation, or of all, and what they say of users and transactions."""

    organisation: str
    name: str | None
    stop: int
    degrade: int
    services: int
    users: Sum
    transactions_per_year: Sum


@dataclass(frozen=True, slots=True)
class Impact:
    """What one system's stop does downstream, or upstream whose stop does something to it.

    Downstream those that stop come first, each by distance, then id; upstream those that would stop it, each
    in scan order, weakest first. `services` holds the same sums over services alone, `parts` the systems that
    are parts of this one, `in_estate` is no for one proposed or retired.
    """

    provenance: Provenance
    direction: Direction
    subject: Member
    in_estate: bool
    parts: tuple[str, ...]
    affected: tuple[Affected, ...]
    total: Share
    services: Share
    organisations: tuple[Share, ...]
    cycles: tuple[Cycle, ...]
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling


@dataclass(frozen=True, slots=True)
class TechnologyUse:
    """One technology and the systems of the estate that use it.

    `name` is the product's of the catalogue with the cycles that match, else as written; `product` its id and
    `cycles` their names, None and empty where nothing matches; `written` every spelling of the records.
    `organisations` are those of the systems. `coverage` is the worst of any system, `standard_ends` the
    earliest end of any, `past` the systems whose own standard support is over, `cover_ends` the earliest end
    of cover that any states (NEVER: none announced; None: none states cover). `losses` are of these systems
    by this technology alone. `skills` are the bounds of the worst skills score among the systems; None where
    the framework has no such criterion or none of the systems is scored.
    """

    name: str
    product: str | None
    cycles: tuple[str, ...]
    written: tuple[str, ...]
    systems: tuple[str, ...]
    organisations: tuple[str, ...]
    coverage: Coverage
    standard_ends: SupportEnd
    past: int
    cover_ends: date | None
    losses: Losses
    skills: Levels | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """Every technology of the systems listed, the most shared first, and the losses over all of them.

    `systems` counts those of the estate, `listings` the technologies that their records list, `known` those
    of them whose product the catalogue knows, `dated` those whose version it knows too.
    """

    provenance: Provenance
    systems: int
    listings: int
    known: int
    dated: int
    uses: tuple[TechnologyUse, ...]
    losses: Losses
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling


@dataclass(frozen=True, slots=True)
class Spot:
    """A system on the map; without a name and a status it is a stub, which only arrows name.

    `outside` is one beyond the organisation that the map is of, shown as its direct neighbour.
    """

    system: str
    name: str | None
    organisation: str
    kind: Kind
    status: Status | None
    assessment: Assessment | None
    reach: Reach | None
    outside: bool = False

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.system


@dataclass(frozen=True, slots=True)
class Scope:
    """What the map is of: an organisation and all below it, the surroundings of a system, or everything."""

    organisation: str | None = None
    around: str | None = None
    hops: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """An organisation on the map: its name where one is described, and the topmost organisation above it."""

    organisation: str
    name: str | None
    family: str

    @property
    def title(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.organisation


@dataclass(frozen=True, slots=True)
class EstateMap:
    """Everything that a map shows; `systems` and `dependencies` count those of the whole estate.

    Spots, arrows and regions are sorted by id; `cycles` are those of the estate that touch the map.
    """

    provenance: Provenance
    scope: Scope
    systems: int
    dependencies: int
    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    regions: tuple[Region, ...]
    cycles: tuple[Cycle, ...]
    diagnostics: tuple[Diagnostic, ...]
    handling: Handling


@dataclass(frozen=True, slots=True)
class Dossier:
    """A survey with what belongs beside it on paper.

    `explanations` are those of the first systems of the survey, in its order; `gaps` holds the first few;
    `map` is None where no system listed is in the estate; `organisations` has the name of every organisation
    listed that has one, by id. `handling` is the highest marking of all of it.
    """

    survey: Survey
    framework: Framework
    gaps: Gaps
    exposure: Exposure
    map: EstateMap | None
    explanations: tuple[Explanation, ...]
    organisations: Mapping[str, str]
    handling: Handling


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

"""An inventory as it was read: organisations, records, and what their references mean."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, field_validator, model_validator

from legacymap.domain.dates import DateField
from legacymap.domain.findings import Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import MoneyField
from legacymap.domain.nearest import nearest
from legacymap.domain.system import Confidence, DependencyKind, Source, Strength, System
from legacymap.domain.values import HANDLINGS, Handling, Model, Reference, Slug, invalid, short_form

RESERVED = "all"


class Organisation(Model):
    """A department, agency or supplier; `currency` is an ISO 4217 code."""

    id: Slug = Field(description="Its id, which stands before the slash in full ids.")
    name: str | None = Field(None, description="Its name, as people know it.")
    sources: tuple[Source, ...] | None = Field(None, description="Where the facts were read.")
    tags: tuple[str, ...] | None = Field(None, description="Words of your own to sort by.")
    notes: str | None = Field(None, description="Anything worth knowing; no figure rests on it.")
    parent: Slug | None = Field(None, description="The id of the organisation that it belongs to.")
    annual_budget: MoneyField | None = Field(None, description="What it spends in a year on everything.")
    currency: str | None = Field(None, description="The code of its currency, such as GBP.")
    handling: Handling | None = Field(
        None, description="The marking of what is said here; the highest one stands on every output."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "id")

    @field_validator("id", "parent")
    @classmethod
    def _is_not_reserved(cls, value: str | None) -> str | None:
        if value == RESERVED:
            raise invalid(
                "reserved-id", "is reserved", "It means every organisation; choose another id.", RESERVED
            )
        return value

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, value: str | None) -> str | None:
        if value is not None and not (
            len(value) == 3 and value.isascii() and value.isupper() and value.isalpha()
        ):
            raise invalid(
                "bad-choice", "is not a currency", "Write the code of three capitals of ISO 4217: GBP.", value
            )
        return value


class Waiver(Model):
    """Accepts the findings of one rule on one system until it expires."""

    rule: str = Field(description="The rule's code or name.")
    system: Reference = Field(description="The system whose findings are accepted.")
    reason: str | None = Field(None, description="Why.")
    approver: str | None = Field(None, description="The role that accepted them.")
    expires: DateField | None = Field(None, description="Until when.")


def _strength(hard: bool) -> Strength:  # noqa: FBT001 - the answer is the subject, not a flag
    return "hard" if hard else "soft"


def _confidence(confirmed: bool) -> Confidence:  # noqa: FBT001 - the same
    return "confirmed" if confirmed else "assumed"


Hard = Annotated[
    bool, PlainSerializer(_strength, return_type=Strength), Field(serialization_alias="strength")
]
Confirmed = Annotated[
    bool, PlainSerializer(_confidence, return_type=Confidence), Field(serialization_alias="confidence")
]


@dataclass(frozen=True, slots=True)
class Arrow:
    """`consumer` needs `needed`; hard when it stops with it, confirmed when its own record says so.

    `kind` and `note` are what a record says of the need; None where none does.
    """

    consumer: str
    needed: str
    hard: Hard
    confirmed: Confirmed
    kind: DependencyKind | None = None
    note: str | None = None

    @property
    def strength(self) -> Strength:
        """Its strength, as records state it."""
        return _strength(self.hard)

    @property
    def confidence(self) -> Confidence:
        """Its confidence, as records state it."""
        return _confidence(self.confirmed)


_IN_ESTATE = frozenset({"build", "live", "retiring"})
Presence = Literal["present", "left-out", "missing", "not-loaded"]
# What raises a record's marking also when it could not be read: nobody knows that it is harmless.
_MARKING: tuple[Path, ...] = (("handling",), ("vulnerabilities",), ("incidents",), ("assessment", "scores"))


@dataclass(frozen=True, slots=True)
class Record:
    """One system with its organisation and the way back to its text.

    `invalid` holds the paths, below the record as written, of what did not fit and was set aside;
    `extensions` the user's own keys, as written; `id` is the full id, `organisation/system`.
    """

    organisation: str
    system: System
    route: Route
    invalid: tuple[Path, ...] = ()
    extensions: Mapping[str, object] = field(default_factory=dict)
    id: str = field(default="", init=False, repr=False)

    def __post_init__(self) -> None:
        # Once: every figure and finding of a system is filed under its id.
        object.__setattr__(self, "id", f"{self.organisation}/{self.system.id}")

    @property
    def in_estate(self) -> bool:
        """Whether its status puts it in the estate: in build, live or retiring."""
        return self.system.status in _IN_ESTATE

    def full_id(self, reference: str) -> str:
        """The full id that a reference in this record means."""
        return reference if "/" in reference else f"{self.organisation}/{reference}"

    def at(self, *path: str | int, on_key: bool = False) -> Route:
        """The route to a field, by its path in the model; items that were set aside are counted again."""
        return self.route.to(*written(path, self.invalid), on_key=on_key)

    def is_invalid(self, *path: str | int) -> bool:
        """Whether a fault was already reported at this path of the record, as written, or below it."""
        return bool(self.invalid) and any(faulty[: len(path)] == path for faulty in self.invalid)


@dataclass(frozen=True, slots=True)
class Described:
    """An organisation's description and where it stands.

    `invalid` holds the keys of which a fault was already reported, `elsewhere` the descriptions that state
    keys which the one at `route` does not.
    """

    organisation: Organisation
    route: Route
    invalid: frozenset[str] = frozenset()
    elsewhere: Mapping[str, Route] = field(default_factory=dict)

    def at(self, key: str) -> Route:
        """The route to a key, in the description that states it."""
        return self.elsewhere.get(key, self.route).to(key)


@dataclass(frozen=True, slots=True)
class WaiverRecord:
    """A waiver, the organisation of its document (empty when it names none), and where it stands.

    `invalid` holds the keys of which a fault was already reported.
    """

    waiver: Waiver
    organisation: str
    route: Route
    invalid: frozenset[str] = frozenset()

    @property
    def system(self) -> str:
        """The full id of the system that it speaks of."""
        named = self.waiver.system
        return named if "/" in named else f"{self.organisation}/{named}"


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: how many records, the full ids of those that can be named, and in which files.

    Files of which nobody knows how many records they hold count as none.
    """

    records: int
    named: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inventory:
    """Every record by full id, in file order, and what surrounds them.

    `described` are the organisations with a description, `named` the first place that names each organisation
    of a document with systems, `left_out` the full ids that were named but whose records could not be used,
    `whole` the organisations of which nothing is known to be unread, `unread` what could not be read, if
    anything.
    """

    records: Mapping[str, Record]
    described: Mapping[str, Described]
    named: Mapping[str, Route]
    waivers: tuple[WaiverRecord, ...] = ()
    left_out: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    sha256: str = ""
    unread: Unread | None = None

    def presence(self, system: str) -> Presence:
        """Whether the system of this full id is in the inventory, and if not, why."""
        if system in self.records:
            return "present"
        organisation, _, short = system.partition("/")
        if system in self.left_out or f"/{short}" in self.left_out:
            return "left-out"
        return "missing" if organisation in self.named else "not-loaded"

    def organisation(self, organisation: str) -> Organisation:
        """The description of an organisation; one that says nothing more when it is described nowhere."""
        found = self.described.get(organisation)
        return found.organisation if found else _undescribed(organisation)

    def lineage(self, organisation: str) -> Iterator[str]:
        """The organisation, its parent, and so on up; a cycle of parents counts as no parent."""
        at: str | None = organisation
        while at:
            yield at
            at = None if at in self._looped else self.organisation(at).parent

    def family(self, organisation: str) -> str:
        """The topmost organisation above this one, or itself."""
        passed: list[str] = []
        for each in self.lineage(organisation):
            if each in self._families:
                passed.append(self._families[each])
                break
            passed.append(each)
        self._families.update(dict.fromkeys(passed, passed[-1]))
        return passed[-1]

    def above(self, organisations: Iterable[str]) -> frozenset[str]:
        """These organisations with all above them."""
        found: set[str] = set()
        for organisation in organisations:
            for each in self.lineage(organisation):
                if each in found:
                    break
                found.add(each)
        return frozenset(found)

    def below(self, organisation: str) -> frozenset[str]:
        """The organisation with all below it."""
        children: dict[str, list[str]] = {}
        for name in self.above({*self.named, *self.described}):
            parent = None if name in self._looped else self.organisation(name).parent
            if parent is not None:
                children.setdefault(parent, []).append(name)
        found = {organisation}
        waiting = [organisation]
        while waiting:
            inner = [each for each in children.get(waiting.pop(), ()) if each not in found]
            found.update(inner)
            waiting += inner
        return frozenset(found)

    def handling(self, record: Record) -> Handling:
        """The marking of a record: its own, its organisation's, or by what it holds (format, section 3)."""
        system = record.system
        stated = system.handling or self.organisation(record.organisation).handling
        if stated:
            return stated
        scored = system.assessment is not None and bool(system.assessment.scores)
        holds = bool(system.incidents) or system.vulnerabilities is not None or scored
        return HANDLINGS[1] if holds or any(record.is_invalid(*path) for path in _MARKING) else HANDLINGS[0]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of every system by its full id; of several of one name each has its id beside it."""
        named = {system: record.system.name for system, record in self.records.items()}
        counts = Counter(named.values())
        return {system: name if counts[name] == 1 else f"{name} ({system})" for system, name in named.items()}

    @cached_property
    def organisation_cycles(self) -> tuple[tuple[str, ...], ...]:
        """Cycles of parents, each from its smallest member."""
        return parent_cycles(
            {name: described.organisation.parent for name, described in self.described.items()}
        )

    @cached_property
    def part_cycles(self) -> tuple[tuple[str, ...], ...]:
        """Cycles of `part_of`, each from its smallest member."""
        parents = {}
        for full_id, record in self.records.items():
            if record.system.part_of:
                parents[full_id] = record.full_id(record.system.part_of)
        return parent_cycles(parents)

    @cached_property
    def whole_systems(self) -> Mapping[str, str]:
        """For each record that is a part, the topmost system that it is part of."""
        in_a_cycle = {member for cycle in self.part_cycles for member in cycle}
        tops = {member: member for member in in_a_cycle}
        for full_id in self.records:
            trail = [full_id]
            while (last := trail[-1]) not in tops and last in self.records:
                parent = self.records[last].system.part_of
                if parent is None:
                    break
                trail.append(self.records[last].full_id(parent))
            top = tops.get(trail[-1], trail[-1])
            tops.update(dict.fromkeys(trail, top))
        return {full_id: tops[full_id] for full_id in self.records}

    @cached_property
    def _families(self) -> dict[str, str]:
        """The families that were asked for so far, also of all organisations on the way."""
        return {}

    @cached_property
    def _looped(self) -> frozenset[str]:
        return frozenset(member for cycle in self.organisation_cycles for member in cycle)


@lru_cache
def _undescribed(organisation: str) -> Organisation:
    return Organisation.model_construct(id=organisation)


def written(path: Path, invalid: tuple[Path, ...]) -> Path:
    """A path in the model as a path in the document: list items that were set aside are counted again."""
    if not invalid:
        return path
    result: Path = ()
    for step in path:
        result = (*result, _index_written(step, result, invalid) if isinstance(step, int) else step)
    return result


def parent_cycles(parents: Mapping[str, str | None]) -> tuple[tuple[str, ...], ...]:
    """The cycles of a mapping from each member to the one above it, each from its smallest member, sorted."""
    found: set[tuple[str, ...]] = set()
    finished: set[str] = set()
    for start in sorted(parents):
        trail: dict[str, int] = {}
        at: str | None = start
        while at is not None and at in parents and at not in finished and at not in trail:
            trail[at] = len(trail)
            at = parents[at]
        if at is not None and at in trail:
            cycle = list(trail)[trail[at] :]
            first = cycle.index(min(cycle))
            found.add((*cycle[first:], *cycle[:first]))
        finished.update(trail)
    return tuple(sorted(found))


def _index_written(index: int, above: Path, invalid: tuple[Path, ...]) -> int:
    gone = {path[-1] for path in invalid if path[:-1] == above}
    for set_aside in sorted(step for step in gone if isinstance(step, int)):
        index += set_aside <= index
    return index


def names(record: Record) -> Iterator[str]:
    """A system's name, its aliases, and its ids in other registers."""
    yield record.system.name
    yield from record.system.aliases or ()
    yield from (each for each in (record.system.ids or {}).values() if each)


def nearest_system(words: str, records: Mapping[str, Record]) -> str | None:
    """The full id of the system whose id, name or alias is most like `words`; None when none is near.

    Of a full id the organisation alone makes nothing near: first its systems are asked, then all by the rest.
    """
    organisation, slash, short = words.strip().rpartition("/")
    if slash:
        within = [record.system.id for record in records.values() if record.organisation == organisation]
        same = nearest(short, within)
        if same is not None:
            return f"{organisation}/{same}"
    by_name: dict[str, str] = {}
    for system, record in records.items():
        for name in (record.system.id, *names(record)):
            by_name.setdefault(name, system)
    found = nearest(short, by_name)
    return None if found is None else by_name[found]


ListForm = Literal[
    "items",  # one item a dash: from the first dash to the end of the last item
    "empty",  # brackets with nothing between them, a word for nothing, or nothing at all
    "absent",  # the document has no such key; its mapping ends where the layout does
    "closed",  # lines cannot be put in
]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """Where the list stands, in characters from 0, and the column (from 0) of its dashes, or of its key.

    `why` says of a closed list what it is instead, as the end of a sentence.
    """

    form: ListForm
    start: int = 0
    end: int = 0
    column: int = 0
    why: str = ""

"""What rules are given: records with their references, amounts and technologies, found once for all rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from legacymap.domain.assessment import Assessment
from legacymap.domain.catalogue import Match, stated_end
from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Path, Route
from legacymap.domain.framework import Framework, Misfit, made_under, misfits
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Presence, Record, written
from legacymap.domain.money import Money
from legacymap.domain.nearest import nearest
from legacymap.domain.scenario import Scenario
from legacymap.domain.system import AgreedPlan, Remediation, StatedScore, Technology
from legacymap.domain.values import Model
from legacymap.rules.decisions import Decision, committed, fixed

ReferenceKind = Literal["depends_on", "used_by", "replaced_by", "part_of", "requires", "moves_with"]


LISTS: frozenset[ReferenceKind] = frozenset({"depends_on", "used_by"})


class Reference(NamedTuple):
    """A system that a record names: the path in the model, the full id, and the key that it stands under."""

    path: Path
    system: str
    kind: ReferenceKind


class Strayed(NamedTuple):
    """A reference to a system without a record, the record that holds it, and why the other has none."""

    record: Record
    reference: Reference
    presence: Presence


def references(record: Record) -> list[Reference]:
    """Every reference of a record, in the order of the format's pages."""
    system, full_id = record.system, record.full_id
    found: list[Reference] = []
    if system.replaced_by:
        found.append(Reference(("replaced_by",), full_id(system.replaced_by), "replaced_by"))
    if system.part_of:
        found.append(Reference(("part_of",), full_id(system.part_of), "part_of"))
    for number, dependency in enumerate(system.depends_on or ()):
        path = ("depends_on", number, "system")
        found.append(Reference(path, full_id(dependency.system), "depends_on"))
    for number, consumer in enumerate(system.used_by or ()):
        found.append(Reference(("used_by", number), full_id(consumer), "used_by"))
    if system.remediation and system.remediation.options:
        found += _of_options(record)
    return found


def once(named: Iterable[Reference]) -> Iterator[Reference]:
    """Those of a record; of a system named twice in one list only the first, for LM123 tells of the rest."""
    seen = set()
    for reference in named:
        key = (reference.path[0], reference.system)
        if key not in seen or reference.kind not in LISTS:
            seen.add(key)
            yield reference


def _of_options(record: Record) -> Iterator[Reference]:
    remediation = record.system.remediation
    for number, option in enumerate((remediation and remediation.options) or ()):
        above: Path = ("remediation", "options", number)
        for place, requirement in enumerate(option.requires or ()):
            path = (*above, "requires", place, "system")
            yield Reference(path, record.full_id(requirement.system), "requires")
        for place, companion in enumerate(option.moves_with or ()):
            path = (*above, "moves_with", place, "system")
            yield Reference(path, record.full_id(companion.system), "moves_with")


Amount = tuple[Path, Money]


def amounts(record: Record) -> list[Amount]:
    """Every amount of a record, by its path in the model, in the order of the format's pages."""
    system = record.system
    found: list[Amount] = []
    for number, contract in enumerate(system.contracts or ()):
        if contract.exit_cost is not None:
            found.append((("contracts", number, "exit_cost"), contract.exit_cost))
    if system.costs:
        found += _stated(("costs", "annual_run"), system.costs.annual_run)
        found += _stated(("costs", "cost_of_failure"), system.costs.cost_of_failure)
    if system.remediation:
        found += _of_remediation(system.remediation)
    return found


def amounts_in(value: object, path: Path = ()) -> Iterator[Amount]:
    """Every amount of money at or below a value of a scenario, by its path as written."""
    if isinstance(value, Money):
        yield path, value
    elif isinstance(value, Model):
        for key in type(value).model_fields:
            yield from amounts_in(getattr(value, key), (*path, key))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from amounts_in(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            step = financial_year_text(key) if isinstance(key, int) else str(key)
            yield from amounts_in(item, (*path, step))


def as_written(money: Money) -> str:
    """The amount with its symbol, as people write it."""
    sign = "-" if money.amount < 0 else ""
    return f"{sign}{money.symbol}{abs(money.amount):f}"


def _of_remediation(remediation: Remediation) -> list[Amount]:
    found: list[Amount] = []
    if remediation.plan:
        found += _stated(("remediation", "plan", "ringfenced"), remediation.plan.ringfenced)
    for number, option in enumerate(remediation.options or ()):
        above: Path = ("remediation", "options", number)
        found += [((*above, "rdel", year), cost) for year, cost in enumerate(option.rdel or ())]
        found += [((*above, "cdel", year), cost) for year, cost in enumerate(option.cdel or ())]
        found += _stated((*above, "annual_saving"), option.annual_saving)
    return found


def _stated(path: Path, money: Money | None) -> tuple[Amount, ...]:
    return () if money is None else ((path, money),)


@dataclass(frozen=True, slots=True)
class MatchedTechnology:
    """A technology, the record and path at which it stands, and what matches it."""

    record: Record
    path: Path
    technology: Technology
    match: Match


def matched_technologies(
    inventory: Inventory, match: Callable[[Technology], Match]
) -> Iterator[MatchedTechnology]:
    """Every technology of a system of the estate whose end of standard support its record does not state.

    Those of which a fault was reported already are left out.
    """
    for record in inventory.records.values():
        for number, technology in enumerate(record.system.technologies or ()) if record.in_estate else ():
            path: Path = ("technologies", number)
            is_spared = stated_end(technology) is not None or (
                record.invalid and record.is_invalid(*written(path, record.invalid))
            )
            if technology.product.strip() and not is_spared:
                yield MatchedTechnology(record, path, technology, match(technology))


Judged = tuple[Record, Path, Misfit]


def misfitting(inventory: Inventory, framework: Framework) -> Iterator[Judged]:
    """Every misfit, with its record and the path of the mapping that holds its key.

    Scores and levels of a record that was assessed under another framework are not judged by this one.
    """
    for record in inventory.records.values():
        for path, scores in _stated_scores(record, framework):
            yield from ((record, path, misfit) for misfit in misfits(scores, framework))


def is_under_another(record: Record, framework: Framework) -> bool:
    """Whether the record says that it was assessed under a framework other than this one."""
    assessment = record.system.assessment
    return assessment is not None and made_under(assessment, framework) is not None


def _stated_scores(
    record: Record, framework: Framework
) -> Iterator[tuple[Path, Mapping[str, StatedScore | None] | Mapping[str, int | None]]]:
    if is_under_another(record, framework):
        return
    system = record.system
    if system.assessment and system.assessment.scores:
        yield ("assessment", "scores"), system.assessment.scores
    for number, option in enumerate((system.remediation and system.remediation.options) or ()):
        if option.levels_after:
            yield ("remediation", "options", number, "after"), option.levels_after


_AT_LEAST_PARTLY = frozenset({"yes", "partly"})
_ABOVE = ("remediation",)


def agreed_plans(inventory: Inventory) -> Iterator[tuple[Record, AgreedPlan]]:
    """Every plan that is agreed or funded, at least in part, of a system that is not retired."""
    for record in inventory.records.values():
        plan = record.system.remediation.plan if record.system.remediation else None
        if plan is not None and _is_settled(plan) and record.system.status != "retired":
            yield record, plan


def lacks(record: Record, key: str, value: object) -> bool:
    """Whether the plan says nothing under a key; what did not fit there was reported already."""
    is_blank = not value.strip() if isinstance(value, str) else not value
    return is_blank and not record.is_invalid(*_ABOVE, "plan", key)


def has_plan(record: Record) -> bool:
    """Whether the record speaks of a plan that was not refused; one that could not be read counts."""
    if _ABOVE in record.invalid or record.is_invalid(*_ABOVE, "plan"):
        return True
    plan = record.system.remediation.plan if record.system.remediation else None
    if plan is None or _is_settled(plan):
        return plan is not None
    says = (plan.ringfenced, plan.target, plan.milestones, plan.work, plan.disposition)
    return plan.agreed != "no" and any(each is not None for each in says)


def has_agreed_plan(record: Record) -> bool:
    """Whether the record states a plan that is agreed or funded, at least in part."""
    plan = record.system.remediation.plan if record.system.remediation else None
    return plan is not None and _is_settled(plan)


def _is_settled(plan: AgreedPlan) -> bool:
    return plan.agreed in _AT_LEAST_PARTLY or plan.funded in _AT_LEAST_PARTLY


@dataclass(frozen=True)
class Context:
    """An inventory, the framework in use, the scores by full id, and the as-of date.

    `stray_settings` are the places of settings files that are not at the root of a PATH; `match` asks the
    catalogue of support dates (None: there is none, and no advice on technologies); `underpins` says which
    systems are underpinning capabilities (None: nobody knows). `returned` are the full ids of records that
    came in a return: what they lack may have been kept at home.
    """

    inventory: Inventory
    framework: Framework
    assessments: Mapping[str, Assessment]
    as_of: date
    stray_settings: tuple[Route, ...] = field(default=())
    match: Callable[[Technology], Match] | None = None
    underpins: Callable[[str], bool] | None = None
    returned: AbstractSet[str] = frozenset()

    def stating(self, *keys: str) -> Sequence[Record]:
        """The records that state one of these keys of theirs, in file order: few state what is rare.

        A key of a plan, of an option and of the costs has `plan.`, `options.` or `costs.` before it.
        """
        parts = [(self._stated[part], key) for part, _, key in (each.rpartition(".") for each in keys)]
        found = [[record for record, stated in every if key in stated] for every, key in parts]
        if len(found) == 1:
            return found[0]
        wanted = {id(record) for stating in found for record in stating}
        every = self.inventory.records.values() if wanted else ()
        return [record for record in every if id(record) in wanted]

    @cached_property
    def _stated(self) -> Mapping[str, Sequence[tuple[Record, AbstractSet[str]]]]:
        found: dict[str, list[tuple[Record, AbstractSet[str]]]] = {
            part: [] for part in ("", "costs", "plan", "options")
        }
        for record in self.inventory.records.values():
            for part, keys in _keys_stated(record):
                found[part].append((record, keys))
        return found

    @cached_property
    def strayed(self) -> tuple[Strayed, ...]:
        """Every reference, once a record and list, to a system without a record."""
        known, presence = self.inventory.records, self.inventory.presence
        return tuple(
            Strayed(record, reference, presence(reference.system))
            for record, named in self.references
            if any(each.system not in known for each in named)
            for reference in once(named)
            if reference.system not in known
        )

    @cached_property
    def references(self) -> tuple[tuple[Record, tuple[Reference, ...]], ...]:
        """Every record that names others, with the references it holds."""
        every = ((record, tuple(references(record))) for record in self.inventory.records.values())
        return tuple((record, named) for record, named in every if named)

    @cached_property
    def amounts(self) -> tuple[tuple[Record, tuple[Amount, ...]], ...]:
        """Every record that states amounts of money, with those."""
        every = ((record, tuple(amounts(record))) for record in self.inventory.records.values())
        return tuple((record, stated) for record, stated in every if stated)

    @cached_property
    def matched_technologies(self) -> tuple[MatchedTechnology, ...]:
        """Every technology that the catalogue was asked about; none where there is no catalogue."""
        return tuple(matched_technologies(self.inventory, self.match)) if self.match else ()

    @cached_property
    def agreed_plans(self) -> tuple[tuple[Record, AgreedPlan], ...]:
        """Every plan of our own that is agreed or funded, at least in part."""
        every = agreed_plans(self.inventory)
        return tuple((record, plan) for record, plan in every if record.id not in self.returned)

    @cached_property
    def misfits(self) -> tuple[Judged, ...]:
        """Every stated score that the framework in use cannot take."""
        return tuple(misfitting(self.inventory, self.framework))


def _keys_stated(record: Record) -> Iterator[tuple[str, AbstractSet[str]]]:
    """The keys that a record states, and those of its costs, plan and options, by that word."""
    system = record.system
    yield "", system.model_fields_set
    if system.costs:
        yield "costs", system.costs.model_fields_set
    remediation = system.remediation
    if remediation and remediation.plan:
        yield "plan", remediation.plan.model_fields_set
    if remediation and remediation.options:
        yield "options", set().union(*[each.model_fields_set for each in remediation.options])


@dataclass(frozen=True)
class ScenarioContext:
    """A scenario, the route to it, and the inventory that it is about."""

    scenario: Scenario
    route: Route
    inventory: Inventory

    @cached_property
    def organisations(self) -> frozenset[str]:
        """Every organisation that the inventory names, as an owner of systems or as a parent."""
        return self.inventory.above({*self.inventory.named, *self.inventory.described})

    @cached_property
    def fixed(self) -> tuple[Decision, ...]:
        """The fixed choices that name an option of the inventory."""
        return tuple(fixed(self.scenario, self.route, self.inventory))

    @cached_property
    def committed(self) -> tuple[Decision, ...]:
        """The options of the inventory that are committed."""
        return tuple(committed(self.inventory))


_MOST_COMPARISONS = 100_000  # some seconds' worth; an estate of typing errors must not take minutes


class Neighbours:
    """The ids of an inventory, searched for the nearest to one that is not there, until patience ends."""

    def __init__(self, inventory: Inventory) -> None:
        self._records = inventory.records
        self._systems: dict[str, list[str]] = defaultdict(list)
        self._organisations: dict[str, list[str]] = defaultdict(list)
        self._found: dict[str, str | None] = {}
        self._patience = _MOST_COMPARISONS
        for full_id in inventory.records:
            organisation, _, short = full_id.partition("/")
            self._systems[organisation].append(short)
            self._organisations[short].append(organisation)

    def hint(self, system: str, record: Record) -> str:
        """A hint such as "Did you mean `dft/drivers`?", as `record` would write it; empty if none is near."""
        found = self._near_to(system, record)
        return f"Did you mean `{found.removeprefix(f'{record.organisation}/')}`?" if found else ""

    def related(self, system: str, record: Record) -> tuple[tuple[Route, str], ...]:
        """Where the system stands that the hint names."""
        found = self._near_to(system, record)
        return ((self._records[found].at("id"), "the nearest id"),) if found else ()

    def _near_to(self, system: str, record: Record) -> str | None:
        if system not in self._found:
            self._found[system] = self._near(system)
        found = self._found[system]
        return None if found == record.id else found

    def _near(self, system: str) -> str | None:
        """The nearest id of the same organisation, else the same id of the likeliest other one."""
        organisation, _, short = system.partition("/")
        same = self._nearest(short, self._systems.get(organisation, []))
        if same is not None:
            return f"{organisation}/{same}"
        others = self._organisations.get(short, [])
        if organisation in self._systems:
            return f"{others[0]}/{short}" if len(others) == 1 else None
        other = self._nearest(organisation, others)
        return None if other is None else f"{other}/{short}"

    def _nearest(self, word: str, words: list[str]) -> str | None:
        self._patience -= len(words)
        return nearest(word, words) if self._patience > 0 else None

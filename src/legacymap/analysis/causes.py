"""What brought a change about: the steps of a path between two states, and the statements behind what moved.

The steps are method, catalogue, time, what was learned and what was changed; statements are those of the
record itself, of its organisation, and of its neighbours.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import fsum

from legacymap.analysis.agreements import agreed_estate
from legacymap.analysis.analysis import Analysis, assessed, facts_of
from legacymap.analysis.reference import ReferenceData
from legacymap.domain.assessment import Assessment
from legacymap.domain.changes import (
    FactChange,
    criterion_of,
    organisation_changes,
    organisation_with_learned,
    record_changes,
    with_learned,
)
from legacymap.domain.comparison import Fact, Figure, Parts, spoken_place
from legacymap.domain.findings import Path, Place, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow, Described, Inventory, Record
from legacymap.estate.questions import Estate
from legacymap.findings import SENSITIVE_FIELDS

Assessments = Mapping[str, Assessment]
# The first steps of the facts that each derivation rests on.
_RESTS_ON: Mapping[str, tuple[Path, ...]] = {
    "end_of_support": (("technologies",),),
    "vendor_contract": (("contracts",),),
    "physical_environment": (("hosting",),),
    "vulnerabilities": (("vulnerabilities",), ("technologies",)),
    "recorded_issues": (("incidents",), ("incidents_complete",)),
    "financial": (("costs", "cost_of_failure"),),
    "other_systems": (("used_by",), ("consumers_complete",)),
}
_OF_ORGANISATIONS = ("annual_budget", "currency", "parent")
_NOWHERE: tuple[Route | None, Route | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Steps:
    """Every assessment at the six points of the path, and at the end by the earlier ruler.

    Up to `learned` systems have their earlier ids, from `changed` on their later ones.
    """

    start: Assessments
    method: Assessments
    catalogue: Assessments
    time: Assessments
    learned: Assessments
    changed: Assessments
    by_old_ruler: Assessments

    def values(
        self, old: str | None, new: str | None, value: Callable[[Assessment], float]
    ) -> tuple[float, ...]:
        """A figure of one system at each point; 0 where it has no score."""

        def at(assessments: Assessments, system: str | None) -> float:
            found = assessments.get(system) if system is not None else None
            return value(found) if found is not None else 0

        earlier = (self.start, self.method, self.catalogue, self.time, self.learned)
        return (*(at(each, old) for each in earlier), at(self.changed, new))


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement that differs, the way to it on each side, and what it is shown as."""

    change: FactChange
    route: str
    old: Route | None
    new: Route | None
    is_sensitive: bool


class Behind:
    """Finds the statements that differ, and their places; `look_up` first, so that each file is read once."""

    def __init__(self, old: Analysis, new: Analysis, later_ids: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self._later_ids = later_ids
        self._framework = new.reference.framework
        self._changes: dict[tuple[str, str], tuple[FactChange, ...]] = {}
        self._places: tuple[dict[Route, Place], dict[Route, Place]] = ({}, {})

    def changes(self, was: str, now: str) -> tuple[FactChange, ...]:
        """What the record itself says differently."""
        key = (was, now)
        if key not in self._changes:
            old, new = self._old.inventory.records[was], self._new.inventory.records[now]
            same = old.system == new.system
            self._changes[key] = () if same else record_changes(old, new, self._framework)
        return self._changes[key]

    def look_up(self, pairs: Iterable[tuple[str | None, str | None]]) -> None:
        """Finds the places of everything that the systems rest on, file by file."""
        wanted: tuple[set[Route], set[Route]] = (set(), set())
        for was, now in pairs:
            for each in self._statements(was, now) if was and now else ():
                wanted[0].update([each.old] if each.old else [])
                wanted[1].update([each.new] if each.new else [])
        for analysis, routes, places in zip((self._old, self._new), wanted, self._places, strict=True):
            for route in sorted(routes - places.keys()):
                places[route] = analysis.sources.place(route)

    def facts(self, was: str, now: str) -> tuple[Fact, ...]:
        """Every statement of the record itself that differs."""
        return tuple(self._fact(each) for each in self._own(was, now))

    def facts_of(self, was: str, now: str, criterion: str) -> tuple[Fact, ...]:
        """Those that a criterion rests on, of whatever record."""
        return tuple(
            self._fact(each) for each in self._statements(was, now) if self._speaks(each.change, criterion)
        )

    def is_open(self, was: str | None, now: str | None) -> bool:
        """Whether everybody may read what its record says on either side."""
        records = (
            self._old.inventory.records.get(was or ""), self._new.inventory.records.get(now or "")
        )  # fmt: skip
        sides = zip((self._old, self._new), records, strict=True)
        return all(
            record is None or analysis.inventory.handling(record) == "official" == analysis.least_handling
            for analysis, record in sides
        )

    def _fact(self, statement: _Statement) -> Fact:
        change = statement.change
        old, new = self._places
        return Fact(
            route=statement.route,
            old=change.old,
            new=change.new,
            how=change.how,
            old_place=spoken_place(old.get(statement.old) if statement.old else None),
            new_place=spoken_place(new.get(statement.new) if statement.new else None),
            is_sensitive=statement.is_sensitive,
        )

    def _statements(self, was: str, now: str) -> Sequence[_Statement]:
        return (
            *self._own(was, now),
            *self._of_organisation(was, now),
            *self._of_neighbours(was, now),
        )

    def _own(self, was: str, now: str) -> Iterator[_Statement]:
        old, new = self._old.inventory.records[was], self._new.inventory.records[now]
        for change in self.changes(was, now):
            yield _Statement(
                change,
                change.route,
                self._written(old, change.old_path) if change.old_path is not None else old.route,
                self._written(new, change.new_path) if change.new_path is not None else new.route,
                bool(change.steps) and change.steps[0] in SENSITIVE_FIELDS,
            )

    def _written(self, record: Record, path: Path) -> Route:
        """The route to a statement under the words that the record uses."""
        system = record.system
        if path[:1] == ("owner",) and system.owner is None and system.owners is not None:
            path = ("owners", *path[1:])
        if path[:2] == ("assessment", "scores") and len(path) > 2 and system.assessment:
            words = system.assessment.scores or {}
            word = next((each for each in words if criterion_of(each, self._framework) == path[2]), path[2])
            path = (*path[:2], word, *path[3:])
        return record.at(*path)

    def _speaks(self, change: FactChange, criterion: str) -> bool:
        steps = change.steps
        if steps[:2] == ("assessment", "framework"):
            return True
        if steps[:2] == ("assessment", "scores"):
            return criterion in self._meant(str(steps[2])) if len(steps) > 2 else True
        pair = self._framework.by_word.get(criterion)
        name = (pair[1].derived_from or "") if pair else ""
        if steps[:1] in {("organisation",), ("arrow",)}:
            return name == ("financial" if steps[0] == "organisation" else "other_systems")
        return any(steps[: len(path)] == path for path in _RESTS_ON.get(name, ()))

    def _meant(self, word: str) -> set[str]:
        """The criteria that a word of an assessment speaks of, under the framework in use or an older one."""
        tables = (each.criteria.get(word) for each in (self._framework.accepts or {}).values())
        return {criterion_of(word, self._framework)} | {
            criterion_of(table.to, self._framework) for table in tables if table is not None
        }

    # The organisation's budget, and those above it.

    def _of_organisation(self, was: str, now: str) -> Iterator[_Statement]:
        old, new = self._old.inventory, self._new.inventory
        above = dict.fromkeys(
            (*old.lineage(old.records[was].organisation), *new.lineage(new.records[now].organisation))
        )
        for organisation in above:
            for change in self._budgets.get(organisation, ()):
                key = str(change.steps[0])
                here, there = old.described.get(organisation), new.described.get(organisation)
                shown = FactChange(
                    change.how, ("organisation", *(change.old_path or ())), ("organisation", key),
                    change.old, change.new,
                )  # fmt: skip
                route = f"organisation {organisation}: {change.route}"
                yield _Statement(
                    shown,
                    route,
                    here.at(key) if here else None,
                    there.at(key) if there else None,
                    is_sensitive=False,
                )

    @cached_property
    def _budgets(self) -> Mapping[str, tuple[FactChange, ...]]:
        old, new = self._old.inventory, self._new.inventory
        found = {}
        for each in sorted({*old.described, *new.described}):
            changes = organisation_changes(old.organisation(each), new.organisation(each))
            telling = tuple(one for one in changes if one.steps[0] in _OF_ORGANISATIONS)
            if telling:
                found[each] = telling
        return found

    # Arrows that other records state.

    def _of_neighbours(self, was: str, now: str) -> Iterator[_Statement]:
        for is_added, arrow in (
            *((False, each) for each in self._removed.get(was, ())),
            *((True, each) for each in self._added.get(now, ())),
        ):
            analysis = self._new if is_added else self._old
            consumer = analysis.inventory.records.get(arrow.consumer)
            at = _stated_at(consumer, arrow.needed) if consumer else None
            if at is None:
                continue  # the record itself names its consumer
            old, new = (None, arrow.consumer) if is_added else (arrow.consumer, None)
            change = FactChange("neighbours", ("arrow",), ("arrow",), old, new)
            route = f"{arrow.consumer}: depends_on"
            here, there = (None, at) if is_added else (at, None)
            yield _Statement(change, route, here, there, is_sensitive=False)

    @cached_property
    def _removed(self) -> Mapping[str, list[Arrow]]:
        later = {(each.consumer, each.needed) for each in self._new.estate.arrows}
        ids = self._later_ids
        found: dict[str, list[Arrow]] = {}
        for each in self._old.estate.arrows:
            if (ids.get(each.consumer, each.consumer), ids.get(each.needed, each.needed)) not in later:
                found.setdefault(each.needed, []).append(each)
        return found

    @cached_property
    def _added(self) -> Mapping[str, list[Arrow]]:
        ids = self._later_ids
        earlier = {
            (ids.get(each.consumer, each.consumer), ids.get(each.needed, each.needed))
            for each in self._old.estate.arrows
        }
        found: dict[str, list[Arrow]] = {}
        for each in self._new.estate.arrows:
            if (each.consumer, each.needed) not in earlier:
                found.setdefault(each.needed, []).append(each)
        return found


def steps_between(old: Analysis, new: Analysis, later_ids: Mapping[str, str]) -> Steps:
    """The path from one analysis to another; `later_ids` pairs the systems that are on both sides."""
    start = old.assessments
    ruler = (new.reference, new.prior)
    method = start
    if _method_of(old) != _method_of(new):
        method = _assessed(old.estate, _mixed(new.reference, old.reference), new.prior, old)
    catalogue = method
    if old.reference.lifecycle_edition != new.reference.lifecycle_edition:
        catalogue = _assessed(old.estate, new.reference, new.prior, old)
    estate, time = old.estate, catalogue
    if old.request.as_of != new.request.as_of:
        if old.reading.agreements:
            estate = Estate.of(agreed_estate(old.reading, new.request.as_of).inventory)
        time = _assessed(estate, *ruler, new)
    learned = _learned(estate, time, new, later_ids)
    same_ruler = time is start and estate is old.estate and old.request.as_of == new.request.as_of
    by_old_ruler = (
        new.assessments if same_ruler else _assessed(_estate_at(new, old), old.reference, old.prior, old)
    )
    return Steps(start, method, catalogue, time, learned, new.assessments, by_old_ruler)


def with_all_learned(
    old: Inventory, new: Inventory, later_ids: Mapping[str, str], later: Analysis
) -> Inventory:
    """The earlier inventory with what was absent or unknown in it and is stated in the later one.

    The same inventory where that is nothing.
    """
    framework = later.reference.framework
    records = dict(old.records)
    there = {system: since for system, since in later_ids.items() if system in records}
    for system, since in there.items():  # an agreement may have made one of two by now
        records[system] = with_learned(old.records[system], new.records[since], framework)
    described = _described(old, new)
    is_same = all(records[each] is old.records[each] for each in there)
    if is_same and described is old.described:
        return old
    return replace(old, records=old.records if is_same else records, described=described)


def figures(assessments: Assessments, chosen: Collection[str]) -> dict[Figure, float]:
    """The headline figures over the systems chosen."""
    found = [each for system, each in assessments.items() if system in chosen]
    return {
        "red": sum(each.rating == "red" for each in found),
        "possibly_red": sum(each.rating == "possibly-red" for each in found),
        "legacy": sum(each.legacy == "yes" for each in found),
        "expected_red": fsum(each.p_red for each in found),
    }


def parts_of(values: tuple[float, ...]) -> Parts:
    """The differences between the six points of the path."""
    start, method, catalogue, time, learned, changed = values
    return Parts(method - start, catalogue - method, time - catalogue, learned - time, changed - learned)


def _method_of(analysis: Analysis) -> tuple[str, str]:
    return analysis.reference.framework_edition.sha256, analysis.prior


def _mixed(framework: ReferenceData, catalogue: ReferenceData) -> ReferenceData:
    return replace(framework, matcher=catalogue.matcher, lifecycle_edition=catalogue.lifecycle_edition)


def _assessed(estate: Estate, reference: ReferenceData, prior: str, day: Analysis) -> Assessments:
    """The systems of an estate by some ruler, on the day of an analysis."""
    facts = facts_of(estate, reference.matcher.match, day.request.as_of)
    return assessed(estate.inventory, facts, reference.framework, prior)


def _estate_at(analysis: Analysis, day: Analysis) -> Estate:
    if analysis.reading.agreements and analysis.request.as_of != day.request.as_of:
        return Estate.of(agreed_estate(analysis.reading, day.request.as_of).inventory)
    return analysis.estate


def _learned(estate: Estate, time: Assessments, new: Analysis, later_ids: Mapping[str, str]) -> Assessments:
    """The earlier estate with what has been learned; only what that touches is assessed anew."""
    before = estate.inventory
    inventory = with_all_learned(before, new.inventory, later_ids, new)
    if inventory is before:
        return time
    if inventory.described is not before.described:
        return _assessed(replace(estate, inventory=inventory), new.reference, new.prior, new)
    facts = facts_of(replace(estate, inventory=inventory), new.reference.matcher.match, new.request.as_of)
    touched = {
        system: each
        for system, each in facts.items()
        if inventory.records[system] is not before.records[system]
    }
    return {**time, **assessed(inventory, touched, new.reference.framework, new.prior)}


def _described(old: Inventory, new: Inventory) -> Mapping[str, Described]:
    found = dict(old.described)
    for organisation, since in new.described.items():
        earlier = old.described.get(organisation)
        if earlier is None:
            found[organisation] = since
            continue
        learned = organisation_with_learned(earlier.organisation, since.organisation)
        if learned is not earlier.organisation:
            found[organisation] = replace(earlier, organisation=learned)
    is_same = found.keys() == old.described.keys() and all(
        found[each] is old.described[each] for each in found
    )
    return old.described if is_same else found


def _stated_at(consumer: Record, needed: str) -> Route | None:
    """Where a record states that its system needs another; None where it does not."""
    for number, each in enumerate(consumer.system.depends_on or ()):
        if consumer.full_id(each.system) == needed:
            return consumer.at("depends_on", number)
    return None

"""The statements behind what moved: of the record itself, of its organisation, and of its neighbours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from legacymap.analysis.analysis import Analysis
from legacymap.domain.changes import FactChange, criterion_of, organisation_changes, record_changes
from legacymap.domain.comparison import Fact, spoken_place
from legacymap.domain.findings import Path, Place, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow, Record
from legacymap.findings import SENSITIVE_FIELDS

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


def _stated_at(consumer: Record, needed: str) -> Route | None:
    """Where a record states that its system needs another; None where it does not."""
    for number, each in enumerate(consumer.system.depends_on or ()):
        if consumer.full_id(each.system) == needed:
            return consumer.at("depends_on", number)
    return None

"""A change split along one path: method, catalogue, time, what was learned, what was changed.

Methods come first, so that what people did is measured with the newest ruler. The parts of a figure sum to
its change; a part whose inputs are equal on both sides is not computed and is 0.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from math import fsum

from legacymap.analysis.agreements import agreed_estate
from legacymap.analysis.analysis import Analysis, assessed, facts_of
from legacymap.analysis.reference import ReferenceData
from legacymap.domain.assessment import Assessment
from legacymap.domain.changes import organisation_with_learned, with_learned
from legacymap.domain.comparison import Figure, Parts
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Described, Inventory
from legacymap.estate.questions import Estate

Assessments = Mapping[str, Assessment]


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

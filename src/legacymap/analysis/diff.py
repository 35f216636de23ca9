"""Compares two states of an estate: what moved, through what, and which statements stand behind it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from legacymap.analysis.analysis import Analysis, members
from legacymap.analysis.causes import Behind, Steps, figures, parts_of, steps_between
from legacymap.analysis.diff_sides import DiffRequest, Judged, both_sides
from legacymap.analysis.plan_changes import Planning, plan_changes
from legacymap.domain.assessment import Assessment, CriterionScore
from legacymap.domain.comparison import (
    FIGURES,
    ArrowChanges,
    Bounds,
    Comparison,
    CriterionChange,
    FindingChanges,
    PlanChanges,
    Side,
    State,
    SystemChange,
    Total,
    Unmoved,
)
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic, Fault
from legacymap.domain.inventory import Arrow, Inventory, Record
from legacymap.domain.results import Incomplete, lacking
from legacymap.domain.values import HANDLINGS

_Chosen = tuple[frozenset[str], frozenset[str]]
_QUOTED = re.compile(r"`([^`]+)`")
_Mark = tuple[str, str, tuple[str, ...], str]


def diff(request: DiffRequest, planning: Planning | None = None) -> Comparison:
    """What has changed between two states of an estate, and in the plan where one is asked for.

    Raises RequestError when the request cannot be done: no such revision, no git, a later state that cannot
    be read.
    """
    with both_sides(request) as (old, new):
        if new.analysis is None:  # pragma: no cover - a later state that cannot be read has raised
            raise RequestError("The later state cannot be read.")
        if old.analysis is None:
            return _one_sided(old, new, new.analysis)
        return compared((old, old.analysis), (new, new.analysis), request.organisation, planning)


def compared(
    earlier: tuple[Judged, Analysis],
    later: tuple[Judged, Analysis],
    organisation: str | None,
    planning: Planning | None = None,
) -> Comparison:
    """The same of two states that have been read."""
    (old_side, old), (new_side, new) = earlier, later
    later_ids = paired(old.inventory, new.inventory)
    steps = steps_between(old, new, later_ids)
    chosen = _chosen(old, new, organisation)
    changes = _Changes(old, new, later_ids, steps)
    systems = tuple(changes.systems(*chosen))
    plan = plan_changes(old, new, later_ids, steps, planning) if planning else None
    arrows = _arrows(old, new, later_ids, chosen)
    findings = _findings(old, new, later_ids, chosen)
    named = frozenset(_named(systems, arrows, findings, plan))
    marks = (old.marking_of(named), new.marking_of(named))
    return Comparison(
        old=_side(old_side, old),
        new=_side(new_side, new),
        incomplete=lacking(_both(old.incomplete, new.incomplete), plan.cut_short if plan else ()),
        totals=tuple(_totals(steps, *chosen)),
        systems=systems,
        arrows=arrows,
        findings=findings,
        plan=plan,
        other_facts=tuple(changes.unmoved({each.id for each in systems}, chosen[1])),
        uncompared=changes.uncompared,
        diagnostics=(*_errors_of(old_side, old), *_errors_of(new_side, new)),
        handling=max(marks, key=HANDLINGS.index),
        names=_names(old, new),
    )


def paired(old: Inventory, new: Inventory) -> dict[str, str]:
    """The systems that are on both sides: their later id by their earlier one.

    A system under another id is the same where both carry the same id of another register, or the same name
    in one organisation, and no other does.
    """
    found = {system: system for system in old.records if system in new.records}
    gone = [record for system, record in old.records.items() if system not in found]
    come = [record for system, record in new.records.items() if system not in found]
    for marks in (_registered, _called):
        taken = set(found.values())
        here = _by_mark(gone, marks, set(found))
        there = _by_mark(come, marks, taken)
        for mark, systems in here.items():
            later = there.get(mark, [])
            if len(systems) == len(later) == 1 and systems[0] not in found and later[0] not in taken:
                found[systems[0]] = later[0]
                taken.add(later[0])
    return found


def _named(
    systems: Iterable[SystemChange], arrows: ArrowChanges, findings: FindingChanges, plan: PlanChanges | None
) -> Iterator[str]:
    """Every system that the comparison names, by its ids on both sides."""
    for each in systems:
        yield from (each.id, each.was or each.id)
    for arrow in (*arrows.added, *arrows.removed):
        yield from (arrow.consumer, arrow.needed)
    yield from (each.system for each in (*findings.new, *findings.gone))
    yield from (each.system for each in (plan.actions if plan else ()))


def _registered(record: Record) -> Iterator[tuple[str, str]]:
    yield from ((register, each) for register, each in (record.system.ids or {}).items() if each)


def _called(record: Record) -> Iterator[tuple[str, str]]:
    yield record.organisation, record.system.name.strip().casefold()


def _by_mark(records: Iterable[Record], marks: object, passed: set[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for record in records:
        if record.id not in passed:
            for mark in marks(record):  # type: ignore[operator] # one of the two above
                found.setdefault(mark, []).append(record.id)
    return found


def _chosen(old: Analysis, new: Analysis, organisation: str | None) -> _Chosen:
    """The systems that are listed on each side; an organisation need not be on both."""
    found, refused = [], []
    for each in (old, new):
        try:
            found.append(members(each.inventory, organisation))
        except RequestError as error:
            refused.append(error)
            found.append(frozenset())
    if len(refused) > 1:
        raise refused[1]
    return found[0], found[1]


def _totals(steps: Steps, old: frozenset[str], new: frozenset[str]) -> Iterator[Total]:
    earlier = [
        figures(each, old) for each in (steps.start, steps.method, steps.catalogue, steps.time, steps.learned)
    ]
    values = [*earlier, figures(steps.changed, new)]
    ruled = figures(steps.by_old_ruler, new)
    for figure in FIGURES:
        points = tuple(each[figure] for each in values)
        yield Total(figure, points[0], points[-1], parts_of(points), ruled[figure] - points[0])


class _Changes:
    """What has become of every system, asked of both analyses and the path between them."""

    def __init__(self, old: Analysis, new: Analysis, later_ids: Mapping[str, str], steps: Steps) -> None:
        self._old, self._new = old, new
        self._later_ids = later_ids
        self._steps = steps
        self._behind = Behind(old, new, later_ids)
        unread = {
            system
            for one, other in ((old.inventory, new.inventory), (new.inventory, old.inventory))
            for system in one.records
            if system not in other.records and other.presence(system) == "left-out"
        }
        self.uncompared = tuple(sorted(unread - later_ids.keys() - set(later_ids.values())))

    def systems(self, old: frozenset[str], new: frozenset[str]) -> Iterator[SystemChange]:
        """Those that moved, came, went or were renamed, by id."""
        earlier = {later: system for system, later in self._later_ids.items()}
        every: list[tuple[str | None, str | None]] = [(earlier.get(system), system) for system in new]
        every += [(system, None) for system in old if system not in self._later_ids]
        every += [(was, now) for was, now in self._later_ids.items() if was in old and now not in new]
        passed = set(self.uncompared)
        pairs = [(was, now) for was, now in every if (now or was) not in passed]
        pairs.sort(key=lambda pair: pair[1] or pair[0] or "")
        moved = [pair for pair in pairs if self._has_moved(*pair)]
        self._behind.look_up(moved)
        for was, now in moved:
            yield self._change(was, now)

    def unmoved(self, listed: set[str], chosen: frozenset[str]) -> Iterator[Unmoved]:
        """Those whose records say something else while their figures are as they were."""
        pairs = sorted(
            (now, was) for was, now in self._later_ids.items() if now in chosen and now not in listed
        )
        differing = [(was, now) for now, was in pairs if self._behind.changes(was, now)]
        self._behind.look_up(differing)
        for was, now in differing:
            yield Unmoved(now, self._behind.facts(was, now))

    def _has_moved(self, was: str | None, now: str | None) -> bool:
        if was is None or now is None or was != now:
            return True
        before, after = self._old.assessments.get(was), self._new.assessments.get(now)
        if before is after is None:
            return False
        expected = self._steps.values(was, now, lambda each: each.expected)
        p_red = self._steps.values(was, now, lambda each: each.p_red)
        if len({*expected}) > 1 or len({*p_red}) > 1:
            return True
        return _intervals(before) != _intervals(after)

    def _change(self, was: str | None, now: str | None) -> SystemChange:
        before = self._old.assessments.get(was) if was else None
        after = self._new.assessments.get(now) if now else None
        record = self._new.inventory.records[now] if now else self._old.inventory.records[was or ""]
        state: State = "new" if was is None else "gone" if now is None else "changed"
        if was and now and was != now:
            state = "renamed"
        return SystemChange(
            id=now or was or "",
            was=was if state == "renamed" else None,
            name=record.system.name,
            organisation=record.organisation,
            state=state,
            rating=(before.rating if before else None, after.rating if after else None),
            expected=(before.expected if before else None, after.expected if after else None),
            p_red=(before.p_red if before else None, after.p_red if after else None),
            parts=parts_of(self._steps.values(was, now, lambda each: each.expected)),
            criteria=tuple(self._criteria(was, now, before, after)) if was and now else (),
            red_parts=parts_of(self._steps.values(was, now, lambda each: each.p_red)),
            facts=self._behind.facts(was, now) if was and now else (),
            is_open=self._behind.is_open(was, now),
        )

    def _criteria(
        self, was: str, now: str, before: Assessment | None, after: Assessment | None
    ) -> Iterator[CriterionChange]:
        """The criteria whose bounds or basis are others than they were, in the framework's order."""
        old = {each.criterion: each for each in before.criteria} if before else {}
        new = {each.criterion: each for each in after.criteria} if after else {}
        for criterion in dict.fromkeys((*new, *old)):
            here, there = _bounds(old.get(criterion)), _bounds(new.get(criterion))
            if here != there:
                found = new.get(criterion) or old[criterion]
                facts = self._behind.facts_of(was, now, criterion)
                yield CriterionChange(criterion, found.code, here, there, facts)


def _intervals(assessment: Assessment | None) -> list[tuple[str, int, int]]:
    return [(each.criterion, each.low, each.high) for each in assessment.criteria] if assessment else []


def _bounds(score: CriterionScore | None) -> Bounds | None:
    return Bounds(score.low, score.high, score.basis) if score else None


def _arrows(old: Analysis, new: Analysis, later_ids: Mapping[str, str], chosen: _Chosen) -> ArrowChanges:
    def ends(arrow: Arrow) -> tuple[str, str]:
        return later_ids.get(arrow.consumer, arrow.consumer), later_ids.get(arrow.needed, arrow.needed)

    earlier = {ends(arrow) for arrow in old.estate.arrows}
    later = {(arrow.consumer, arrow.needed) for arrow in new.estate.arrows}

    def is_listed(arrow: Arrow, systems: frozenset[str]) -> bool:
        return arrow.consumer in systems or arrow.needed in systems

    added = (each for each in new.estate.arrows if (each.consumer, each.needed) not in earlier)
    removed = (each for each in old.estate.arrows if ends(each) not in later)
    return ArrowChanges(
        tuple(each for each in added if is_listed(each, chosen[1])),
        tuple(each for each in removed if is_listed(each, chosen[0])),
    )


def _findings(old: Analysis, new: Analysis, later_ids: Mapping[str, str], chosen: _Chosen) -> FindingChanges:
    """Findings that are on one side alone: compared without their file, so that a moved file is nothing.

    Those of a renamed system are compared under its later id, also where a message quotes it.
    """
    renamed = {was: now for was, now in later_ids.items() if was != now}

    def mark(fault: Fault, ids: Mapping[str, str]) -> _Mark:
        keys = tuple(step for step in fault.subject if isinstance(step, str))
        message = fault.message
        if ids:
            message = _QUOTED.sub(lambda found: f"`{ids.get(found[1], found[1])}`", message)
        return fault.rule, ids.get(fault.system, fault.system), keys, message

    earlier = Counter(mark(fault, renamed) for fault in old.faults)
    later = Counter(mark(fault, {}) for fault in new.faults)
    come = [each for each in new.faults if _is_listed(each, new.inventory, chosen[1])]
    gone = [each for each in old.faults if _is_listed(each, old.inventory, chosen[0])]
    return FindingChanges(
        new.located(_beyond(come, [mark(each, {}) for each in come], earlier)),
        old.located(_beyond(gone, [mark(each, renamed) for each in gone], later)),
    )


def _is_listed(fault: Fault, inventory: Inventory, chosen: frozenset[str]) -> bool:
    """Whether a finding is about a system that is listed, or about no record that could be chosen."""
    return fault.system in chosen or fault.system not in inventory.records


def _beyond(faults: Iterable[Fault], marks: Iterable[_Mark], known: Mapping[_Mark, int]) -> list[Fault]:
    """The faults of which there are more than are known."""
    seen: Counter[_Mark] = Counter()
    found = []
    for fault, mark in zip(faults, marks, strict=True):
        seen[mark] += 1
        if seen[mark] > known.get(mark, 0):
            found.append(fault)
    return found


def _names(old: Analysis, new: Analysis) -> Mapping[str, str]:
    found = {system: each.system.name for system, each in old.inventory.records.items()}
    return found | {system: each.system.name for system, each in new.inventory.records.items()}


def _side(judged: Judged, analysis: Analysis | None) -> Side:
    opened = judged.opened
    return Side(
        source=opened.source,
        commit=opened.commit,
        as_of=opened.as_of,
        provenance=analysis.provenance if analysis else None,
        incomplete=analysis.incomplete if analysis else None,
        diagnostics=analysis.outline if analysis else (),
        problem=judged.problem,
        notes=opened.notes,
    )


def _errors_of(judged: Judged, analysis: Analysis) -> Iterator[Diagnostic]:
    """A side's errors, those of a revision named as git names its files."""
    for each in analysis.outline:
        if judged.opened.commit is None:
            yield each
        else:
            revision = judged.opened.source.partition(":")[0]
            yield replace(each, place=replace(each.place, file=f"{revision}:{each.place.file}"))


def _both(old: Incomplete | None, new: Incomplete | None) -> Incomplete | None:
    """What either side lacks."""
    if old is None or new is None:
        return old or new
    return Incomplete(
        old.records + new.records,
        tuple(sorted({*old.named, *new.named})),
        tuple(sorted({*old.files, *new.files})),
        returns=tuple(sorted({*(old.returns or ()), *(new.returns or ())})) or None,
    )


def _one_sided(old: Judged, new: Judged, analysis: Analysis) -> Comparison:
    """The later state alone, marked: nothing is compared with what could not be read."""
    chosen = frozenset(analysis.inventory.records)
    now = figures(analysis.assessments, chosen)
    lacking = Incomplete(files=(old.opened.source,))
    return Comparison(
        old=_side(old, None),
        new=_side(new, analysis),
        incomplete=_both(lacking, analysis.incomplete),
        totals=tuple(Total(each, None, now[each], None, None) for each in FIGURES),
        systems=(),
        arrows=ArrowChanges((), ()),
        findings=FindingChanges((), ()),
        other_facts=(),
        diagnostics=tuple(_errors_of(new, analysis)),
        handling=analysis.least_handling,
        names={},
    )

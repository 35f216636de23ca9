"""Which starts of an option are open: what it waits for, and what is decided before a plan is made.

Constraints 3 to 5 and 7 of the method, section 6.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Path
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.plan import OptionOf, RiskTable
from legacymap.domain.scenario import FixedChoice, MustChoice
from legacymap.domain.system import Companion, Option, Requirement
from legacymap.planning.problem import Must
from legacymap.planning.work import ENDS_DEPENDENCIES, Barrier, Case, Partner, Start, Waited, Work

RetiredFrom = Mapping[str, int]
"""By system, the first year in which it has left by a planned retirement that is believed."""
Held = Callable[[Work, int], bool]
"""Whether a decision asks for a start of an option."""
_NONE_RETIRED: RetiredFrom = {}


def _none_held(_work: Work, _start: int) -> bool:
    """No decision asks for anything."""
    return False


@dataclass(frozen=True, slots=True)
class Precedence:
    """What an option needs, what must leave first, and its partners, as a job has them."""

    needs: tuple[Waited, ...]
    must_leave_first: tuple[str, ...]
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what is committed, or a `fix` or `must` of the scenario.

    What it leaves open is None; a commitment leaves nothing open. Years count from year 0. `path` leads to it
    in the scenario; that of a commitment is empty. Of `by` the work must be over by the end of that year.
    """

    system: str
    path: Path
    option: str | None = None
    start: int | None = None
    by: int | None = None
    options: frozenset[str] | None = None
    why: str = ""
    name: str = ""

    @property
    def told(self) -> str:
        """The system by its name and id."""
        return f"{self.name} (`{self.system}`)" if self.name else f"`{self.system}`"

    @property
    def is_commitment(self) -> bool:
        """Whether the system's record says so, and not the scenario."""
        return not self.path

    def restricts(self, option: str, start: int) -> bool:
        """Whether no other option or start may be chosen than such as these; of a `must` any may."""
        return self.by is not None or (self.option in {None, option} and self.start in {None, start})

    def text(self, first_year: int) -> str:
        """The decision in words."""
        if self.by is not None:
            done = " or ".join(f"`{each}`" for each in sorted(self.options or ()))
            because = f": {self.why.rstrip('.')}" if self.why else ""
            what = f"{done} of {self.told}" if done else self.told
            return f"{what} done by {_year(first_year, self.by)} (must{because})"
        what = f"`{self.option}` of {self.told}" if self.option else f"an option of {self.told}"
        when = f" in {_year(first_year, self.start)}" if self.start is not None else ""
        return f"{what}{when} ({'committed' if self.is_commitment else 'fixed by the scenario'})"


@dataclass(frozen=True, slots=True)
class Decided:
    """All decisions, and what keeps each."""

    every: tuple[Decision, ...]
    risks: RiskTable
    delay: int

    def of(self, system: str) -> Iterator[Decision]:
        """The decisions on a system."""
        return (each for each in self.every if each.system == system)

    def allows(self, system: str, option: str, start: int) -> bool:
        """Whether no decision on the system stands against the start."""
        return all(each.restricts(option, start) for each in self.of(system))

    def asks_for(self, work: Work, start: int) -> bool:
        """Whether some decision would be kept by the start."""
        return any(self.keeps(each, work, start) for each in self.of(work.system))

    def keeps(self, decision: Decision, work: Work, start: int) -> bool:
        """Whether a start of an option keeps the decision."""
        if decision.by is None:
            return decision.restricts(work.option, start)
        if start + work.years - 1 > decision.by:
            return False
        if decision.options is not None:
            return work.option in decision.options
        return work.ends_dependencies or self.ends_red(work, start)

    def ends_red(self, work: Work, start: int) -> bool:
        """Whether the system is not red in the first year of the effect, though it would have been."""
        first = max(start + work.years + self.delay, 0)
        nothing = self.risks.rated_red_nothing.get(work.system, ())
        after = self.risks.rated_red_after.get((work.system, work.option), ())
        return first < min(len(nothing), len(after)) and nothing[first] and not after[first]


def precedence(
    record: Record, option: Option, case: Case, retired_from: RetiredFrom = _NONE_RETIRED
) -> Precedence | Barrier:
    """What an option waits for; a barrier where it would wait for ever."""
    needs: list[Waited] = []
    for requirement in option.requires or ():
        need = _need(record, requirement, case, retired_from)
        if isinstance(need, Barrier):
            return need
        needs += [need] if need else []
    partners: list[Partner] = []
    for companion in option.moves_with or ():
        partner = _partner(record, companion, case)
        if isinstance(partner, Barrier):
            return partner
        partners += [partner] if partner else []
    must_leave_first = _consumers(record.id, case) if option.approach == "retire" else []
    staying = [consumer for consumer in must_leave_first if not _can_leave(consumer, case, retired_from)]
    if staying:
        text = (
            f"It cannot be retired: {_named(staying)} would still need it, without an option that leaves it."
        )
        return Barrier("precedence", text, tuple(staying))
    needs.sort(key=lambda need: (need.system, sorted(need.options)))
    partners.sort(key=lambda partner: (partner.system, partner.at, sorted(partner.options)))
    return Precedence(tuple(needs), tuple(must_leave_first), tuple(dict.fromkeys(partners)))


def available(
    jobs: Iterable[Work], held: Held = _none_held, retired_from: RetiredFrom = _NONE_RETIRED
) -> tuple[tuple[Work, ...], Mapping[OptionOf, Barrier]]:
    """The jobs with only the starts that others allow, and a barrier for each that none is left of.

    A start falls away when nothing that it needs, waits for, or moves with could ever be there in time; that
    is repeated until nothing changes. What decisions ask for keeps its starts, so that a conflict among them
    is found.
    """
    remaining: dict[str, list[Work]] = {}
    for job in jobs:
        remaining.setdefault(job.system, []).append(job)
    barred: dict[OptionOf, Barrier] = {}
    changed = True
    while changed:
        changed = False
        for system in sorted(remaining):
            kept = []
            for job in remaining[system]:
                values = {
                    start: value
                    for start, value in job.values.items()
                    if held(job, start) or _missing(job, start, remaining, retired_from) is None
                }
                if not values:
                    barred[system, job.option] = _waits_in_vain(job, remaining, retired_from)
                elif len(values) < len(job.values):
                    lost = {start: value for start, value in job.values.items() if start not in values}
                    kept.append(replace(job, values=values, struck={**job.struck, **lost}))
                else:
                    kept.append(job)
                changed = changed or len(values) < len(job.values)
            remaining[system] = kept
    return tuple(job for system in sorted(remaining) for job in remaining[system]), barred


def decisions(case: Case) -> tuple[Decision, ...]:
    """Everything that is decided, by system, commitments first; a `fix` that repeats one adds nothing."""
    committed = committed_starts(case)
    first, records = case.first_year, case.estate.inventory.records
    found = [Decision(system, (), *start) for system, start in committed.items()]
    for number, fix in enumerate(case.scenario.fix):
        each = _fixed(fix, number, first)
        started = committed.get(each.system)
        if not (started and each.option in {None, started[0]} and each.start in {None, started[1]}):
            found.append(each)
    found += [_must(must, number, first) for number, must in enumerate(case.scenario.must)]
    here = (replace(each, name=records[each.system].system.name) for each in found if each.system in records)
    return tuple(sorted(here, key=lambda each: each.system))


def committed_starts(case: Case) -> dict[str, Start]:
    """The option and start, counted from year 0, of every system with work that is committed."""
    found: dict[str, Start] = {}
    for record, option in case.each_option():
        if option.committed is not None:
            found.setdefault(record.id, (option.id, option.committed - case.first_year))
    return found


def kept_decisions(
    decided: Decided, works: Iterable[Work], first_year: int
) -> tuple[tuple[tuple[Decision, Must], ...], tuple[Decision, ...]]:
    """Each decision that some start keeps, with these starts; and those that none does."""
    by_system: dict[str, list[tuple[int, Work]]] = {}
    for place, work in enumerate(works):
        by_system.setdefault(work.system, []).append((place, work))
    found, unmet = [], []
    for decision in decided.every:
        allowed = tuple(
            (place, start + work.begun)
            for place, work in by_system.get(decision.system, ())
            for start in work.values
            if decided.keeps(decision, work, start)
        )
        if allowed:
            found.append((decision, Must(allowed, decision.text(first_year))))
        else:
            unmet.append(decision)
    return tuple(found), tuple(unmet)


def exact(every: Iterable[Decision]) -> Mapping[str, Start]:
    """The option and start of every system of which both are decided."""
    return {
        each.system: (each.option, each.start)
        for each in every
        if each.option is not None and each.start is not None
    }


def _need(
    record: Record, requirement: Requirement, case: Case, retired_from: RetiredFrom
) -> Waited | Barrier | None:
    """The need; None when it is already met."""
    required = record.full_id(requirement.system)
    options = case.options.get(required, {})
    known = case.estate.inventory.records.get(required)
    if known is not None and known.system.status == "retired":
        return None
    if not options and case.legacy.get(required) == "no":
        return None
    named = options.keys() & {requirement.option} if requirement.option else options.keys()
    if (not named and required not in retired_from) or required == record.id:
        what = f"{requirement.option} of {required}" if requirement.option else f"an option of {required}"
        return Barrier("precedence", f"It requires {what}, which cannot complete before it.", (required,))
    return Waited(required, frozenset(named))


def _partner(record: Record, companion: Companion, case: Case) -> Partner | Barrier | None:
    """Who moves with an option; None for its own system, which always does."""
    system = record.full_id(companion.system)
    if system == record.id:
        return None
    options = case.options.get(system, {}).keys()
    named = options & {companion.option} if companion.option else options
    if named:
        return Partner(system, frozenset(named), companion.at)
    if companion.option and options:
        text = f"It moves with {companion.option} of {system}, which is no option that could start."
    else:
        text = f"It moves with {system}, without an option to start."
    return Barrier("precedence", text, (system,))


def _consumers(system: str, case: Case) -> list[str]:
    return sorted({arrow.consumer for arrow in case.estate.needed_by(system) if arrow.hard})


def _can_leave(consumer: str, case: Case, retired_from: RetiredFrom) -> bool:
    if consumer not in case.legacy:
        return False
    options = case.options.get(consumer, {}).values()
    return consumer in retired_from or any(option.approach in ENDS_DEPENDENCIES for option in options)


def _named(systems: list[str]) -> str:
    return listed(systems, "and")


def _missing(
    job: Work, start: int, remaining: Mapping[str, list[Work]], retired_from: RetiredFrom
) -> str | None:
    """A system that could not do its part for this start; None when all could."""
    end = start + job.years
    for need in job.needs:
        done = [each for each in remaining.get(need.system, ()) if each.option in need.options]
        if not (_has_left(need.system, start, retired_from) or _can_end(done, start)):
            return need.system
    for leaver in job.must_leave_first:
        leaving = [each for each in remaining.get(leaver, ()) if each.ends_dependencies]
        if not (_has_left(leaver, end, retired_from) or _can_end(leaving, end)):
            return leaver
    for partner in job.partners:
        others = [each for each in remaining.get(partner.system, ()) if each.option in partner.options]
        if partner.at == "start" and not any(start in each.values for each in others):
            return partner.system
        if partner.at == "end" and not any(end - each.years in each.values for each in others):
            return partner.system
    return None


def _has_left(system: str, by: int, retired_from: RetiredFrom) -> bool:
    return system in retired_from and retired_from[system] <= by


def _can_end(works: list[Work], by: int) -> bool:
    return any(min(each.values) + each.years <= by for each in works)


def _waits_in_vain(job: Work, remaining: Mapping[str, list[Work]], retired_from: RetiredFrom) -> Barrier:
    stopping = {_missing(job, start, remaining, retired_from) for start in job.values}
    by = tuple(sorted(system for system in stopping if system))
    names = " and ".join(system for system in by)
    return Barrier("precedence", f"It waits for {names}, which cannot be done in time.", by)


def _year(first_year: int, year: int) -> str:
    return financial_year_text(first_year + year)


def _fixed(fix: FixedChoice, number: int, first_year: int) -> Decision:
    start = None if fix.start is None else fix.start - first_year
    return Decision(fix.system, ("fix", number), fix.option, start)


def _must(must: MustChoice, number: int, first_year: int) -> Decision:
    options = None if must.options is None else frozenset(must.options)
    by = must.by - first_year
    return Decision(must.system, ("must", number), by=by, options=options, why=must.why or "")

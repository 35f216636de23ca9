"""What is decided before a plan is made, in terms of options and starts (method, section 6, constraint 7)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Path
from legacymap.domain.plan import RiskTable
from legacymap.domain.scenario import FixedChoice, MustChoice
from legacymap.planning.problem import Must
from legacymap.planning.work import Case, Start, Work


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


def _year(first_year: int, year: int) -> str:
    return financial_year_text(first_year + year)


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


def _fixed(fix: FixedChoice, number: int, first_year: int) -> Decision:
    start = None if fix.start is None else fix.start - first_year
    return Decision(fix.system, ("fix", number), fix.option, start)


def _must(must: MustChoice, number: int, first_year: int) -> Decision:
    options = None if must.options is None else frozenset(must.options)
    by = must.by - first_year
    return Decision(must.system, ("must", number), by=by, options=options, why=must.why or "")


def committed_starts(case: Case) -> dict[str, Start]:
    """The option and start, counted from year 0, of every system with work that is committed."""
    found: dict[str, Start] = {}
    for record, option in case.each_option():
        if option.committed is not None:
            found.setdefault(record.id, (option.id, option.committed - case.first_year))
    return found


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
        return work.leaves or self.ends_red(work, start)

    def ends_red(self, work: Work, start: int) -> bool:
        """Whether the system is not red in the first year of the effect, though it would have been."""
        first = max(start + work.years + self.delay, 0)
        nothing = self.risks.rated_red_nothing.get(work.system, ())
        after = self.risks.rated_red_after.get((work.system, work.option), ())
        return first < min(len(nothing), len(after)) and nothing[first] and not after[first]


def posed(
    decided: Decided, works: Iterable[Work], first_year: int
) -> tuple[tuple[tuple[Decision, Must], ...], tuple[Decision, ...]]:
    """Each decision that some start keeps, with these starts; and those that none does."""
    by_system: dict[str, list[tuple[int, Work]]] = {}
    for place, work in enumerate(works):
        by_system.setdefault(work.system, []).append((place, work))
    found, unmet = [], []
    for decision in decided.every:
        ways = tuple(
            (place, start + work.begun)
            for place, work in by_system.get(decision.system, ())
            for start in work.values
            if decided.keeps(decision, work, start)
        )
        if ways:
            found.append((decision, Must(ways, decision.text(first_year))))
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

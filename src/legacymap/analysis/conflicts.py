"""Why there is no plan: decisions, floors and targets that cannot all be kept, and what would do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legacymap.analysis.analysis import Analysis
from legacymap.analysis.scenario import Chosen
from legacymap.domain.dates import financial_year_text
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import RiskTable
from legacymap.domain.scenario import ALL, EVERYBODY, FUND_WORDS
from legacymap.planning.explanation import conflicting
from legacymap.planning.feasibility import best_figure, least_money
from legacymap.planning.formulation import Solved
from legacymap.planning.ledger import Short, extras
from legacymap.planning.posing import PosedProblem, posed_problem
from legacymap.planning.problem import Must, Problem
from legacymap.planning.search import is_possible
from legacymap.planning.solver import SecondsLeft
from legacymap.planning.starts import Decision
from legacymap.planning.targets import Aim
from legacymap.planning.work import Case, stated_options

_HINT = "Change the year or the option of one, its commitment, or the budget and capacity that it needs."


@dataclass(frozen=True)
class Unkept:
    """A posed problem that no plan keeps, and what tells where its parts stand."""

    analysis: Analysis
    chosen: Chosen
    case: Case
    risks: RiskTable
    posed: PosedProblem
    seconds_left: SecondsLeft

    def error(self, solved: Solved | None) -> RequestError:
        """The error to raise; `solved` is None where some decision cannot stand by itself."""
        posed = self.posed
        if posed.unmet:
            lines = [f"{self.told(decision)}: {reason}" for decision, reason in posed.unmet]
            return RequestError("These decisions cannot be kept, whatever else is chosen:", _HINT, lines)
        if solved is not None and solved.status != "infeasible":
            return RequestError(
                "The time ran out before a plan was found that keeps all decisions.", "Raise --time-limit."
            )
        free = replace(posed.problem, sum_limits=())
        if posed.aims and is_possible(free, self.seconds_left):
            return self.unreached()
        bare = replace(free, lines=tuple(replace(line, floors=None) for line in free.lines))
        if any(line.floors for line in free.lines) and is_possible(bare, self.seconds_left):
            return self.below_floors(free, bare)
        return self.conflict(free)

    def where(self, decision: Decision) -> str:
        """Where a decision stands."""
        if decision.path:
            return self.chosen.where(decision.path)
        record = self.analysis.inventory.records[decision.system]
        number = next(n for n, each in enumerate(stated_options(record)) if each.id == decision.option)
        place = self.chosen.places.place(record.at("remediation", "options", number, "committed"))
        return place.text

    def named(self, system: str) -> str:
        """A system by its name."""
        record = self.case.estate.inventory.records.get(system)
        return record.system.name if record else system

    def told(self, decision: Decision) -> str:
        """A decision in words, after its place."""
        return f"{self.where(decision)}: {decision.text(self.case.first_year)}"

    def conflict(self, problem: Problem) -> RequestError:
        """The error that names decisions which cannot be kept together."""
        numbers = conflicting(problem, self.seconds_left)
        decisions = [self.posed.decisions[number] for number in numbers]
        several = "These decisions cannot all be kept together:"
        told = several if len(decisions) != 1 else "This decision cannot be kept:"
        lines = [*map(self.told, decisions), *self.lacking(numbers, problem), *self.sooner(decisions)]
        return RequestError(told, _HINT, lines)

    def lacking(self, numbers: Sequence[int], problem: Problem) -> list[str]:
        """The least money with which the decisions could be kept together; nothing where none would do."""
        must = tuple(problem.must[number] for number in numbers)
        short = least_money(self.posed, replace(problem, must=must), self.seconds_left)
        return ["The least money that would do:", *self.money(short)] if short else []

    def money(self, short: list[Short]) -> Iterator[str]:
        """Money by line and year, a sentence each."""
        for each in extras(self.posed, short, self.case.first_year):
            amount, year = pounds_text(each.amount), financial_year_text(each.year)
            inventory = self.case.estate.inventory
            whose = inventory.organisation(each.organisation).name or each.organisation
            budget = EVERYBODY if each.organisation == ALL else whose
            yield f"The {FUND_WORDS[each.fund]} budget of {budget} needs {amount} more in {year}."

    def sooner(self, decisions: Sequence[Decision]) -> Iterator[str]:
        """For each decision that waits for others, the earliest year that would do beside the rest."""
        for decision in decisions:
            if decision.by is not None:
                yield from self.complete(decision, decisions)
            if decision.start is None or decision.is_commitment:
                continue
            opened = self.opened(decision)
            place = opened.problem.places.get((decision.system, decision.option or ""))
            work = None if place is None else opened.works[place]
            if place is None or work is None or not (work.needs or work.must_leave_first or work.partners):
                continue
            rest = {each for each in decisions if each is not decision}
            kept = [
                must for each, must in zip(opened.decisions, opened.problem.must, strict=True) if each in rest
            ]
            free = replace(opened.problem, sum_limits=())
            for start in sorted(work.values):
                must = (*kept, Must(((place, start + work.begun),)))
                if is_possible(replace(free, must=must), self.seconds_left):
                    waits = sorted(
                        map(self.named, {*(each.system for each in work.needs), *work.must_leave_first})
                    )
                    named = f", for it waits for {listed(waits, 'and')}" if waits else ""
                    year = financial_year_text(self.case.first_year + start)
                    yield f"`{decision.option}` of {decision.told} could start in {year}{named}."
                    break

    def complete(self, decision: Decision, decisions: Sequence[Decision]) -> Iterator[str]:
        """The earliest year by which what must be complete could be."""
        posed, first = self.posed, self.case.first_year
        pairs = list(zip(posed.decisions, posed.problem.must, strict=True))
        rest = [must for each, must in pairs if each in decisions and each is not decision]
        free = replace(posed.problem, sum_limits=())
        for by in range((decision.by or 0) + 1, self.case.scenario.appraisal_years):
            later = replace(decision, by=by)
            allowed = tuple(
                (place, start + work.begun)
                for place, work in enumerate(posed.works)
                if work.system == decision.system
                for start in work.values
                if posed.keeps(later, work, start)
            )
            if allowed and is_possible(replace(free, must=(*rest, Must(allowed))), self.seconds_left):
                year = financial_year_text(first + by)
                yield f"{decision.told} could be complete by {year} at the earliest."
                return

    def opened(self, decision: Decision) -> PosedProblem:
        """The problem without a year for one fixed choice."""
        fixes = list(self.case.scenario.fix)
        number = int(decision.path[1])
        fixes[number] = fixes[number].model_copy(update={"start": None})
        scenario = self.case.scenario.model_copy(update={"fix": tuple(fixes)})
        return posed_problem(replace(self.case, scenario=scenario), self.risks)

    def below_floors(self, problem: Problem, bare: Problem) -> RequestError:
        """The error that names floors which cannot be spent."""
        lines = []
        for number, line in enumerate(problem.lines):
            for year, floor in enumerate(line.floors or ()):
                if floor is None:
                    continue
                alone = tuple(floor if each == year else None for each in range(problem.years))
                tried = list(bare.lines)
                tried[number] = replace(line, floors=alone)
                if is_possible(replace(bare, lines=tuple(tried)), self.seconds_left) is False:
                    text = financial_year_text(self.case.first_year + year)
                    place = self.chosen.where(("budgets", number, "floor", text))
                    lines.append(f"{place}: {pounds_text(floor)} of {line.name} in {text}")
        if not lines:
            lines = [
                f"{self.chosen.where(('budgets', number, 'floor'))}: the floors of {line.name}"
                for number, line in enumerate(problem.lines)
                if line.floors
            ]
        told = "No plan spends as much as these floors ask for"
        return RequestError(f"{told}:", "Lower the floors, or describe more that could be done.", lines)

    def unreached(self) -> RequestError:
        """The error that says how near to the targets a plan comes, and what money would reach them."""
        posed, lines = self.posed, []
        alone = [aim for aim in posed.aims if not self.is_reached([aim])]
        for aim in alone or posed.aims:
            others = [] if alone else [other for other in posed.aims if other is not aim]
            figure = best_figure(posed, aim, others, self.seconds_left)
            year = financial_year_text(aim.target.by)
            place = self.chosen.where(("goal", "targets", aim.number))
            beside = " beside the others" if others else ""
            best = "the time ran out before the best was known"
            if figure is not None:
                best = f"{aim.shown(figure)} is the best that the budgets allow"
            lines.append(f"{place}: {aim.text} from {year} on: {best}{beside}.")
        short = least_money(posed, posed.problem, self.seconds_left)
        if short is None:
            lines.append("No money would do: it is what could be done, and when, that stands in the way.")
            lines += self.at_most()
        else:
            lines.append("The least money that would do:")
            lines += self.money(short)
        raising = ", raise these budgets" if short is not None else ""
        hint = f"Lower the targets{raising}, or describe more that could be done."
        told = "This target" if len(posed.aims) == 1 else "These targets"
        return RequestError(f"{told} cannot be reached:", hint, lines)

    def at_most(self) -> Iterator[str]:
        """How near to each target that no money reaches any money would come."""
        for aim in self.posed.aims:
            figure = best_figure(self.posed, aim, (), self.seconds_left, with_caps=False)
            if figure is not None and not aim.is_met(figure):
                yield f"However much money there is, {aim.shown(figure)} is the best: {aim.text}."

    def is_reached(self, aims: Sequence[Aim]) -> bool:
        """Whether some plan within the budgets reaches these targets."""
        posed = self.posed
        sum_limits = [
            each for aim in posed.aims if aim in aims for each in aim.sum_limits(posed.works, posed.delay)
        ]
        problem = replace(posed.problem, sum_limits=tuple(sum_limits))
        return is_possible(problem, self.seconds_left) is not False

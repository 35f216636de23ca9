"""Why a plan is as it is: its actions, what is left out and why, and decisions that cannot all be kept.

Here are the reasons within one plan; what to do about a conflict of decisions is said in
analysis/conflicts.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, groupby, islice
from math import fsum, inf

from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import (
    Action,
    Chosen,
    Financing,
    NewMoney,
    NextIn,
    NotChosen,
    NotPlanned,
    RiskTable,
    WhyNot,
)
from legacymap.domain.scenario import ALL, EVERYBODY, FUND_WORDS, Fund
from legacymap.planning.ledger import PENCE, Ledger, extras, pence
from legacymap.planning.posing import NOTHING, PosedProblem
from legacymap.planning.problem import Problem
from legacymap.planning.search import is_possible
from legacymap.planning.solver import SecondsLeft
from legacymap.planning.work import Barrier, Case, Work

Named = Callable[[str], str]
"""The name of a system or an organisation by its id."""
_FEW = 3
_TRIES = 150
"""Sets of decisions that are tried for a smaller conflict."""
# Of several options of one system the reason that is nearest to a yes speaks for it.
_NEAREST_TO_YES: tuple[WhyNot, ...] = (
    "not-needed", "budget", "not-worth", "capacity", "precedence", "too-long", "forbidden", "missing-costs",
    "no-effect", "no-option",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Footing:
    """What stands on systems: the share of B by family, and those of which each is the weakest foundation."""

    families: Mapping[str, Mapping[str, float]]
    weakest_of: Mapping[str, Sequence[str]]


def _forever() -> float:
    return inf


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What keeps an option from starting in a year: of several things the one that is farthest from a yes.

    `reason` tells it in a few words, `remedy` what would be there instead; `is_tail` says that the cap on
    later spend is broken, which no extra money of a year mends.
    """

    start: int
    code: WhyNot
    by: tuple[str, ...]
    reason: str
    remedy: str = ""
    is_tail: bool = False


def actions(
    case: Case, posed: PosedProblem, ledger: Ledger, risks: RiskTable, footing: Footing
) -> tuple[Action, ...]:
    """Every action, by start, then value (highest first), then system."""
    unblocked, named = _unblocked(ledger), _naming(case)
    found = []
    for work, start in ledger.chosen():
        first = case.first_year + start
        value = work.values[start]
        mends = tuple(footing.weakest_of.get(work.system, ()))
        lets = tuple(unblocked.get(work.system, ()))
        financing = money_by_year(case.estate.inventory.records[work.system], work, start)
        is_committed = posed.committed.get(work.system) == (work.option, start)
        found.append(
            Action(
                system=work.system,
                option=work.option,
                approach=work.approach,
                start=first,
                complete=first + work.years - 1,
                rdel=dict(enumerate(work.rdel, first)),
                cdel=dict(enumerate(work.cdel, first)),
                value=value,
                committed=is_committed,
                present_cost=_present_cost(posed, work, start),
                new_money=new_money(financing),
                financing={case.first_year + year: money for year, money in financing.items()},
                families=footing.families[work.system],
                why=Chosen(
                    text=_why(
                        (work, start),
                        posed,
                        _gain(work, start, case, risks),
                        [named(each) for each in lets],
                        [named(each) for each in mends],
                    )
                ),
                unblocks=lets,
                mends=mends,
            )
        )
    return tuple(sorted(found, key=lambda action: (action.start, -action.value, action.system)))


def not_planned(system: str, case: Case, posed: PosedProblem, ledger: Ledger) -> NotPlanned:
    """Why a system is left as it is, with all else in the plan fixed."""
    if system not in case.options:
        return NotPlanned(system, NotChosen("no-option", "No option is described that would change it."))
    reasons = list(_reasons(system, case, posed, ledger))
    first = min(reasons, key=_closeness)
    texts = [f"{_sentence(reason, several=len(reasons) > 1)}" for reason in sorted(reasons, key=_closeness)]
    why = NotChosen(first.barrier.code, " ".join(texts), first.barrier.by)
    return NotPlanned(system, why, first.next_in)


def conflicting(problem: Problem, seconds_left: SecondsLeft = _forever) -> tuple[int, ...]:
    """The places of decisions that no plan can keep together; none where all can be, or none is to blame.

    Without any one of them the others could be kept, unless the time ran out: what could not be settled by
    then is still among them. None are named where no conflict was proven in time. Of several such sets it is
    a smallest, as far as few tries show.
    """
    if is_possible(problem, seconds_left) is not False:
        return ()

    def is_conflict(kept: Sequence[int]) -> bool:
        fewer = replace(problem, must=tuple(problem.must[each] for each in kept))
        return is_possible(fewer, seconds_left) is False

    kept = list(range(len(problem.must)))
    for decision in tuple(kept):
        fewer = [each for each in kept if each != decision]
        if is_conflict(fewer):
            kept = fewer
    every = range(len(problem.must))
    smaller = (some for size in range(1, len(kept)) for some in combinations(every, size))
    found = next((some for some in islice(smaller, _TRIES) if is_conflict(some)), None)
    return tuple(kept) if found is None else found


def money_by_year(record: Record, work: Work, start: int) -> dict[int, Financing]:
    """Who pays for what is still to be spent, by year; years count from year 0, as does `start`.

    Ring-fenced money pays for the earliest years first, and for capital before resource in a year. Where the
    agreed plan names an option, its money is for that one alone.
    """
    ringfenced = _set_aside(record, work.option)
    found = {}
    for year in range(max(-start, 0), work.years):
        rdel, cdel = pence(work.rdel[year]), pence(work.cdel[year])
        if ringfenced is None:
            found[start + year] = Financing(funded=rdel + cdel)
            continue
        of_cdel = min(ringfenced, cdel)
        of_rdel = min(ringfenced - of_cdel, rdel)
        ringfenced -= of_cdel + of_rdel
        found[start + year] = Financing(rdel - of_rdel, cdel - of_cdel, of_cdel + of_rdel)
    return found


def new_money(financing: Mapping[int, Financing]) -> NewMoney:
    """What of some years' money is new, by fund."""
    whole = sum(financing.values(), Financing())
    return NewMoney(whole.new_rdel / PENCE, whole.new_cdel / PENCE)


def _present_cost(posed: PosedProblem, work: Work, start: int) -> float:
    """The present value of what the work still spends."""
    place = posed.problem.places[work.system, work.option]
    return posed.problem.jobs[place].present_cost(start + work.begun)


def _unblocked(ledger: Ledger) -> dict[str, list[str]]:
    """By system, those whose chosen option waits for what is done to it."""
    found: dict[str, list[str]] = {}
    for work, _ in ledger.chosen():
        waits_for = {*(need.system for need in work.needs), *work.must_leave_first}
        waits_for |= {each.system for each in work.partners}
        for system in sorted(waits_for):
            found.setdefault(system, []).append(work.system)
    return found


def _gain(work: Work, start: int, case: Case, risks: RiskTable) -> str:
    """What the option does to the weighted risk of its system in the first year of its effect."""
    year = max(start + work.years + case.delay, 0)
    nothing = risks.nothing.get(work.system)
    if nothing is None or year >= case.scenario.appraisal_years:
        return "removes no risk of its own within the appraisal"
    when = financial_year_text(case.first_year + year)
    if (work.system, work.option) not in risks.after:
        return f"ends a weighted risk of {nothing[year]:,.1f}: the system is gone from {when} on"
    left = risks.after[work.system, work.option][year]
    return f"brings weighted risk from {nothing[year]:,.1f} to {left:,.1f} in {when}"


def _why(
    chosen: tuple[Work, int], posed: PosedProblem, gain: str, unblocks: Sequence[str], mends: Sequence[str]
) -> str:
    work, start = chosen
    fixed = posed.fixed.get(work.system) == (work.option, start)
    committed = posed.committed.get(work.system) == (work.option, start)
    given = "Committed: " if committed else "Fixed by the scenario: " if fixed else _demanded(chosen, posed)
    parts = [gain]
    if unblocks:
        parts.append(f"lets {_named(unblocks)} go ahead")
    if mends:
        parts.append(f"mends the weakest foundation of {_named(mends)}")
    sentence = f"{given}{'; '.join(parts)}."
    return f"{sentence[0].upper()}{sentence[1:]}"


def _demanded(chosen: tuple[Work, int], posed: PosedProblem) -> str:
    """Which decision that left something open an action keeps."""
    work, start = chosen
    for decision in posed.decisions:
        if decision.system == work.system and posed.keeps(decision, work, start):
            if decision.by is None:
                return "Fixed by the scenario: "
            return f"Must be done{f' ({decision.why})' if decision.why else ''}: "
    return ""


def _named(systems: Sequence[str]) -> str:
    if len(systems) <= _FEW:
        return listed(systems, "and")
    return f"{len(systems)} systems"


def _naming(case: Case) -> Named:
    """The names of systems and organisations, as the inventory has them."""
    inventory = case.estate.inventory

    def named(each: str) -> str:
        record = inventory.records.get(each)
        if record is not None:
            return record.system.name or each
        return EVERYBODY if each == ALL else inventory.organisation(each).name or each

    return named


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why one option is not chosen, with the cheapest way to bring it in."""

    option: str
    barrier: Barrier
    next_in: NextIn | None = None


def _reasons(system: str, case: Case, posed: PosedProblem, ledger: Ledger) -> Iterator[_Reason]:
    for option in sorted(case.options[system]):
        barrier = posed.barred.get((system, option))
        work = ledger.posed.work.get((system, option))
        if barrier is not None:
            yield _Reason(option, barrier)
        elif work is not None:
            yield _reason(work, case, ledger, _naming(case))


def _reason(work: Work, case: Case, ledger: Ledger, named: Named) -> _Reason:
    """Why an option is not chosen, start by start; its code is that of the start that is nearest to a yes."""
    met = _obstacles(work, case.first_year, ledger, named)
    nearest = min(met, key=lambda each: _NEAREST_TO_YES.index(each.code))
    alike = [each for each in met if each.code == nearest.code]
    found = _next_in(work, [each.start for each in alike if not each.is_tail], case.first_year, ledger)
    if nearest.code != "budget":
        found = None
    cheapest = found.start - case.first_year if found else None
    by = min((each.by for each in alike), key=lambda names: (len(names), names))
    if found is not None:
        by = tuple(dict.fromkeys(extra.organisation for extra in found.extra))
    return _Reason(work.option, Barrier(nearest.code, _told(met, case.first_year, cheapest), by), found)


def _next_in(work: Work, payable: list[int], first_year: int, ledger: Ledger) -> NextIn | None:
    """The start that needs least extra money, of those that lack nothing else; None where there is none."""
    tries = [
        NextIn(
            work.option,
            first_year + start,
            work.values.get(start, 0.0),
            extras(ledger.posed, ledger.shortfalls(work, start), first_year),
        )
        for start in payable
    ]
    return min(tries, key=lambda each: (pence(each.needed), -each.value, each.start), default=None)


def _closeness(reason: _Reason) -> tuple[int, bool, int, float, str]:
    found = reason.next_in
    needed = pence(found.needed) if found else 0
    rank = _NEAREST_TO_YES.index(reason.barrier.code)
    return rank, found is None, needed, -(found.value if found else 0.0), reason.option


def _sentence(reason: _Reason, *, several: bool) -> str:
    return f"{reason.option}: {reason.barrier.text}" if several else reason.barrier.text


def _obstacles(work: Work, first_year: int, ledger: Ledger, named: Named) -> tuple[Obstacle, ...]:
    """The obstacle of every start that the option's own dates allow, by start.

    A start for which there is room and money is held back by nothing but the tolerance of the plan.
    """
    values = {**work.struck, **work.values}
    return tuple(
        _obstacle(work, start, values[start], (first_year, ledger, named)) for start in sorted(values)
    )


def _told(met: Sequence[Obstacle], first_year: int, cheapest: int | None) -> str:
    """The obstacles in one sentence, start by start where they differ.

    Of starts that lack only money the cheapest speaks for all; None where no start lacks only that.
    """
    runs = [list(run) for _, run in groupby(met, key=_kind)]
    if len(runs) == 1:
        return _single_reason(_representative(runs[0], cheapest), first_year)
    parts = []
    for run in runs:
        representative = _representative(run, cheapest)
        remedy = f" ({_remedy(representative, run, first_year)})" if representative.remedy else ""
        parts.append(f"{_span(run, met[-1].start, first_year)}: {representative.reason}{remedy}")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _kind(obstacle: Obstacle) -> tuple[object, ...]:
    """What starts share that are told together: which lines lack money does not tell them apart."""
    return obstacle.code, obstacle.reason, obstacle.is_tail


def _obstacle(work: Work, start: int, value: float, asked: tuple[int, Ledger, Named]) -> Obstacle:
    first_year, ledger, named = asked
    if value <= NOTHING:
        return Obstacle(start, "no-effect", (), "it would not lower the risk within the appraisal")
    waiting = ledger.waiting(work, start)
    if waiting:
        names = listed([named(each) for each in waiting], "and")
        return Obstacle(start, "precedence", waiting, f"it waits for {names}, not done in time")
    full = ledger.exceeded(work, start)
    if full:
        remedy = _more_room(ledger.lacking_room(work, start), first_year, named)
        whose = listed([named(each) for each in full], "and")
        return Obstacle(start, "capacity", full, f"capacity of {whose}", remedy)
    too_dear = _too_dear(work, start, value, ledger)
    if too_dear is not None:
        return too_dear
    tail = ledger.lacking_tail(work, start)
    if tail:
        lacks = listed([f"{pounds_text(amount)} of {FUND_WORDS[fund]}" for fund, amount in tail], "and")
        return Obstacle(start, "budget", (), "the cap on later spend", f"{lacks} more", is_tail=True)
    return _money(work, start, asked)


def _too_dear(work: Work, start: int, value: float, ledger: Ledger) -> Obstacle | None:
    """That its points, with nothing that would lean on it, cost more than they may."""
    most = ledger.posed.max_cost_per_point
    if most is None:
        return None
    each = ledger.present_cost(work, start) / value
    if each <= most:
        return None
    return Obstacle(start, "not-worth", (), f"a point would cost more than {pounds_text(most)}")


def _money(work: Work, start: int, asked: tuple[int, Ledger, Named]) -> Obstacle:
    first_year, ledger, named = asked
    short = ledger.shortfalls(work, start)
    if not short and ledger.posed.is_least_cost:
        return Obstacle(start, "not-needed", (), "the targets are reached without it")
    if not short:
        return Obstacle(
            start, "budget", (), "there is money for it, but it adds less than the tolerance of the plan"
        )
    by_line: dict[int, list[tuple[int, float]]] = {}
    for number, year, amount in short:
        by_line.setdefault(number, []).append((first_year + year, amount))
    lacking = [(*ledger.posed.lines[number], by_year) for number, by_year in by_line.items()]
    lacks = [_lack(named(organisation), fund, by_year) for organisation, fund, by_year in lacking]
    lines = tuple(dict.fromkeys(organisation for organisation, *_ in lacking))
    return Obstacle(start, "budget", lines, "money", f"lacks {listed(lacks, 'and')}")


def _lack(organisation: str, fund: Fund, lacking: Sequence[tuple[int, float]]) -> str:
    """What the line of an organisation lacks, all its years together."""
    first, last = financial_year_text(lacking[0][0]), financial_year_text(lacking[-1][0])
    when = first if first == last else f"{first} to {last}"
    amount = pounds_text(fsum(amount for _, amount in lacking))
    return f"{amount} of {FUND_WORDS[fund]} for {organisation} in {when}"


def _more_room(lacking: Iterable[tuple[str, int, float]], first_year: int, named: Named) -> str:
    """How much more each organisation would have to carry in which years; named where there are several."""
    by_organisation: dict[str, list[str]] = {}
    for organisation, year, amount in lacking:
        more = f"{amount:g} more in {financial_year_text(first_year + year)}"
        by_organisation.setdefault(organisation, []).append(more)
    several = len(by_organisation) > 1
    return "; ".join(
        f"{f'{named(organisation)}: ' if several else ''}{listed(parts, 'and')}"
        for organisation, parts in by_organisation.items()
    )


def _representative(run: Sequence[Obstacle], cheapest: int | None) -> Obstacle:
    return next((each for each in run if each.start == cheapest), run[0])


def _remedy(representative: Obstacle, run: Sequence[Obstacle], first_year: int) -> str:
    """What would be needed; for which start, where there are several of its kind."""
    if len(run) == 1:
        return representative.remedy
    return f"{representative.remedy}, for a start in {financial_year_text(first_year + representative.start)}"


def _span(run: Sequence[Obstacle], last: int, first_year: int) -> str:
    first, end = (financial_year_text(first_year + each.start) for each in (run[0], run[-1]))
    if first == end:
        return first
    return f"from {first} on" if run[-1].start == last else f"{first} to {end}"


def _single_reason(obstacle: Obstacle, first_year: int) -> str:
    """A sentence for an obstacle that all starts share."""
    year = financial_year_text(first_year + obstacle.start)
    if obstacle.code == "budget" and obstacle.remedy and not obstacle.is_tail:
        return f"To start in {year} it {obstacle.remedy}."
    if obstacle.code == "capacity":
        return f"There is no {obstacle.reason} for it; to start in {year} it would take {obstacle.remedy}."
    if obstacle.is_tail:
        return f"It breaks {obstacle.reason}; to start in {year} it would take {obstacle.remedy}."
    return f"{_capital(obstacle.reason)}."


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _set_aside(record: Record, option: str) -> int | None:
    """The pence that are ring-fenced for an option; None where all of it is funded."""
    plan = record.system.remediation.plan if record.system.remediation else None
    if plan is None or plan.option not in {None, option}:
        return 0
    if plan.funded == "yes":
        return None
    amount: Decimal = plan.ringfenced.amount if plan.ringfenced else Decimal(0)
    return round(amount * PENCE)

"""What a plan may do and what it must keep to: the constraints of `method.md`, section 6, one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.recomputation.arrows import resolve, status
from tests.recomputation.plain import Written, at, rows, text
from tests.recomputation.scenarios import FUNDS, Line, Must, Target, pence
from tests.recomputation.scores import Question, score_of
from tests.recomputation.weights import Weighed, approach, duration, option_of

# An option and its start, in years after the scenario's first.
Choice = tuple[str, int]
Course = Mapping[str, Choice]
LEAVING = ("retire", "replace", "rebuild", "rearchitect")


@dataclass(frozen=True)
class Breach:
    """A constraint that a course does not keep."""

    kind: str
    where: str
    year: int = 0
    amount: float = 0.0


def real_options(estate: Written, system: str) -> list[str]:
    """The options of a system that change it."""
    written = rows(at(estate.systems.get(system), "remediation", "options")) or []
    return [text(at(each, "id")) or "" for each in written if at(each, "approach") != "retain"]


def committed(weighed: Weighed) -> dict[str, Choice]:
    """What has been started or must start."""
    found: dict[str, Choice] = {}
    for system in weighed.systems:
        for option in real_options(weighed.estate, system):
            start = text(at(option_of(weighed.estate, system, option), "committed"))
            if start:
                found[system] = option, int(start[:4]) - weighed.scenario.first
    return found


def starts(weighed: Weighed, system: str, option: str) -> list[int]:
    """Every year in which an option may start, as far as its own dates and length go."""
    written, length = option_of(weighed.estate, system, option), duration(weighed.estate, system, option)
    first, last = text(at(written, "earliest")), text(at(written, "latest"))
    return [
        start
        for start in range(weighed.scenario.years)
        if start + length <= weighed.scenario.appraisal
        and (first is None or int(first[:4]) - weighed.scenario.first <= start)
        and (last is None or start <= int(last[:4]) - weighed.scenario.first)
    ]


def spent(weighed: Weighed, system: str, choice: Choice) -> Mapping[tuple[str, int], Fraction]:
    """What every year of the work costs of each fund, after optimism bias, in the price base."""
    key = system, *choice
    if key not in weighed.paid:
        weighed.paid[key] = _spent(weighed, system, *choice)
    return weighed.paid[key]


def _spent(weighed: Weighed, system: str, option: str, start: int) -> dict[tuple[str, int], Fraction]:
    written = option_of(weighed.estate, system, option)
    found = {}
    for fund in FUNDS:
        amounts = rows(at(written, fund)) or []
        for year in range(duration(weighed.estate, system, option)):
            amount = amounts[year] if year < len(amounts) else None
            price = weighed.scenario.price(amount, at(written, "price_base"))
            # What was spent before year 0 is as it was; an option's own bias beats the scenario's by fund.
            own = text(at(written, "optimism_bias", fund))
            bias = weighed.scenario.bias[fund] if own is None else Fraction(own)
            found[fund, start + year] = pence(price * (1 + (bias if start + year >= 0 else 0)))
    return found


def breaches(weighed: Weighed, course: Course) -> Iterator[Breach]:
    """Everything in which a course breaks constraints 1 to 8, and the targets."""
    yield from decisions(weighed, course)
    for system in course:
        yield from links(weighed, course, system)
    yield from crowding(weighed, course)
    yield from overspends(weighed, course)
    yield from underspends(weighed, course)
    yield from unreached(weighed, course)


def decisions(weighed: Weighed, course: Course) -> Iterator[Breach]:
    """Starts that cannot be (1), and decisions that are not obeyed (7)."""
    scenario, begun = weighed.scenario, committed(weighed)
    yield from _undecided(weighed, course)
    for system, (option, start) in course.items():
        if {(system, option), (system, None)} & scenario.forbidden:
            yield Breach("forbidden", system)
        if not any(rows(at(option_of(weighed.estate, system, option), fund)) for fund in FUNDS):
            yield Breach("missing-costs", system)
        ends = start + duration(weighed.estate, system, option)
        if ends > weighed.scenario.appraisal or (
            system not in begun and start not in starts(weighed, system, option)
        ):
            yield Breach("too-long", system)


def _undecided(weighed: Weighed, course: Course) -> Iterator[Breach]:
    for system, choice in committed(weighed).items():
        if course.get(system) != choice:
            yield Breach("decided", system)
    for system, named, year in weighed.scenario.fixes:
        done = course.get(system)
        if done is None or named not in (None, done[0]) or year not in (None, done[1]):
            yield Breach("decided", system)
    for must in weighed.scenario.musts:
        if must.system not in course or not meets(weighed, must, course[must.system]):
            yield Breach("decided", must.system)


def meets(weighed: Weighed, must: Must, choice: Choice) -> bool:
    """Whether a choice is complete by the year, and one of those that will do."""
    option, start = choice
    first = start + duration(weighed.estate, must.system, option)
    if first - 1 > must.by:
        return False
    if must.options is not None:
        return option in must.options
    if approach(weighed.estate, must.system, option) in LEAVING:
        return True
    first = max(first + weighed.scenario.late, 0)
    return (
        must.system in weighed.told.nothing
        and first < weighed.scenario.appraisal
        and weighed.is_red(must.system, None, first)
        and not weighed.is_red(must.system, option, first)
    )


def links(weighed: Weighed, course: Course, system: str) -> Iterator[Breach]:
    """What must come before (3), who must have left (4) and who moves at the same time (5)."""
    option, start = course[system]
    written = option_of(weighed.estate, system, option)
    for each in rows(at(written, "requires")) or []:
        other = resolve(system, text(each) or text(at(each, "system")))
        named = text(at(each, "option"))
        gone = weighed.told.leaves.get(other, start + 1) <= start
        if not gone and not _met(weighed, other) and not _completed(weighed, course, other, named, start):
            yield Breach("precedence", other)
    if approach(weighed.estate, system, option) == "retire":
        end = start + duration(weighed.estate, system, option)
        for arrow in weighed.all_arrows:
            gone = weighed.told.leaves.get(arrow.start, end + 1) <= end
            if (
                arrow.hard
                and arrow.end == system
                and not gone
                and not _left(weighed, course, arrow.start, end)
            ):
                yield Breach("precedence", arrow.start)
    for each in rows(at(written, "moves_with")) or []:
        other = resolve(system, text(each) or text(at(each, "system")))
        if other != system and not _moves(weighed, course, each, (other, system)):
            yield Breach("precedence", other)


def crowding(weighed: Weighed, course: Course) -> Iterator[Breach]:
    """More options under way than an organisation can carry (6)."""
    for owner, most in weighed.scenario.capacity.items():
        for year in range(weighed.scenario.appraisal):
            busy = sum(
                size_of(weighed, system, option)
                for system, (option, start) in course.items()
                if below(system, owner, weighed.estate)
                and start <= year < start + duration(weighed.estate, system, option)
            )
            if busy > most:
                yield Breach("capacity", owner, year)
    for owner, most in weighed.scenario.starts.items():
        for year in range(weighed.scenario.years):
            begun = [system for system, (_, start) in course.items() if start == year]
            if sum(below(system, owner, weighed.estate) for system in begun) > most:
                yield Breach("capacity", owner, year)


def _moves(weighed: Weighed, course: Course, told: object, pair: tuple[str, str]) -> bool:
    other, system = pair
    named = text(at(told, "option"))
    if other not in course or named not in (None, course[other][0]):
        return False
    if at(told, "ends") == "together":
        theirs, mine = (
            course[each][1] + duration(weighed.estate, each, course[each][0]) for each in (other, system)
        )
        return theirs == mine
    return course[other][1] == course[system][1]


def size_of(weighed: Weighed, system: str, option: str) -> Fraction:
    """How much of a capacity the option takes."""
    return Fraction(text(at(option_of(weighed.estate, system, option), "size")) or 1)


def underspends(weighed: Weighed, course: Course) -> Iterator[Breach]:
    """Spend below a floor (8)."""
    for line in weighed.scenario.lines:
        spend = line_spend(weighed, course, line)
        for year, floor in enumerate(line.floors):
            if floor is not None and spend[year] < floor:
                yield Breach("floor", f"{line.organisation} {line.fund}", year, float(floor - spend[year]))


def unreached(weighed: Weighed, course: Course) -> Iterator[Breach]:
    """Targets that are missed in their year or a later one."""
    for target in weighed.scenario.targets:
        for year in range(target.by, weighed.scenario.appraisal):
            reached, base = figure(weighed, course, target, year), 1.0
            if target.figure == "weighted_risk":
                base = figure(weighed, {}, target, year)
            if reached > float(target.most) * base + 1e-9:
                yield Breach("target", target.figure, year, reached)


def figure(weighed: Weighed, course: Course, target: Target, year: int) -> float:
    """The figure of a target in one year: expected red, weighted risk, or how many are rated red."""
    found = 0.0
    for system in weighed.told.nothing:
        option, first = None, None
        if system in course:
            first = course[system][1] + duration(weighed.estate, system, course[system][0])
            first += weighed.scenario.late
            option = course[system][0] if first <= year else None
        if target.figure == "expected_red":
            found += weighed.red(system, option, year, first)
        elif target.figure == "weighted_risk":
            found += weighed.risk(system, option, year, first)
        elif _is_of(weighed, system, target.chosen):
            found += weighed.is_red(system, option, year, first)
    return found


def _is_of(weighed: Weighed, system: str, chosen: Mapping[str, str]) -> bool:
    record = weighed.estate.systems[system]
    return (
        chosen.get("kind") in (None, text(at(record, "kind")) or "application")
        and ("organisation" not in chosen or below(system, chosen["organisation"], weighed.estate))
        and ("tag" not in chosen or chosen["tag"] in (rows(at(record, "tags")) or []))
        and chosen.get("system") in (None, system)
    )


def overspends(weighed: Weighed, course: Course) -> Iterator[Breach]:
    """Spend above a cap (2); with carry-forward all that is short falls in the earliest year short."""
    for line in weighed.scenario.lines:
        spend = line_spend(weighed, course, line)
        lacking = [mine - cap for mine, cap in zip(spend, line.caps, strict=True)]
        if line.carry_forward:
            lacking = [sum(lacking[: year + 1], Fraction(0)) for year in range(len(lacking))]
        short = [year for year, amount in enumerate(lacking) if amount > 0]
        if line.carry_forward and short:
            yield Breach("budget", f"{line.organisation} {line.fund}", short[0], float(max(lacking)))
        elif not line.carry_forward:
            yield from (
                Breach("budget", f"{line.organisation} {line.fund}", year, float(lacking[year]))
                for year in short
            )
    tail = later_spend(weighed, course)
    for fund, cap in weighed.scenario.tail_cap.items():
        if tail[fund] > cap:
            yield Breach("tail", fund)


def line_spend(weighed: Weighed, course: Course, line: Line) -> list[Fraction]:
    """What a course spends of a line in each year of the scenario."""
    found = [Fraction(0)] * weighed.scenario.years
    for system, choice in course.items():
        if below(system, line.organisation, weighed.estate):
            for (fund, year), amount in spent(weighed, system, choice).items():
                if line.fund in (fund, "total") and 0 <= year < weighed.scenario.years:
                    found[year] += amount
    return found


def later_spend(weighed: Weighed, course: Course) -> dict[str, Fraction]:
    """What a course still spends after the last year of the scenario."""
    found = dict.fromkeys(FUNDS, Fraction(0))
    for system, choice in course.items():
        for (fund, year), amount in spent(weighed, system, choice).items():
            found[fund] += amount if year >= weighed.scenario.years else 0
    return found


def below(system: str, organisation: str, estate: Written) -> bool:
    """Whether a system belongs to this organisation or to one below it."""
    owner: str | None = system.partition("/")[0]
    above = []
    while owner is not None:
        above.append(owner)
        owner = text(at(estate.organisations.get(owner), "parent"))
    return organisation == "all" or organisation in above


def _met(weighed: Weighed, other: str) -> bool:
    record = weighed.estate.systems.get(other)
    if record is None:
        return False
    if status(record) == "retired":
        return True
    if real_options(weighed.estate, other) or other not in weighed.told.nothing:
        return False
    direct = len({arrow.start for arrow in weighed.all_arrows if arrow.end == other})
    return score_of(other, weighed.estate, direct, Question(weighed.day)).legacy == "no"


def _completed(weighed: Weighed, course: Course, other: str, named: str | None, start: int) -> bool:
    if other not in course or named not in (None, course[other][0]):
        return False
    option, theirs = course[other]
    return theirs + duration(weighed.estate, other, option) <= start


def _left(weighed: Weighed, course: Course, other: str, end: int) -> bool:
    if other not in course or other not in weighed.told.nothing:
        return False
    option, start = course[other]
    leaves = approach(weighed.estate, other, option) in LEAVING
    return leaves and start + duration(weighed.estate, other, option) <= end

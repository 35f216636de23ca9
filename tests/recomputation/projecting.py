"""Later years, a second time: section 5 of `method.md` read aloud, for doing nothing and for each option."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.recomputation import odds
from tests.recomputation.arrows import IN_ESTATE, Arrow, arrows, status
from tests.recomputation.assessed import IMPACT, LIKELIHOOD, Judged, judged
from tests.recomputation.levels import technology_level, vendor_contract, vulnerabilities
from tests.recomputation.odds import Interval
from tests.recomputation.plain import Written, at, rows, text, yes

NAMES = {code: name for name, code in (LIKELIHOOD | IMPACT).items()}
NEW = {
    "end_of_support": 1,
    "vendor_contract": 1,
    "skills": 2,
    "business_needs": 1,
    "physical_environment": 1,
    "vulnerabilities": 2,
    "recorded_issues": 2,
}
DEFAULTS = {
    "replace": NEW,
    "rebuild": NEW,
    "rearchitect": NEW,
    "refactor": {"skills": 2, "business_needs": 2, "recorded_issues": 2},
    "replatform": {"end_of_support": 1, "physical_environment": 1, "vulnerabilities": 2},
    "rehost": {"physical_environment": 1},
    "relocate": {"physical_environment": 1},
    "encapsulate": {"business_needs": 2},
}

# Expected likelihood, expected impact, P(red); a row a year.
Years = list[tuple[float, float, float]]
Bounds = dict[str, Interval]


@dataclass(frozen=True)
class Asked:
    """The as-of date, the scenario's first year, the years appraised, and how to judge them."""

    day: date
    first_year: int
    years: int
    renew_contracts: bool = True
    prior: str = "calibrated"
    without: str = ""


@dataclass(frozen=True)
class Told:
    """The years of every scored system, by id and by (id, option), and the options without stated effect."""

    nothing: dict[str, Years]
    after: dict[tuple[str, str], Years]
    defaults: list[tuple[str, str]]


def project(estate: Written, asked: Asked) -> Told:
    """What becomes of every scored system."""
    told = Told({}, {}, [])
    all_arrows = arrows(estate)
    for full_id, record in estate.systems.items():
        if status(record) not in IN_ESTATE or at(record, "kind") == "external":
            continue
        # The dates up to each year: nothing falls below what it was at any of them.
        passed = [_passed(asked, number) for number in range(asked.years)]
        nothing = [_nothing(full_id, estate, all_arrows, days, asked) for days in passed]
        told.nothing[full_id] = [_weighed(bounds, asked) for bounds in nothing]
        for option in rows(at(record, "remediation", "options")) or []:
            approach, key = text(at(option, "approach")) or "", (full_id, text(at(option, "id")) or "")
            if approach in ("retire", "retain"):
                continue
            told.after[key] = [_weighed(_changed(bounds, option, approach), asked) for bounds in nothing]
            if at(option, "after") is None:
                told.defaults.append(key)
    return told


def _passed(asked: Asked, number: int) -> list[date]:
    springs = [date(asked.first_year + each, 4, 1) for each in range(number + 1)]
    return [asked.day, *(max(spring, asked.day) for spring in springs)]


def _nothing(
    full_id: str, estate: Written, all_arrows: list[Arrow], days: list[date], asked: Asked
) -> Bounds:
    record = estate.systems[full_id]
    dependents = len({arrow.start for arrow in all_arrows if arrow.end == full_id})
    spoken = {
        "end_of_support": _support(record, days),
        "vendor_contract": _contracts(record, days, renew=asked.renew_contracts),
        "vulnerabilities": _vulnerabilities(record, days),
    }
    now = judged(full_id, estate, dependents, asked.day)
    return {each.criterion: _later(each, spoken.get(each.criterion)) for each in now}


def _later(now: Judged, spoken: tuple[Interval | None, Interval | None] | None) -> Interval:
    if spoken is None or now.basis == "not-applicable":
        return now.interval
    at_first, at_last = spoken
    low, high = now.interval
    if now.basis == "assessed":
        if at_first is None or at_last is None:
            return low, high
        low = min(6, low + at_last[0] - at_first[0])
        return low, max(low, min(6, high + at_last[1] - at_first[1]))
    then = at_last or (1, 6)
    return max(low, then[0]), max(high, then[1])


def _support(record: object, days: list[date]) -> tuple[Interval | None, Interval | None]:
    technologies = rows(at(record, "technologies"))
    if not technologies:
        return None, None
    at_first = [technology_level(technology, days[0]) for technology in technologies]
    at_last = [_technology(technology, days) for technology in technologies]
    return _worst(at_first), _worst(at_last)


def _technology(technology: object, days: list[date]) -> Interval:
    levels = [technology_level(technology, day) for day in days]
    upgrade = yes(at(technology, "upgrade_planned"))
    if upgrade:
        return levels[0]
    return levels[0][0] if upgrade is None else max(low for low, _ in levels), max(high for _, high in levels)


def _contracts(record: object, days: list[date], *, renew: bool) -> tuple[Interval | None, Interval | None]:
    contracts = rows(at(record, "contracts"))
    if not contracts:
        return vendor_contract(record, days[0]), vendor_contract(record, days[0])
    found = []
    for contract in contracts:
        alone = {"contracts": [contract]}
        drifts = yes(at(contract, "replacement_agreed")) is False or not renew
        levels = [vendor_contract(alone, day) or (1, 6) for day in (days if drifts else days[:1])]
        found.append((max(low for low, _ in levels), max(high for _, high in levels)))
    return vendor_contract(record, days[0]), _worst(found)


def _vulnerabilities(record: object, days: list[date]) -> tuple[Interval | None, Interval | None]:
    at_first = vulnerabilities(record, days[0])
    if yes(at(record, "vulnerabilities", "known")) is not None:
        # What people know is not a date of support.
        return at_first, at_first
    over = [_technology(each, days) == (6, 6) for each in rows(at(record, "technologies")) or []]
    return at_first, (4, 6) if any(over) else None


def _changed(bounds: Bounds, option: object, approach: str) -> Bounds:
    stated = at(option, "after")
    if stated is None:
        defaults = DEFAULTS[approach]
        return {
            name: (min(low, defaults.get(name, 6)), min(high, defaults.get(name, 6)))
            for name, (low, high) in bounds.items()
        }
    assert isinstance(stated, dict)
    levels = {NAMES.get(word, word): int(level) for word, level in stated.items() if level not in ("", "~")}
    return {name: (levels[name], levels[name]) if name in levels else both for name, both in bounds.items()}


def _weighed(bounds: Bounds, asked: Asked) -> tuple[float, float, float]:
    ratio = odds.PRIORS[asked.prior]
    left = tuple(bounds[name] for name in LIKELIHOOD if name != asked.without)
    right = tuple(bounds[name] for name in IMPACT if name != asked.without)
    chance = _chance_of_red(left, right, ratio) if asked.without else odds.chance_of_red(left, right, ratio)
    return float(odds.spread(left, ratio).expected), float(odds.spread(right, ratio).expected), float(chance)


def _chance_of_red(left: odds.Group, right: odds.Group, ratio: Fraction) -> Fraction:
    """The same with any number of criteria in a group: mean and maximum, halved, multiplied, at least 16."""
    totals = [
        [
            ((Fraction(total, len(group)) + highest) / 2, chance)
            for (total, highest), chance in odds.sums_and_maxima(group, ratio).items()
        ]
        for group in (left, right)
    ]
    chances = (one * other for mine, one in totals[0] for theirs, other in totals[1] if mine * theirs >= 16)
    return sum(chances, Fraction(0))


def _worst(intervals: list[Interval]) -> Interval:
    return max(low for low, _ in intervals), max(high for _, high in intervals)

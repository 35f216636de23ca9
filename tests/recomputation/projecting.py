"""Later years, a second time: section 5 of `method.md` read aloud, for doing nothing and for each option."""

from dataclasses import dataclass, field
from datetime import date

from tests.recomputation import odds
from tests.recomputation.arrows import IN_ESTATE, Arrow, arrows, status
from tests.recomputation.assessed import IMPACT, LIKELIHOOD, Judged, judged
from tests.recomputation.days import span
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
    retire_as_planned: bool = False
    # The years, counted from the first, from which fading effects are asked for; none: effects do not fade.
    fading_from: tuple[int, ...] = ()


@dataclass(frozen=True)
class Told:
    """The years of every scored system, by id and by (id, option), and what is assumed.

    `fading` is by the year of completion plus one, counted from the first year; `leaves` the first year in
    which a system has left, counted so too.
    """

    nothing: dict[str, Years]
    after: dict[tuple[str, str], Years]
    defaults: list[tuple[str, str]]
    kept_current: list[tuple[str, str]]
    fading: dict[tuple[str, str], dict[int, Years]]
    leaves: dict[str, int]
    unfunded: list[str]
    # The same figures at the as-of date.
    now: dict[str, tuple[float, float, float]] = field(default_factory=dict)


def project(estate: Written, asked: Asked) -> Told:
    """What becomes of every scored system."""
    told = Told({}, {}, [], [], {}, {}, [])
    all_arrows = arrows(estate)
    for full_id, record in estate.systems.items():
        if status(record) not in IN_ESTATE or at(record, "kind") == "external":
            continue
        # The dates up to each year: nothing falls below what it was at any of them.
        passed = [_passed(asked, number) for number in range(asked.years)]
        now = _now(full_id, estate, all_arrows, asked)
        nothing = [_nothing(record, now, days, asked) for days in passed]
        told.nothing[full_id] = [_weighed(bounds, asked) for bounds in nothing]
        told.now[full_id] = _weighed(_nothing(record, now, [asked.day] * 2, asked), asked)
        _retire(full_id, record, asked, told)
        for option in rows(at(record, "remediation", "options")) or []:
            approach, key = text(at(option, "approach")) or "", (full_id, text(at(option, "id")) or "")
            if approach in ("retire", "retain"):
                continue
            until = text(at(option, "supported_until"))
            ends = span(until)[0] if until else None
            days = [passed[-1] for passed in (_passed(asked, number) for number in range(asked.years))]
            told.after[key] = [
                _weighed(_changed(bounds, option, approach, day, ends), asked)
                for bounds, day in zip(nothing, days, strict=True)
            ]
            sets_support = "end_of_support" in _levels(option) | _defaults(option, approach)
            if _defaults(option, approach):
                told.defaults.append(key)
            if sets_support and ends is None:
                told.kept_current.append(key)
            if sets_support and ends is None and asked.fading_from:
                told.fading[key] = {
                    first: [
                        _weighed(
                            _changed(bounds, option, approach, day, _six_years_after(first, asked)), asked
                        )
                        for bounds, day in zip(nothing, days, strict=True)
                    ]
                    for first in asked.fading_from
                }
    return told


def _six_years_after(first: int, asked: Asked) -> date:
    # Complete at the end of the year before the first year of effect.
    return date(asked.first_year + first + 6, 4, 1)


def _retire(full_id: str, record: object, asked: Asked, told: Told) -> None:
    """A stated `retires` is believed where the plan is paid for; a date before D never."""
    said = text(at(record, "retires"))
    if said is None or span(said)[1] < asked.day:
        return
    when = span(said)[1]
    holds_it = when.year if when.month >= 4 else when.year - 1
    funded = (text(at(record, "remediation", "plan", "funded")) or "").lower() in ("yes", "true")
    if not funded and not asked.retire_as_planned:
        told.unfunded.append(full_id)
    elif holds_it + 1 - asked.first_year < asked.years:
        told.leaves[full_id] = max(0, holds_it + 1 - asked.first_year)


def _passed(asked: Asked, number: int) -> list[date]:
    springs = [date(asked.first_year + each, 4, 1) for each in range(number + 1)]
    return [asked.day, *(max(spring, asked.day) for spring in springs)]


def _now(full_id: str, estate: Written, all_arrows: list[Arrow], asked: Asked) -> list[Judged]:
    dependents = len({arrow.start for arrow in all_arrows if arrow.end == full_id})
    return judged(full_id, estate, dependents, asked.day)


def _nothing(record: object, now: list[Judged], days: list[date], asked: Asked) -> Bounds:
    spoken = {
        "end_of_support": _support(record, days),
        "vendor_contract": _contracts(record, days, renew=asked.renew_contracts),
        "vulnerabilities": _vulnerabilities(record, days),
    }
    return {each.criterion: _later(each, spoken.get(each.criterion)) for each in now}


def _later(now: Judged, spoken: tuple[Interval | None, Interval | None] | None) -> Interval:
    if spoken is None or now.basis == "not-applicable":
        return now.interval
    at_first, at_last = spoken
    low, high = now.interval
    if now.basis in ("assessed", "shared"):
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


def _levels(option: object) -> dict[str, int]:
    """What the option states, by criterion."""
    stated = at(option, "after") or {}
    assert isinstance(stated, dict)
    return {
        NAMES.get(str(word), str(word)): int(level)
        for word, level in stated.items()
        if word != "others" and level not in ("", "~")
    }


def _defaults(option: object, approach: str) -> dict[str, int]:
    """The approach's default of what `after` does not name; none with others unchanged."""
    if at(option, "after", "others") == "unchanged":
        return {}
    return {name: level for name, level in DEFAULTS[approach].items() if name not in _levels(option)}


def _changed(bounds: Bounds, option: object, approach: str, day: date, ends: date | None) -> Bounds:
    found = dict(bounds)
    for name, level in _defaults(option, approach).items():
        # Never above doing nothing in the same year.
        found[name] = min(level, bounds[name][0]), min(level, bounds[name][1])
    for name, level in _levels(option).items():
        found[name] = level, level
    if ends is not None:
        alone = {"support": {"standard_ends": ends.isoformat()}, "upgrade_planned": "no", "product": ""}
        least, most = technology_level(alone, day)
        low, high = found["end_of_support"]
        found["end_of_support"] = max(low, least), max(high, most)
    return found


def _weighed(bounds: Bounds, asked: Asked) -> tuple[float, float, float]:
    ratio = odds.PRIORS[asked.prior]
    left = tuple(bounds[name] for name in LIKELIHOOD if name != asked.without)
    right = tuple(bounds[name] for name in IMPACT if name != asked.without)
    chance = odds.chance_of_red(left, right, ratio)
    return float(odds.spread(left, ratio).expected), float(odds.spread(right, ratio).expected), float(chance)


def _worst(intervals: list[Interval]) -> Interval:
    return max(low for low, _ in intervals), max(high for _, high in intervals)

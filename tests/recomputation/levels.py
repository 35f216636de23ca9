"""Facts to levels, criterion by criterion: the table of `method.md`, section 2, read aloud."""

from datetime import date, timedelta
from fractions import Fraction

from tests.recomputation import catalogue
from tests.recomputation.days import span, years_on
from tests.recomputation.odds import Interval
from tests.recomputation.plain import at, pounds, rows, text, yes

SEVERITIES = {"severe": (5, 5), "major": (4, 4), "moderate": (3, 3), "minor": (2, 2), None: (2, 5)}
# Later years ask for the same technologies on the same days again and again.
_LEVELS: dict[tuple[str, date], Interval] = {}


def end_of_support(record: object, day: date) -> Interval | None:
    """The worst technology; None without technologies."""
    found = [technology_level(technology, day) for technology in rows(at(record, "technologies")) or []]
    return _worst(found) if found else None


def technology_level(technology: object, day: date) -> Interval:
    """The interval of one technology: of all cycles that it could be."""
    key = str(technology), day
    if key not in _LEVELS:
        _LEVELS[key] = _technology_level(technology, day)
    return _LEVELS[key]


def _technology_level(technology: object, day: date) -> Interval:
    stated = text(at(technology, "support", "standard_ends"))
    if catalogue.is_evergreen(technology) and stated in (None, "unknown", "not-announced"):
        return 1, 1
    ends = [stated] if stated not in (None, "unknown") else catalogue.standard_ends(technology) or ["unknown"]
    cover = _cover_runs_to(technology, day)
    upgrade = {True: "yes", False: "no", None: "not stated"}[yes(at(technology, "upgrade_planned"))]
    found = [_support_level(end or "unknown", cover, upgrade, day) for end in ends]
    return min(low for low, _ in found), max(high for _, high in found)


def vendor_contract(record: object, day: date) -> Interval | None:
    """The worst contract; 1 when it is stated that there is none."""
    contracts = rows(at(record, "contracts"))
    if contracts is None:
        return None
    return _worst([_contract_level(contract, day) for contract in contracts]) if contracts else (1, 1)


def physical_environment(record: object, day: date) -> Interval | None:  # noqa: ARG001 - all derivations are called alike
    """1 in somebody else's cloud."""
    hosting = at(record, "hosting")
    kind = text(hosting) or text(at(hosting, "type"))
    return (1, 1) if kind in ("public-cloud", "saas") else None


def vulnerabilities(record: object, day: date) -> Interval | None:
    """What is known of vulnerabilities, else what follows from software out of support."""
    known = yes(at(record, "vulnerabilities", "known"))
    if known is True:
        return 6, 6
    if known is False:
        checked = text(at(record, "vulnerabilities", "checked"))
        if checked is None:
            return 1, 3
        first, last = span(checked)
        when = day if first <= day <= last else last
        return (1, 1) if years_on(day, -1) <= when <= day else (1, 3)
    levels = [technology_level(technology, day) for technology in rows(at(record, "technologies")) or []]
    return (4, 6) if (6, 6) in levels else None


def recorded_issues(record: object, day: date) -> Interval | None:
    """The worst incident of the last three years."""
    incidents = rows(at(record, "incidents"))
    if incidents is None:
        return None
    # What is dated after D does not count, ongoing or not.
    so_far = [incident for incident in incidents if not _is_after(incident, day)]
    if any(yes(at(incident, "ongoing")) for incident in so_far):
        return 6, 6
    low, high = _worst([(1, 1), *(_incident_level(incident, day) for incident in so_far)])
    if not yes(at(record, "incidents_complete")):
        high = max([high, *(_level_before(incident, day) for incident in so_far)])
    return low, high


def financial(record: object, budget: Fraction | None, currency: str) -> Interval | None:
    """The cost of one failure, in pounds and as a share of the budget; the higher counts."""
    cost = pounds(at(record, "costs", "cost_of_failure"))
    found = []
    if cost is not None and currency == "GBP":
        found.append(_band(cost, Fraction(5_000_000), [Fraction(limit * 10**6) for limit in (10, 20, 50)]))
    if cost is not None and budget is not None:
        found.append(_band(cost, budget / 100, [budget * share / 100 for share in (4, 7, 10)]))
    return (max(found), max(found)) if found else None


def other_systems(record: object, dependents: int) -> Interval:
    """The number of direct dependents; up to 5 unless every consumer is known."""
    level = 1 + sum(dependents >= least for least in (1, 3, 6, 11))
    return (level, level) if yes(at(record, "consumers_complete")) else (level, 5)


def _support_level(standard: str, cover: date | None, upgrade: str, day: date) -> Interval:
    if standard == "unknown":
        return (1, 5) if cover else (1, 6)
    if standard == "not-announced":
        return 1, 4
    if standard != "ended" and span(standard)[0] > day:
        ends = span(standard)[0]
        if ends <= years_on(day, 3):
            is_covered_for_long = cover is not None and cover > years_on(day, 3)
            return _with_upgrade(2, 3 if is_covered_for_long else 5, upgrade)
        return (2, 2) if ends <= years_on(day, 5) else (1, 1)
    if cover is None:
        return 6, 6
    return _with_upgrade(3, 5, upgrade) if cover <= years_on(day, 3) else (3, 3)


def _with_upgrade(level: int, without: int, upgrade: str) -> Interval:
    return {"yes": (level, level), "no": (without, without), "not stated": (level, without)}[upgrade]


def _cover_runs_to(technology: object, day: date) -> date | None:
    ends = []
    for key in ("extended_ends", "ours_ends"):
        said = text(at(technology, "support", key))
        if said == "not-announced":
            ends.append(date.max)
        elif said not in (None, "unknown"):
            ends.append(span(said or "")[0])
    return max(ends) if ends and max(ends) > day else None


def _contract_level(contract: object, day: date) -> Interval:
    agreed = yes(at(contract, "replacement_agreed"))
    if agreed:
        return 1, 1
    said = text(at(contract, "ends"))
    if said in (None, "unknown", "not-announced"):
        return 1, 6
    ends = span(said or "")[0]
    bands = ((0, 6), (1, 5), (2, 4), (3, 3))
    level = next((level for years, level in bands if ends <= years_on(day, years)), 1)
    return (level, level) if agreed is False else (1, level)


def _incident_level(incident: object, day: date) -> Interval:
    low, high = SEVERITIES[text(at(incident, "severity"))]
    said = text(at(incident, "date"))
    if said is None:
        return 1, high
    first, last = span(said)
    days = (first + timedelta(offset) for offset in range((last - first).days + 1))
    return (low, high) if any(years_on(day, -3) <= each <= day for each in days) else (1, 1)


def _is_after(incident: object, day: date) -> bool:
    said = text(at(incident, "date"))
    return said is not None and span(said)[0] > day


def _level_before(incident: object, day: date) -> int:
    """The level of an incident of which no day lies within three years before; without severity it is 5."""
    said = text(at(incident, "date"))
    if said is None or span(said)[1] >= years_on(day, -3):
        return 1
    return SEVERITIES[text(at(incident, "severity"))][1]


def _band(cost: Fraction, least: Fraction, limits: list[Fraction]) -> int:
    if cost < least:
        return 1
    return next((level for level, limit in enumerate(limits, start=2) if cost <= limit), 5)


def _worst(intervals: list[Interval]) -> Interval:
    return max(low for low, _ in intervals), max(high for _, high in intervals)

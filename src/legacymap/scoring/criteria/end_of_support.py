"""How far support of what a system stands on has ended, or soon will (method, sections 2 and 5)."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from legacymap.domain.assessment import Levels
from legacymap.domain.catalogue import NEVER, Match, SupportEnd, cover_end, standard_ends, stated_end
from legacymap.domain.dates import End, PartialDate, years_on
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.system import Technology
from legacymap.scoring.criteria.bounds import (
    Drift,
    Spoken,
    either,
    first_day,
    is_past,
    never_falling,
    when,
    worst,
    worst_by_year,
)
from legacymap.scoring.distribution import Interval
from legacymap.scoring.facts import Facts, Horizon

Matching = Callable[[Technology], Match]
# When standard support of a release ends; a service that its supplier keeps current never loses it.
ReleaseEnd = SupportEnd | Literal["evergreen"]
_Ends = tuple[End | None, End | None, End | None]
_Said = tuple[str, str | None, bool | None, _Ends | None]
_KEPT = 16384


def levels(record: Record, facts: Facts) -> Levels | None:
    """The worst technology's levels; None when no technology is listed (method, section 2)."""
    technologies = record.system.technologies
    if not technologies:
        return None
    return worst([technology_levels(technology, facts) for technology in technologies])


def technology_levels(technology: Technology, facts: Facts) -> Levels:
    """The levels from 1 to 6 that one technology's support allows at the as-of date.

    What the record states beats the catalogue, but a stated `unknown` does not, nor does a stated
    `not-announced` of a service that its supplier keeps current; each cycle that the version may mean is
    weighed, and the result spans them. Cover counts only where the record states it. A partial date counts
    from its first day.
    """
    stated = technology.support
    ends = (stated.standard_ends, stated.extended_ends, stated.ours_ends) if stated else None
    said = (technology.product, technology.version, technology.upgrade_planned, ends)
    judged = _judged(facts)
    known = judged.get(said)
    if known is None:
        if len(judged) >= _KEPT:
            judged.clear()
        known = judged[said] = _technology_levels(technology, facts.match, facts.as_of)
    return known


def _judged(facts: Facts) -> dict[_Said, Levels]:
    """The levels of technologies by what is said of them, by the catalogue and on the day asked for last.

    Many systems stand on the same, word for word, and several questions ask for its levels.
    """
    last = _LAST[0] if _LAST else None
    if last is None or last[0] != facts.match or last[1] != facts.as_of:
        last = (facts.match, facts.as_of, {})
        _LAST[:] = [last]
    return last[2]


_LAST: list[tuple[Matching, date, dict[_Said, Levels]]] = []


def _technology_levels(technology: Technology, match: Matching, as_of: date) -> Levels:
    named = technology.label.strip() or "a technology that is not named"
    own = stated_end(technology)
    found = match(technology) if technology.product else None
    product = found.product.name if found and found.product else named
    if found and found.is_evergreen and own in {None, "not-announced"}:
        cases = [_Case(product, "evergreen", found.why)]
    elif own is not None:
        cases = [_Case(named, own, "stated in the record")]
    elif found:
        cases = [_Case(f"{product} {cycle.cycle}", cycle.standard_ends, found.why) for cycle in found.cycles]
        cases = cases or [_Case(named, "unknown", found.why)]
    else:
        cases = [_Case(named, "unknown", "nothing is stated")]
    outlook = _Outlook(as_of, cover_end(technology), technology.upgrade_planned)
    return either([_levels(case, outlook) for case in cases])


def release_ends(technology: Technology, facts: Facts) -> tuple[ReleaseEnd, ...]:
    """When standard support ends, one end for each release that the technology may be."""
    own = stated_end(technology)
    if not technology.product:
        return ("unknown",) if own is None else (own,)
    match = facts.match(technology)
    if match.is_evergreen and own in {None, "not-announced"}:
        return ("evergreen",)
    return standard_ends(technology, match)


def support_bounds(
    ends: Sequence[ReleaseEnd], cover: date | None, as_of: date, *, upgrade_planned: bool | None
) -> Interval:
    """The levels that support allows on a day, without evidence: by its ends, stated cover and upgrade."""
    outlook = _Outlook(as_of, cover, upgrade_planned)
    each = [_weighed(_Case("", end, ""), outlook) for end in ends]
    return min(low for low, _, _ in each), max(high for _, high, _ in each)


@dataclass(frozen=True, slots=True)
class _Case:
    """One release that the technology may be, when its standard support ends, and how that is known."""

    name: str
    end: ReleaseEnd
    why: str


@dataclass(frozen=True, slots=True)
class _Outlook:
    """The day of judgement, the end of stated cover (None: none stated) and whether an upgrade is planned."""

    as_of: date
    cover: date | None
    upgrade_planned: bool | None


def _levels(case: _Case, outlook: _Outlook) -> Levels:
    low, high, phrase = _weighed(case, outlook)
    return Levels(low, high, f"{phrase} ({case.why})")


def _weighed(case: _Case, outlook: _Outlook) -> tuple[int, int, str]:
    end = case.end
    if end == "unknown":
        return _unknown(case, outlook)
    if end == "evergreen":
        return 1, 1, f"{case.name} is kept current by its supplier"
    if end == "not-announced":
        return 1, 4, f"{case.name} is in standard support, whose end is not announced"
    if isinstance(end, PartialDate) and end.first > outlook.as_of:
        return _running(case.name, end, outlook)
    return _ended(case, outlook)


def _unknown(case: _Case, outlook: _Outlook) -> tuple[int, int, str]:
    phrase = f"when standard support of {case.name} ends is not known"
    if _covered(outlook):
        return 1, 5, f"{phrase}; {_cover_words(outlook)}"
    return 1, 6, phrase


def _running(name: str, end: PartialDate, outlook: _Outlook) -> tuple[int, int, str]:
    if end.first <= years_on(outlook.as_of, 3):
        low, high = _unless_upgraded(2, 3 if _covered_for_long(outlook) else 5, outlook)
        phrase = f"{name} leaves standard support {when(end)}"
        cover = f"; {_cover_words(outlook)}" if _covered_for_long(outlook) else ""
        return low, high, f"{phrase}{cover}; {_upgrade_words(outlook)}"
    level = 2 if end.first <= years_on(outlook.as_of, 5) else 1
    return level, level, f"{name} is in standard support until {first_day(end)}"


def _ended(case: _Case, outlook: _Outlook) -> tuple[int, int, str]:
    left, verb = "(date not known)", "left"
    if isinstance(case.end, PartialDate):
        left, verb = when(case.end), "left" if is_past(case.end, outlook.as_of) else "leaves"
    if not _covered(outlook):
        return 6, 6, f"{case.name} {verb} support {left}; {_cover_words(outlook)}"
    phrase = f"{case.name} {verb} standard support {left}; {_cover_words(outlook)}"
    if _covered_for_long(outlook):
        return 3, 3, phrase
    low, high = _unless_upgraded(3, 5, outlook)
    return low, high, f"{phrase}; {_upgrade_words(outlook)}"


def _covered(outlook: _Outlook) -> bool:
    return outlook.cover is not None and outlook.cover > outlook.as_of


def _covered_for_long(outlook: _Outlook) -> bool:
    return outlook.cover is not None and outlook.cover > years_on(outlook.as_of, 3)


def _unless_upgraded(upgraded: int, left: int, outlook: _Outlook) -> tuple[int, int]:
    """The level with an upgrade and the one without; both where nobody says whether one is planned."""
    if outlook.upgrade_planned is None:
        return upgraded, left
    return (upgraded, upgraded) if outlook.upgrade_planned else (left, left)


def _cover_words(outlook: _Outlook) -> str:
    if outlook.cover is None:
        return "no cover is stated"
    if outlook.cover == NEVER:
        return "stated cover has no end announced"
    verb = "runs until" if _covered(outlook) else "ended on"
    return f"stated cover {verb} {outlook.cover}"


def _upgrade_words(outlook: _Outlook) -> str:
    if outlook.upgrade_planned is None:
        return "whether an upgrade is planned is not stated"
    return "an upgrade is planned" if outlook.upgrade_planned else "no upgrade is planned"


_UNSTATED = "a technology that is not named"


def missing(record: Record, facts: Facts) -> str | None:
    """For each technology that keeps the criterion open, the first thing to find out about it."""
    technologies = record.system.technologies
    if not technologies:
        return "List what it stands on with versions, and whether upgrades are planned (technologies)"
    weighed = [(technology, technology_levels(technology, facts)) for technology in technologies]
    floor = max(levels.low for _, levels in weighed)
    wanted: dict[str, list[str]] = {}
    for technology, levels in weighed:
        if levels.high > floor:
            name = technology.label.strip() or _UNSTATED
            names = wanted.setdefault(_wanted(technology, facts), [])
            if name not in names:
                names.append(name)
    asked = "; ".join(words.format(listed(names, "and")) for words, names in wanted.items())
    return f"{asked[:1].upper()}{asked[1:]}"


def _wanted(technology: Technology, facts: Facts) -> str:
    match = facts.match(technology)
    upgrade = "" if technology.upgrade_planned is not None else " and whether an upgrade is planned"
    if stated_end(technology) is None:
        if not technology.product:
            return "name the product and version of {} (technologies)"
        if match.product and not match.cycles and not technology.version:
            return f"give the version of {{}}{upgrade} (technologies)"
        if _releases_differ(technology, match, facts):
            releases = listed(_braced(cycle.cycle) for cycle in match.cycles)
            return f"say which release of {{}} it is, {releases}{upgrade} (technologies)"
    ends = standard_ends(technology, match)
    if "unknown" in ends:
        return f"give the day on which standard support of {{}} ends{upgrade} (technologies.support)"
    if "not-announced" in ends:
        return "assess it, as no end of support of {} is announced (assessment.scores)"
    return "say whether an upgrade of {} is planned (technologies.upgrade_planned)"


def _releases_differ(technology: Technology, match: Match, facts: Facts) -> bool:
    """Whether the releases that the version may mean stand at different levels."""
    if len(match.cycles) < 2:
        return False
    levels = [
        _levels_of(technology, Match(match.product, (cycle,), match.why), facts) for cycle in match.cycles
    ]
    return len(set(levels)) > 1


def _levels_of(technology: Technology, match: Match, facts: Facts) -> tuple[int, int]:
    def alone(_: Technology) -> Match:
        return match

    levels = _technology_levels(technology, alone, facts.as_of)
    return levels.low, levels.high


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


_COURSES_KEPT = 16384


def drift(record: Record, facts: Facts, horizon: Horizon) -> Spoken:
    """The worst technology by year; silent when no technology is listed (method, section 5)."""
    courses = technology_courses(record, facts, horizon)
    return worst_by_year(courses) if courses else (None,) * (1 + len(horizon.days))


def technology_courses(record: Record, facts: Facts, horizon: Horizon) -> list[Drift]:
    """The course of each technology."""
    days = horizon.days_from(facts.as_of)
    return [technology_course(each, facts, days) for each in record.system.technologies or ()]


def technology_course(technology: Technology, facts: Facts, days: tuple[date, ...]) -> Drift:
    """The levels of one technology on each day, the first of which is the as-of date.

    With an upgrade planned it is upgraded in time and stays as it is; where nobody says, it may be, so that
    only the high bound moves.
    """
    ends = release_ends(technology, facts)
    return _course(ends, cover_end(technology), days, upgrade_planned=technology.upgrade_planned)


@lru_cache(maxsize=_COURSES_KEPT)  # the same dates stand in many records
def _course(
    ends: tuple[ReleaseEnd, ...], cover: date | None, days: tuple[date, ...], *, upgrade_planned: bool | None
) -> Drift:
    if upgrade_planned:
        return (support_bounds(ends, cover, days[0], upgrade_planned=True),) * len(days)
    risen = never_falling(support_bounds(ends, cover, day, upgrade_planned=upgrade_planned) for day in days)
    return risen if upgrade_planned is False else tuple((risen[0][0], high) for _, high in risen)

"""How support of what a system stands on will end when nobody does anything."""

from datetime import date
from functools import lru_cache

from legacymap.domain.catalogue import SupportEnd, cover_end
from legacymap.domain.inventory import Record
from legacymap.domain.system import Technology
from legacymap.scoring.derive.end_of_support import release_ends, support_bounds
from legacymap.scoring.drift.courses import Course, Spoken, never_falling, worst_by_year
from legacymap.scoring.facts import Facts
from legacymap.scoring.horizon import Horizon

_KEPT = 16384


def drift(record: Record, facts: Facts, horizon: Horizon) -> Spoken:
    """The worst technology by year; silent when no technology is listed (method, section 5)."""
    courses = technology_courses(record, facts, horizon)
    return worst_by_year(courses) if courses else (None,) * (1 + len(horizon.days))


def technology_courses(record: Record, facts: Facts, horizon: Horizon) -> list[Course]:
    """The course of each technology."""
    days = horizon.days_from(facts.as_of)
    return [technology_course(each, facts, days) for each in record.system.technologies or ()]


def technology_course(technology: Technology, facts: Facts, days: tuple[date, ...]) -> Course:
    """The levels of one technology on each day, the first of which is the as-of date.

    With an upgrade planned it is upgraded in time and stays as it is; where nobody says, it may be, so that
    only the high bound moves.
    """
    ends = release_ends(technology, facts)
    return _course(ends, cover_end(technology), days, upgrade_planned=technology.upgrade_planned)


@lru_cache(maxsize=_KEPT)  # the same dates stand in many records
def _course(
    ends: tuple[SupportEnd, ...], cover: date | None, days: tuple[date, ...], *, upgrade_planned: bool | None
) -> Course:
    if upgrade_planned:
        return (support_bounds(ends, cover, days[0], upgrade_planned=True),) * len(days)
    risen = never_falling(support_bounds(ends, cover, day, upgrade_planned=upgrade_planned) for day in days)
    return risen if upgrade_planned is False else tuple((risen[0][0], high) for _, high in risen)

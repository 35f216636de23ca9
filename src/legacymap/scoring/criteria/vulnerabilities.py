"""Whether vulnerabilities are known, or to be feared because support has ended (method, sections 2 and 5)."""

from datetime import date
from functools import lru_cache

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import PartialDate, years_on
from legacymap.domain.inventory import Record
from legacymap.scoring.criteria.bounds import Spoken
from legacymap.scoring.criteria.end_of_support import technology_courses, technology_levels
from legacymap.scoring.facts import Facts, Horizon

_KEPT = 16384  # what reads the same is judged once


def levels(record: Record, facts: Facts) -> Levels | None:
    """What the record knows of vulnerabilities, else what lost support lets fear (method, section 2).

    A partial date of the last check is the as-of date when it contains it, else its last day. The method is
    silent about a check dated after the as-of date: it counts as undated.
    """
    stated = record.system.vulnerabilities
    if stated is None or stated.known is None:
        return _from_support(record, facts)
    if stated.known:
        return Levels(6, 6, "vulnerabilities are known to exist")
    return _none_known(stated.checked, facts.as_of)


@lru_cache(maxsize=_KEPT)
def _none_known(checked: PartialDate | None, as_of: date) -> Levels:
    if checked is None:
        return Levels(1, 3, "no vulnerability is known; when somebody last looked is not stated")
    day = checked.point(as_of)
    if day > as_of:
        return Levels(1, 3, f"no vulnerability is known; the check is dated {checked}, after {as_of}")
    recent = day >= years_on(as_of, -1)
    age = "within the last year" if recent else "more than a year ago"
    return Levels(1, 1 if recent else 3, f"no vulnerability is known; last checked on {checked}, {age}")


def _from_support(record: Record, facts: Facts) -> Levels | None:
    for technology in record.system.technologies or ():
        support = technology_levels(technology, facts)
        if support.low == 6:
            return _feared(support.evidence)
    return None


@lru_cache(maxsize=_KEPT)
def _feared(evidence: str) -> Levels:
    return Levels(4, 6, f"what is out of support goes unmended: {evidence}")


_CHECKED = "vulnerabilities.checked"


def missing(record: Record, facts: Facts) -> str | None:
    """Whether any are known, or when somebody last looked."""
    stated = record.system.vulnerabilities
    if stated is None or stated.known is None:
        return "Say whether vulnerabilities are known, and when somebody last looked (vulnerabilities)"
    if stated.checked is None:
        return "Say when somebody last looked for vulnerabilities (vulnerabilities.checked)"
    if stated.checked.point(facts.as_of) > facts.as_of:
        return f"Correct the day of the last check, {stated.checked}, which is yet to come ({_CHECKED})"
    return f"Look again and give the day: the last check, {stated.checked}, is over a year old ({_CHECKED})"


def drift(record: Record, facts: Facts, horizon: Horizon) -> Spoken:
    """What is said of vulnerabilities at the as-of date and in each year (method, section 5).

    Only support that ends moves it. What the record itself says, that some or that none are known, therefore
    stays: a check does not age.
    """
    stated = record.system.vulnerabilities
    if stated is not None and stated.known is not None:
        now = levels(record, facts)
        return ((now.low, now.high) if now else None,) * (1 + len(horizon.days))
    courses = technology_courses(record, facts, horizon)
    if not courses:
        return (None,) * (1 + len(horizon.days))
    years = zip(*courses, strict=True)
    return tuple((4, 6) if any(low == 6 for low, _ in year) else None for year in years)

"""Whether vulnerabilities are known, or to be feared because support has ended."""

from datetime import date

from legacymap.domain.assessment import Levels
from legacymap.domain.dates import PartialDate, years_on
from legacymap.domain.inventory import Record
from legacymap.scoring.derive.end_of_support import technology_levels
from legacymap.scoring.facts import Facts


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
            return Levels(4, 6, f"what is out of support goes unmended: {support.evidence}")
    return None

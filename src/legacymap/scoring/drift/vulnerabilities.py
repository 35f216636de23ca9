"""How lost support will let vulnerabilities be feared when nobody does anything."""

from legacymap.domain.inventory import Record
from legacymap.scoring.derive.vulnerabilities import levels
from legacymap.scoring.drift.courses import Spoken
from legacymap.scoring.drift.end_of_support import technology_courses
from legacymap.scoring.facts import Facts
from legacymap.scoring.horizon import Horizon


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

"""What the record lacks about its vulnerabilities."""

from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts

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

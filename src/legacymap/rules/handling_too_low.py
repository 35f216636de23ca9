"""A record is marked below what it holds.

Why: Known vulnerabilities, the scores of an assessment and an incident that goes on
tell an attacker where to look. A record that holds them counts as
`official-sensitive` unless its marking, or its organisation's, says otherwise.

Mend: Raise the marking, or delete it and let the content decide. Where all of it is
public already, waive the finding and say so.

Wrong:

    handling: official
    vulnerabilities: {known: yes}

Right:

    handling: official-sensitive
    vulnerabilities: {known: yes}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.inventory import Record
from legacymap.domain.values import HANDLINGS
from legacymap.rules.context import Context

CODE = "LM133"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every record with open weaknesses that it, or else its organisation, marks with the lowest marking.

    It stands at the record's marking, or else at what the organisation's marking is too low for.
    """
    for record in context.inventory.records.values():
        stated = record.system.handling or context.inventory.organisation(record.organisation).handling
        held = _held(record) if stated == HANDLINGS[0] else None  # unstated, it is by what the record holds
        if held is None:
            continue
        is_own = record.system.handling is not None
        path: Path = ("handling",) if is_own else held
        whose = "is marked" if is_own else "is marked by its organisation as"
        yield Fault(
            "handling-too-low",
            f"`{record.id}` {whose} {HANDLINGS[0]}, but holds `{'.'.join(map(str, held))}`",
            record.at(*path, on_key=not is_own),
            f"Mark the record `handling: {HANDLINGS[1]}`, or waive this where all of it is public.",
            record.id,
            path,
            "The record is marked below what it holds",
        )


def _held(record: Record) -> Path | None:
    """The first key that asks for a higher marking."""
    system = record.system
    if any(incident.ongoing for incident in system.incidents or ()):
        return ("incidents",)
    if system.vulnerabilities is not None and system.vulnerabilities.known:
        return ("vulnerabilities",)
    scores = (system.assessment and system.assessment.scores) or {}
    is_scored = any(score is not None and score.bounds is not None for score in scores.values())
    return ("assessment", "scores") if is_scored else None

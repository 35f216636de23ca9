"""Whether each action of the preferred plan has what delivery needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from legacymap.domain.plan import Action
from legacymap.domain.remediation import AgreedPlan
from legacymap.domain.submission import Submission
from legacymap.domain.survey import Entry

Element = Literal["owner", "work", "milestones", "old system", "funding"]
ELEMENTS: tuple[Element, ...] = ("owner", "work", "milestones", "old system", "funding")


@dataclass(frozen=True, slots=True)
class Readiness:
    """An action, its system, what has been agreed for it, and which elements of a plan are missing."""

    action: Action
    entry: Entry
    agreed: AgreedPlan
    missing: tuple[Element, ...]


def readiness(submission: Submission) -> tuple[Readiness, ...]:
    """A line for each action, in the order of the plan."""
    found = []
    for action in submission.plan.actions:
        entry = submission.entries[action.system]
        remediation = entry.record.system.remediation
        agreed = (remediation.plan if remediation else None) or AgreedPlan()
        found.append(Readiness(action, entry, agreed, tuple(_missing(entry, agreed))))
    return tuple(found)


def _missing(entry: Entry, agreed: AgreedPlan) -> Iterator[Element]:
    answers = entry.record.system.answers
    says = {
        "owner": answers.business or answers.technical,
        "work": agreed.work,
        "milestones": agreed.milestones,
        "old system": agreed.disposition,
        "funding": agreed.funded or agreed.ringfenced,
    }
    for element in ELEMENTS:
        value = says[element]
        if not (value.strip() if isinstance(value, str) else value):
            yield element

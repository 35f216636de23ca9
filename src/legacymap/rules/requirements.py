"""What the rules on `requires` and `moves_with` ask of the system that is named there."""

from legacymap.domain.inventory import Record
from legacymap.domain.remediation import Option
from legacymap.rules.evidence import Evidence


def completing(record: Record) -> list[tuple[int, Option]]:
    """The options that change something, by their numbers: `retain` is never an action."""
    options = (record.system.remediation and record.system.remediation.options) or ()
    return [(number, option) for number, option in enumerate(options) if option.approach != "retain"]


def is_met(required: Record, evidence: Evidence) -> bool:
    """Whether nothing has to be done first: the system is retired, or has no option and is not legacy.

    A status that could not be read was reported, and counts as met.
    """
    if required.system.status == "retired" or required.is_unfit("status"):
        return True
    assessment = evidence.assessments.get(required.id)
    return not completing(required) and assessment is not None and assessment.legacy == "no"


def were_unfit(record: Record) -> bool:
    """Whether options of the record, or all of them, could not be read."""
    options = ("remediation", "options")
    return any(path == options[: len(path)] or path[:-1] == options for path in record.unfit)

"""A scored system with what its score was made from."""

from dataclasses import dataclass

from legacymap.domain.assessment import Assessment
from legacymap.domain.inventory import Record
from legacymap.scoring.facts import Facts


@dataclass(frozen=True, slots=True)
class Standing:
    """A system's record, the facts beside it and its assessment by the framework in use."""

    record: Record
    facts: Facts
    assessment: Assessment

"""Validates: reads an inventory and lists everything that is wrong with it."""

from dataclasses import dataclass

from legacymap.domain.validation import Validation
from legacymap.reading import Places
from legacymap.verbs.groundwork import groundwork
from legacymap.verbs.request import Request


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found, and the places to show the lines of."""

    validation: Validation
    places: Places


def validate(request: Request) -> Validated:
    """Every finding of the inventory; raises RequestError when the request cannot be done."""
    ground = groundwork(request)
    records = ground.inventory.records
    validation = Validation(
        files=len(ground.inventory.files),
        systems=len(records),
        diagnostics=ground.findings(),
        handling=ground.highest_handling(records.values()),
        provenance=ground.provenance,
    )
    return Validated(validation, ground.places)

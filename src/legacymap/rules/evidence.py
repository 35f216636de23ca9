"""What rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory
from legacymap.domain.place import Route


@dataclass(frozen=True, slots=True)
class Evidence:
    """An inventory, the framework in use, the scores by full id, and the as-of date.

    `stray_settings` are the places of settings files that are not at the root of a PATH.
    """

    inventory: Inventory
    framework: Framework
    assessments: Mapping[str, Assessment]
    as_of: date
    stray_settings: tuple[Route, ...] = field(default=())

"""What rules look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory
from legacymap.domain.lifecycle import Match
from legacymap.domain.place import Route
from legacymap.domain.technology import Technology


@dataclass(frozen=True, slots=True)
class Evidence:
    """An inventory, the framework in use, the scores by full id, and the as-of date.

    `stray_settings` are the places of settings files that are not at the root of a PATH; `match` asks the
    catalogue of support dates (None: there is none, and no advice on technologies).
    """

    inventory: Inventory
    framework: Framework
    assessments: Mapping[str, Assessment]
    as_of: date
    stray_settings: tuple[Route, ...] = field(default=())
    match: Callable[[Technology], Match] | None = None

"""What rules look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from legacymap.domain.assessment import Assessment
from legacymap.domain.framework import Framework
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.lifecycle import Match
from legacymap.domain.place import Route
from legacymap.domain.remediation import AgreedPlan
from legacymap.domain.technology import Technology
from legacymap.rules.amounts import Amount, amounts
from legacymap.rules.asked import Asked, asked
from legacymap.rules.judged import Judged, misfitting
from legacymap.rules.planned import agreed_plans
from legacymap.rules.references import Reference, references


@dataclass(frozen=True)
class Evidence:
    """An inventory, the framework in use, the scores by full id, and the as-of date.

    `stray_settings` are the places of settings files that are not at the root of a PATH; `match` asks the
    catalogue of support dates (None: there is none, and no advice on technologies); `underpins` says which
    systems are underpinning capabilities (None: nobody knows).
    """

    inventory: Inventory
    framework: Framework
    assessments: Mapping[str, Assessment]
    as_of: date
    stray_settings: tuple[Route, ...] = field(default=())
    match: Callable[[Technology], Match] | None = None
    underpins: Callable[[str], bool] | None = None

    @cached_property
    def references(self) -> tuple[tuple[Record, tuple[Reference, ...]], ...]:
        """Every record that names others, with the references it holds."""
        every = ((record, tuple(references(record))) for record in self.inventory.records.values())
        return tuple((record, named) for record, named in every if named)

    @cached_property
    def amounts(self) -> tuple[tuple[Record, tuple[Amount, ...]], ...]:
        """Every record that states amounts of money, with those."""
        every = ((record, tuple(amounts(record))) for record in self.inventory.records.values())
        return tuple((record, stated) for record, stated in every if stated)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every technology that the catalogue was asked about; none where there is no catalogue."""
        return tuple(asked(self.inventory, self.match)) if self.match else ()

    @cached_property
    def agreed_plans(self) -> tuple[tuple[Record, AgreedPlan], ...]:
        """Every plan that is agreed or funded, at least in part."""
        return tuple(agreed_plans(self.inventory))

    @cached_property
    def misfits(self) -> tuple[Judged, ...]:
        """Every stated score that the framework in use cannot take."""
        return tuple(misfitting(self.inventory, self.framework))

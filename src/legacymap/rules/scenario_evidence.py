"""What the rules on scenarios look at."""

from dataclasses import dataclass
from functools import cached_property

from legacymap.domain.inventory import Inventory
from legacymap.domain.place import Route
from legacymap.domain.scenario import Scenario
from legacymap.rules.decisions import Decision, committed, fixed


@dataclass(frozen=True)
class ScenarioEvidence:
    """A scenario, the route to it, and the inventory that it is about."""

    scenario: Scenario
    route: Route
    inventory: Inventory

    @cached_property
    def organisations(self) -> frozenset[str]:
        """Every organisation that the inventory names, as an owner of systems or as a parent."""
        named = {*self.inventory.named, *self.inventory.described}
        return frozenset(each for name in named for each in self.inventory.lineage(name))

    @cached_property
    def fixed(self) -> tuple[Decision, ...]:
        """The fixed choices that name an option of the inventory."""
        return tuple(fixed(self.scenario, self.route, self.inventory))

    @cached_property
    def committed(self) -> tuple[Decision, ...]:
        """The options of the inventory that are committed."""
        return tuple(committed(self.inventory))

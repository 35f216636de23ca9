"""Who is in the estate, and the arrows that touch each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Self

from legacymap.domain.inventory import Arrow, Inventory
from legacymap.domain.system import Kind
from legacymap.estate.arrows import arrows_of, belongs


@dataclass(frozen=True)
class Members:
    """The systems and stubs of an inventory's estate, by full id and sorted, and the arrows among them."""

    inventory: Inventory
    arrows: tuple[Arrow, ...]

    @classmethod
    def of(cls, inventory: Inventory) -> Self:
        """The estate of an inventory."""
        return cls(inventory, arrows_of(inventory))

    @cached_property
    def systems(self) -> tuple[str, ...]:
        """Those that have a record: in build, live or retiring, external ones too."""
        return tuple(sorted(system for system, record in self.inventory.records.items() if belongs(record)))

    @cached_property
    def scored(self) -> tuple[str, ...]:
        """The systems that are not external."""
        return tuple(system for system in self.systems if self.kind(system) != "external")

    @cached_property
    def stubs(self) -> tuple[str, ...]:
        """Those that only arrows name: of organisations not loaded, or consumers without a record."""
        ends = {end for arrow in self.arrows for end in (arrow.consumer, arrow.needed)}
        return tuple(sorted(ends - self.inventory.records.keys()))

    @cached_property
    def members(self) -> tuple[str, ...]:
        """All systems and stubs."""
        return tuple(sorted((*self.systems, *self.stubs)))

    def needs(self, system: str) -> tuple[Arrow, ...]:
        """The arrows from a system to what it needs."""
        return self._arrows_from.get(system, ())

    def needed_by(self, system: str) -> tuple[Arrow, ...]:
        """The arrows to a system from what needs it."""
        return self._arrows_to.get(system, ())

    def direct_dependents(self, system: str) -> tuple[str, ...]:
        """Those that need it by an arrow of their own."""
        return tuple(arrow.consumer for arrow in self.needed_by(system))

    def near(self, system: str, hops: int) -> tuple[str, ...]:
        """Itself, those that need it within so many arrows, and those that it needs within as many."""
        found = {system}
        for arrows, end in ((self._arrows_to, "consumer"), (self._arrows_from, "needed")):
            end_of = attrgetter(end)
            level = {system}
            seen = {system}
            for _ in range(hops):
                level = {end_of(arrow) for each in level for arrow in arrows.get(each, ())} - seen
                seen |= level
            found |= seen
        return tuple(sorted(found))

    def kind(self, system: str) -> Kind:
        """The kind that its record gives; a stub is external."""
        record = self.inventory.records.get(system)
        return record.system.kind if record else "external"

    def services_among(self, systems: Iterable[str]) -> tuple[str, ...]:
        """Those of some systems that are services."""
        return tuple(sorted(system for system in systems if self.kind(system) == "service"))

    def organisations_of(self, systems: Iterable[str]) -> tuple[str, ...]:
        """The organisations that some systems belong to."""
        return tuple(sorted({organisation_of(system) for system in systems}))

    def families_of(self, systems: Iterable[str]) -> tuple[str, ...]:
        """The families of organisations that some systems belong to."""
        organisations = self.organisations_of(systems)
        return tuple(sorted({self.inventory.family(organisation) for organisation in organisations}))

    @cached_property
    def _arrows_from(self) -> Mapping[str, tuple[Arrow, ...]]:
        return _grouped(self.arrows, "consumer")

    @cached_property
    def _arrows_to(self) -> Mapping[str, tuple[Arrow, ...]]:
        return _grouped(self.arrows, "needed")


def organisation_of(system: str) -> str:
    """The organisation that a full id names."""
    return system.partition("/")[0]


def _grouped(arrows: Iterable[Arrow], end: str) -> Mapping[str, tuple[Arrow, ...]]:
    end_of = attrgetter(end)
    grouped: dict[str, list[Arrow]] = {}
    for arrow in arrows:
        grouped.setdefault(end_of(arrow), []).append(arrow)
    return {system: tuple(found) for system, found in grouped.items()}

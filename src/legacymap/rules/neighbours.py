"""The system that was probably meant by a reference that leads nowhere."""

from collections import defaultdict

from legacymap.domain.findings import Route
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.nearest import nearest

_MOST_COMPARISONS = 100_000  # some seconds' worth; an estate of typing errors must not take minutes


class Neighbours:
    """The ids of an inventory, searched for the nearest to one that is not there, until patience ends."""

    def __init__(self, inventory: Inventory) -> None:
        self._records = inventory.records
        self._systems: dict[str, list[str]] = defaultdict(list)
        self._organisations: dict[str, list[str]] = defaultdict(list)
        self._found: dict[str, str | None] = {}
        self._patience = _MOST_COMPARISONS
        for full_id in inventory.records:
            organisation, _, short = full_id.partition("/")
            self._systems[organisation].append(short)
            self._organisations[short].append(organisation)

    def hint(self, system: str, record: Record) -> str:
        """A hint such as "Did you mean `dft/drivers`?", as `record` would write it; empty if none is near."""
        found = self._near_to(system, record)
        return f"Did you mean `{found.removeprefix(f'{record.organisation}/')}`?" if found else ""

    def related(self, system: str, record: Record) -> tuple[tuple[Route, str], ...]:
        """Where the system stands that the hint names."""
        found = self._near_to(system, record)
        return ((self._records[found].at("id"), "the nearest id"),) if found else ()

    def _near_to(self, system: str, record: Record) -> str | None:
        if system not in self._found:
            self._found[system] = self._near(system)
        found = self._found[system]
        return None if found == record.id else found

    def _near(self, system: str) -> str | None:
        """The nearest id of the same organisation, else the same id of the likeliest other one."""
        organisation, _, short = system.partition("/")
        same = self._nearest(short, self._systems.get(organisation, []))
        if same is not None:
            return f"{organisation}/{same}"
        others = self._organisations.get(short, [])
        if organisation in self._systems:
            return f"{others[0]}/{short}" if len(others) == 1 else None
        other = self._nearest(organisation, others)
        return None if other is None else f"{other}/{short}"

    def _nearest(self, word: str, words: list[str]) -> str | None:
        self._patience -= len(words)
        return nearest(word, words) if self._patience > 0 else None

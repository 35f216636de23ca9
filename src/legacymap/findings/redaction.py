"""Which findings speak of what must not be quoted where many people read (format, section 9)."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from legacymap.domain.findings import Fault, Place, Route
from legacymap.domain.inventory import Inventory, Record
from legacymap.domain.values import HANDLINGS, Handling

SENSITIVE_FIELDS = frozenset({"vulnerabilities", "incidents", "assessment"})
_OPEN: Handling = "official"
_QUOTED = re.compile(r"`([^`]+)`")


class Redaction:
    """Judges findings by the fields and the records that they are about; what nobody could read is sensitive.

    `least` is the lowest marking that any record of this run has.
    """

    def __init__(self, inventory: Inventory, faults: Iterable[Fault], least: Handling = _OPEN) -> None:
        self._inventory = inventory
        self._is_open_at_all = least == _OPEN
        # Several records share these ids, and only the marking of the first is known.
        self._shared = frozenset(each.system for each in faults if each.rule == "duplicate-system")
        self._judged: dict[str, bool] = {}

    def is_sensitive(self, fault: Fault) -> bool:
        """Whether the message or hint of a fault may quote a value that is not for everybody."""
        if fault.subject and fault.subject[0] in SENSITIVE_FIELDS:
            return True
        if fault.system:
            about_it = self._is_sensitive_system(fault.system)
        else:
            about_it = self._is_sensitive_place(fault.where)
        related = any(self._is_sensitive_place(route) for route, _ in fault.related)
        return about_it or related or self._names_sensitive(f"{fault.message} {fault.hint}")

    def may_name(self, system: str) -> bool:
        """Whether outputs that many people see may name a system: its own record is not sensitive."""
        return system not in self._inventory.records or not self._is_sensitive_system(system)

    def _names_sensitive(self, text: str) -> bool:
        """Whether words name a record that is sensitive itself, as a hint may: by id, short id or name."""
        return any(word.casefold() in self._sensitive_words for word in _QUOTED.findall(text))

    @cached_property
    def _sensitive_words(self) -> Collection[str]:
        sensitive = [each for each in self._inventory.records.values() if self._is_sensitive_system(each.id)]
        words = {
            word for each in sensitive for word in (each.id, each.id.partition("/")[2], each.system.name)
        }
        return {word.casefold() for word in words}

    def _is_sensitive_system(self, system: str) -> bool:
        if system not in self._judged:
            record = self._inventory.records.get(system)
            is_open = record is not None and system not in self._shared and self._is_open(record)
            self._judged[system] = not is_open
        return self._judged[system]

    def _is_open(self, record: Record) -> bool:
        """Whether the marking of a record is known, and the lowest."""
        described = self._inventory.described.get(record.organisation)
        unclear = record.is_invalid("handling") or (described is not None and "handling" in described.invalid)
        return self._is_open_at_all and not unclear and self._inventory.handling(record) == _OPEN

    def _is_sensitive_place(self, where: Route | Place) -> bool:
        """What belongs to no record that could be read is sensitive; else its record or its file decides."""
        if isinstance(where, Place) or not self._is_open_at_all:
            return True
        if where.path[:1] != ("systems",):
            return where.file in self._files
        owner = self._owners.get(Route(where.file, where.document, where.path[:2]))
        return owner is None or self._is_sensitive_system(owner)

    @cached_property
    def _owners(self) -> Mapping[Route, str]:
        return {record.route: record.id for record in self._inventory.records.values()}

    @cached_property
    def _files(self) -> Collection[str]:
        """The files with a sensitive record, or that describe an organisation whose records are."""
        records = self._inventory.records
        files = {each.route.file for system, each in records.items() if self._is_sensitive_system(system)}
        for described in self._inventory.described.values():
            marking = described.organisation.handling or _OPEN
            if "handling" in described.invalid or HANDLINGS.index(marking) > 0:
                files |= {described.route.file, *(route.file for route in described.elsewhere.values())}
        return files

"""Adds a system to the file that holds its organisation's systems; all else in it stays as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from legacymap.domain.errors import RequestError
from legacymap.domain.inventory import Inventory
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.place import Route
from legacymap.reading import (
    File,
    InventoryReading,
    Original,
    Places,
    original,
    read_inventory,
    systems_layout,
    values_of,
)
from legacymap.verbs.new_system import NewSystem, record, slug_of
from legacymap.writing import appended, replaced

_FEW = 8


class MeaningWouldChangeError(Exception):
    """The text made for a file does not hold the old records and the new one: a bug; nothing was written."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A system to add to the inventory at `path`.

    None leaves the organisation to the id or to the inventory, and the file to where the others are.
    """

    path: Path
    new: NewSystem
    organisation: str | None = None
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """The full id of the new system, and the file and line where it stands."""

    system: str
    file: str
    line: int


def add(addition: Addition) -> Added:
    """Writes the record at the end of its organisation's list.

    Raises RequestError, and writes nothing, where the request cannot be done.
    """
    reading = read_inventory((addition.path,))
    inventory = reading.inventory
    organisation = _organisation(addition, inventory)
    system = f"{organisation}/{slug_of(addition.new.id.rpartition('/')[2])}"
    _check_is_new(system, reading)
    entries = record(addition.new, organisation, inventory)
    file = _file(addition, organisation, reading)
    before = original(file)
    document = _document(before, organisation, file)
    text = _with_record(before, document, entries, file)

    def accept(_: Path) -> None:
        if original(file) != before:
            raise RequestError(f"`{file.shown}` has changed in the meantime.", "Run the command again.")

    replaced(file.path, before.mark + text, accept)
    number = len(_systems(values_of(text)[document])) - 1
    place = Places((file,)).place(Route(file.shown, document, ("systems", number)))
    return Added(system, file.shown, place.line)


def _organisation(addition: Addition, inventory: Inventory) -> str:
    """The organisation that the id names, or the flag, or the only one of the inventory."""
    named = addition.new.id.rpartition("/")[0] if "/" in addition.new.id else None
    asked = addition.organisation
    if named is not None and asked is not None and named != asked:
        message = f"The id names the organisation `{named}`, and `--organisation` names `{asked}`."
        raise RequestError(message, "Name one.")
    known = sorted({*inventory.named, *inventory.described})
    choice = asked if named is None else named
    if choice is None:
        homes = sorted(inventory.named) or known
        if len(homes) == 1:
            return homes[0]
        message = f"The inventory holds {len(homes)} organisations, and the id does not say which."
        some = listed([f"`{each}/{addition.new.id}`" for each in homes[:_FEW]])
        raise RequestError(message, f"Write {some}{'' if len(homes) <= _FEW else ', or another'}.")
    if choice not in known:
        slug_of(choice)
        begin = f"To begin it, write a file with `organisation: {choice}` and `systems: []`, then add."
        hint = f"{did_you_mean(choice, known)} {begin}".strip()
        raise RequestError(f"There is no organisation `{choice}` in the inventory.", hint)
    return choice


def _check_is_new(system: str, reading: InventoryReading) -> None:
    standing = reading.inventory.standing(system)
    if standing == "present":
        place = Places(reading.files).place(reading.inventory.records[system].at("id"))
        message = f"`{system}` is there already, at {place.file}:{place.line}."
        raise RequestError(message, "Choose another id, or edit that record.")
    if standing == "left-out":
        message = f"`{system}` is there already, in a record that cannot be used."
        raise RequestError(message, "`legacymap validate` shows where; mend that record.")


def _file(addition: Addition, organisation: str, reading: InventoryReading) -> File:
    """The file asked for, or the last that holds systems of the organisation, or else one that names it."""
    if addition.file is not None:
        wanted = addition.file.resolve()
        found = [file for file in reading.files if file.path.resolve() == wanted]
        if not found:
            message = f"`{addition.file}` is not a file of the inventory in `{addition.path}`."
            raise RequestError(message, "Name a YAML file below that folder.")
        return found[0]
    inventory = reading.inventory
    holds = {each.route.file for each in inventory.records.values() if each.organisation == organisation}
    if not holds:
        route = inventory.named.get(organisation) or inventory.described[organisation].route
        holds = {route.file}
    return [file for file in reading.files if file.shown in holds][-1]


def _document(before: Original, organisation: str, file: File) -> int:
    """The last document of a file with systems of the organisation, or else the last that names it."""
    names = [number for number, value in enumerate(before.values) if _named(value) == organisation]
    lists = [number for number in names if "systems" in cast("dict[str, object]", before.values[number])]
    if not names:
        message = f"`{file.shown}` holds no document of the organisation `{organisation}`."
        raise RequestError(message, "Name another file, or leave out `--file`.")
    return (lists or names)[-1]


def _with_record(before: Original, document: int, entries: Mapping[str, object], file: File) -> str:
    """The text with the record in it, once it has been read back; RequestError where the list is closed."""
    layout = systems_layout(before.text, document)
    if layout.form == "closed":
        line = before.text.count("\n", 0, layout.start) + 1
        message = f"The list at {file.shown}:{line} cannot be added to: `systems` {layout.why}."
        hint = "Write each system on lines of its own that start with `- `, or name another file by `--file`."
        raise RequestError(message, hint)
    text = appended(before.text, layout, entries)
    # A block of text that ends with the file gets the line break that the file lacks.
    is_ended = before.text.endswith(("\n", "\r"))
    expected = [*(before.values if is_ended else values_of(f"{before.text}\n"))]
    old = cast("dict[str, object]", expected[document])
    expected[document] = {**old, "systems": [*_systems(old), dict(entries)]}
    if values_of(text) != tuple(expected):
        raise MeaningWouldChangeError
    return text


def _named(value: object) -> object:
    """The id of the organisation that a document names."""
    named = value.get("organisation") if isinstance(value, dict) else None
    return named.get("id") if isinstance(named, dict) else named


def _systems(value: object) -> list[object]:
    return cast("dict[str, list[object] | None]", value).get("systems") or []

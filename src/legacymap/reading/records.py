"""What an inventory document holds: its organisation, systems and waivers."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from pydantic import BaseModel

from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.inventory import Described, Organisation, Record, Waiver, WaiverRecord
from legacymap.domain.system import System
from legacymap.domain.values import LONGEST_ID, is_slug, likely_slug
from legacymap.reading.file import Opened, Reading
from legacymap.reading.fitting import MOST, OWN_KEYS, Fitted, fitted
from legacymap.reading.foreign import OTHER_KINDS, OWN
from legacymap.reading.key_hints import canonical, top_hint
from legacymap.reading.lookalikes import first_in

_Model = TypeVar("_Model", bound=BaseModel)
FORMAT = 1
_PLAIN_NAME = re.compile(r"[\w][\w &'.()-]{1,79}")
_NEEDED = (("id",), ("name",))
_FIELDS = System.model_fields.keys()
_NO_KEYS: Mapping[str, object] = {}  # one for all: hardly a record has keys of its own


def keep_records(opened: Opened, reading: Reading) -> None:
    """Adds what an inventory document holds to `reading`; passes over documents of other kinds."""
    value = opened.document.value
    if value is None:
        return
    if not isinstance(value, dict):
        message = "The document is not a mapping"
        reading.faults.append(
            Fault("not-a-mapping", message, opened.route, "Start it with `organisation:` and `systems:`.")
        )
        reading.left_out |= _named_below(value, "")
        reading.unread += sum(isinstance(item, dict) for item in value) if isinstance(value, list) else 0
        reading.holds_inventory = True
        return
    others = [key for key in OTHER_KINDS if key in value]
    if others and "systems" not in value:
        reading.holds_scenario |= "scenario" in others
        reading.kinds |= set(others)
        reading.settings += [opened.route.to(key) for key in others if key == "settings"]
        return
    reading.holds_inventory |= any(key != "legacymap" and not key.startswith(OWN_KEYS) for key in value)
    reading.faults += [_mixed(key, opened.route) for key in others]
    if not others:  # what belongs to the other kind stands here only because the two were mixed
        unknown = [key for key in value if _is_unknown(key)]
        reading.faults += _unknown_keys(unknown, opened.route)
        for key in unknown if "systems" not in value else ():
            _note_unread(value[key], reading)
    _check_version(value.get("legacymap"), opened.route, reading)
    organisation = _organisation(value.get("organisation"), opened, reading)
    if "systems" in value:
        _keep_systems(value["systems"], organisation, opened, reading)
    for number, item in enumerate(_list(value.get("waivers"), "waivers", opened.route, reading)):
        route, slipped = _at(opened, "waivers", number)
        fit = fitted(Waiver, item, route, slipped)
        waiver = _model_of(fit, reading, organisation)
        if waiver:
            reading.waivers.append(WaiverRecord(waiver, organisation, route, _keys(fit.invalid)))


def _note_unread(value: object, reading: Reading) -> None:
    """Counts what looks like records under a key that is none: they are not read."""
    items = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    if any(canonical(key) in {"id", "name"} for each in items for key in each):
        reading.unread += len(items)
        reading.left_out |= _named_below(items, "")


def _organisation(value: object, opened: Opened, reading: Reading) -> str:
    """The organisation's id; empty when the document names none that is usable."""
    if value is None or (isinstance(value, str) and _is_usable(value)):
        return value or ""
    route, slipped = _at(opened, "organisation")
    fit = fitted(Organisation, value, route, [path for path in slipped if path != ("id",)])
    if isinstance(value, str):
        fit = replace(fit, faults=tuple(_with_name(fault, value) for fault in fit.faults))
    organisation = _model_of(fit, reading, "")
    if organisation is None:
        return ""
    if isinstance(value, dict):
        reading.described.append(Described(organisation, route, _keys(fit.invalid)))
    return organisation.id


def _with_name(fault: Fault, value: str) -> Fault:
    """The fault of an organisation that is named instead of given an id: how both are written."""
    likely = likely_slug(value)
    is_name = fault.rule == "bad-id" and likely and _PLAIN_NAME.fullmatch(value)
    hint = f"Write `organisation: {{id: {likely}, name: {value}}}`."
    return replace(fault, hint=hint) if is_name else fault


@lru_cache
def _is_usable(organisation: str) -> bool:
    """Whether text names an organisation; every file of an inventory asks that of one of a few names."""
    return not fitted(Organisation, organisation, Route("")).faults


def _keep_systems(value: object, organisation: str, opened: Opened, reading: Reading) -> None:
    systems = _list(value, "systems", opened.route, reading)
    if isinstance(value, dict):
        reading.left_out |= _named_below(value, organisation)
        reading.unread += len(value)
    if not value and reading.is_readable and not opened.slipped.get(("systems",)):
        reading.empty.append(opened.route.to("systems"))
    if organisation:
        reading.named.append((organisation, opened.route.to("organisation")))
    elif cast("dict[str, object]", opened.document.value).get("organisation") is None and reading.is_readable:
        message = "The document has systems but names no organisation"
        reading.faults.append(
            Fault("missing-key", message, opened.route, "Add `organisation:` with the id of their owner.")
        )
    slipped = {}
    for number, item in enumerate(systems):
        full_id = _keep_system(item, number, organisation, opened, reading)
        if full_id and (("systems", number) in opened.slipped or number in opened.remarked):
            slipped[number] = full_id
    if slipped:
        since = opened.first_fault
        reading.faults[since:] = [_claimed(fault, slipped) for fault in reading.faults[since:]]


def _keep_system(item: object, number: int, organisation: str, opened: Opened, reading: Reading) -> str:
    """The full id of the record; empty when it has none that is usable."""
    route, slipped = _at(opened, "systems", number)
    own, others = _parted(item)
    fit = fitted(System, others, route, [path for path in slipped if path not in _NEEDED] if slipped else ())
    short = _usable_id(item, fit.model)
    full_id = f"{organisation}/{short}" if is_slug(short) and organisation else ""
    if slipped and fit.faults:
        fit = replace(fit, faults=tuple(each for each in fit.faults if not _is_known(each, slipped)))
    system = _model_of(fit, reading, organisation, full_id)
    if system is not None and organisation:
        reading.records.append(Record(organisation, system, route, fit.invalid, own))
        return full_id
    reading.unread += 1
    name = item.get("name") if isinstance(item, dict) else None
    if isinstance(name, str):
        reading.left_out_names.add(name)
    if short:
        reading.left_out |= {f"{organisation}/{short}", f"{organisation}/{likely_slug(short)}"}
    return full_id


def _is_known(fault: Fault, slipped: Collection[Path]) -> bool:
    """Whether a key is missing only because its value, which was reported, could not be read."""
    return fault.rule == "missing-key" and fault.subject in slipped


def _claimed(fault: Fault, systems: Mapping[int, str]) -> Fault:
    """A fault of the text as one of the record that it stands in, with its path counted from there."""
    if fault.system or fault.subject[:1] != ("systems",) or len(fault.subject) < 3:
        return fault
    number = fault.subject[1]
    full_id = systems.get(number) if isinstance(number, int) else None
    return replace(fault, system=full_id, subject=fault.subject[2:]) if full_id else fault


def _parted(item: object) -> tuple[Mapping[str, object], object]:
    """The user's own keys of a record, and all others."""
    if not isinstance(item, dict) or item.keys() <= _FIELDS:
        return _NO_KEYS, item
    own = [key for key in item if key.startswith(OWN_KEYS)]
    if not own:
        return _NO_KEYS, item
    others = {key: value for key, value in item.items() if not key.startswith(OWN_KEYS)}
    return {key: item[key] for key in own}, others


def _at(opened: Opened, *path: str | int) -> tuple[Route, tuple[Path, ...]]:
    return opened.route.to(*path), opened.slipped_below(path)


def _model_of(fit: Fitted[_Model], reading: Reading, organisation: str, system: str = "") -> _Model | None:
    """The model; its faults are noted as those of the system, what references name with an organisation."""
    for fault in fit.faults:
        is_whole = not fault.named or "/" in fault.named
        named = fault.named if is_whole else f"{organisation}/{fault.named}"
        reading.faults.append(replace(fault, system=system, named=named))
    return fit.model


def _keys(invalid: tuple[Path, ...]) -> frozenset[str]:
    return frozenset(str(path[0]) for path in invalid if path)


def _usable_id(item: object, system: System | None) -> str:
    if system is not None:
        return system.id
    named = item.get("id") if isinstance(item, dict) else item
    return named if isinstance(named, str) else ""


def _named_below(value: object, organisation: str) -> set[str]:
    """The ids that what stands in the place of a list of systems seems to give."""
    if isinstance(value, dict):
        given = [*value, *(each.get("id") for each in value.values() if isinstance(each, dict))]
    else:
        items = value if isinstance(value, list) else []
        given = [each.get("id") for each in items if isinstance(each, dict)]
    ids = {each for each in given if isinstance(each, str) and len(each) <= LONGEST_ID}
    return {f"{organisation}/{each}" for found in ids for each in (found, likely_slug(found))}


def _list(value: object, key: str, route: Route, reading: Reading) -> list[object]:
    if value is None or isinstance(value, list):
        return value or []
    message = "A list was expected here"
    reading.faults.append(
        Fault("wrong-type", message, route.to(key), f"Start each item of `{key}` with `- `.", subject=(key,))
    )
    return []


def _check_version(value: object, route: Route, reading: Reading) -> None:
    where = route.to("legacymap")
    if value is None or (
        isinstance(value, str) and value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= FORMAT
    ):
        return
    if isinstance(value, str) and value.isascii() and value.isdigit() and int(value[:9]) > FORMAT:
        message = (
            f"The file is written in version {value[:9]} of the format; this program reads up to {FORMAT}"
        )
        reading.faults.append(
            Fault("format-too-new", message, where, "Use a newer legacymap.", subject=("legacymap",))
        )
        return
    message = "The format version is not a whole number from 1"
    reading.faults.append(
        Fault("bad-number", message, where, f"Write `legacymap: {FORMAT}`.", subject=("legacymap",))
    )


def _mixed(key: str, route: Route) -> Fault:
    message = f"`{key}` and `systems` stand in one document"
    hint = f"Move `{key}` to a file, or a document after `---`, of its own."
    return Fault("mixed-document", message, route.to(key, on_key=True), hint, subject=(key,))


def _is_unknown(key: str) -> bool:
    return key not in OWN and key not in OTHER_KINDS and not key.startswith(OWN_KEYS)


def _unknown_keys(keys: list[str], route: Route) -> Iterator[Fault]:
    yield from (_unknown(key, route) for key in keys[:MOST])
    if len(keys) > MOST:
        message = f"{len(keys) - MOST:,} more keys are not known here"
        yield Fault("unknown-key", message, route.to(keys[MOST], on_key=True), "Mend those listed first.")


def _unknown(key: str, route: Route) -> Fault:
    message = f"`{key[:60]}` is not a key that is known here"
    odd = first_in(key)
    where, hint = route.to(key, on_key=True), top_hint(key)
    message += f": it holds {odd.named}" if odd else ""
    character = odd.character if odd else ""
    return Fault(
        "unknown-key", message, where, hint.text, subject=(key,), mend=hint.mend or None, character=character
    )

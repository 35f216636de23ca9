"""The files of an inventory to be edited: where each record stands, and texts that were read back."""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from difflib import unified_diff
from pathlib import Path
from typing import cast

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault
from legacymap.domain.findings import Path as Steps
from legacymap.domain.frozen import dataclass
from legacymap.domain.system import Technology
from legacymap.exchange.records import Present
from legacymap.reading.files import File, content, listing
from legacymap.reading.single import Original, legible_part, original, values_of, values_of_few_lines
from legacymap.reading.text import Unreadable, decoded
from legacymap.writing.edits import Change, Refusal, edited, short_key
from legacymap.writing.plain import LineReader, Value, record_lines, scalar
from legacymap.writing.tree import Node, Tree, line_start, tree

MOST_NEW_IN_A_FILE = 200
_OTHER_KINDS = ("settings", "scenario", "framework", "lifecycle", "import", "audience", "share", "agreements")


class MeaningWouldChangeError(Exception):
    """The text made for a file does not hold the old values plus the edits: a bug; nothing was written."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record stands: the file below the folder, the document in it, the item of its list."""

    file: str
    document: int
    number: int


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends, which are line feeds alone, as editors have them."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)


@dataclasses.dataclass(slots=True)
class Editable:
    """The files of a folder by their paths below it, and the records that they hold.

    `organisations` are the descriptions by id; empty ones for those that are named only.
    """

    folder: Path
    files: dict[str, Original] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    records: list[Present] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)
    organisations: dict[str, Mapping[str, object]] = field(default_factory=dict)
    _lines: dict[str, dict[str, int]] = field(default_factory=dict)
    _by_id: dict[str, Present] = field(default_factory=dict)
    _trees: dict[tuple[str, int], Tree | None] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        """The currency of the inventory where all its organisations have one; else pounds."""
        found = {str(each.get("currency") or "GBP") for each in self.organisations.values()}
        return found.pop() if len(found) == 1 else "GBP"

    def record(self, full_id: str) -> Present:
        """The record with a full id."""
        self._by_id = self._by_id or {each.id: each for each in self.records}
        return self._by_id[full_id]

    def line(self, file: str, short: str) -> int:
        """The line of a file on which a record's id stands."""
        if file not in self._lines:
            self._lines[file] = _lines_of_ids(self.files[file].text)
        return self._lines[file].get(short, 1)

    def place(self, full_id: str, path: Steps) -> tuple[int, int]:
        """The line and column of a value of a record, as far down its path as the record goes."""
        at = self.locations[full_id]
        text = self.files[at.file].text
        held = self._trees.get((at.file, at.document))
        if held is None:
            held = self._trees[at.file, at.document] = tree(text, at.document)
        start = None if held is None else _start_of(held.root, ("systems", at.number, *path))
        if start is None:
            return self.line(at.file, full_id.partition("/")[2]), 1
        return text.count("\n", 0, start) + 1, start - line_start(text, start) + 1


@dataclasses.dataclass(slots=True)
class Edits:
    """The texts to write by path below the folder, and what could not be edited, with its full id."""

    texts: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[str, str, Refusal]] = field(default_factory=list)


def editable(folder: Path) -> Editable:
    """The inventory in a folder, of no record where there is none yet.

    RequestError where a file cannot be read as YAML: what is not read is not edited.
    """
    found = Editable(folder)
    if not folder.exists():
        return found
    if not folder.is_dir():
        raise RequestError(f"`{folder}` is not a folder.", "Name the folder of an inventory, or a new one.")
    lines = LineReader(values_of_few_lines)
    for file in listing((folder,)).files:
        _add(found, file, _by_lines(file, lines) or original(file))
    return found


def with_codes(records: Iterable[Present]) -> list[Present]:
    """The records, knowing criteria by name and by code: whichever a record uses is edited."""
    from legacymap.analysis.reference import reference_data  # noqa: PLC0415 - loads scoring, for levels alone

    codes = {each.id: each.code for _, each in reference_data(None, ()).framework.criteria}
    either = {**codes, **{code: name for name, code in codes.items()}}
    return [replace(each, codes=either) for each in records]


def raw_records(paths: tuple[Path, ...]) -> list[Present]:
    """The records of an inventory as they are written; what cannot be read of a file is left out."""
    found = Editable(Path())
    for file in listing(paths).files:
        with suppress(RequestError):
            _add(found, file, legible_part(file))
    return found.records


def edits(
    inventory: Editable,
    changes: Mapping[str, Sequence[tuple[Steps, Change]]],
    new: Mapping[str, Sequence[Mapping[str, Value]]],
    name: str,
    names: Mapping[str, str],
) -> Edits:
    """The texts with changes of records, by full id, and new records, by organisation, in them.

    `name` is the import's, for files of many new systems; `names` are those of new organisations.
    """
    result = Edits()
    lines = LineReader(values_of_few_lines)
    wanted: dict[tuple[str, int], list[tuple[Steps, Change]]] = {}
    owners: dict[tuple[str, int, Steps], str] = {}
    for full_id, each in changes.items():
        at = inventory.locations[full_id]
        for path, value in each:
            steps = ("systems", at.number, *path)
            wanted.setdefault((at.file, at.document), []).append((steps, value))
            owners[at.file, at.document, steps] = full_id
    for organisation, records in sorted(new.items()):
        home = _home(inventory, organisation, records, name)
        if isinstance(home, str):
            is_described = organisation in inventory.organisations
            of = (organisation, None if is_described else names.get(organisation))
            result.texts[home] = _new_file(of, records, lines)
            continue
        file, document, count = home
        for number, record in enumerate(records):
            steps = ("systems", count + number)
            wanted.setdefault((file, document), []).append((steps, dict(record)))
            owners[file, document, steps] = f"{organisation}/{record['id']}"
    for file in sorted({file for file, _ in wanted}):
        documents = {number: each for (of, number), each in wanted.items() if of == file}
        text, refused = _edited(inventory.files[file], documents)
        for document, refusal in refused:
            result.refused.append((owners.get((file, document, refusal.path), ""), file, refusal))
        if text != inventory.files[file].text:
            result.texts[file] = inventory.files[file].mark + text
    return result


def organisation_named(value: object) -> object:
    """The id of the organisation that a document names."""
    named = value.get("organisation") if isinstance(value, dict) else None
    return named.get("id") if isinstance(named, dict) else named


def applied(value: object, changes: Iterable[tuple[Steps, Change]]) -> object:
    """What a document holds once values are set at paths."""
    root = _copy(value)
    every = list(changes)
    gone = [path for path, new in every if new is None and isinstance(path[-1], int)]
    for path, new in every:
        if path not in gone:
            root = _set(root, path, new, ())
    for path in sorted(gone, key=lambda path: cast("int", path[-1]), reverse=True):
        _take_out(root, path)
    return root


def is_same_meaning(one: object, other: object, above: Steps = ()) -> bool:
    """Whether two values mean the same, short forms being the mappings that they abbreviate."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            is_same_meaning(a, b, (*above, n)) for n, (a, b) in enumerate(zip(one, other, strict=True))
        )
    if isinstance(one, str) and isinstance(other, dict):
        one = _long(one, above)
    elif isinstance(one, dict) and isinstance(other, str):
        other = _long(other, above)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            is_same_meaning(one[key], other[key], (*above, key)) for key in one
        )
    return one == other


def difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The unified difference of files, by path; a file that is not there yet has no text before."""
    parts = []
    for name in sorted(after):
        old, new = before.get(name, ""), after[name]
        old_name = f"a/{name}" if name in before else "/dev/null"
        lines = unified_diff(_lines(old), _lines(new), old_name, f"b/{name}")
        parts += [
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
        ]
    return "".join(parts)


def _by_lines(file: File, lines: LineReader) -> Original | None:
    """The file's text and values where its lines tell them; None where it is to be read as a whole."""
    read = content(file)
    if isinstance(read, Fault):
        return None
    try:
        text = decoded(read)
    except Unreadable:
        return None
    value = lines.document(text)
    return None if value is None else Original(read.decode("utf-8").removesuffix(text), text, (value,))


def _start_of(node: Node, path: Steps) -> int | None:
    """Where the key or item that a path leads to starts; None where nothing below the record is found."""
    start = None
    for number, step in enumerate(path):
        if isinstance(step, int):
            if step >= len(node.items):
                break
            node = node.items[step]
            start = node.start
        else:
            entry = next((each for each in node.entries if each[0].value == step), None)
            if entry is None:
                break
            node, start = entry[1], entry[0].start
        if number == 1 and node.entries:
            start = node.entries[0][0].start
    return start


def _lines_of_ids(text: str) -> dict[str, int]:
    """The lines on which ids stand, the first of each."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.strip().removeprefix("-").strip().removeprefix("{").split(",")[0]
        key, colon, value = words.partition(":")
        if colon and key.strip() == "id":
            found.setdefault(value.split("#")[0].strip().strip("'\""), number)
    return found


def _add(found: Editable, file: File, read: Original) -> None:
    for number, value in enumerate(read.values):
        if not isinstance(value, dict) or ("systems" not in value and "organisation" not in value):
            continue
        if any(kind in value for kind in _OTHER_KINDS):
            continue
        named = value.get("organisation")
        described = named if isinstance(named, dict) else {}
        organisation = described.get("id") if described else named
        if not isinstance(organisation, str):
            continue
        found.files[file.below] = read
        found.shown[file.below] = file.shown
        found.organisations[organisation] = {**described, **found.organisations.get(organisation, {})}
        systems = value.get("systems")
        for item, record in enumerate(systems if isinstance(systems, list) else []):
            short = record.get("id") if isinstance(record, dict) else None
            full_id = f"{organisation}/{short}"
            if isinstance(short, str) and full_id not in found.locations:
                found.records.append(Present(full_id, record))
                found.locations[full_id] = Location(file.below, number, item)


def _edited(
    before: Original, documents: Mapping[int, Sequence[tuple[Steps, Change]]]
) -> tuple[str, list[tuple[int, Refusal]]]:
    """A file's text with changes of its documents, read back."""
    text = before.text
    values = list(values_of(text if text.endswith("\n") else f"{text}\n"))
    refused: list[tuple[int, Refusal]] = []
    for document, changes in sorted(documents.items()):
        done = edited(text, document, changes)
        text = done.text
        gone = {each.path for each in done.refused}
        refused += [(document, each) for each in done.refused]
        made = [(path, value) for path, value in changes if path not in gone]
        values[document] = applied(values[document], made)
    after = list(values_of(text if text.endswith("\n") else f"{text}\n"))
    if not is_same_meaning(after, values):
        raise MeaningWouldChangeError
    return text, refused


def _home(
    inventory: Editable, organisation: str, records: Sequence[object], name: str
) -> tuple[str, int, int] | str:
    """The file, document and length of the list for new systems, or the path of a new file."""
    own = f"{organisation}/systems-{name}.yaml"
    homes: list[tuple[str, int, int]] = []
    for file, read in inventory.files.items():
        for number, value in enumerate(read.values):
            systems = value.get("systems") if isinstance(value, dict) else None
            if isinstance(systems, list) and systems and organisation_named(value) == organisation:
                homes.append((file, number, len(systems)))
    if len(records) > MOST_NEW_IN_A_FILE:
        mine = [each for each in homes if each[0] == own]
        return mine[-1] if mine else own
    if homes:
        return homes[-1]
    usual = f"{organisation}/systems.yaml"
    return own if (inventory.folder / usual).exists() else usual


def _new_file(of: tuple[str, str | None], records: Sequence[Mapping[str, Value]], read: LineReader) -> str:
    """A file of new systems, a blank line between them, read back; `of` is whose, and its name if new."""
    organisation, name = of
    head = organisation if name is None else f"{{id: {organisation}, name: {scalar(name, in_brackets=True)}}}"
    items = ["\n".join(record_lines(record)) for record in records]
    text = "\n\n".join([f"organisation: {head}\nsystems:\n\n{items[0]}", *items[1:]]) + "\n"
    described: object = organisation if name is None else {"id": organisation, "name": name}
    held = read.document(text) or values_of(text)[0]
    if held != {"organisation": described, "systems": [*records]}:
        raise MeaningWouldChangeError
    return text


def _take_out(value: object, path: Steps) -> None:
    """Takes an item out of its list."""
    for step in path[:-1]:
        value = value[step] if isinstance(value, dict | list) else None  # type: ignore[index]
    if isinstance(value, list):
        value.pop(cast("int", path[-1]))


def _set(value: object, path: Steps, new: Change, above: Steps) -> object:
    if not path:
        if isinstance(new, Mapping) and isinstance(value, dict):
            return {**value, **cast("dict[str, object]", _plain(new))}
        key = short_key(above)
        return (
            {**value, key: new} if isinstance(value, dict) and isinstance(new, str) and key else _plain(new)
        )
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = cast("list[object]", value) if isinstance(value, list) else []
        if step < len(items):
            items[step] = _set(items[step], rest, new, (*above, step))
        else:
            items.append(_set(None, rest, new, (*above, step)))
        return items
    if isinstance(value, str):
        value = _long(value, above)
    mapping = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    if new is None and not rest:
        mapping.pop(step, None)
    else:
        mapping[step] = _set(mapping.get(step), rest, new, (*above, step))
    return mapping


def _copy(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


def _long(text: str, above: Steps) -> dict[str, object]:
    """The mapping that a text abbreviates at a path."""
    key = short_key(above)
    if key == "product":
        model = Technology.model_validate(text)
        return {"product": model.product, **({"version": model.version} if model.version else {})}
    return {key: text} if key else {}


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value

"""The register: every single value of an inventory in sheets, out and in again (exchange, sections 8 and 13).

Rows are keyed by full id, items by their number too. What was written out is remembered as digests beside
the rows, so that a cell that nobody has touched changes nothing, whatever the inventory says by now.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from legacymap.domain.findings import Path
from legacymap.exchange.delimited import unguarded
from legacymap.exchange.draft import (
    CellInDoubt,
    Finding,
    Outcome,
    Place,
    Read,
    Refused,
    Row,
    Value,
    Written,
    id_of,
    slug,
)
from legacymap.exchange.readings import Reading, reader
from legacymap.exchange.readings.cells import doubted, parts, text_of
from legacymap.exchange.records import ITEM_KEYS, ITEM_SHORT, Present, expanded, is_same, rank, record_of
from legacymap.exchange.sheets import Table
from legacymap.exchange.three_ways import Change, Edit

FORMAT = "legacymap.register/1"
SYSTEMS, ID, SYSTEM, NUMBER, DIGESTS = "Systems", "id", "system of", "number", "as written"
_LISTS = ("aliases", "tags", "used_by")
_SHEETS: Mapping[str, tuple[str, ...]] = {
    "Technologies": ("technologies",),
    "Contracts": ("contracts",),
    "Dependencies": ("depends_on",),
    "Incidents": ("incidents",),
    "Options": ("remediation", "options"),
}
# The columns of an empty register, and of any: what is asked for most.
_ALWAYS = (
    *("name", "description", "kind", "status", "criticality", "in_service", "retires", "owner.business"),
    *("owner.technical", "hosting.type", "users.count", "users.group", "data.personal", "costs.annual_run"),
    "notes",
)
_ITEM_COLUMNS: Mapping[str, Sequence[str]] = {
    "technologies": ("product", "version", "role", "upgrade_planned"),
    "contracts": ITEM_KEYS["contracts"],
    "depends_on": ITEM_KEYS["depends_on"],
    "incidents": ITEM_KEYS["incidents"],
    "options": ("id", "approach", "description", "rdel", "cdel", "annual_saving", "earliest", "latest"),
}
_MOST_CHARACTERS = 32_767  # that a cell of a workbook holds
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_DIGEST = 6  # hexadecimal digits a cell
_NOTHING_WRITTEN = "-" * _DIGEST


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row: the full id, the item's number (0 for a system), and texts by heading."""

    system: str
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """A sheet of the register: headings are routes, of items the keys of their mapping."""

    name: str
    path: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[RegisterRow, ...] = ()


@dataclass(slots=True)
class RegisterEdits:
    """What a register that came back changes: edits of records by full id, new records, and the findings.

    `seen` are the systems of the inventory that it has a row of.
    """

    edits: dict[str, list[tuple[Path, Edit]]] = field(default_factory=dict)
    new: dict[str, dict[str, object]] = field(default_factory=dict)
    changes: dict[str, list[Change]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def register(records: Sequence[Present], withheld: frozenset[str] = frozenset()) -> tuple[RegisterSheet, ...]:
    """The sheets of some records, in the order of their ids; of those `withheld` the id alone."""
    shown = sorted(records, key=lambda each: each.id)
    singles = {each.id: {} if each.id in withheld else _singles(each) for each in shown}
    routes = sorted({*_ALWAYS, *(route for cells in singles.values() for route in cells)}, key=rank)
    rows = tuple(RegisterRow(each.id, 0, singles[each.id]) for each in shown)
    sheets = [RegisterSheet(SYSTEMS, (), tuple(routes), rows)]
    open_records = [each for each in shown if each.id not in withheld]
    sheets += [_item_sheet(name, path, open_records) for name, path in _SHEETS.items()]
    return tuple(sheets)


def digests(sheet: RegisterSheet, row: RegisterRow) -> str:
    """What was written in the cells of a row, told by digests in the order of the headings."""
    return "".join(digest(row.cells.get(heading, "")) for heading in sheet.headings)


def separate_digests(held: str, headings: Sequence[str]) -> dict[str, str] | None:
    """The digests of a row by heading; None where they are not as many as there are headings."""
    if len(held) != _DIGEST * len(headings):
        return None
    return {heading: held[n * _DIGEST : (n + 1) * _DIGEST] for n, heading in enumerate(headings)}


def digest(text: str) -> str:
    """A digest of a cell's text as it comes back from a spreadsheet; dashes where it is empty."""
    plain = normal(text)
    if not plain:
        return _NOTHING_WRITTEN
    # What CSV guards against spreadsheets loses its apostrophe when it is read.
    return hashlib.sha256(unguarded(plain).encode()).hexdigest()[:_DIGEST]


def normal(text: str) -> str:
    """A text as a workbook or text file gives it back: without controls, and not longer than a cell."""
    plain = _CONTROLS.sub("\ufffd", _ESCAPED.sub(_character, text.replace("\r\n", "\n").replace("\r", "\n")))
    return plain[:_MOST_CHARACTERS].strip()


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _singles(record: Present) -> dict[str, str]:
    """Every single value of a record by route, and its lists of texts."""
    found = {route: value for route, value in _leaves((), record.values) if route and route != ID}
    for short, long in (
        ("owner", "owner.business"),
        ("owners", "owner.business"),
        ("hosting", "hosting.type"),
    ):
        if short in found:
            found[long] = found.pop(short)
    for route in [each for each in found if each.startswith("owners.")]:
        found[route.replace("owners.", "owner.", 1)] = found.pop(route)
    for route in [
        each for each in found if each.startswith("assessment.scores.") and each.endswith(".score")
    ]:
        found[route.removesuffix(".score")] = found.pop(route)
    return found


def _leaves(above: tuple[str, ...], value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value.strip():
        yield ".".join(above), value
    elif isinstance(value, list) and len(above) == 1 and above[0] in _LISTS:
        texts = [each for each in value if isinstance(each, str)]
        if len(texts) == len(value) and texts:
            yield above[0], _joined(texts)
    elif isinstance(value, dict):
        for key, each in value.items():
            if "." not in key or above[:1] == ("ids",):
                yield from _leaves((*above, key), each)


def _joined(texts: Sequence[str]) -> str:
    """A list of texts in one cell: by semicolons, or a line each where a text has one."""
    return ("\n" if any(";" in each for each in texts) else "; ").join(texts)


def _item_sheet(name: str, path: tuple[str, ...], records: Iterable[Present]) -> RegisterSheet:
    rows = []
    for record in records:
        for number, item in enumerate(_items(record, path), start=1):
            rows.append(RegisterRow(record.id, number, _item_cells(path[-1], item)))
    order = {key: number for number, key in enumerate(_ITEM_COLUMNS[path[-1]])}
    headings = sorted(
        {*order, *(key for row in rows for key in row.cells)},
        key=lambda key: (order.get(key, len(order)), key),
    )
    return RegisterSheet(name, path, tuple(headings), tuple(rows))


def _items(record: Present, path: tuple[str, ...]) -> list[object]:
    value: object = record.values
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def _item_cells(list_name: str, item: object) -> dict[str, str]:
    """The single values of an item by key, short forms written out."""
    if isinstance(item, str):
        if list_name == "technologies":
            return {key: str(value) for key, value in expanded(list_name, item, "").items()}
        return {ITEM_SHORT.get(list_name, ID): item}
    found = dict(_leaves((), item))
    for key in ("rdel", "cdel"):
        amounts = item.get(key) if isinstance(item, dict) else None
        if isinstance(amounts, list) and amounts and all(isinstance(each, str) for each in amounts):
            found[key] = _joined(amounts)
    return found


# What comes back

Base = Mapping[tuple[str, str, int], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Returning:
    """How a register is taken back: what was written (None where nobody knows), and what flags say."""

    records: Mapping[str, Present]
    base: Base | None
    organisation: str
    prefers_source: bool = False
    withdraws: bool = False
    names_a_person: Callable[[str], bool] = lambda _: False
    keeps_persons: bool = False


def returned(tables: Mapping[str, Table], returning: Returning) -> RegisterEdits:
    """What the sheets of a register, by name, change in the inventory."""
    back = _Back(returning)
    if SYSTEMS in tables:
        back.systems(tables[SYSTEMS])
    for name, path in _SHEETS.items():
        if name in tables:
            back.items(name, path, tables[name])
    back.settle()
    return back.found


class _Cell(NamedTuple):
    """A cell that came back."""

    place: Place
    value: Value
    number_format: str


class _Back:
    """A register on its way back."""

    def __init__(self, returning: Returning) -> None:
        self._back = returning
        self.found = RegisterEdits()
        self._singles = {full_id: _singles(each) for full_id, each in returning.records.items()}
        self._readers: dict[str, Callable[[Value, str], Outcome]] = {}
        self._new: dict[str, dict[str, Written]] = {}
        self._new_items: dict[str, dict[tuple[str, ...], list[dict[str, object]]]] = {}
        self._read: set[str] = set()

    def systems(self, table: Table) -> None:
        """Every row of the sheet of systems."""
        columns = {heading: index for index, heading in enumerate(table.sheet.headings)}
        routes = {
            heading: index for heading, index in columns.items() if heading != ID and not _is_digests(heading)
        }
        seen: set[str] = set()
        for row in table.rows:
            self._count("rows", "read")
            name = _text(row, routes.get("name"))
            full_id = self._full_id(_text(row, columns.get(ID)), name)
            if not full_id:
                self._leave_out(
                    table, row, columns, "row-without-name", "The row has neither an id nor a name"
                )
                continue
            if full_id in seen:
                self._leave_out(table, row, columns, "row-given-twice", f"`{full_id}` has a row already")
                continue
            seen.add(full_id)
            self._read.add(full_id)
            self._system(table, row, full_id, routes)
        self._gone(SYSTEMS, {(each, 0) for each in seen}, table)

    def _system(self, table: Table, row: Row, full_id: str, routes: Mapping[str, int]) -> None:
        record = self._back.records.get(full_id)
        base = self._base(SYSTEMS, full_id, 0)
        if record is None and base is not None:
            message = f"`{full_id}` is not in the inventory any more"
            self._leave_out(table, row, routes, "two-truths", message)
            return
        before = len(self.found.changes.get(full_id, ()))
        for route, index in routes.items():
            self._cell(_at(table, row, index), full_id, route, base)
        if record is None:
            fate = "new" if "name" in self._new.get(full_id, {}) else "left_out"
            if fate == "left_out":
                self._new.pop(full_id, None)
                place = table.sheet.place(row)
                self._find("row-without-name", f"`{full_id}` is new and has no name", place, full_id)
        else:
            self.found.seen.add(full_id)
            fate = "changed" if len(self.found.changes.get(full_id, ())) > before else "same"
        self._count("rows", fate)

    def _cell(self, at: _Cell, full_id: str, route: str, base: Mapping[str, str] | None) -> None:
        """One cell of a system: untouched, set, or told."""
        stands = self._singles.get(full_id, {}).get(route, "")
        verdict = self._counted(at, stands, None if base is None else base.get(route, _NOTHING_WRITTEN))
        if verdict == "leave":
            return
        if verdict == "emptied":
            self._emptied(full_id, route, stands, at.place)
            return
        read = self._value(at, full_id, route, route)
        if read is None or is_same(route, read, _of(route, stands)):
            return
        if verdict == "tell" and not self._back.prefers_source:
            self._tell(full_id, route, text_of(at.value), stands, at.place)
            return
        record = self._back.records.get(full_id)
        if record is None:
            self._new.setdefault(full_id, {})[route] = read
        else:
            self._edit(full_id, record.path(route), read)
        self.found.changes.setdefault(full_id, []).append(Change(route, stands or None, read))

    def _edit(self, full_id: str, path: Path, read: Written) -> None:
        edit: Edit = list(read) if isinstance(read, tuple) else read
        self.found.edits.setdefault(full_id, []).append((path, edit))

    def _counted(self, at: _Cell, stands: str, base: str | None) -> str:
        """What to do with a cell, which is counted."""
        self._count("cells", "read")
        self._count("cells", "empty" if at.value is None else "mapped")
        return self._verdict(at.value, stands, base)

    def _verdict(self, value: Value, stands: str, base: str | None) -> str:
        """`leave`, `emptied`, `set` or `tell`: by what was written, what is said and what stands."""
        said = digest(text_of(value))
        now = digest(stands)
        if said in {base, now}:
            return "leave"
        if base is None:
            return "leave" if said == _NOTHING_WRITTEN else "tell" if stands else "set"
        if said == _NOTHING_WRITTEN:
            return "emptied" if now == base else "tell"
        return "set" if now == base else "tell"

    def _value(self, at: _Cell, full_id: str, route: str, field_route: str) -> Written | None:
        """A cell as its field; None where it was told instead."""
        if isinstance(at.value, CellInDoubt):
            self._ask(doubted(at.value), at.place, full_id, route, text_of(at.value))
            return None
        words = text_of(at.value)
        is_list = field_route in _LISTS or field_route in {"rdel", "cdel"}
        read = self._reader(field_route)
        pieces = parts(words, ";") if is_list else (at.value,)
        outcomes = [read(each, at.number_format) for each in pieces]
        wrong = next((each for each in outcomes if isinstance(each, Refused)), None)
        if wrong is not None:
            self._ask(wrong, at.place, full_id, route, words)
            return None
        values = [each.value for each in outcomes if isinstance(each, Read)]
        return tuple(map(str, values)) if is_list else values[0] or None

    def _reader(self, route: str) -> Callable[[Value, str], Outcome]:
        found = self._readers.get(route)
        if found is None:
            names, keeps = self._back.names_a_person, self._back.keeps_persons
            known = Reading(order="dmy", names_a_person=names, keep_persons=keeps)
            bare = "costs.annual_run" if route.rpartition(".")[2] in _MONEY else route
            found = self._readers[route] = reader(bare, known)
        return found

    # Items

    def items(self, name: str, path: tuple[str, ...], table: Table) -> None:
        """Every row of a sheet of items."""
        columns = {heading: index for index, heading in enumerate(table.sheet.headings)}
        keys = {
            heading: index
            for heading, index in columns.items()
            if heading not in {SYSTEM, NUMBER} and not _is_digests(heading)
        }
        seen: set[tuple[str, int]] = set()
        for row in table.rows:
            full_id = self._full_id(_text(row, columns.get(SYSTEM)), "")
            number = _text(row, columns.get(NUMBER))
            place = table.sheet.place(row)
            if full_id not in self._back.records and full_id not in self._new:
                self._count_cells(row, columns, "reported")
                self._find(
                    "reference-not-found",
                    f"`{full_id or '(no system)'}` is not in the inventory",
                    place,
                    full_id,
                )
            elif number.isascii() and number.isdigit() and int(number[:9]) > 0:
                seen.add((full_id, int(number)))
                self._item(table, row, full_id, (name, path, int(number)), keys)
            else:
                self._new_item(table, row, full_id, path, keys)
        self._gone(name, seen, table)

    def _item(
        self,
        table: Table,
        row: Row,
        full_id: str,
        at: tuple[str, tuple[str, ...], int],
        keys: Mapping[str, int],
    ) -> None:
        name, path, number = at
        record = self._back.records.get(full_id)
        items = _items(record, path) if record is not None else []
        stands = _item_cells(path[-1], items[number - 1]) if number <= len(items) else {}
        base = self._base(name, full_id, number)
        first = next(iter(_ITEM_COLUMNS[path[-1]]))
        has_moved = base is not None and base.get(first, _NOTHING_WRITTEN) != digest(stands.get(first, ""))
        for key, index in keys.items():
            cell = _at(table, row, index)
            said = stands.get(key, "")
            verdict = self._counted(cell, said, None if base is None else base.get(key, _NOTHING_WRITTEN))
            route = f"{'.'.join(path)}[{number}].{key}"
            if verdict == "emptied":
                message = f"The cell of `{route}` was emptied; the inventory keeps what it says"
                self._find("no-longer-said", message, cell.place, full_id)
            elif (
                verdict != "leave"
                and (read := self._value(cell, full_id, route, _field(path, key))) is not None
            ):
                if not stands or has_moved or (verdict == "tell" and not self._back.prefers_source):
                    self._tell(full_id, route, text_of(cell.value), said, cell.place)
                    continue
                self._edit(full_id, (*path, number - 1, *key.split(".")), read)
                self.found.changes.setdefault(full_id, []).append(Change(route, said or None, read))

    def _new_item(
        self, table: Table, row: Row, full_id: str, path: tuple[str, ...], keys: Mapping[str, int]
    ) -> None:
        """A row without a number: one more item."""
        item: dict[str, object] = {}
        for key, index in keys.items():
            cell = _at(table, row, index)
            self._counted(cell, "", None)
            read = None if cell.value is None else self._value(cell, full_id, key, _field(path, key))
            if read is not None:
                _plant(item, key.split("."), list(read) if isinstance(read, tuple) else read)
        if item:
            self._new_items.setdefault(full_id, {}).setdefault(path, []).append(item)

    def settle(self) -> None:
        """Makes records of what is new, and edits of the new items of others."""
        for full_id, values in self._new.items():
            tree = record_of({"id": full_id.partition("/")[2], **values})
            for path, items in self._new_items.pop(full_id, {}).items():
                _plant(tree, list(path), items)
            self.found.new[full_id] = tree
        for full_id, by_path in self._new_items.items():
            record = self._back.records[full_id]
            for path, items in by_path.items():
                first = len(_items(record, path))
                for number, item in enumerate(items, start=first):
                    whole = cast("Edit", item)
                    self.found.edits.setdefault(full_id, []).append(((*path, number), whole))
                    route = f"{'.'.join(path)}[{number + 1}]"
                    told = "; ".join(f"{key}: {value}" for key, value in item.items())
                    self.found.changes.setdefault(full_id, []).append(Change(route, None, told))

    # What is told

    def _full_id(self, text: str, name: str) -> str:
        if not text:
            made = id_of(name, name, "register") if name else ""
            return f"{self._back.organisation}/{made}" if made else ""
        organisation, slash, short = text.rpartition("/")
        if slash:
            return text if text in self._back.records else f"{slug(organisation)}/{slug(short)}"
        return f"{self._back.organisation}/{slug(text)}" if slug(text) else ""

    def _base(self, sheet: str, full_id: str, number: int) -> Mapping[str, str] | None:
        return None if self._back.base is None else self._back.base.get((sheet, full_id, number))

    def _emptied(self, full_id: str, route: str, stands: str, place: Place) -> None:
        record = self._back.records[full_id]
        if self._back.withdraws and route != "name":
            self.found.edits.setdefault(full_id, []).append((record.path_to_remove(route), None))
            self.found.changes.setdefault(full_id, []).append(Change(route, stands, None))
            return
        message = f"The cell of `{route}` was emptied; the inventory keeps what it says"
        self._find("no-longer-said", message, place, full_id, "`--withdraw` takes it out of the inventory.")

    def _tell(self, full_id: str, route: str, said: str, stands: str, place: Place) -> None:
        now = f"`{stands[:60]}`" if stands else "nothing any more"
        message = f"The register says `{said[:60]}` for `{route}`, and the inventory says {now}"
        hint = "The inventory stays as it is; take the register's by `--prefer source`."
        self.found.findings.append(
            Finding("two-truths", message, place, hint, system=full_id, route=route, value=said)
        )

    def _ask(self, asked: Refused, place: Place, full_id: str, route: str, words: str) -> None:
        quoted = f"`{words[:60]}` {asked.message}" if asked.keeps else f"The cell {asked.message}"
        value = words if asked.keeps else ""
        self.found.findings.append(
            Finding(
                asked.rule, f"{route}: {quoted}", place, asked.hint, system=full_id, route=route, value=value
            )
        )
        self.found.cells["mapped"] = self.found.cells.get("mapped", 0) - 1
        self._count("cells", "reported")

    def _gone(self, sheet: str, seen: set[tuple[str, int]], table: Table) -> None:
        for name, full_id, number in sorted(self._back.base or ()):
            if name == sheet and (full_id, number) not in seen and full_id in self._back.records:
                item = f", number {number}" if number else ""
                message = f"The row of `{full_id}`{item} is gone from `{sheet}`; the inventory keeps it"
                place = Place(table.sheet.file, table.sheet.name)
                self._find("row-gone", message, place, full_id, "Take it out of the inventory by hand.")

    def _leave_out(self, table: Table, row: Row, columns: Mapping[str, int], rule: str, message: str) -> None:
        self._count("rows", "left_out")
        self._count_cells(row, columns, "reported")
        self._find(rule, message, table.sheet.place(row), "")

    def _count_cells(self, row: Row, columns: Mapping[str, int], fate: str) -> None:
        for heading, index in columns.items():
            if heading not in {ID, SYSTEM, NUMBER} and not _is_digests(heading):
                self._count("cells", "read")
                self._count("cells", "empty" if row.cells[index] is None else fate)

    def _find(self, rule: str, message: str, place: Place, full_id: str, hint: str = "") -> None:
        self.found.findings.append(Finding(rule, message, place, hint, system=full_id))

    def _count(self, what: str, fate: str) -> None:
        counts = self.found.rows if what == "rows" else self.found.cells
        counts[fate] = counts.get(fate, 0) + 1


def _at(table: Table, row: Row, index: int) -> _Cell:
    return _Cell(table.sheet.place(row, index), row.cells[index], row.formats.get(index, ""))


def _field(path: tuple[str, ...], key: str) -> str:
    """The route by which the cells of an item are read."""
    return f"{path[-1]}.{key}" if len(path) == 1 else key


_MONEY = frozenset({"rdel", "cdel", "annual_saving", "ringfenced"})


def _is_digests(heading: str) -> bool:
    return heading.startswith(DIGESTS)


def _text(row: Row, index: int | None) -> str:
    return "" if index is None else " ".join(text_of(row.cells[index]).split())


def _of(route: str, stands: str) -> str | tuple[str, ...]:
    return parts(stands, ";") if route in _LISTS else stands


def _plant(tree: dict[str, object], steps: Sequence[str], value: object) -> None:
    for step in steps[:-1]:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):
            return
        tree = inner
    tree[steps[-1]] = value

"""From the rows of a table and its mapping to drafts, with every cell counted (exchange, section 3)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from legacymap.domain.errors import RequestError
from legacymap.domain.imports import IGNORE, KEEP, Condition, ImportMapping, MappedColumn
from legacymap.domain.nearest import did_you_mean
from legacymap.exchange.draft import (
    CellInDoubt,
    Declared,
    Draft,
    Finding,
    Item,
    Outcome,
    Place,
    Read,
    Reference,
    Refused,
    Relation,
    Row,
    Sheet,
    Statement,
    Statements,
    Value,
    Written,
    heading_slug,
)
from legacymap.exchange.readings import Reading, kind_of, reader
from legacymap.exchange.readings.cells import (
    doubted,
    identifier,
    is_in_house,
    joined,
    parts,
    plain,
    product_and_version,
    text,
    text_of,
)
from legacymap.exchange.readings.quantities import MoneyColumn, Order, date_order, money_column
from legacymap.exchange.sheets import Table, read_both_ways, without_footnotes

SCALES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_ITEM = re.compile(r"(?P<list>technologies|contracts|incidents)\[(?P<name>[^\]]*)\](?:\.(?P<key>.+))?")
_REFERENCES = ("depends_on", "used_by", "part_of", "replaced_by")
_KEPT = "x-"
MARKED = "Marked: "  # begins the heading of a column that an export adds to say what it may be shown to
_LONGEST = 200
# Headings of columns that hold people, in the languages of the headings that are guessed.
_PEOPLE = re.compile(
    r"owner|contact|manager|\blead\b|responsib|person|author|steward|custodian|e-?mail|sponsor|verantw|kontakt"
    r"|anspr[eè]ch|eigenaar|beheerder|ansvarlig|ejer|propri[eé]taire|responsable",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a table is read with besides its mapping: whose names are persons', and the currency."""

    names_a_person: Callable[[str], bool] = lambda _: False
    keep_persons: bool = False
    currency: str = "GBP"


# What becomes of a column's cells: puts a value, with its number format, into a draft; gives the cell's fate.
Take = Callable[["_Row", Value, str], str]


@dataclass(slots=True)
class _Row:
    """A draft that is being made of a row."""

    row: Row
    draft: Draft
    named: dict[tuple[str, str], Statements] = field(default_factory=dict)


def declared(table: Table, mapping: ImportMapping, known: Known | None = None) -> Declared:
    """The drafts of a table; RequestError where the mapping names no column for the name, or a wrong one."""
    reading = _Tabling(table, mapping, known or Known())
    reading.read()
    return reading.declared


class _Tabling:
    """A table on its way to drafts."""

    def __init__(self, table: Table, mapping: ImportMapping, known: Known) -> None:
        self.mapping = mapping
        self.known = known
        self.name = mapping.name
        self.by_heading = {heading: index for index, heading in enumerate(table.sheet.headings)}
        self._folded = {plain(heading): index for heading, index in self.by_heading.items()}
        self.columns = {
            heading: each if each is not None else MappedColumn(to=KEEP)
            for heading, each in (mapping.columns or {}).items()
        }
        self.name_column = self._only("name")
        self.table = without_footnotes(table, self.name_column)
        self.sheet: Sheet = self.table.sheet
        self.declared = Declared(findings=list(self.table.findings))
        if self.table.footnotes:
            self.declared.notes.append(
                f"below the table stands: {'; '.join(self.table.footnotes)[:_LONGEST]}"
            )
        self._readers: dict[str, Callable[[Value, str], Outcome]] = {}
        self._owners: dict[str, Outcome] = {}
        self._own_keys: dict[str, str] = {}
        self.declared.reread = self.reread

    # Reading

    def read(self) -> None:
        """Reads every row; counts every cell."""
        takes = self._takes()
        self.declared.moved = frozenset(self._moved())
        key = self._index(self.mapping.key) if self.mapping.key else None
        organisation = self._organisation_index()
        conditions = [(self._index(each), what) for each, what in (self.mapping.where or {}).items()]
        width = len(self.sheet.headings)
        rows, cells = self.declared.ledger.rows, self.declared.ledger.cells
        fates: Counter[str] = Counter()
        for row in self.table.rows:
            rows.read += 1
            cells.read += width
            filled = width - row.cells.count(None)
            cells.add("empty", width - filled)
            if self._is_unnamed(row):
                rows.add("left_out")
                cells.add("reported", filled)
                continue
            if not self._is_wanted(row, conditions):
                rows.add("left_out")
                cells.add("ignored", filled)
                continue
            fates.update(self._read_row(row, takes, key, organisation))
        for fate, count in fates.items():
            cells.add(fate, count)
        for row in self.table.set_aside:
            rows.read += 1
            rows.add("left_out")
            filled = sum(each is not None for each in row.cells)
            cells.read += len(row.cells)
            cells.add("reported", filled)
            cells.add("empty", len(row.cells) - filled)
        cells.read += self.table.beyond
        cells.add("reported", self.table.beyond)
        self.table = replace(self.table, rows=())  # what is stated is held once

    def _read_row(
        self, row: Row, takes: Sequence[Take], key: int | None, organisation: int | None
    ) -> list[str]:
        """Makes a draft of a row; gives what became of its filled cells."""
        draft = Draft(self._key(row, key), self.sheet.place(row))
        making = _Row(row, draft)
        if organisation is not None and (value := row.cells[organisation]) is not None:
            words = " ".join(text_of(value).split())
            draft.organisation = Statement(words, words, self.sheet.place(row, organisation))
        forms = row.formats
        fates = [
            take(making, value, forms.get(index, "") if forms else "")
            for index, (take, value) in enumerate(zip(takes, row.cells, strict=True))
            if value is not None
        ]
        if not draft.name:  # the cell was reported where it was read
            self.declared.ledger.rows.add("left_out")
            return fates
        self._finish(making)
        self.declared.drafts.append(draft)
        return fates

    def _key(self, row: Row, key: int | None) -> str:
        if key is None or row.cells[key] is None:
            return ""
        outcome = identifier(row.cells[key], row.formats.get(key, ""))
        return str(outcome.value) if isinstance(outcome, Read) else ""

    def _is_unnamed(self, row: Row) -> bool:
        value = row.cells[self.name_column]
        if value is not None and not (isinstance(value, str) and not value.strip()):
            return False
        place = self.sheet.place(row, self.name_column)
        message = "The row has no name, so it is left out"
        self._find(Finding("row-without-name", message, place, "Name it in the source.", value=" "))
        return True

    def _finish(self, making: _Row) -> None:
        """Makes items of columns that belong to one; gives scores the assessment that the mapping names."""
        draft = making.draft
        for (list_name, _), values in sorted(making.named.items()):
            if list_name == "technologies" and not self._product(draft, values):
                continue
            draft.items.append(Item(list_name, values))
        given = self.mapping.assessment
        scores = [route for route in draft.values if route.startswith("assessment.scores.")]
        if given is not None and scores:
            place = draft.place_of(draft.values[scores[0]])
            for key, value in (("date", str(given.date)), ("assessor", given.assessor)):
                draft.values.setdefault(f"assessment.{key}", Statement(value, value, place))

    def _product(self, draft: Draft, values: Statements) -> bool:
        """Joins vendor, product and version; without a product the rest is kept as the record's own."""
        vendor = values.pop("vendor", None)
        product = values.get("product")
        maker = str(vendor.value) if vendor else ""
        if product is not None:
            values["product"] = product._replace(value=joined(maker, str(product.value)))
            return True
        if vendor is not None and not is_in_house(maker):
            values["product"] = vendor
            return True
        for key, statement in sorted(values.items()):
            draft.values[f"{_KEPT}{self.name}.{heading_slug(statement.place.heading or key)}"] = statement
        return False

    # Columns

    def _takes(self) -> list[Take]:
        """What becomes of each column; those that nobody mentions are kept, and told once."""
        used = {self._index(each.version) for each in self.columns.values() if each.version}
        mentioned = {self._index(heading): heading for heading in self.columns}
        own = {self._index(each) for each in self._own_columns() if each}
        found: list[Take] = []
        for heading, index in self.by_heading.items():
            column = self.columns.get(mentioned.get(index, heading))
            if index in used:
                take = self._version(index)
            elif column is not None:
                take = self._take(index, heading, column)
            elif index in own:
                take = _mapped_elsewhere
            elif heading.startswith(MARKED):
                take = _ignored
            else:
                self._tell_new(index, heading)
                take = self._kept(index, heading)
            found.append(take)
        return found

    def _moved(self) -> Iterator[str]:
        """The own keys under which columns stood that the mapping gives a field, or ignores, by now."""
        for heading, column in self.columns.items():
            if column.to != KEEP:
                actual = self.sheet.headings[self._index(heading)]
                yield f"{_KEPT}{self.name}.{self._own_key(actual)}"

    def _own_columns(self) -> Iterator[str | None]:
        """The headings that the mapping uses outside `columns`."""
        yield self.mapping.key
        yield self.mapping.organisation.column if self.mapping.organisation else None
        yield from self.mapping.where or {}

    def _take(self, index: int, heading: str, column: MappedColumn) -> Take:  # noqa: PLR0911 - a kind each
        if column.to == IGNORE:
            return lambda *_: "ignored"
        if column.to == KEEP:
            return self._kept(index, heading)
        if column.to == "id":
            return self._id(index)
        if column.to in _REFERENCES:
            return self._references(index, column)
        read = self._reader_of(index, heading, column)
        item = _ITEM.fullmatch(column.to)
        if item is not None:
            return self._item(index, (item["list"], item["name"]), item["key"] or "product", column, read)
        if column.to == "technologies":
            return self._technologies(index, column, read)
        if kind_of(column.to) == "list":
            return self._list(index, column, read)
        return self._value(index, column.to, read)

    def _value(self, index: int, route: str, read: Callable[[Value, str], Outcome]) -> Take:
        is_status, is_owner = route == "status", route.startswith("owner")
        place = self.sheet.column(index)
        seen: dict[object, Statement] = {}  # columns say the same over and over

        def take(making: _Row, value: Value, number_format: str) -> str:
            said = value if type(value) is str else (type(value), value, number_format)
            found = seen.get(said)
            if found is None:
                outcome = read(value, number_format)
                if isinstance(outcome, Refused):
                    return self._asked(making, index, value, outcome, route, is_error=is_status)
                found = seen[said] = Statement(outcome.value, text_of(value), place)
            if found.value:
                self.declared.ledger.owners += is_owner
                making.draft.values[route] = found
            return "mapped"

        return take

    def _id(self, index: int) -> Take:
        def take(making: _Row, value: Value, number_format: str) -> str:
            outcome = identifier(value, number_format)
            if isinstance(outcome, Refused):
                return self._asked(making, index, value, outcome, "id")
            words = str(outcome.value)
            making.draft.id = Statement(words, words, self.sheet.place(making.row, index))
            return "mapped"

        return take

    def _kept(self, index: int, heading: str) -> Take:
        """The cells of a column as they are; of one that seems to hold people, none that names a person."""
        route = f"{_KEPT}{self.name}.{self._own_key(heading)}"
        is_of_people = not self.known.keep_persons and _PEOPLE.search(heading) is not None
        place = self.sheet.column(index)
        seen: dict[object, Statement] = {}

        def take(making: _Row, value: Value, _: str) -> str:
            said = value if type(value) is str else (type(value), value)
            found = seen.get(said)
            if found is None:
                if isinstance(value, CellInDoubt):
                    return self._asked(making, index, value, doubted(value), route)
                if is_of_people and isinstance(asked := self._as_owner(value), Refused) and not asked.keeps:
                    return self._asked(making, index, value, asked, route)
                words = text_of(value)
                found = seen[said] = Statement(words, words, place)
            making.draft.values[route] = found
            return "kept"

        return take

    def _as_owner(self, value: Value) -> Outcome:
        """What a cell says if it is read as an owner, remembered by its text."""
        words = text_of(value)
        found = self._owners.get(words)
        if found is None:
            reading = Reading(names_a_person=self.known.names_a_person)
            found = self._owners[words] = reader("owner.business", reading)(value, "")
        return found

    def _list(self, index: int, column: MappedColumn, read: Callable[[Value, str], Outcome]) -> Take:
        def take(making: _Row, value: Value, number_format: str) -> str:
            whole = value if isinstance(value, CellInDoubt) else text_of(value)
            pieces = [whole] if isinstance(whole, CellInDoubt) else parts(whole, column.split or ";")
            outcomes = [read(each, number_format) for each in pieces]
            wrong = next((each for each in outcomes if isinstance(each, Refused)), None)
            if wrong is not None:
                return self._asked(making, index, value, wrong, column.to)
            found = tuple(
                dict.fromkeys(str(each.value) for each in outcomes if isinstance(each, Read) and each.value)
            )
            if found:
                old = making.draft.values.get(column.to)
                every = (*old.value, *found) if old and isinstance(old.value, tuple) else found
                statement = Statement(
                    tuple(dict.fromkeys(every)), text_of(value), self.sheet.place(making.row, index)
                )
                making.draft.values[column.to] = statement
            return "mapped"

        return take

    def _technologies(self, index: int, column: MappedColumn, read: Callable[[Value, str], Outcome]) -> Take:
        version = self._index(column.version) if column.version else None

        def take(making: _Row, value: Value, number_format: str) -> str:
            whole = text_of(value)
            pieces: Sequence[Value] = (
                (value,) if isinstance(value, CellInDoubt) else parts(whole, column.split or "")
            )
            place = self.sheet.place(making.row, index)
            items = []
            for piece in pieces:
                outcome = read(piece, number_format)
                if isinstance(outcome, Refused):
                    return self._asked(making, index, value, outcome, column.to)
                values = _technology(str(outcome.value), place)
                if version is not None and len(pieces) == 1:
                    self._add_version(making, version, values)
                if column.role:
                    values["role"] = Statement(column.role, column.role, place)
                items.append(Item("technologies", values))
            making.draft.items += items
            return "mapped"

        return take

    def _item(
        self,
        index: int,
        named: tuple[str, str],
        key: str,
        column: MappedColumn,
        read: Callable[[Value, str], Outcome],
    ) -> Take:
        version = self._index(column.version) if column.version else None
        is_supplier = (named[0], key) == ("contracts", "supplier")
        keep = self._kept(index, self.sheet.headings[index])

        def take(making: _Row, value: Value, number_format: str) -> str:
            outcome = read(value, number_format)
            if isinstance(outcome, Refused):
                return self._asked(making, index, value, outcome, column.to)
            if is_supplier and isinstance(outcome.value, str) and is_in_house(outcome.value):
                return keep(making, value, number_format)  # who has no supplier has no contract
            if outcome.value:
                place = self.sheet.place(making.row, index)
                values = making.named.setdefault(named, {})
                values[key] = Statement(outcome.value, text_of(value), place)
                if version is not None:
                    self._add_version(making, version, values)
                if column.role:
                    values["role"] = Statement(column.role, column.role, place)
            return "mapped"

        return take

    def _version(self, index: int) -> Take:
        """The cells of a column of versions: they are written beside their products, and told of here."""
        read = reader("technologies.version")

        def take(making: _Row, value: Value, number_format: str) -> str:
            outcome = read(value, number_format)
            if isinstance(outcome, Refused):
                return self._asked(making, index, value, outcome, "technologies.version")
            return "mapped"

        return take

    def _add_version(self, making: _Row, index: int, values: Statements) -> None:
        value = making.row.cells[index]
        if value is not None:
            outcome = reader("technologies.version")(value, making.row.formats.get(index, ""))
            if isinstance(outcome, Read) and outcome.value:
                place = self.sheet.place(making.row, index)
                values["version"] = Statement(outcome.value, text_of(value), place)

    def _references(self, index: int, column: MappedColumn) -> Take:
        by = column.by or ""

        def take(making: _Row, value: Value, _: str) -> str:
            place = self.sheet.place(making.row, index)
            if isinstance(value, CellInDoubt):
                return self._asked(making, index, value, doubted(value), column.to)
            is_one = column.to in {"part_of", "replaced_by"}
            names = (text_of(value),) if is_one else parts(text_of(value), column.split or ";")
            own = Reference(place.row_key, "row")
            for name in names:
                if not isinstance(text(name), Refused):
                    other = Reference(name, by)
                    ends = (other, own) if column.to == "used_by" else (own, other)
                    self.declared.relations.append(Relation(*ends, place, to=column.to))  # type: ignore[arg-type]
            return "mapped"

        return take

    # Readings

    def _reader_of(self, index: int, heading: str, column: MappedColumn) -> Callable[[Value, str], Outcome]:
        """The reading of a column, which remembers what it made of each text."""
        route = _ITEM.sub(lambda found: f"{found['list']}.{found['key'] or 'product'}", column.to)
        values = [row.cells[index] for row in self.table.rows]
        words = {**(column.values or {}), **(column.words or {})} or None
        kind = kind_of(route)
        reading = Reading(
            order=column.dates or (self._order(index, values) if kind in {"date", "end"} else "dmy"),
            money=_money(heading, column, values) if kind == "money" else MoneyColumn(),
            currency=self.known.currency,
            values=words,
            names_a_person=self.known.names_a_person,
            keep_persons=self.known.keep_persons,
        )
        read = reader(route, reading)
        seen: dict[tuple[str, str], Outcome] = {}

        def remembering(value: Value, number_format: str) -> Outcome:
            if not isinstance(value, str):
                return read(value, number_format)
            found = seen.get((value, number_format))
            if found is None:
                found = seen[value, number_format] = read(value, number_format)
            return found

        self._readers.setdefault(column.to, remembering)
        return remembering

    def _order(self, index: int, values: Sequence[Value]) -> Order | None:
        """The order of a column's dates by its cells; LM507 where they contradict each other."""
        found = date_order(values)
        if found.order is None:
            self._find(read_both_ways(self.table, index, found))
        return found.order

    def reread(self, route: str, written: str) -> Written | None:
        """What a text that a source said before is read as now; None where it is not understood."""
        if route.startswith(_KEPT):
            return written
        read = self._readers.get(route)
        outcome = read(written, "") if read is not None else text(written)
        return outcome.value if isinstance(outcome, Read) else None

    # Findings

    def _asked(  # noqa: PLR0913 - one question is asked in one place
        self, making: _Row, index: int, value: Value, outcome: Refused, route: str, *, is_error: bool = False
    ) -> str:
        """Reports a cell that was not understood, and keeps its text among the record's own keys."""
        place = self.sheet.place(making.row, index)
        words = text_of(value)
        is_error = is_error and outcome.rule == "value-not-understood"
        quoted = f"`{words[:60]}` {outcome.message}" if outcome.keeps else f"The cell {outcome.message}"
        self._find(
            Finding(
                outcome.rule,
                f"{place.heading}: {quoted}" if place.heading else quoted,
                place,
                outcome.hint,
                key=making.draft.key,
                route=route,
                value=words if outcome.keeps else "",
                severity="error" if is_error else "",
            )
        )
        if not outcome.keeps:
            is_person = outcome.rule == "person-not-role"
            self.declared.ledger.persons += is_person
            self.declared.ledger.owners += is_person
            return "reported"
        own = f"{_KEPT}{self.name}.{self._own_key(place.heading)}"
        making.draft.values.setdefault(own, Statement(words, words, place))
        if route == "status":  # left out it would be taken for live
            making.draft.held = True
        return "reported"

    def _tell_new(self, index: int, heading: str) -> None:
        sheet = self.sheet
        place = Place(sheet.file, sheet.name, sheet.header_row, index + 1, heading, sheet.header_row)
        message = f"The heading `{heading}` is neither mapped nor ignored; its cells are kept"
        hint = f"Say in the mapping what it is: a route of the record, `{KEEP}` or `{IGNORE}`."
        self._find(Finding("heading-not-mapped", message, place, hint))

    def _find(self, finding: Finding) -> None:
        self.declared.findings.append(finding)

    # Headings

    def _own_key(self, heading: str) -> str:
        """The heading's slug; with a number where several headings have one slug."""
        if not self._own_keys:
            groups: dict[str, list[str]] = {}
            for each in sorted(self.by_heading):
                groups.setdefault(heading_slug(each), []).append(each)
            for made, same in groups.items():
                numbered = enumerate(same, start=1)
                self._own_keys |= {each: made if n == 1 else f"{made}-{n}" for n, each in numbered}
        return self._own_keys.get(heading, heading_slug(heading))

    def _index(self, heading: str) -> int:
        found = self.by_heading.get(heading, self._folded.get(plain(heading)))
        if found is None:
            hint = did_you_mean(heading, self.by_heading) or "Mend the mapping, or the heading."
            raise RequestError(f"The mapping names the column `{heading}`, which the source has not.", hint)
        return found

    def _only(self, route: str) -> int:
        """The column of a route that a mapping must name."""
        found = [heading for heading, each in self.columns.items() if each.to == route]
        if not found:
            raise RequestError(
                f"The mapping names no column for the `{route}` of a system.", f"Write `Heading: {route}`."
            )
        return self._index(found[0])

    def _organisation_index(self) -> int | None:
        named = self.mapping.organisation
        return self._index(named.column) if named is not None and named.column else None

    def _is_wanted(self, row: Row, conditions: Sequence[tuple[int, Condition]]) -> bool:
        return all(each.holds(plain(text_of(row.cells[index]))) for index, each in conditions)


def _ignored(_making: _Row, _value: Value, _format: str) -> str:
    return "ignored"


def _mapped_elsewhere(_making: _Row, _value: Value, _format: str) -> str:
    return "mapped"


def _technology(words: str, place: Place) -> Statements:
    """A technology's text as the values that it states."""
    product, version = product_and_version(words)
    values: Statements = {"product": Statement(product, product, place)}
    if version:
        values["version"] = Statement(version, version, place)
    return values


def _money(heading: str, column: MappedColumn, values: Sequence[Value]) -> MoneyColumn:
    found = money_column(heading, values)
    if column.unit:
        found = replace(found, unit=SCALES[column.unit])
    return replace(found, currency=column.currency) if column.currency else found

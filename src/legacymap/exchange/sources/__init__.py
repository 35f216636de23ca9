"""Other tools' files: which tool a file is of, and what it states.

Tables whose columns are known are read by a mapping that is made of their headings.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import PurePath
from typing import Literal

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import ImportMapping, MappedColumn, RelationType
from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import CellInDoubt, Declared, Item, Place, Row, Sheet, Statement, Value
from legacymap.exchange.guess import normalised
from legacymap.exchange.readings.cells import product_and_version, text_of
from legacymap.exchange.sheets import MOST_BYTES, RawRow, Source, Table, over_the_limit
from legacymap.exchange.tables import Known, declared

Kind = Literal["table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx", "answers"]
KINDS: tuple[Kind, ...] = (
    "table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx", "answers",
)  # fmt: skip
_LOOKED_AT = 65_536
# A route, or `key`, `organisation`, `ignore`; with more (values, split …) a column of a mapping.
ColumnMeaning = str | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a source: its name as it is shown, and its bytes."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, small: `.csv`."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a source is read with: the import's name, whose names are persons', the currency, and flags.

    `is_known` tells whether a product is in the catalogue, by its text and its package URL. `columns` is what
    a mapping says of columns, fields or properties by their names, in place of what is known of the tool,
    `types` of types of relations, `through` of what stands between systems, `matches` of who is who. `where`
    are properties and the values that elements must have.
    """

    name: str
    names_a_person: Callable[[str], bool] = lambda _: False
    keep_persons: bool = False
    currency: str = "GBP"
    is_known: Callable[[str, str], bool] = lambda _text, _purl: False
    columns: Mapping[str, MappedColumn] = field(default_factory=dict)
    types: Mapping[str, RelationType | None] = field(default_factory=dict)
    through: tuple[str, ...] = ()
    with_services: bool = False
    where: Mapping[str, str] | None = None
    all_components: bool = False
    matches: Mapping[str, str] = field(default_factory=dict)
    system: str = ""


class PointedSheet(Sheet):
    """A table that stands in a JSON document: cells are told by pointers."""

    __slots__ = ()

    def place(self, row: Row, column: int | None = None) -> Place:
        """The pointer of a cell, or of the row."""
        heading = self.headings[column] if column is not None and column < len(self.headings) else ""
        pointer = f"/result/{row.number}{f'/{heading}' if heading else ''}"
        return Place(self.file, "", row.number, (column or 0) + 1 if heading else 0, heading, pointer=pointer)


def column_of(around: Surroundings, name: str) -> MappedColumn | None:
    """What the mapping says of a column, field or property; None where it says nothing."""
    wanted = " ".join(name.split()).casefold()
    return next((each for heading, each in around.columns.items() if heading.casefold() == wanted), None)


def words_of(value: object) -> str:
    """A value of a JSON or YAML document as text, with one space between words; empty where it is none."""
    return " ".join(text_of(value).split()) if isinstance(value, (str, int, float)) else ""


def technology(text: str, place: Place) -> Item:
    """A technology by its text: the last word is the version where it begins with a digit."""
    product, version = product_and_version(text)
    values = {"product": Statement(product, text, place)}
    if version:
        values["version"] = Statement(version, text, place)
    return Item("technologies", values)


def recognised(file: SourceFile, book: Source | None = None) -> Kind:
    """What a file is of, by what it looks like; `table` where it is none of the others.

    `book` is the file as a workbook or text table, where it has been opened already.
    """
    if len(file.content) > MOST_BYTES:
        raise over_the_limit(file.name, f"it is larger than {MOST_BYTES // 2**20} MiB")
    if file.suffix in {".yaml", ".yml"}:
        return "backstage"
    start = file.content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return _json_kind(file)
    if start.startswith(b"<"):
        return "archimate"
    return _table_kind(file, book or opened(file.content, file.name))


def json_value(file: SourceFile) -> object:
    """What a JSON file holds; RequestError where it is none (LM501)."""
    try:
        return json.loads(file.content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise RequestError(
            f"`{file.name}` cannot be read: it is not JSON (LM501).", "Export it anew."
        ) from None


def may_be_a_table(file: SourceFile) -> bool:
    """Whether a file looks like none of the kinds that are not opened as a table."""
    start = file.content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    return file.suffix not in {".yaml", ".yml"} and not start.startswith((b"{", b"<"))


def json_table(file: SourceFile, records: Sequence[object]) -> Table:
    """A list of JSON objects as a table: of a value with a display value the latter, except of ids."""
    objects = [each if isinstance(each, dict) else {} for each in records]
    headings = tuple(dict.fromkeys(str(key) for each in objects for key in each))
    rows = tuple(
        Row(number, 0, [_cell(each.get(heading), heading) for heading in headings])
        for number, each in enumerate(objects)
    )
    sheet = PointedSheet(file.name, "", headings)
    return Table(sheet, rows)


def read_columns(
    table: Table,
    meanings: Mapping[str, ColumnMeaning],
    around: Surroundings,
    choose: Callable[[Mapping[str, ColumnMeaning]], Mapping[str, ColumnMeaning]] = lambda found: found,
) -> tuple[Declared, ImportMapping]:
    """What a table states by the meanings of its headings, and the mapping that says so; others are kept.

    What the mapping of the import says of a column comes first.
    `choose` may change what the headings found are taken for.
    """
    found = choose(
        {
            heading: meanings[name]
            for heading in table.sheet.headings
            if (name := normalised(heading)) in meanings
        }
    )
    columns: dict[str, object] = {}
    said = {heading: each for heading in table.sheet.headings if (each := column_of(around, heading))}
    used = {each.to for each in said.values()}
    key = organisation = None
    for heading in table.sheet.headings:
        if heading in said:
            columns[heading] = said[heading]
            continue
        meaning = found.get(heading, "keep")
        route = meaning if isinstance(meaning, str) else str(meaning["to"])
        if route == "key" and key is None:
            key = heading
        elif route == "organisation" and organisation is None:
            organisation = heading
        elif route in used or route in {"key", "organisation"}:
            columns[heading] = {"to": "keep"}
        else:
            used |= {route} - {"keep", "ignore", "technologies"}
            columns[heading] = {"to": meaning} if isinstance(meaning, str) else dict(meaning)
    mapping = ImportMapping.model_validate(
        {
            "import": around.name,
            "columns": columns,
            **({"key": key} if key else {}),
            **({"organisation": {"column": organisation}} if organisation else {}),
        }
    )
    known = Known(around.names_a_person, around.keep_persons, around.currency)
    return declared(table, mapping, known), mapping


def merged(parts: Sequence[Declared]) -> Declared:
    """What several tables state, as one; their ledgers added up."""
    whole = Declared()
    for each in parts:
        whole.drafts += each.drafts
        whole.relations += each.relations
        whole.findings += each.findings
        ledger = whole.ledger
        for counts, others in ((ledger.rows, each.ledger.rows), (ledger.cells, each.ledger.cells)):
            counts.read += others.read
            for fate, count in others.by_fate.items():
                counts.add(fate, count)
        ledger.owners += each.ledger.owners
        ledger.persons += each.ledger.persons
        whole.reread = each.reread
    return whole


def without_rows(table: Table, gone: Callable[[Row], bool]) -> tuple[Table, tuple[Row, ...]]:
    """The table without some rows, and these."""
    kept = tuple(row for row in table.rows if not gone(row))
    out = tuple(row for row in table.rows if gone(row))
    return replace(table, rows=kept), out


def left_out(rows: Sequence[Row], stated_so_far: Declared) -> None:
    """Counts rows that are left out, and their cells, which are told of as ignored."""
    ledger = stated_so_far.ledger
    ledger.rows.read += len(rows)
    ledger.rows.add("left_out", len(rows))
    for row in rows:
        filled = sum(cell is not None for cell in row.cells)
        ledger.cells.read += len(row.cells)
        ledger.cells.add("ignored", filled)
        ledger.cells.add("empty", len(row.cells) - filled)


def _json_kind(file: SourceFile) -> Kind:
    value = json_value(file)
    if isinstance(value, dict) and str(value.get("bomFormat")).casefold() == "cyclonedx":
        return "cyclonedx"
    if isinstance(value, dict) and isinstance(value.get("result"), list):
        return "servicenow"
    message = f"`{file.name}` is JSON of no kind that is read."
    raise RequestError(message, "ServiceNow's has `result`, CycloneDX's has `bomFormat`.")


def _table_kind(file: SourceFile, source: Source) -> Kind:
    headings = {text for row in _first_rows(source) for text in row}
    stem = PurePath(file.name).stem.casefold()
    if headings & {"sys_id", "sys id", "sys_class_name"} or stem.startswith("cmdb_"):
        return "servicenow"
    first = next(iter(_first_rows(source)), set())
    return "leanix" if {"id", "type", "name"} <= first and source.names != ("",) else "table"


def _first_rows(source: Source) -> list[set[str]]:
    """The texts of the first rows of the first sheets, small."""
    found = []
    for name in source.names[:3]:
        rows = iter(source.raw(name).rows)
        for _ in range(5):
            row: RawRow | None = next(rows, None)
            if row is None:
                break
            found.append(
                {
                    str(cell).strip().casefold()
                    for cell in row.cells.values()
                    if not isinstance(cell, CellInDoubt)
                }
            )
    return found


def _cell(value: object, heading: str) -> Value:
    if isinstance(value, dict):
        codes = heading in {"sys_id", "parent", "child"}
        shown = value.get("value") if codes else value.get("display_value", value.get("value"))
        return _cell(shown, heading)
    if value is None or value == "":
        return None
    return value if isinstance(value, (str, bool, int, float)) else str(value)

"""Other tools' files: which tool a file is of, and what it states.

Each module gives what its tool states in the words of `draft`; none knows the inventory.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import PurePath
from typing import Literal

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.mapping import MappedColumn, RelationType
from legacymap.exchange.draft import CellInDoubt, Item, Place, Statement
from legacymap.exchange.opening import opened
from legacymap.exchange.readings.cells import text_of
from legacymap.exchange.readings.names import product_and_version
from legacymap.exchange.sheets import MOST_BYTES, RawRow, Source, over_the_limit

Kind = Literal["table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx", "answers"]
KINDS: tuple[Kind, ...] = (
    "table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx", "answers",
)  # fmt: skip
_LOOKED_AT = 65_536


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


def _json_kind(file: SourceFile) -> Kind:
    value = json_value(file)
    if isinstance(value, dict) and str(value.get("bomFormat")).casefold() == "cyclonedx":
        return "cyclonedx"
    if isinstance(value, dict) and isinstance(value.get("result"), list):
        return "servicenow"
    message = f"`{file.name}` is JSON of no kind that is read."
    raise RequestError(message, "ServiceNow's has `result`, CycloneDX's has `bomFormat`.")


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

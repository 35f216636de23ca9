"""What an import did: every record, every finding, and a ledger that sums (exchange, section 2)."""

from collections.abc import Mapping
from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.frozen import dataclass

State = Literal["new", "changed", "same", "held"]
Weighs = Literal["error", "warning", "note"]


class CellObject(TypedDict):
    """A place in a source; null or empty where a part of it does not apply."""

    file: str
    sheet: str
    cell: str
    row: int
    column: int
    heading: str
    line: int
    pointer: str


class InventoryPlace(TypedDict):
    """A place in the inventory that a finding speaks of as well."""

    file: str
    line: int
    column: int
    message: str


class ImportFinding(CellObject):
    """Something that a person should look at; `places` are further cells of the same, of `count` in all.

    `text` is the place as people write it. The fingerprint does not change when rows move.
    """

    rule: str
    name: str
    severity: Weighs
    message: str
    hint: str
    end_line: int
    end_column: int
    path: str
    fingerprint: str
    waived: None
    known: bool
    key: str
    system: str
    route: str
    value: str | None
    places: list[CellObject]
    count: int
    related: list[InventoryPlace]
    text: str


class ImportChange(TypedDict):
    """One value before and after; null where there is none, and where it may not be quoted."""

    route: str
    before: str | list[str] | None
    after: str | list[str] | None


class ImportedSystem(TypedDict):
    """What became of one key of the source."""

    key: str
    id: str
    state: State
    changes: list[ImportChange]


class SourceObject(TypedDict):
    """What was read."""

    name: str
    sha256: str
    kind: str


class MappingObject(TypedDict):
    """The mapping that was used, and whether this import wrote it."""

    file: str
    written: bool
    sha256: str


class LedgerObject(TypedDict):
    """What became of everything: rows and cells sum to what was read."""

    rows: dict[str, int]
    cells: dict[str, int]
    technologies: dict[str, int]
    arrows: dict[str, int]


class ImportDocument(TypedDict):
    """What an import did, `legacymap.import/1`."""

    format: Literal["legacymap.import/1"]
    source: SourceObject
    mapping: MappingObject | None
    ledger: LedgerObject
    systems: list[ImportedSystem]
    findings: list[ImportFinding]
    incomplete: None


@dataclass(frozen=True, slots=True)
class Import:
    """An import as it is told: the document, the ledger in words, and the difference that it makes or made.

    `files` are those written, by what was done to each; empty where nothing was.
    """

    document: ImportDocument
    ledger: tuple[str, ...]
    difference: str
    files: Mapping[str, str]

    @property
    def has_findings(self) -> bool:
        """Whether anything weighs more than a note."""
        return any(each["severity"] != "note" for each in self.document["findings"])

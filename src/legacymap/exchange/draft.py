"""What a source states, before an inventory is asked: the vocabulary that all sources share.

A *sheet* is a table as it stands in a source. A *draft* is the record that a source states, one value a
route, each with its place. The *ledger* counts what became of every row and cell.
Ids are made of what a source names (exchange, section 2.2).
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from legacymap.domain.findings import Severity
from legacymap.domain.inventory import RESERVED

Note = Literal["note"]
State = Literal["new", "changed", "same", "held"]
Written = str | tuple[str, ...]  # a scalar as the inventory writes it, or a list of text
ROW_FATES = ("new", "changed", "same", "held", "left_out")
CELL_FATES = ("mapped", "kept", "ignored", "reported", "empty")


class CellInDoubt(NamedTuple):
    """A cell that holds no value that can be trusted; `kind` says why, `text` what it shows."""

    kind: Literal["error", "formula", "merged"]
    text: str


Value = str | bool | int | float | date | datetime | time | CellInDoubt | None


class Read(NamedTuple):
    """A cell that could be read as its field: the value as the inventory writes it."""

    value: Written


class Refused(NamedTuple):
    """A cell that is refused: rule, why (the end of a sentence that begins with the cell) and what to do.

    With `keeps` the text goes to the record's own keys, without (persons) it goes nowhere.
    """

    rule: str
    message: str
    hint: str = ""
    keeps: bool = True


Outcome = Read | Refused
# A reading takes a cell's value and its number format (often empty).
Reader = Callable[[Value, str], Outcome]
_IDENTITIES: Mapping[str, Sequence[str]] = {
    "technologies": ("product",),
    "depends_on": ("system",),
    "contracts": ("supplier", "scope"),
    "incidents": ("date", "summary"),
    "sources": ("title",),
}
_OF_ONE_SYSTEM = frozenset({"two-truths", "match-to-confirm", "no-longer-said", "row-gone"})
LONGEST = 48
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "&": " and "}
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_OTHERS = re.compile("[^a-z0-9]+")


class Place(NamedTuple):
    """Where in a source something stands; what does not apply is empty or 0.

    `row` and `column` count from 1 (of a text file the record, headings included), `line` is the physical
    line where that record, element or document starts, `pointer` a JSON pointer.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""
    line: int = 0
    pointer: str = ""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets name it: `F17`, of a row its first one; empty where there is none."""
        return f"{column_letters(self.column or 1)}{self.row}" if self.sheet and self.row else ""

    @property
    def row_key(self) -> str:
        """What tells its row (or element) from all others of the source, whatever the column."""
        return f"{self.file}|{self.sheet}|{self.row}|{self.line}|{self.pointer}"

    def __str__(self) -> str:
        """The place as a person can go to it: `register.xlsx:Applications!F17` (exchange, section 2.4)."""
        if self.pointer:
            return f"{self.file}:{self.pointer}"
        if self.sheet:
            return f"{self.file}:{self.sheet}!{self.cell}" if self.cell else f"{self.file}:{self.sheet}"
        parts = (self.file, *(str(each) for each in (self.line, self.column) if each))
        return ":".join(parts)


class Row(NamedTuple):
    """One row of cells, as typed as the source has them; empty ones are None.

    `number` and `line` are those of `Place`. `formats` holds number formats by column (from 0), only of those
    numbers that have one which says more than the number.
    """

    number: int
    line: int
    cells: Sequence[Value]
    formats: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a source: where it stands, and its headings.

    `name` is empty in text files. `title` quotes the rows above the headings.
    """

    file: str
    name: str
    headings: tuple[str, ...]
    header_row: int = 1
    title: tuple[str, ...] = ()

    def place(self, row: Row, column: int | None = None) -> Place:
        """The place of a cell by its column (from 0), or of the row."""
        if column is None:
            return Place(self.file, self.name, row.number, 0, "", row.line)
        heading = self.headings[column] if column < len(self.headings) else ""
        return Place(self.file, self.name, row.number, column + 1, heading, row.line)

    def column(self, column: int) -> Place:
        """The place of a column (from 0), which its cells share."""
        return Place(self.file, self.name, 0, column + 1, self.headings[column])


class Statement(NamedTuple):
    """One value of a draft: as the inventory writes it, as the source wrote it, and where.

    Cells of a column that say the same share one, whose place has no row: their drafts know it (`place_of`).
    """

    value: Written
    text: str
    place: Place


Statements = dict[str, Statement]


@dataclass(slots=True)
class Item:
    """One item of a list of mappings (`technologies`, `contracts`, `incidents`), by the keys of its mapping.

    `list` is the key of the record that holds it.
    """

    list: str
    values: Statements

    @property
    def identity(self) -> str:
        """What tells it from the others of its list, compared without regard to case."""
        return identity(self.list, {key: str(each.value) for key, each in self.values.items()})


@dataclass(slots=True)
class Draft:
    """The record that a source states.

    `values` are by dotted route (`costs.annual_run`, `x-register.time`), `items` belong to lists of mappings.
    `organisation` is the text (or id) that names it, with its place; `id` one that the source gives. `key` is
    empty where the source has none. One that is `held` is not written until its findings are settled.
    `record` is the whole record, where the source was written from one.
    """

    key: str
    place: Place
    values: Statements = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    organisation: Statement | None = None
    id: Statement | None = None
    held: bool = False
    record: Mapping[str, object] | None = None

    def listed(self, name: str) -> Sequence[object]:
        """What a list of the whole record holds; nothing where there is no such record."""
        found = self.record.get(name) if self.record else None
        return found if isinstance(found, list) else ()

    @property
    def name(self) -> str:
        """The name that the source states."""
        declared = self.values.get("name")
        return str(declared.value) if declared else ""

    def place_of(self, declared: Statement) -> Place:
        """Where one of its values stands."""
        place, own = declared.place, self.place
        if place.column and not place.row and not place.line:
            return place._replace(row=own.row, line=own.line)
        return place


class Reference(NamedTuple):
    """How a source names a system: the text, and by what (`key`, `name`, `id`; empty: any, in that order)."""

    text: str
    by: str = ""


class Relation(NamedTuple):
    """An arrow that a source states, from the one that needs to the one that is needed.

    With `to` `used_by` it stands on the record of the one that is needed; `part_of` and `replaced_by` are no
    arrows but references of the consumer's record. `is_both` marks
    one of the two arrows that a single two-way row made.
    """

    consumer: Reference
    needed: Reference
    place: Place
    kind: str = ""
    strength: str = ""
    note: str = ""
    to: Literal["depends_on", "used_by", "part_of", "replaced_by"] = "depends_on"
    is_both: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at, in the source: the rule's name, a sentence, and what to do.

    `severity` is empty where the rule's own holds. `others` are more places of the same, `count` all of them.
    """

    rule: str
    message: str
    place: Place
    hint: str = ""
    key: str = ""
    system: str = ""
    route: str = ""
    value: str = ""
    severity: Severity | Note | Literal[""] = ""
    others: tuple[Place, ...] = ()
    count: int = 1


@dataclass(slots=True)
class Counts:
    """What became of rows or cells: counts by word, `read` stands beside them and is to be their sum."""

    read: int = 0
    by_fate: dict[str, int] = field(default_factory=dict)

    def add(self, fate: str, count: int = 1) -> None:
        """Counts one or more with this fate."""
        self.by_fate[fate] = self.by_fate.get(fate, 0) + count

    def __getitem__(self, fate: str) -> int:
        return self.by_fate.get(fate, 0)

    @property
    def sums(self) -> bool:
        """Whether nothing is lost: everything that was read has one fate."""
        return self.read == sum(self.by_fate.values())


@dataclass(slots=True)
class Ledger:
    """What became of everything that was read.

    A source counts the cells and those rows that it leaves out; what rows come to is known after merging.
    `technologies` and `arrows` are counts by words for people.
    """

    rows: Counts = field(default_factory=Counts)
    cells: Counts = field(default_factory=Counts)
    technologies: dict[str, int] = field(default_factory=dict)
    arrows: dict[str, int] = field(default_factory=dict)
    owners: int = 0
    persons: int = 0

    @property
    def sums(self) -> bool:
        """Whether rows and cells both come to what was read."""
        return self.rows.sums and self.cells.sums


@dataclass(slots=True)
class Declared:
    """Everything that a source states, and what was found while reading it.

    `notes` are sentences on how it was read. `moved` are the own keys (`x-register.hosting`) of columns that
    the mapping gives a field by now. `reread` reads what a source said before, by route and text, as
    it would be read now.
    """

    drafts: list[Draft] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    reread: Callable[[str, str], Written | None] | None = None
    notes: list[str] = field(default_factory=list)
    moved: frozenset[str] = frozenset()


def identity(list_name: str, values: Mapping[str, str]) -> str:
    """What tells an item of a list of mappings from the others (exchange, section 2.3)."""
    return "|".join([values.get(key, "") for key in _IDENTITIES[list_name]]).casefold()


def folded(findings: Iterable[Finding], most: int = 10) -> Iterator[Finding]:
    """The findings in their order, those of one rule, heading and value as one with its first places.

    What speaks of one system's record stands alone.
    """
    folded: dict[tuple[str, ...], list[Finding]] = {}
    for each in findings:
        kind = (each.rule, each.place.file, each.place.sheet, each.place.heading, each.value, each.severity)
        is_folded = bool(each.place.heading) and each.rule not in _OF_ONE_SYSTEM
        alone = ("" if each.value else each.message,) if is_folded else (each.message, str(each.place))
        folded.setdefault((*kind, *alone), []).append(each)
    for first, *more in folded.values():
        count = first.count + sum(each.count for each in more)
        others = tuple(each.place for each in more[: most - 1])
        yield replace(first, others=others, count=count) if more else first


def column_letters(column: int) -> str:
    """The letters of a column, which counts from 1: 27 is `AA`."""
    text = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        text = chr(65 + digit) + text
    return text


def slug(text: str) -> str:
    """The id that a text makes, cut at a hyphen to 48 characters; empty where no letter or digit survives."""
    if text.isascii():  # most are
        spelt = text.lower().replace("&", " and ").replace("'", "").replace("`", "")
    else:
        decomposed = unicodedata.normalize("NFKD", text)
        plain = "".join(each for each in decomposed if not unicodedata.combining(each))
        spelt = _APOSTROPHES.sub("", plain.lower().translate(_SPELT_OUT))
    whole = _OTHERS.sub("-", spelt).strip("-")
    if len(whole) <= LONGEST:
        return whole
    return whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]


def is_telling(text: str) -> bool:
    """Whether the slug of a text keeps at least half of its letters and digits, and is not reserved."""
    return _tells(text, slug(text))


def id_of(name: str, key: str, import_name: str) -> str:
    """The id of a record: the slug of its name where that tells, else one made of its key."""
    made = slug(name)
    return made if _tells(name, made) else f"{import_name}-{key_slug(key)}"


def key_slug(key: str) -> str:
    """A key as a part of an id; a digest where the key has no letter or digit that an id may hold."""
    return slug(key) or hashlib.sha256(key.encode()).hexdigest()[:8]


def heading_slug(heading: str) -> str:
    """A heading as a key of the record's own."""
    return slug(heading) or f"column-{hashlib.sha256(heading.encode()).hexdigest()[:8]}"


def _tells(text: str, made: str) -> bool:
    """Whether the slug that a text made tells it."""
    if text.isascii() and len(text) <= LONGEST:  # nothing of it is lost
        return bool(made) and made != RESERVED
    said = sum(each.isalnum() for each in unicodedata.normalize("NFKC", text[: 2 * LONGEST]))
    kept = sum(each.isalnum() for each in made)
    return bool(made) and made != RESERVED and 2 * kept >= min(said, LONGEST)

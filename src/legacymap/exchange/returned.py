"""Workbooks of answers as they come back: which rows hold an answer, and what is wrong with the workbook.

The sheet is not trusted: columns are found by their headings, rows by their hidden keys, and what was asked
by the sheet that nobody sees.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from legacymap.domain.errors import RequestError
from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import Finding, Place, Value
from legacymap.exchange.questions import ITEM_SHEETS, NONE_ROW, base
from legacymap.exchange.readings.cells import text_of
from legacymap.exchange.sheets import RawRow
from legacymap.exchange.targets.questions import (
    ANSWER,
    AS_OF,
    EVIDENCE,
    FORMAT,
    HEADINGS,
    HIDDEN_SHEET,
    KEY,
    QUESTIONS,
    ROLE,
)

LIST_OF = {sheet: name for name, (sheet, _) in ITEM_SHEETS.items()}


class Row(NamedTuple):
    """A row of a workbook that holds an answer: its key, its texts by heading, and where they stand.

    `route` and `base` are what the workbook was written with: what was asked, and the digest of what was on
    record.
    """

    key: str
    sheet: str
    number: int
    file: str
    cells: Mapping[str, Value]
    columns: Mapping[str, int]
    route: str
    base: str

    @property
    def system(self) -> str:
        """The full id of the system that it speaks of."""
        return self.key.partition(":")[0]

    @property
    def is_untouched(self) -> bool:
        """Whether it is the row of an item on record, and says what it said when it was sent."""
        if self.sheet == QUESTIONS or not self.key.endswith("]"):
            return False
        columns = ITEM_SHEETS[LIST_OF[self.sheet]][1]
        return base({column: self.text(column) for column in columns if self.text(column)}) == self.base

    def text(self, heading: str) -> str:
        """What a cell says."""
        return text_of(self.cells.get(heading))

    def place(self, heading: str) -> Place:
        """Where a cell stands."""
        return Place(self.file, self.sheet, self.number, self.columns.get(heading, 0) + 1, heading)


@dataclass(slots=True)
class Returned:
    """A workbook that came back: whom it was sent to, its rows with an answer, and what was wrong with it."""

    file: str
    owner: str = ""
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def is_answers(content: bytes, name: str) -> bool:
    """Whether a file is a workbook of questions that legacymap wrote."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        source = opened(content, name)
        return HIDDEN_SHEET in source.hidden and any(
            row.cells.get(0) == "format" for row in source.raw(HIDDEN_SHEET).rows
        )
    except RequestError:
        return False


def returned(content: bytes, name: str) -> Returned:
    """The answers of one workbook; RequestError where it is none that legacymap wrote."""
    source = opened(content, name)
    if HIDDEN_SHEET not in source.hidden:
        message = f"`{name}` is not a workbook of questions: the sheet that says what was asked is missing."
        raise RequestError(message, "Send the workbook back as it was sent, saved as xlsx.")
    asked: dict[str, tuple[str, str]] = {}
    meta: dict[str, str] = {}
    for row in source.raw(HIDDEN_SHEET).rows:
        key, route, digest = (text_of(row.cells.get(column)) for column in range(3))
        if ":" in key:
            asked[key] = (route, digest)
        else:
            meta[key] = route or digest
    if meta.get("format") != FORMAT:
        raise RequestError(
            f"`{name}` was written by another version of legacymap.", "Ask the questions anew."
        )
    result = Returned(name, meta.get("owner", ""))
    for sheet in source.names:
        if sheet == QUESTIONS or sheet in LIST_OF:
            _read_sheet(list(source.raw(sheet).rows), sheet, asked, result)
    return result


def altered(message: str, place: Place, hint: str) -> Finding:
    """The finding of a workbook that is not as it was sent."""
    return Finding("workbook-altered", message, place, hint)


def _read_sheet(
    rows: Sequence[RawRow], sheet: str, asked: Mapping[str, tuple[str, str]], result: Returned
) -> None:
    expected = _headings(sheet)
    columns = {text_of(value): place for place, value in rows[0].cells.items()} if rows else {}
    if missing := [each for each in expected if each not in columns]:
        message = f"The heading `{missing[0]}` is missing, so that nothing of this sheet is read"
        hint = "Give the headings the words that they had, in any order."
        result.findings.append(altered(message, Place(result.file, sheet, 1, 1), hint))
        return
    seen: set[str] = set()
    for row in rows[1:]:
        cells = {heading: row.cells.get(place) for heading, place in columns.items()}
        key = text_of(cells[KEY])
        found = Row(key, sheet, row.number, result.file, cells, columns, *asked.get(key, ("", "")))
        if not _is_answered(found):
            continue
        if key not in asked:
            message = "This row was not asked: its hidden key is not one of the workbook's"
            result.findings.append(altered(message, found.place(KEY), "Answer in the rows that were sent."))
        elif key in seen:
            message = "This row stands twice: both have one key"
            result.findings.append(altered(message, found.place(KEY), "Keep one of them."))
        else:
            seen.add(key)
            result.rows.append(found)


def _headings(sheet: str) -> Sequence[str]:
    if sheet == QUESTIONS:
        return HEADINGS
    return (KEY, "System", *ITEM_SHEETS[LIST_OF[sheet]][1], NONE_ROW, EVIDENCE, AS_OF, ROLE)


def _is_answered(row: Row) -> bool:
    if row.sheet == QUESTIONS:
        return bool(row.text(ANSWER))
    columns = ITEM_SHEETS[LIST_OF[row.sheet]][1]
    if row.key.endswith("=none"):
        return bool(row.text(NONE_ROW))
    return any(row.text(column) for column in columns)

"""Which tool a file is of."""

from pathlib import PurePath
from typing import Literal

from legacymap.domain.errors import RequestError
from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import CellInDoubt
from legacymap.exchange.sheets import MOST_BYTES, RawRow, Source, over_the_limit
from legacymap.exchange.sources.file import SourceFile
from legacymap.exchange.sources.json_documents import json_value

Kind = Literal["table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx", "answers"]
KINDS: tuple[Kind, ...] = (
    "table", "servicenow", "leanix", "backstage", "archimate", "cyclonedx", "answers",
)  # fmt: skip
_LOOKED_AT = 65_536


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


def may_be_a_table(file: SourceFile) -> bool:
    """Whether a file looks like none of the kinds that are not opened as a table."""
    start = file.content[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    return file.suffix not in {".yaml", ".yml"} and not start.startswith((b"{", b"<"))


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

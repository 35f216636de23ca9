"""The register of an inventory, out and in again: the bulk editor, and the template to start from."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from legacymap import __version__
from legacymap.analysis.editing import difference, editable, edits, raw_records, with_codes
from legacymap.analysis.marking import marking, named_in
from legacymap.analysis.reference import agreed
from legacymap.analysis.returns import manifests, shared_for
from legacymap.analysis.telling import (
    ImportRequest,
    LedgerMismatchError,
    Source,
    told_changes,
    told_findings,
    write,
)
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import Import, ImportDocument, ImportedSystem, ImportFinding
from legacymap.domain.person_names import names_a_person
from legacymap.domain.results import Incomplete, not_read
from legacymap.domain.values import HANDLINGS, Handling
from legacymap.exchange.draft import CELL_FATES, ROW_FATES, State
from legacymap.exchange.register import SYSTEMS, RegisterEdits, Returning, register, returned
from legacymap.exchange.register_digests import marked_sheet, written_base
from legacymap.exchange.sheets import Source as Book
from legacymap.exchange.sheets import Table, Wanted, table_of
from legacymap.exchange.targets.register import About, register_csv, register_workbook
from legacymap.reading.inventory import read_inventory
from legacymap.reports.escape import sanitised
from legacymap.reports.words import marking_text


@dataclass(frozen=True, slots=True)
class RegisterRequest:
    """Which records to write out; `up_to` withholds what is marked higher, `is_empty` all of them."""

    paths: tuple[Path, ...]
    organisation: str | None = None
    up_to: Handling | None = None
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register in its formats, how many systems it holds and withholds, and what could not be read."""

    workbook: bytes
    csv: str
    systems: int
    withheld: int
    incomplete: Incomplete | None = None


def exported(request: RegisterRequest) -> RegisterFile:
    """The register of an inventory; RequestError where there is none, or no such organisation."""
    if request.is_empty:
        sheets = register(())
        about = About(HANDLINGS[0], marking_text(HANDLINGS[0]), f"legacymap {__version__}", "")
        return RegisterFile(register_workbook(sheets, about), register_csv(sheets[0], about), 0, 0)
    reading = read_inventory(request.paths)
    inventory = reading.inventory
    raw = {each.id: each for each in raw_records(request.paths)}
    chosen = {
        full_id: record
        for full_id, record in inventory.records.items()
        if request.organisation is None or request.organisation in inventory.lineage(record.organisation)
    }
    if not chosen:
        of = f" of `{request.organisation}`" if request.organisation else ""
        raise RequestError(
            f"The inventory holds no system{of}.", "`--empty` writes a register to start from."
        )
    most = HANDLINGS.index(request.up_to) if request.up_to else len(HANDLINGS)
    marks = {full_id: inventory.handling(record) for full_id, record in chosen.items()}
    withheld = frozenset(full_id for full_id, mark in marks.items() if HANDLINGS.index(mark) > most)
    shown = [raw[full_id] for full_id in chosen if full_id in raw]
    referred = (
        named_in(each.values, inventory.records, each.id.partition("/")[0])
        for each in shown
        if each.id not in withheld
    )
    named = {*chosen, *(one for each in referred for one in each)}
    least = agreed(request.paths).settings.handling or HANDLINGS[0]
    mark = marking(named, inventory, least, request.up_to)
    sheets = register(shown, withheld)
    said = sanitised(": ".join((marking_text(mark), *(shared_for(manifests(reading)) or ()))))
    about = About(mark, said, f"legacymap {__version__}", inventory.sha256)
    return RegisterFile(
        register_workbook(sheets, about),
        register_csv(sheets[0], about),
        len(chosen),
        len(withheld),
        not_read(inventory.unread),
    )


def import_register(request: ImportRequest, source: Source, book: Book) -> Import:
    """What a register that came back changes; no ids, lock or mapping are written."""
    inventory = editable(request.into)
    known = sorted(inventory.organisations)
    organisation = request.organisation or (known[0] if len(known) == 1 else source.name)
    tables = _tables(book)
    has_scores = any(
        heading.startswith("assessment.scores.")
        for table in tables.values()
        for heading in table.sheet.headings
    )
    records = with_codes(inventory.records) if has_scores else inventory.records
    back = returned(
        tables,
        Returning(
            records={each.id: each for each in records},
            base=written_base(book),
            organisation=organisation,
            prefers_source=request.prefers_source,
            withdraws=request.withdraws,
            names_a_person=names_a_person,
            keeps_persons=request.keeps_persons,
        ),
    )
    if not back.rows.get("read"):
        raise RequestError(f"`{source.path.name}` holds no row of a system.", "Fill in the sheet `Systems`.")
    if not (_sums(back.rows) and _sums(back.cells)):
        raise LedgerMismatchError
    new: dict[str, list[Mapping[str, object]]] = {}
    for full_id, record in sorted(back.new.items()):
        new.setdefault(full_id.partition("/")[0], []).append(record)
    names = {each: each for each in new if each not in inventory.organisations}
    made = edits(inventory, back.edits, new, source.name, names)  # type: ignore[arg-type]
    findings = told_findings(back.findings, made, inventory, {})
    has_errors = any(each["severity"] == "error" for each in findings)
    is_written = not request.is_dry and not (request.is_strict and has_errors)
    before, texts = write(request.into, inventory, made.texts, is_written=is_written)
    return Import(
        document=_document(source, back, findings),
        ledger=tuple(_ledger_lines(source, back)),
        difference=difference(before, texts) if request.is_dry else "",
        files={name: "changed" if name in before else "new" for name in texts} if is_written else {},
    )


def _tables(book: Book) -> dict[str, Table]:
    """The sheets of a register by their names; what was CSV is the sheet of systems."""
    found = {}
    marked = marked_sheet(book)
    if marked is not None:
        table = table_of(book.raw(marked), Wanted(marked, 1))
        return {SYSTEMS: table} if table is not None else {}
    for name in book.names:
        table = table_of(book.raw(name), Wanted(name, 1))
        if table is not None:
            found[name] = table
    return found


def _sums(counts: Mapping[str, int]) -> bool:
    return counts.get("read", 0) == sum(count for fate, count in counts.items() if fate != "read")


def _document(source: Source, back: RegisterEdits, findings: list[ImportFinding]) -> ImportDocument:
    return {
        "format": "legacymap.import/1",
        "source": {"name": source.path.name, "sha256": source.sha256, "kind": "register"},
        "mapping": None,
        "ledger": {
            "rows": {
                "read": back.rows.get("read", 0),
                **{fate: back.rows.get(fate, 0) for fate in ROW_FATES},
            },
            "cells": {
                "read": back.cells.get("read", 0),
                **{fate: back.cells.get(fate, 0) for fate in CELL_FATES},
            },
            "technologies": {},
            "arrows": {},
        },
        "systems": _systems(back),
        "findings": findings,
        "incomplete": None,
    }


def _systems(back: RegisterEdits) -> list[ImportedSystem]:
    return [
        {
            "key": full_id,
            "id": full_id,
            "state": _state(back, full_id),
            "changes": told_changes(back.changes.get(full_id, [])),
        }
        for full_id in sorted({*back.seen, *back.changes})
    ]


def _state(back: RegisterEdits, full_id: str) -> State:
    if full_id in back.new:
        return "new"
    return "changed" if full_id in back.changes else "same"


def _ledger_lines(source: Source, back: RegisterEdits) -> Sequence[str]:
    rows, cells = back.rows, back.cells
    changed = sum(len(each) for each in back.changes.values())
    read = [
        f"{source.path.name}: {rows.get('read', 0):,} rows: {rows.get('new', 0):,} new",
        f"{rows.get('changed', 0):,} changed, {rows.get('same', 0):,} as they were",
        f"{rows.get('left_out', 0):,} left out",
    ]
    counted = [
        f"{cells.get('read', 0):,} cells: {cells.get('mapped', 0):,} mapped ({changed:,} of them changed)",
        f"{cells.get('reported', 0):,} not understood, {cells.get('empty', 0):,} empty",
    ]
    return [", ".join(read), ", ".join(counted)]

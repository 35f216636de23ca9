"""Imports a source into an inventory: read, mapped, merged, edited, and written whole or not at all."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NoReturn, cast

from legacymap.analysis.editing import Editable, Edits, difference, editable, edits, with_codes
from legacymap.analysis.mapping_text import mapping_text
from legacymap.analysis.telling import (
    ImportRequest,
    LedgerMismatchError,
    Source,
    source_of,
    told_changes,
    told_findings,
    write,
)
from legacymap.analysis.tools import (
    TOOLS,
    mapping_of_tool,
    opened_table,
    shipped_matcher,
    source_files,
    stated_by,
    tool_of,
)
from legacymap.domain.errors import RequestError
from legacymap.domain.imports import (
    Import,
    ImportDocument,
    ImportedSystem,
    ImportMapping,
    MappingObject,
)
from legacymap.domain.person_names import names_a_person
from legacymap.domain.system import Technology
from legacymap.domain.values import is_slug
from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import CELL_FATES, ROW_FATES, Declared, Finding, Ledger, slug
from legacymap.exchange.guess import Headings, Surroundings, guessed, not_guessed
from legacymap.exchange.lock import Lock, lock_text, read_lock
from legacymap.exchange.mapping_routes import mapping_faults
from legacymap.exchange.merging import Outcome, merged
from legacymap.exchange.register_digests import is_register
from legacymap.exchange.relations import related
from legacymap.exchange.sheets import Source as Book
from legacymap.exchange.sheets import Table, Wanted, read_both_ways, table, without_footnotes
from legacymap.exchange.sources.file import SourceFile
from legacymap.exchange.sources.kinds import Kind
from legacymap.exchange.tables import Known, declared
from legacymap.exchange.three_ways import Merged, Merging
from legacymap.reading.single import read_single, values_of

_IMPORTS = "imports"
_LONGEST = 200
_FEW_ROWS = 10
_MOST_HEADER_ROWS = 3
_KIND = "table"
_HEADINGS = Path(__file__).parents[1] / "exchange" / "headings.yaml"


@dataclass(slots=True)
class _Mapped:
    """The mapping in use: its path below the folder (or elsewhere), its text, and whether it is new."""

    model: ImportMapping
    file: str
    text: str
    is_new: bool


def imported(request: ImportRequest) -> Import:
    """What the import does, or with `is_dry` would do.

    Raises RequestError, and writes nothing, where it cannot be done.
    """
    files = source_files(request.sources)
    book = opened_table(files)
    is_back = request.kind == "register" or (request.kind is None and book is not None and is_register(book))
    kind: Kind = "table" if is_back else tool_of(request, files, book)
    if kind in TOOLS:
        return _imported_from_tool(request, kind, files)
    source = source_of(request)
    book = book or opened(source.content, source.path.name)
    if is_back:
        from legacymap.analysis.register import import_register  # noqa: PLC0415 - of our own registers alone

        return import_register(request, source, book)
    inventory = editable(request.into)
    file = request.mapping or request.into / _IMPORTS / f"{source.name}.yaml"
    mapped = _read_mapping(file, request.into) if file.exists() or request.mapping else None
    if mapped is not None and request.name is None:
        source = replace(source, name=mapped.model.name)  # the import that this mapping is of
    found, mapping = _stated(request, source, book, (inventory, mapped))
    return _carried(request, source, inventory, (found, mapping), _KIND)


def _imported_from_tool(request: ImportRequest, kind: Kind, files: list[SourceFile]) -> Import:
    """The import of another tool's files, whose columns and relations are known."""
    name = request.name or slug(request.sources[0].stem) or "import"
    if not is_slug(name):
        raise RequestError(
            f"`{name}` is not a name of an import.", f"Write it as an id: `{slug(name) or kind}`."
        )
    content = b"".join(file.content for file in files)
    source = Source(Path(", ".join(path.name for path in request.sources)), content, name)
    inventory = editable(request.into)
    file = request.mapping or request.into / _IMPORTS / f"{name}.yaml"
    if file.exists() or request.mapping:
        mapped = _read_mapping(file, request.into)
    else:
        text = mapping_of_tool(kind, name, request.organisation)
        mapped = _Mapped(_model_of(text), f"{_IMPORTS}/{name}.yaml", text, is_new=True)
    found = stated_by(kind, files, request, name, (inventory, mapped.model))
    if kind == "cyclonedx":
        only = found.drafts[0].key
        mapped.model = mapped.model.model_copy(update={"matches": {only: only}})
    return _carried(request, source, inventory, (found, mapped), kind)


def _carried(
    request: ImportRequest, source: Source, inventory: Editable, read: tuple[Declared, _Mapped], kind: str
) -> Import:
    """What a source states, merged, written and told."""
    found, mapping = read
    if not found.drafts:
        hint = "Check that it is the right file and sheet, and which column is the name."
        raise _nothing_named(source.path.name, found.findings, hint)
    lock_file = f"{_IMPORTS}/{source.name}.lock"
    lock = _lock(request.into / lock_file)
    if not lock.is_there and any(each.known_as(source.name) for each in inventory.records):
        found.notes.append(f"there is no {lock_file}: what differs counts as written by hand")
    states_scores = any(
        route.startswith("assessment.scores.") for draft in found.drafts for route in draft.values
    )
    records = with_codes(inventory.records) if states_scores else inventory.records
    outcome = merged(found, records, lock, _merging(request, source, inventory, mapping.model))
    if outcome.organisations:
        named = ", ".join(f"{each} ({name})" for each, name in sorted(outcome.organisations.items()))
        found.notes.append(f"new {_plural(len(outcome.organisations), 'organisation')}: {named[:_LONGEST]}")
    found.notes += _left_to_do(found, outcome, mapping)
    written = _edits(inventory, outcome, source.name)
    if not found.ledger.sums:
        raise LedgerMismatchError
    new_lock = Lock(outcome.rows, source.path.name, source.sha256, _sha256(mapping.text))
    texts = dict(written.texts) if new_lock == lock else {**written.texts, lock_file: lock_text(new_lock)}
    if mapping.is_new:
        texts[mapping.file] = mapping.text
    places = {each.id: each.place for each in outcome.merged}
    findings = told_findings(outcome.findings, written, inventory, places)
    has_errors = any(each["severity"] == "error" for each in findings)
    is_written = not request.is_dry and not (request.is_strict and has_errors)
    before, new = write(request.into, inventory, texts, is_written=is_written, last=lock_file)
    document = _document((source, kind), mapping, found.ledger, outcome)
    document["findings"] = findings
    document["systems"] = [_system(each, is_told=request.tells_changes) for each in outcome.merged]
    return Import(
        document=document,
        ledger=(*(f"note: {each}" for each in found.notes), *_ledger_lines(source, found.ledger, outcome)),
        difference=difference(before, new) if request.is_dry else "",
        files={name: "changed" if name in before else "new" for name in new} if is_written else {},
    )


def _nothing_named(file: str, findings: Iterable[Finding], hint: str) -> RequestError:
    """Why nothing is imported: no row has a name, or those that do cannot be read as they stand."""
    ragged = [each for each in findings if each.rule == "ragged-record"]
    lines = [f"{each.place}: {each.message}" for each in ragged[:_FEW_ROWS]]
    more = [f"… and {len(ragged) - _FEW_ROWS:,} more."] if len(ragged) > _FEW_ROWS else []
    said = "holds no row with a name that can be read" if ragged else "holds no row with a name"
    return RequestError(
        f"`{file}` {said}, so there is nothing to import.",
        ragged[0].hint if ragged else hint,
        [*lines, *more],
    )


def _left_to_do(found: Declared, outcome: Outcome, mapping: _Mapped) -> Iterator[str]:
    """What a person has to do before everything is in."""
    if any(draft.organisation is None for draft in found.drafts):
        homes = sorted({each.id.partition("/")[0] for each in outcome.merged if each.state == "new"})
        if homes and mapping.is_new and mapping.model.organisation is None:
            said = "`organisation: ID` in the mapping, or `--organisation ID`, says it"
            yield f"no column says whose systems they are, so they stand under {', '.join(homes)}: {said}"
    if count := sum(draft.held for draft in found.drafts):
        rows = f"{count:,} rows wait" if count > 1 else "1 row waits"
        said = f"{rows} until {mapping.file} says what each word of their status means"
        doubted = any(each.rule == "cell-in-doubt" and each.route == "status" for each in found.findings)
        yield f"{said}{' and no cell of it is in doubt' if doubted else ''}; then import again"


# Tables


def _stated(
    request: ImportRequest, source: Source, book: Book, known: tuple[Editable, _Mapped | None]
) -> tuple[Declared, _Mapped]:
    """What the source states, and the mapping by which it was read; guessed where there is none."""
    inventory, mapped = known
    of = mapped.model.source if mapped is not None else None
    wanted = Wanted(
        request.sheet or (of.sheet if of else None), of.header_row if of else None, of.until if of else None
    )
    kept: list[Finding] = []
    if mapped is None:
        found, text, kept = _guessed_table(source, book, wanted, (inventory, request.organisation))
        mapped = _Mapped(_model_of(text), f"{_IMPORTS}/{source.name}.yaml", text, is_new=True)
    else:
        found = table(book, wanted) or _no_table(source)
    around = Known(names_a_person, request.keeps_persons, inventory.currency)
    result = declared(found, mapped.model, around)
    result.findings += kept
    result.notes += _notes(found, book, mapped.model)
    for each in mapped.model.relations or ():
        other = table(book, Wanted(each.sheet)) if each.sheet and each.sheet != found.sheet.name else found
        if other is None:
            raise RequestError(f"The sheet `{each.sheet}` holds no table of relations.", "Mend the mapping.")
        related(other, each, mapped.model, result, is_counted=other is not found)
    return result, mapped


def _no_table(source: Source) -> NoReturn:
    hint = "A table has three headings or more, and filled rows below them; `--sheet` names its sheet."
    raise RequestError(f"`{source.path.name}` holds no table.", hint)


def _guessed_table(
    source: Source, book: Book, wanted: Wanted, into: tuple[Editable, str | None]
) -> tuple[Table, str, list[Finding]]:
    """The first table in which a column looks like names, the mapping that is guessed for it, and findings.

    A row of headings that none is may only group those below it.
    """
    refused: RequestError | None = None
    for name in (wanted.sheet,) if wanted.sheet is not None else book.names:
        found = table(book, Wanted(name))
        for _ in range(_MOST_HEADER_ROWS):
            if found is None:
                break
            try:
                return (found, *_guessed(source.name, found, into))
            except RequestError as error:
                refused = refused or error
            found = table(book, Wanted(name, found.sheet.header_row + 1))
    if refused is not None:
        raise refused
    _no_table(source)


def _notes(found: Table, book: Book, mapping: ImportMapping) -> Iterator[str]:
    """What there is to say of how a table was found, and of what was not read."""
    sheet = found.sheet
    if sheet.title:
        yield f"above the headings stands: {'; '.join(sheet.title)[:_LONGEST]}"
    yield from found.notes
    read = {sheet.name, *(each.sheet for each in mapping.relations or ())}
    others = [name for name in book.names if name not in read]
    if others:
        yield f"{len(others)} more {_plural(len(others), 'sheet')} not read: {', '.join(others)[:_LONGEST]}"
    if book.hidden:
        yield f"hidden sheets are not read unless they are named: {', '.join(book.hidden)[:_LONGEST]}"


def _read_mapping(file: Path, into: Path) -> _Mapped:
    if not file.exists():
        raise RequestError(
            f"There is no mapping `{file}`.", "Without `--mapping` one is guessed and written."
        )
    read = read_single(file, "import", ImportMapping)
    if read.model is None or read.faults or any(mapping_faults(read.model, read.route)):
        from legacymap.analysis.reference import usable  # noqa: PLC0415 - of a faulty mapping alone

        model = usable(file, "import", ImportMapping, mapping_faults).model
    else:
        model = read.model
    shown = file.relative_to(into).as_posix() if file.is_relative_to(into) else file.as_posix()
    return _Mapped(model, shown, file.read_text(encoding="utf-8"), is_new=False)


def _model_of(text: str) -> ImportMapping:
    """The mapping that was just written, as it will be read the next time."""
    return ImportMapping.model_validate(values_of(text)[0])


def _guessed(name: str, found: Table, into: tuple[Editable, str | None]) -> tuple[str, list[Finding]]:
    """The mapping that is guessed, and what there is to say of the headings that it only keeps.

    `into` is the inventory, and the organisation that somebody has named for the systems.
    """
    inventory, organisation = into
    names = frozenset(each.casefold() for record in inventory.records for each in record.names)
    around = Surroundings(
        names_a_person=names_a_person,
        is_product=_is_product(),
        is_system=lambda text: text.casefold() in names,
        currency=inventory.currency,
    )
    guesses = guessed(found.sheet.headings, [row.cells for row in found.rows], _headings(), around)
    named = next((each.column for each in guesses if each.route == "name"), None)
    above = found if named is None else without_footnotes(found, named)
    if len(above.rows) < len(found.rows):  # what stands below the table bears nothing out
        found = above
        guesses = guessed(found.sheet.headings, [row.cells for row in found.rows], _headings(), around)
    named_so = [each for each in guesses if _headings().route(each.heading) == "name"]
    if named_so and not any(each.filled for each in named_so):
        hint = f"Fill in the column `{named_so[0].heading}`."
        raise _nothing_named(found.sheet.file, found.findings, hint)
    if not any(each.route == "name" for each in guesses):
        headings = ", ".join(f"`{each}`" for each in found.sheet.headings[:12])
        raise RequestError(
            f"No column looks like the name of a system; the headings are {headings}.",
            "Write a mapping that says which it is, and name it by `--mapping`.",
        )
    both_ways = [
        read_both_ways(found, each.column, each.dates)
        for each in guesses
        if not each.route and each.dates is not None and each.dates.order is None
    ]
    return mapping_text(name, found, guesses, organisation), [*not_guessed(found.sheet, guesses), *both_ways]


@lru_cache
def _headings() -> Headings:
    document = cast("Mapping[str, object]", values_of(_HEADINGS.read_text(encoding="utf-8"))[0])
    return Headings(cast("Mapping[str, list[list[str]]]", document["headings"]))


def _is_product() -> Callable[[str], bool]:
    """Whether a text names a product of the catalogue, with a version behind it or not."""
    matcher = shipped_matcher()

    def known(text: str) -> bool:
        words = text.strip()
        return bool(words) and matcher.match(Technology.model_validate(words)).product is not None

    return known


# Merging


def _merging(request: ImportRequest, source: Source, inventory: Editable, mapping: ImportMapping) -> Merging:
    named = mapping.organisation
    by_mapping = (
        {text.casefold(): each for text, each in (named.values or {}).items() if each} if named else {}
    )
    by_inventory: dict[str, str] = {}
    for organisation, described in sorted(inventory.organisations.items()):
        tags = described.get("tags")
        others = tags if isinstance(tags, list) else []
        for text in (organisation, described.get("name"), *others):
            if isinstance(text, str):
                by_inventory.setdefault(text.casefold(), organisation)
    known = frozenset(inventory.organisations)
    default = request.organisation or (named.values or {}).get("") if named and not named.column else None
    fallback = next(iter(known)) if len(known) == 1 else source.name
    chosen = request.organisation or default or fallback
    if not is_slug(chosen):
        raise RequestError(f"`{chosen}` is not the id of an organisation.", f"Write `{slug(chosen)}`.")
    return Merging(
        name=source.name,
        organisation=chosen,
        organisations={**by_mapping, **by_inventory},
        known=known,
        matches=mapping.matches or {},
        prefers_source=request.prefers_source,
        withdraws=request.withdraws,
    )


def _lock(file: Path) -> Lock:
    if not file.exists():
        return Lock(is_there=False)
    try:
        return read_lock(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError:
        raise RequestError(
            f"`{file}` is not a lock of an import.", "Delete it: then all is compared anew."
        ) from None


def _edits(inventory: Editable, outcome: Outcome, name: str) -> Edits:
    new: dict[str, list[Mapping[str, object]]] = {}
    for each in sorted(outcome.merged, key=lambda each: each.id):
        if each.record is not None:
            new.setdefault(each.id.partition("/")[0], []).append(each.record)
    changes = {each.id: each.edits for each in outcome.merged if each.edits}
    return edits(inventory, changes, new, name, outcome.organisations)  # type: ignore[arg-type]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# What is told


def _document(of: tuple[Source, str], mapping: _Mapped, ledger: Ledger, outcome: Outcome) -> ImportDocument:
    """The document without records and findings."""
    source, kind = of
    told: MappingObject = {"file": mapping.file, "written": mapping.is_new, "sha256": _sha256(mapping.text)}
    return {
        "format": "legacymap.import/1",
        "source": {"name": source.path.name, "sha256": source.sha256, "kind": kind},
        "mapping": told,
        "ledger": {
            "rows": {"read": ledger.rows.read, **{fate: ledger.rows[fate] for fate in ROW_FATES}},
            "cells": {"read": ledger.cells.read, **{fate: ledger.cells[fate] for fate in CELL_FATES}},
            "technologies": _technologies(outcome),
            "arrows": dict(sorted(ledger.arrows.items())),
        },
        "systems": [],
        "findings": [],
        "incomplete": None,
    }


def _system(found: Merged, *, is_told: bool) -> ImportedSystem:
    changes = told_changes(found.told()) if is_told else []
    return {"key": found.key, "id": found.id, "state": found.state, "changes": changes}


def _technologies(outcome: Outcome) -> dict[str, int]:
    """How many technologies new and changed records got, and how many the catalogue does not know."""
    products: list[str] = []
    for each in outcome.merged:
        if each.draft is not None:
            items = [item.values for item in each.draft.items if item.list == "technologies"]
            products += [str(values["product"].value) for values in items if "product" in values]
            for item in each.draft.listed("technologies"):
                products.append(str(item.get("product") if isinstance(item, Mapping) else item))
        else:
            routes = [change for change in each.changes if change.route.startswith("technologies[")]
            products += [str(change.after) for change in routes if change.route.endswith("].product")]
    known = _is_product() if products else bool
    unknown = sum(count for product, count in Counter(products).items() if not known(product))
    return {"written": len(products), "not_in_the_catalogue": unknown}


def _ledger_lines(source: Source, ledger: Ledger, outcome: Outcome) -> list[str]:
    rows, cells = ledger.rows, ledger.cells
    homes = len({each.id.partition("/")[0] for each in outcome.merged if each.state == "new"})
    new = f"{rows['new']:,} new {_plural(rows['new'], 'system')}"
    new += f" in {homes:,} {_plural(homes, 'organisation')}" if rows["new"] else ""
    technologies = _technologies(outcome)
    unknown = technologies["not_in_the_catalogue"]
    written = ledger.arrows.get("written", 0)
    lost = sum(count for fate, count in ledger.arrows.items() if not fate.endswith("(used)")) - written
    of_products = f" ({unknown:,} not in the catalogue)" if unknown else ""
    of_arrows = f" ({lost:,} not written)" if lost else ""
    persons = (
        f"{ledger.persons:,} of them {_plural_verb(ledger.persons)} a person"
        if ledger.persons
        else "none looks like a person"
    )
    read = [
        f"{source.path.name}: {rows.read:,} {_plural(rows.read, 'row')}: {new}, {rows['changed']:,} changed",
        f"{rows['same']:,} as they were, {rows['held']:,} held back, {rows['left_out']:,} left out",
    ]
    counted = [
        f"{cells.read:,} cells: {cells['mapped']:,} mapped, {cells['kept']:,} kept under x-{source.name}",
        f"{cells['ignored']:,} ignored, {cells['reported']:,} not understood, {cells['empty']:,} empty",
    ]
    found = [
        f"{technologies['written']:,} technologies{of_products}",
        f"{written:,} {_plural(written, 'arrow')}{of_arrows}",
        f"{ledger.owners:,} {_plural(ledger.owners, 'owner')}, {persons}",
    ]
    return [", ".join(read), ", ".join(counted), "    ".join(found)]


def _plural_verb(count: int) -> str:
    return "names" if count == 1 else "name"


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"

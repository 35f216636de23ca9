"""LeanIX: workbooks of fact sheets, one type a file (exchange, section 4).

Applications are systems, IT components technologies, providers suppliers. `;` separates relations; a column
`rel…:field` says something of the relation in the same row, and is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import Declared, Draft, Item, Place, Reference, Relation, Row, Statement
from legacymap.exchange.guess import normalised
from legacymap.exchange.readings.cells import parts, plain, text_of
from legacymap.exchange.sheets import Table, Wanted, table, unreadable
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.known_columns import (
    ColumnMeaning,
    left_out,
    merged,
    read_columns,
    without_rows,
)

_STATUS = {
    "plan": "proposed", "phaseIn": "build", "active": "live", "phaseOut": "retiring", "endOfLife": "retired",
    "phase in": "build", "phase out": "retiring", "end of life": "retired",
}  # fmt: skip
_SPLIT = ";"
_REQUIRES = "rel to requires"
_MEANINGS: Mapping[str, ColumnMeaning] = {
    "id": "key",
    "type": "ignore",
    "name": "name",
    "display name": "ignore",
    "alias": {"to": "aliases", "split": _SPLIT},
    "description": "description",
    "lifecycle": {"to": "status", "values": _STATUS},
    "lifecycle active": "in_service",
    "lifecycle end of life": "retires",
    "business criticality": "criticality",
    "external id": "ids.external",
    "hosting type": "hosting.type",
    "responsible": "owner.business",
    "business owner": "owner.business",
    "it owner": "owner.technical",
    "rel application to itcomponent": {"to": "technologies", "split": _SPLIT},
    _REQUIRES: {"to": "depends_on", "split": _SPLIT, "by": "name"},
    "rel to required by": {"to": "used_by", "split": _SPLIT, "by": "name"},
    "rel to successor": {"to": "replaced_by", "by": "name"},
    "rel to parent": {"to": "part_of", "by": "name"},
}
_PROVIDERS = "rel application to provider"
_CONSUMES, _PROVIDES = "rel consumer application to interface", "rel provider application to interface"
_INTERFACE_CONSUMER, _INTERFACE_PROVIDER = (
    "rel interface to consumer application",
    "rel interface to provider application",
)
_OTHER_WORDS = {
    "rel application to it component": "rel application to itcomponent",
    "relapplicationtoitcomponent": "rel application to itcomponent",
}


@dataclass(slots=True)
class _Interfaces:
    """Who provides and who consumes each interface, by its name; with the place of a cell that says so."""

    provided: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    consumed: dict[str, list[tuple[str, Place]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def declared(files: Sequence[SourceFile], around: Surroundings) -> Declared:
    """What workbooks of fact sheets state: applications, with what other types say of them."""
    tables = [_table(file) for file in files]
    releases = {key: version for each in tables for key, version in _releases(each)}
    interfaces = _Interfaces()
    pieces = [_applications(each, around, interfaces) for each in tables]
    whole = merged(pieces)
    for each in tables:
        _interface_sheets(each, interfaces)
    for draft in whole.drafts:
        _with_releases(draft, releases)
    whole.relations += _through_interfaces(interfaces)
    unprovided = sum(
        len(ends) for name, ends in interfaces.consumed.items() if name not in interfaces.provided
    )
    if unprovided:
        whole.ledger.arrows["interface_without_provider"] = unprovided
    return whole


def _table(file: SourceFile) -> Table:
    found = table(opened(file.content, file.name), Wanted(header_row=1))
    if found is None or not {"id", "type", "name"} <= {each.casefold() for each in found.sheet.headings}:
        raise unreadable(file.name, "its first row does not name id, type and name", "Export it as it is.")
    return _without_labels(found)


def _without_labels(found: Table) -> Table:
    """The table without a second row that only says the headings once more, in words."""
    if not found.rows:
        return found
    first = found.rows[0]
    labels = [normalised(text_of(cell)) for cell in first.cells]
    same = sum(
        bool(label) and label.replace(" ", "") == normalised(heading).replace(" ", "")
        for label, heading in zip(labels, found.sheet.headings, strict=False)
    )
    if same < 2:
        return found
    return replace(found, rows=found.rows[1:])


def _column(found: Table, name: str) -> int | None:
    return _places(found.sheet.headings).get(name)


@lru_cache(maxsize=64)
def _places(headings: tuple[str, ...]) -> Mapping[str, int]:
    """The first place of each heading, in the form in which headings are compared."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        found.setdefault(_heading(heading), place)
    return found


def _heading(text: str) -> str:
    words = normalised(text)
    return _OTHER_WORDS.get(words, words)


def _cell(found: Table, row: Row, name: str) -> str:
    column = _column(found, name)
    return "" if column is None else text_of(row.cells[column])


def _is_type(found: Table, row: Row, name: str) -> bool:
    return plain(_cell(found, row, "type")).replace(" ", "") == name


def _applications(found: Table, around: Surroundings, interfaces: _Interfaces) -> Declared:
    rest, others = without_rows(found, lambda row: not _is_type(found, row, "application"))
    if not rest.rows:
        part = Declared()
        left_out(others, part)
        return part
    part, _ = read_columns(rest, _meanings(rest), around)
    part.relations = [_typed(each) for each in part.relations]
    left_out(others, part)
    by_key = {draft.key: draft for draft in part.drafts}
    for row in rest.rows:
        draft = by_key.get(_cell(rest, row, "id"))
        if draft is not None:
            _suppliers(rest, row, draft)
            _own_interfaces(rest, row, draft.key, interfaces)
    return part


def _typed(relation: Relation) -> Relation:
    """The relation with what its type says; its note holds the type as written."""
    if _heading(relation.place.heading) != _REQUIRES or relation.to != "depends_on":
        return relation
    return relation._replace(kind="runtime", strength="hard", note=relation.place.heading)


def _meanings(found: Table) -> Mapping[str, ColumnMeaning]:
    """The meanings by the words of the headings as they are here."""
    names = {normalised(heading): _heading(heading) for heading in found.sheet.headings}
    return {words: _MEANINGS[name] for words, name in names.items() if name in _MEANINGS}


def _suppliers(found: Table, row: Row, draft: Draft) -> None:
    column = _column(found, _PROVIDERS)
    for name in parts(_cell(found, row, _PROVIDERS), _SPLIT):
        statement = Statement(name, name, found.sheet.place(row, column))
        draft.items.append(Item("contracts", {"supplier": statement}))


def _own_interfaces(found: Table, row: Row, key: str, interfaces: _Interfaces) -> None:
    for heading, ends in ((_CONSUMES, interfaces.consumed), (_PROVIDES, interfaces.provided)):
        place = found.sheet.place(row, _column(found, heading))
        for name in parts(_cell(found, row, heading), _SPLIT):
            interfaces.names.setdefault(plain(name), name)
            ends.setdefault(plain(name), []).append((f"key {key}", place))


def _interface_sheets(found: Table, interfaces: _Interfaces) -> None:
    """What fact sheets of interfaces say themselves of who provides and who consumes them."""
    for row in found.rows:
        if not _is_type(found, row, "interface"):
            continue
        name = _cell(found, row, "name")
        interfaces.names.setdefault(plain(name), name)
        for heading, ends in (
            (_INTERFACE_CONSUMER, interfaces.consumed),
            (_INTERFACE_PROVIDER, interfaces.provided),
        ):
            place = found.sheet.place(row, _column(found, heading))
            for each in parts(_cell(found, row, heading), _SPLIT):
                ends.setdefault(plain(name), []).append((f"name {each}", place))


def _through_interfaces(interfaces: _Interfaces) -> list[Relation]:
    """An arrow from each consumer of an interface to each of its providers."""
    found = []
    for name in sorted(interfaces.consumed):
        for consumer, place in interfaces.consumed[name]:
            for provider, _ in interfaces.provided.get(name, ()):
                if consumer != provider:
                    note = f"through {interfaces.names[name]}"
                    ends = _reference(consumer), _reference(provider)
                    found.append(Relation(*ends, place, "runtime", "hard", note))
    return found


def _reference(text: str) -> Reference:
    by, _, name = text.partition(" ")
    return Reference(name, by)


def _releases(found: Table) -> list[tuple[str, str]]:
    """The versions of IT components, by name, where a column says them."""
    return [
        (plain(_cell(found, row, "name")), _cell(found, row, "release") or _cell(found, row, "version"))
        for row in found.rows
        if _is_type(found, row, "itcomponent")
    ]


def _with_releases(draft: Draft, releases: Mapping[str, str]) -> None:
    for item in draft.items:
        product = item.values.get("product")
        if item.list != "technologies" or product is None:
            continue
        held = item.values.get("version")  # of `Oracle Database 12` the release may be 12.1
        whole = f"{product.value} {held.value}" if held is not None else str(product.value)
        names = (whole, product.text, str(product.value))
        version = next((releases[plain(name)] for name in names if releases.get(plain(name))), "")
        if version and (held is None or version.startswith(f"{held.value}.")):
            item.values["version"] = Statement(version, version, product.place)

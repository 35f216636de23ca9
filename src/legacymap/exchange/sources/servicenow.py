"""ServiceNow: tables of configuration items and their relations (exchange, section 4).

Business applications are systems; where there are none, services and applications are. `sys_id` is the key.
Columns are known by name or by label, values by display value or by code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from legacymap.exchange.delimited import opened
from legacymap.exchange.draft import Declared, Draft, Finding, Place, Reference, Relation, Row, Statement
from legacymap.exchange.guess import normalised
from legacymap.exchange.readings.cells import plain, text_of
from legacymap.exchange.relations import (
    Direction,
    Edge,
    Meaning,
    Path,
    meaning,
    not_mapped,
    relation_of,
    through,
)
from legacymap.exchange.sheets import Table, table, unreadable
from legacymap.exchange.sources.file import SourceFile, Surroundings
from legacymap.exchange.sources.json_documents import json_table, json_value
from legacymap.exchange.sources.known_columns import (
    ColumnMeaning,
    left_out,
    merged,
    read_columns,
    without_rows,
)
from legacymap.exchange.sources.texts import technology

_STATUS = {
    **dict.fromkeys(("1", "Installed", "3", "In maintenance", "In use", "In production"), "live"),
    **dict.fromkeys(("7", "Retired", "8", "Stolen", "Decommissioned"), "retired"),
    **dict.fromkeys(("Pipeline", "Planned", "On order"), "proposed"),
    **dict.fromkeys(("Pending install", "In development", "Build"), "build"),
    **dict.fromkeys(("Sunset", "Phase out", "Pending retirement", "End of life"), "retiring"),
}
_OPERATION = {
    **dict.fromkeys(("1", "operational"), "live"),
    **dict.fromkeys(("2", "non-operational", "non operational", "6", "retired"), "retired"),
}
_FINAL = ("proposed", "build", "live", "retiring", "retired")
_MEANINGS: Mapping[str, ColumnMeaning] = {
    "sys id": "key",
    "name": "name",
    "number": "ids.number",
    "short description": "description",
    "description": "description",
    "install status": {"to": "status", "values": _STATUS},
    "status": {"to": "status", "values": _STATUS},
    "life cycle stage": "keep",
    "busines criticality": "criticality",
    "business criticality": "criticality",
    "owned by": "owner.business",
    "business owner": "owner.business",
    "it application owner": "owner.technical",
    "support group": "owner.technical",
    "managed by group": "owner.technical",
    "managed by": "owner.technical",
    "model id": "technologies[model].product",
    "vendor": "technologies[model].vendor",
    "manufacturer": "technologies[model].vendor",
    "version": "technologies[model].version",
    "install date": "in_service",
    "installed": "in_service",
    "go live date": "in_service",
    "go live": "in_service",
    "retirement date": "retires",
    "department": "organisation",
    "company": "organisation",
    "active user count": "users.count",
    "number of users": "users.count",
    "user base": "users.count",
    "sys class name": "ignore",
    "class": "ignore",
}
_CLASSES = {
    "business application": "cmdb_ci_business_app",
    "application": "cmdb_ci_appl",
    "business service": "cmdb_ci_service_business",
    "service": "cmdb_ci_service",
    "application service": "cmdb_ci_service_auto",
    "mapped application service": "cmdb_ci_service_discovered",
    "technical service": "cmdb_ci_service_technical",
    "technology management service": "cmdb_ci_service_technical",
    "server": "cmdb_ci_server",
    "linux server": "cmdb_ci_linux_server",
    "windows server": "cmdb_ci_win_server",
    "database": "cmdb_ci_database",
    "database instance": "cmdb_ci_db_instance",
    "software": "cmdb_ci_spkg",
}
_SOFTWARE = (
    "cmdb_ci_db",
    "cmdb_ci_database",
    "cmdb_ci_app_server",
    "cmdb_ci_spkg",
    "cmdb_software",
    "cmdb_ci_web_server",
)
_BOTH = frozenset({"bidirectional", "bi-directional", "both"})
_THROUGH = ("cmdb_ci_service_auto", "cmdb_ci_service_discovered", "cmdb_ci_appl")


def declared(files: Sequence[SourceFile], around: Surroundings) -> Declared:
    """What tables of configuration items and of relations state."""
    tables = [_table(file) for file in files]
    relations = [each for each in tables if _is_relations(each)]
    items = [each for each in tables if not _is_relations(each)]
    categories = {category for each in items for category in _categories(each)}
    is_system = _systems_of(categories)
    parts, known = [], _Items()
    for each in items:
        of_class = dict(zip((id(row) for row in each.rows), _categories(each), strict=True))
        rest, others = without_rows(each, lambda row, of_class=of_class: not is_system(of_class[id(row)]))  # type: ignore[misc]
        rest, nameless = without_rows(rest, lambda row, each=each: _name(each, row) in {"", "%"})  # type: ignore[misc]
        part = _systems(rest, around)
        left_out([*others, *nameless], part)
        part.findings += [_nameless(each, row) for row in nameless]
        parts.append(part)
        _learn(known, each, others, of_class)
    whole = merged(parts)
    for draft in whole.drafts:
        known.systems[draft.key] = draft
        known.by_name.setdefault(plain(draft.name), []).append(draft.key)
    for each in relations:
        _relate(each, known, around, whole)
    return whole


def relation_of_edge(edge: Edge) -> Relation:
    """The arrow of one edge between two systems."""
    ends = Reference(edge.consumer, "key"), Reference(edge.needed, "key")
    return Relation(*ends, edge.place, edge.kind, edge.strength, edge.label, is_both=edge.is_both)


@dataclass(slots=True)
class _Item:
    """A configuration item that is no system: its class and its name."""

    category: str
    name: str


@dataclass(slots=True)
class _Items:
    """All configuration items by sys_id, and sys_ids by name where one has it."""

    systems: dict[str, Draft] = field(default_factory=dict)
    others: dict[str, _Item] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)

    def find(self, text: str) -> str | None:
        """The sys_id that an end of a relation means; None where none, or several, have the name."""
        if text in self.systems or text in self.others:
            return text
        found = self.by_name.get(plain(text), [])
        return found[0] if len(found) == 1 else None

    def category(self, key: str) -> str:
        """The class of an item; empty of a system."""
        return "" if key in self.systems else self.others[key].category

    def name(self, key: str) -> str:
        """What an item is called."""
        return self.systems[key].name if key in self.systems else self.others[key].name


def _table(file: SourceFile) -> Table:
    if file.content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        value = json_value(file)
        records = value.get("result") if isinstance(value, dict) else None
        if not isinstance(records, list):
            raise unreadable(file.name, "it has no list `result`", "Export it by the Table API.")
        return json_table(file, records)
    found = table(opened(file.content, file.name))
    if found is None:
        raise unreadable(file.name, "it holds no table", "Export the list with its columns.")
    return found


def _column(found: Table, *names: str) -> int | None:
    places = _places(found.sheet.headings)
    return next((places[name] for name in names if name in places), None)


@lru_cache(maxsize=64)
def _places(headings: tuple[str, ...]) -> Mapping[str, int]:
    """The first place of each heading, in the form in which headings are compared."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        found.setdefault(normalised(heading), place)
    return found


def _text(found: Table, row: Row, *names: str) -> str:
    column = _column(found, *names)
    return "" if column is None else text_of(row.cells[column])


def _name(found: Table, row: Row) -> str:
    return _text(found, row, "name")


def _is_relations(found: Table) -> bool:
    headings = {normalised(each) for each in found.sheet.headings}
    return {"parent", "child", "type"} <= headings


def _categories(found: Table) -> list[str]:
    """The class of each row: its own, or that of the file's name."""
    stem = PurePath(found.sheet.file).stem.casefold()
    usual = stem if stem.startswith("cmdb_") else "cmdb_ci_business_app"
    result = []
    for row in found.rows:
        said = _text(found, row, "sys class name", "class").casefold()
        result.append(
            _CLASSES.get(said.replace("_", " "), said if said.startswith("cmdb") else said or usual)
        )
    return result


def _systems_of(categories: set[str]) -> "_IsSystem":
    if "cmdb_ci_business_app" in categories:
        return _IsSystem(("cmdb_ci_business_app",))
    return _IsSystem(("cmdb_ci_service", "cmdb_ci_appl"))


@dataclass(frozen=True, slots=True)
class _IsSystem:
    """Whether a class is one of systems."""

    beginnings: tuple[str, ...]

    def __call__(self, category: str) -> bool:
        return category.startswith(self.beginnings)


def _nameless(found: Table, row: Row) -> Finding:
    message = "The row has no name, so it is left out"
    return Finding("row-without-name", message, found.sheet.place(row), "Name it in the source.", value=" ")


def _systems(found: Table, around: Surroundings) -> Declared:
    """The drafts of a table; the two states of a system held against each other."""
    if not found.rows:
        return Declared()
    part, _ = read_columns(found, _MEANINGS, around, _one_owner)
    kept = f"x-{around.name}.operational-status"
    for draft in part.drafts:
        written = draft.values.get(kept)
        operation = _OPERATION.get(plain(str(written.value))) if written else None
        if operation is not None and written is not None:
            _settle(draft, operation, written, part)
    return part


def _one_owner(found: Mapping[str, ColumnMeaning]) -> Mapping[str, ColumnMeaning]:
    """Of columns for one route the one that stands first in the table of meanings; the others are kept."""
    order = list(_MEANINGS)
    best: dict[str, str] = {}
    for heading in sorted(found, key=lambda heading: order.index(normalised(heading))):
        meant = found[heading]
        best.setdefault(meant if isinstance(meant, str) else str(meant["to"]), heading)
    taken = set(best.values())
    free = ("ignore", "keep")
    return {
        heading: meant if heading in taken or meant in free else "keep" for heading, meant in found.items()
    }


def _settle(draft: Draft, operation: str, written: Statement, part: Declared) -> None:
    """The more final of two states; where they differ a person is asked."""
    status = draft.values.get("status")
    if status is None:
        if not any(each.key == draft.key and each.route == "status" for each in part.findings):
            draft.values["status"] = Statement(operation, written.text, draft.place_of(written))
        return
    if status.value == operation:
        return
    final = max(str(status.value), operation, key=_FINAL.index)
    draft.values["status"] = status._replace(value=final)
    message = (
        f"Two columns disagree on its state: `{status.text}` and `{written.text}`; the more final is taken"
    )
    hint = "Mend one of them in the source."
    part.findings.append(
        Finding("value-not-understood", message, draft.place_of(written), hint, draft.key, route="status")
    )


def _learn(known: _Items, found: Table, rows: Sequence[Row], categories: Mapping[int, str]) -> None:
    for row in rows:
        key, name = _text(found, row, "sys id"), _name(found, row)
        key = key or f"{name} ({found.sheet.file})"
        known.others[key] = _Item(categories[id(row)], name)
        known.by_name.setdefault(plain(name), []).append(key)


def _relate(found: Table, known: _Items, around: Surroundings, whole: Declared) -> None:
    """The arrows of a table of relations, straight and through services; counts those that say nothing."""
    edges: list[Edge] = []
    unused: dict[str, int] = whole.ledger.arrows
    for row in found.rows:
        first, second, written = (_text(found, row, name) for name in ("parent", "child", "type"))
        place = found.sheet.place(row, _column(found, "type"))
        both = plain(_text(found, row, "direction", "connection direction")) in _BOTH
        if plain(written) in around.types and not _means_arrow(around, written):
            _count(whole, row)
            continue
        known_as = _meaning(around, written, is_both=both)
        ends = known.find(first), known.find(second)
        _count(whole, row)
        if known_as is None:
            whole.findings.append(not_mapped(written, place))
        elif None in ends:
            _missing(whole, first if ends[0] is None else second, known.systems, ends, place)
        elif known_as.to != "depends_on":
            one, other = ends if known_as.direction == "forward" else ends[::-1]
            whole.relations.append(
                Relation(Reference(str(one), "key"), Reference(str(other), "key"), place, to=known_as.to)
            )
        elif not _technology(known, ends, known_as, place):
            edges += _edges(known_as, ends, place, written)  # type: ignore[arg-type]
    straight, beyond = _arrows(edges, known, around.through or _THROUGH)
    names = {key: item.name for key, item in known.others.items()}
    whole.relations += [*map(relation_of_edge, straight), *(relation_of(path, names) for path in beyond)]
    used = {*straight, *(edge for path in beyond for edge in path.edges)}
    for edge in edges:
        if edge not in used:
            unused[f"{edge.label} (no system)"] = unused.get(f"{edge.label} (no system)", 0) + 1


def _means_arrow(around: Surroundings, written: str) -> bool:
    """Whether the mapping gives a type a meaning other than to pass it over."""
    said = around.types[plain(written)]
    return said is not None and said.to != "ignore"


def _meaning(around: Surroundings, written: str, *, is_both: bool) -> Meaning | None:
    """What a type means: by the mapping, else by the table of directions."""
    said = around.types.get(plain(written))
    if said is None or said.to == "ignore":
        return meaning(written, is_both=is_both)
    direction: Direction = "both" if is_both else "backward" if said.reversed else "forward"
    return Meaning(direction, said.kind or "runtime", said.strength or "hard", said.to)


def _arrows(edges: Sequence[Edge], known: _Items, classes: tuple[str, ...]) -> tuple[list[Edge], list[Path]]:
    """Arrows between systems, hard ones first, and ways through services where there is no other."""
    systems = known.systems
    straight = [each for each in edges if each.consumer in systems and each.needed in systems]
    pairs = {(each.consumer, each.needed) for each in straight}
    paths = through(edges, set(systems), lambda key: known.category(key).startswith(classes))
    around = [path for path in paths if (path.ids[0], path.ids[-1]) not in pairs]
    return sorted(straight, key=lambda each: (each.strength, each)), around


def _count(whole: Declared, row: Row) -> None:
    filled = sum(cell is not None for cell in row.cells)
    whole.ledger.cells.read += len(row.cells)
    whole.ledger.cells.add("mapped", filled)
    whole.ledger.cells.add("empty", len(row.cells) - filled)


def _edges(known_as: Meaning, ends: tuple[str, str], place: Place, written: str) -> list[Edge]:
    directed = {"forward": [ends], "backward": [ends[::-1]], "both": [ends, ends[::-1]]}[known_as.direction]
    is_both = known_as.direction == "both"
    return [Edge(*pair, place, known_as.kind, known_as.strength, written, is_both) for pair in directed]


def _technology(known: _Items, ends: tuple[str | None, str | None], known_as: Meaning, place: Place) -> bool:
    """Whether the relation says what software a system runs on: then it is a technology of it."""
    consumer, needed = ends if known_as.direction != "backward" else ends[::-1]
    if consumer is None or needed is None or not known_as.is_software or consumer not in known.systems:
        return False
    if not known.category(needed).startswith(_SOFTWARE):
        return False
    known.systems[consumer].items.append(technology(known.name(needed), place))
    return True


def _missing(
    whole: Declared,
    text: str,
    systems: Mapping[str, Draft],
    ends: tuple[str | None, str | None],
    place: Place,
) -> None:
    """LM516 where the other end is a system; where none is, the relation says nothing of systems."""
    if not any(end in systems for end in ends if end is not None):
        whole.ledger.arrows["between_others"] = whole.ledger.arrows.get("between_others", 0) + 1
        return
    hint = "Export the table that holds it as well, or leave the relation out."
    message = f"`{text[:60]}` is in none of the tables: the arrow is not written"
    whole.findings.append(Finding("reference-not-found", message, place, hint, value=text))

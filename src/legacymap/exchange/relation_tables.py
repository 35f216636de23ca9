"""Tables of relations as arrows: who needs whom, by the mapping or by the type (exchange, 3.4)."""

from legacymap.domain.errors import RequestError
from legacymap.domain.mapping import ColumnOf, ImportMapping, MappedRelations, RelationType
from legacymap.domain.nearest import did_you_mean
from legacymap.exchange.draft import Declared, Finding, Reference, Row
from legacymap.exchange.readings.cells import plain, text_of
from legacymap.exchange.relations import Direction, Meaning, arrows, meaning, not_mapped
from legacymap.exchange.sheets import Table


def related(
    table: Table, relations: MappedRelations, mapping: ImportMapping, found: Declared, *, is_counted: bool
) -> None:
    """Adds the arrows of a table of relations; `is_counted` unless its cells are counted already."""
    found.findings += table.findings if is_counted else ()
    indexes = {plain(heading): index for index, heading in enumerate(table.sheet.headings)}

    def index(heading: str) -> int:
        if plain(heading) not in indexes:
            hint = did_you_mean(heading, table.sheet.headings) or "Mend the mapping, or the heading."
            raise RequestError(f"The mapping names the column `{heading}`, which the source has not.", hint)
        return indexes[plain(heading)]

    first, second = index(relations.consumer.column), index(relations.needed.column)
    types = index(relations.types.column) if relations.types else None
    both = index(relations.both.column) if relations.both else None
    note = index(relations.note) if relations.note else None
    two_way = {plain(each) for each in (relations.both.values if relations.both else ())}
    words = {plain(word): each for word, each in ((relations.types and relations.types.values) or {}).items()}
    used = {each for each in (first, second, types, both, note) if each is not None}
    for row in table.rows:
        ends = [text_of(row.cells[each]) for each in (first, second)]
        if not all(ends):
            _count(row, used, found, "reported" if any(ends) else "ignored", is_counted=is_counted)
            if any(ends):
                found.findings.append(_endless(table, row, second if ends[0] else first))
            continue
        kind = text_of(row.cells[types]) if types is not None else ""
        is_both = both is not None and plain(text_of(row.cells[both])) in two_way
        place = table.sheet.place(row, second)
        known = _meaning(kind, words, is_typed=types is not None, is_both=is_both)
        is_unknown = known is None and plain(kind) not in words
        _count(row, used, found, "reported" if is_unknown else "mapped", is_counted=is_counted)
        if is_unknown:
            found.findings.append(not_mapped(kind, table.sheet.place(row, types)))
        if known is None:
            continue
        said = [kind, text_of(row.cells[note]) if note is not None else ""]
        consumer = Reference(ends[0], _by(relations.consumer, mapping))
        needed = Reference(ends[1], _by(relations.needed, mapping))
        found.relations += arrows(known, consumer, needed, place, ": ".join(each for each in said if each))


def _endless(table: Table, row: Row, column: int) -> Finding:
    """The finding of a row that names one of two systems."""
    place = table.sheet.place(row, column)
    message = f"The row names no system under `{place.heading}`, so it gives no arrow"
    return Finding("reference-not-found", message, place, "Name it in the source.", value=" ")


def _count(row: Row, used: set[int], found: Declared, fate: str, *, is_counted: bool) -> None:
    """Counts the cells of a row, `used` ones by their fate, unless they are counted as a row of systems."""
    if not is_counted:
        return
    filled = {column for column, cell in enumerate(row.cells) if cell is not None}
    cells = found.ledger.cells
    cells.read += len(row.cells)
    cells.add(fate, len(filled & used))
    cells.add("ignored", len(filled - used))
    cells.add("empty", len(row.cells) - len(filled))


def _meaning(
    kind: str, words: dict[str, RelationType | None], *, is_typed: bool, is_both: bool
) -> Meaning | None:
    """What a type means: by the mapping, else by the table of directions; None where it gives no arrow."""
    if not is_typed:
        return Meaning("both" if is_both else "forward", kind="", strength="")
    if plain(kind) not in words:
        return meaning(kind, is_both=is_both)
    stated_type = words[plain(kind)]
    if stated_type is None or stated_type.to == "ignore":
        return None
    direction: Direction = "both" if is_both else "backward" if stated_type.reversed else "forward"
    return Meaning(direction, stated_type.kind or "", stated_type.strength or "", stated_type.to)


def _by(end: ColumnOf, mapping: ImportMapping) -> str:
    """How an end names a system: `key`, `name` or `id`, also where the mapping says it by a heading."""
    by = end.by or ""
    if mapping.key is not None and plain(by) == plain(mapping.key):
        return "key"
    column = next(
        (each for heading, each in (mapping.columns or {}).items() if plain(heading) == plain(by)), None
    )
    return column.to if column is not None and column.to in {"name", "id"} else by

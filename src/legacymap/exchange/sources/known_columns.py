"""Tables whose columns are known: they are read by a mapping that is made of their headings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from legacymap.domain.imports import ImportMapping
from legacymap.exchange.draft import Declared, Row
from legacymap.exchange.guess import normalised
from legacymap.exchange.sheets import Table
from legacymap.exchange.sources.file import Surroundings, column_of
from legacymap.exchange.tables import Known, declared

# A route, or `key`, `organisation`, `ignore`; with more (values, split …) a column of a mapping.
ColumnMeaning = str | Mapping[str, object]


def read_columns(
    table: Table,
    meanings: Mapping[str, ColumnMeaning],
    around: Surroundings,
    choose: Callable[[Mapping[str, ColumnMeaning]], Mapping[str, ColumnMeaning]] = lambda found: found,
) -> tuple[Declared, ImportMapping]:
    """What a table states by the meanings of its headings, and the mapping that says so; others are kept.

    What the mapping of the import says of a column comes first.
    `choose` may change what the headings found are taken for.
    """
    found = choose(
        {
            heading: meanings[name]
            for heading in table.sheet.headings
            if (name := normalised(heading)) in meanings
        }
    )
    columns: dict[str, object] = {}
    said = {heading: each for heading in table.sheet.headings if (each := column_of(around, heading))}
    used = {each.to for each in said.values()}
    key = organisation = None
    for heading in table.sheet.headings:
        if heading in said:
            columns[heading] = said[heading]
            continue
        meaning = found.get(heading, "keep")
        route = meaning if isinstance(meaning, str) else str(meaning["to"])
        if route == "key" and key is None:
            key = heading
        elif route == "organisation" and organisation is None:
            organisation = heading
        elif route in used or route in {"key", "organisation"}:
            columns[heading] = {"to": "keep"}
        else:
            used |= {route} - {"keep", "ignore", "technologies"}
            columns[heading] = {"to": meaning} if isinstance(meaning, str) else dict(meaning)
    mapping = ImportMapping.model_validate(
        {
            "import": around.name,
            "columns": columns,
            **({"key": key} if key else {}),
            **({"organisation": {"column": organisation}} if organisation else {}),
        }
    )
    known = Known(around.names_a_person, around.keep_persons, around.currency)
    return declared(table, mapping, known), mapping


def merged(parts: Sequence[Declared]) -> Declared:
    """What several tables state, as one; their ledgers added up."""
    whole = Declared()
    for each in parts:
        whole.drafts += each.drafts
        whole.relations += each.relations
        whole.findings += each.findings
        ledger = whole.ledger
        for counts, others in ((ledger.rows, each.ledger.rows), (ledger.cells, each.ledger.cells)):
            counts.read += others.read
            for fate, count in others.by_fate.items():
                counts.add(fate, count)
        ledger.owners += each.ledger.owners
        ledger.persons += each.ledger.persons
        whole.reread = each.reread
    return whole


def without_rows(table: Table, gone: Callable[[Row], bool]) -> tuple[Table, tuple[Row, ...]]:
    """The table without some rows, and these."""
    kept = tuple(row for row in table.rows if not gone(row))
    out = tuple(row for row in table.rows if gone(row))
    return replace(table, rows=kept), out


def left_out(rows: Sequence[Row], stated_so_far: Declared) -> None:
    """Counts rows that are left out, and their cells, which are told of as ignored."""
    ledger = stated_so_far.ledger
    ledger.rows.read += len(rows)
    ledger.rows.add("left_out", len(rows))
    for row in rows:
        filled = sum(cell is not None for cell in row.cells)
        ledger.cells.read += len(row.cells)
        ledger.cells.add("ignored", filled)
        ledger.cells.add("empty", len(row.cells) - filled)

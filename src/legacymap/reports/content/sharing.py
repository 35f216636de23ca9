"""What people see of sharing: where organisations disagree, tables for everyone, checks of returns.

Disagreements are one list for the centre and one letter for each organisation; tables are a page, a workbook,
and one long table for spreadsheets.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from legacymap.domain.sharing import (
    Checked,
    Difference,
    PublicTable,
    PublicTables,
    Reconciliation,
    Said,
    SettledBy,
)
from legacymap.reports.content.provenance import lacks, provenance
from legacymap.reports.view import Block, Cell, Column, Heading, Points, Prose, Table, View
from legacymap.reports.words import counted, marking_text, shown

_TITLES = {
    "one-sided": "Arrows that one side states alone",
    "told-differently": "Arrows told differently",
    "not-found": "References that lead nowhere",
    "same-system": "Records that may be one system",
    "ends-before": "What ends before others have moved off it",
    "replaced-by": "Successors that are none",
    "shared-contract": "Contracts to negotiate together",
}
_COLUMNS = (
    Column("organisations", "who has to talk"),
    Column("kind", "kind"),
    Column("systems", "systems"),
    Column("one_says", "one side says"),
    Column("one_place", "where"),
    Column("other_says", "the other"),
    Column("other_place", "where"),
    Column("settle", "what would settle it"),
    Column("score", "likeness", "share"),
    Column("evidence", "evidence"),
    Column("settled", "settled"),
)
_MOST_HITS = 20
_LONG = (
    Column("table", "table", "prose"),
    Column("row", "row"),
    Column("column", "column"),
    Column("value", "value"),
)


def reconcile_view(found: Reconciliation) -> View:
    """A sentence with the counts, and by those who have to talk what is open, with both sides and places.

    The main table, for spreadsheets, has a row for each disagreement.
    """
    blocks: list[Block] = [*lacks(found.incomplete), Prose(_headline(found))]
    for organisations, entries in groupby(found.open, key=lambda each: each.organisations):
        blocks.append(Heading(" and ".join(_called(found, name) for name in organisations)))
        blocks += _by_kind(list(entries))
    settled = [each for each in found.entries if each.settled is not None]
    if settled:
        blocks += [Heading("What agreements have settled"), *_by_kind(settled)]
    if found.merged:
        blocks += [Heading("Records that count as one", 2), Points(tuple(_merged(found)))]
    return View(
        title="Where records disagree",
        marking=marking_text(found.handling, found.provenance),
        blocks=tuple(blocks),
        provenance=provenance(found.provenance),
        main=Table("Where records disagree", _COLUMNS, tuple(_row(each, found) for each in found.entries)),
    )


def letter_view(found: Reconciliation, organisation: str) -> View:
    """What an organisation has to settle, by those it has to talk to, with both sides and both places."""
    mine = [each for each in found.open if organisation in each.organisations]
    blocks: list[Block] = [
        *lacks(found.incomplete),
        Prose(
            f"This list says where the records of {_called(found, organisation)} and those of others do not "
            f"agree. The other side has the same entries. {_counts(mine)} Each entry ends with what would "
            "settle it; write what you agree on into a file of agreements, and it will not be listed again."
        ),
    ]
    for others in sorted({_others(each, organisation) for each in mine}):
        with_whom = " and ".join(_called(found, each) for each in others) or "within the organisation"
        blocks.append(Heading(f"With {with_whom}" if others else "Within the organisation"))
        theirs = [each for each in mine if _others(each, organisation) == others]
        blocks += _by_kind(theirs)
    return View(
        title=f"To {_called(found, organisation)}: what to settle with others",
        marking=marking_text(found.handling, found.provenance),
        blocks=tuple(blocks),
        provenance=provenance(found.provenance),
    )


def public_view(found: PublicTables) -> View:
    """The tables one under the other, with what rounding means."""
    base = found.base
    partial = "Incomplete: some systems could not be read, and are not counted here."
    blocks: list[Block] = [
        *([Prose(partial)] if found.is_partial else []),
        Prose(
            f"Every count is rounded to the nearest {base}, each from the true figure, so that sums do not "
            f"match exactly; fewer than {base} is not told apart. Organisations of fewer than {base} systems "
            "are counted as others. A total that would give a small count away is not shown (–)."
        ),
    ]
    blocks += [_table(each) for each in found.tables]
    return View(
        "Legacy systems in figures", _for(found), tuple(blocks), provenance=provenance(found.provenance)[:4]
    )


def public_list_view(found: PublicTables) -> View:
    """One row for every cell of every table."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (table.title, row, column, "not shown" if cell is None else str(cell))
        for table in found.tables
        for row, line in zip(table.rows, table.cells, strict=True)
        for column, cell in zip(table.columns, line, strict=True)
    )
    return View("Legacy systems in figures", _for(found), (Table("All tables", _LONG, rows),))


def check_notes(found: Checked, folder: Path | None, *, is_written: bool) -> Iterator[tuple[str, ...]]:
    """What a check of a return looked for and found: a note, with its hint, at a time."""
    size = f"{counted(found.files, 'file')} of {found.size:,} bytes"
    if not found.hits:
        said = f"of {found.values:,} values of the inventory none stands where it should not"
        yield (f"legacymap: {said}: {size}.",)
        return
    for hit in found.hits[:_MOST_HITS]:
        yield (f"{hit.file}: holds a withheld value, from {hit.origin}",)
    if len(found.hits) > _MOST_HITS:
        yield (f"… and {len(found.hits) - _MOST_HITS:,} more",)
    done = f"`{folder}` was looked through" if is_written else "nothing stays written"
    yield (
        f"legacymap: {len(found.hits):,} of {found.values:,} values should not be there ({size}); {done}.",
        "Please report it: a return must hold no more than its audience may see.",
    )


def _headline(found: Reconciliation) -> str:
    if not found.entries:
        return (
            "Of what was read, no two records disagree." if found.incomplete else "No two records disagree."
        )
    settled = len(found.entries) - len(found.open)
    more = f" {counted(settled, 'other is', 'others are')} settled by agreements." if settled else ""
    return f"{_counts(found.open)}{more}"


def _counts(entries: Iterable[Difference]) -> str:
    counts = Counter(each.kind for each in entries)
    said = ", ".join(f"{counts[kind]:,} {kind}" for kind in _TITLES if counts[kind])
    total = sum(counts.values())
    return f"{counted(total, 'disagreement is', 'disagreements are')} open{': ' + said if said else ''}."


def _by_kind(entries: Sequence[Difference]) -> Iterator[Block]:
    """The entries under a heading for each kind that there is."""
    for kind, title in _TITLES.items():
        alike = [each for each in entries if each.kind == kind]
        if alike:
            yield Heading(f"{title} ({kind})", 2)
            yield from map(_entry, alike)


def _row(each: Difference, found: Reconciliation) -> tuple[Cell, ...]:
    first, *rest = each.statements
    others = "; ".join(f"{one.name} {_plain(one.says)}" for one in rest)
    places = "; ".join(_place(one) for one in rest)
    return (
        " and ".join(_called(found, name) for name in each.organisations),
        each.kind,
        ", ".join(each.systems),
        f"{first.name} {_plain(first.says)}",
        _place(first),
        others,
        places,
        _plain(each.settle),
        each.score,
        "; ".join(each.evidence) or None,
        _by(each.settled) if each.settled else None,
    )


def _entry(each: Difference) -> Points:
    """Both sides with their places, what speaks for it, whom to ask, and what would settle it or did."""
    said = [f"{_named(one)} {_plain(one.says)}. {_stands(one)}" for one in each.statements]
    likely = f" ({shown(each.score, 'share')})" if each.score is not None else ""
    evidence = [f"What speaks for it{likely}: {'; '.join(each.evidence)}."] if each.evidence else []
    owners = sorted({owner for owner in each.owners if owner})
    asked = [f"Owners: {', '.join(owners)}."] if owners else []
    end = f"Settled: {_by(each.settled)}." if each.settled else f"To settle it: {_plain(each.settle)}."
    return Points((*said, *evidence, *asked, end))


def _by(settled: SettledBy) -> str:
    return f"{settled.says}{f' by {settled.by}' if settled.by else ''}"


def _named(said: Said) -> str:
    return said.name if said.name == said.system else f"{said.name} ({said.system})"


def _plain(words: str) -> str:
    """Words without the marks that messages put around ids."""
    return words.replace("`", "")


def _merged(found: Reconciliation) -> Iterable[str]:
    for each in found.merged:
        differs = f"; they differ in {', '.join(each.differs)}" if each.differs else ""
        yield f"{each.alias} is an alias of {each.system}{differs}"


def _others(each: Difference, organisation: str) -> tuple[str, ...]:
    return tuple(name for name in each.organisations if name != organisation)


def _called(found: Reconciliation, organisation: str) -> str:
    return found.organisations.get(organisation, organisation)


def _place(said: Said) -> str:
    return "" if said.file is None else f"{said.file}:{said.line}"


def _stands(said: Said) -> str:
    return "Nothing is written there." if said.file is None else f"{_place(said)}."


def _for(found: PublicTables) -> str:
    """For whom it is; made of returns, with for whom those were."""
    return ": ".join((found.title, *(found.provenance.shared_for or ())))


def _table(table: PublicTable) -> Table:
    columns = (Column("row", ""), *(Column(f"column_{at}", each) for at, each in enumerate(table.columns)))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (row, *("–" if cell is None else str(cell) for cell in line))
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    return Table(table.title, columns, rows)

"""What an output was made from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legacymap.domain.nearest import listed
from legacymap.domain.results import CatalogueEdition, CatalogueProvenance, Edition, Incomplete, Provenance
from legacymap.reports.view import FOR_DATA, Column, Fact, Prose, Table
from legacymap.reports.words import counted

_DIGITS = 16
_FEW = 5


def provenance(source: Provenance) -> tuple[Fact, ...]:
    """Tool, framework, catalogue, inventory, date, prior, decay and assumptions, a fact each."""
    return (
        Fact("made by", f"legacymap {source.legacymap}"),
        Fact("as of", source.as_of, "date"),
        Fact("framework", _edition(source.framework)),
        Fact("lifecycle", _edition(source.lifecycle)),
        Fact("inventory", f"sha256 {source.inventory_sha256[:_DIGITS]}"),
        Fact("prior", source.prior),
        Fact("reach decay", f"{source.reach_decay:g}"),
        *(Fact("assumption", assumption, "prose") for assumption in source.assumptions),
    )


def lacks(found: Incomplete | None, source: Provenance | None = None) -> tuple[Prose, ...]:
    """What an answer lacks, to be said first; nothing where it is whole.

    With what it was made from, also of which part of the estate it speaks, and what returns hold back.
    """
    return tuple(map(Prose, lacking_text(found, source)))


def lacking_text(found: Incomplete | None, source: Provenance | None = None) -> tuple[str, ...]:
    """The same as sentences, for what has no blocks."""
    returned = (source and source.of_returns) or ()
    part = source and source.selection
    return (
        *([f"Incomplete: {'; '.join(_lacking(found))}."] if found else []),
        *([f"A part of the estate: {part}. Scores and reach are those of the whole."] if part else []),
        *([f"From returns: {'; '.join(returned)}."] if returned else []),
    )


def of_estate(source: Provenance) -> str:
    """The words for a title: the estate, or a part of it."""
    return "Part of the estate" if source.selection else "The estate"


def with_cut_short(table: Table, cut_short: Sequence[str]) -> Table:
    """The table with what was ended early beside every row, for data without a text around it.

    The table as it is where nothing was.
    """
    if not cut_short:
        return table
    column = Column("cut_short", "cut short", "prose", priority=FOR_DATA)
    said = "; ".join(cut_short)
    return replace(table, columns=(*table.columns, column), rows=tuple((*row, said) for row in table.rows))


def _lacking(found: Incomplete) -> Iterator[str]:
    unread = [*([counted(found.records, "record")] if found.records else [])]
    unread += [f"{counted(len(found.files), 'file')} ({_some(found.files)})"] if found.files else []
    if unread:
        named = f", {_some(found.named)} among them" if found.named else ""
        yield f"{listed(unread, 'and')} could not be read or used{named}"
    if found.returns:
        yield f"the returns of {_some(found.returns)} lack what could not be read where they were made"
    if found.cut_short:
        yield f"the time limit ended early: {_some(found.cut_short)}"


def _some(names: Sequence[str]) -> str:
    more = [f"{len(names) - _FEW:,} more"] if len(names) > _FEW else []
    return listed([*names[:_FEW], *more], "and")


def _edition(edition: Edition | CatalogueEdition) -> str:
    return f"{edition.id} {edition.version}, sha256 {edition.sha256[:_DIGITS]}"


_CATALOGUE_DIGITS = 16


def catalogue_provenance(source: CatalogueProvenance) -> tuple[Fact, ...]:
    """Tool, day and catalogue, a fact each."""
    edition = source.lifecycle
    return (
        Fact("made by", f"legacymap {source.legacymap}"),
        Fact("as of", source.as_of, "date"),
        Fact("lifecycle", f"{edition.id} {edition.version}, sha256 {edition.sha256[:_CATALOGUE_DIGITS]}"),
    )

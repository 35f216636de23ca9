"""One product of the catalogue and its cycles."""

from collections.abc import Iterator
from datetime import date

from legacymap.domain.catalogue import ProductAnswer
from legacymap.domain.lifecycle import Cycle, Product
from legacymap.domain.support import support_state
from legacymap.reports.blocks.catalogue_provenance import catalogue_provenance
from legacymap.reports.support import source_text, state_in_words
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Fact, Facts, Prose, Table, View

_COLUMNS = (
    Column("product", "product", priority=FOR_DATA),
    Column("cycle", "cycle"),
    Column("released", "released", "date", priority=2),
    Column("standard_ends", "standard ends", "date"),
    Column("extended_ends", "extended ends", "date"),
    Column("state", "state"),
    Column("aliases", "other names", "prose", priority=3, least=24),
    Column("source", "source", priority=FOR_DATA),
)
_NOTE = "Standard: security support without extra payment. Extended: support that is paid for."


def product_view(answer: ProductAnswer) -> View:
    """Names, vendor and source of a product, and every cycle with its ends and state."""
    product, as_of = answer.product, answer.provenance.as_of
    rows = tuple(_row(product, cycle, as_of) for cycle in product.cycles)
    cycles: Block = Prose("No cycle of it is known.")
    if rows:
        cycles = Table("Cycles", _COLUMNS, rows, _NOTE)
    return View(
        title=f"{product.name} ({product.id})",
        marking="",
        blocks=(Facts(tuple(_facts(answer))), cycles),
        provenance=catalogue_provenance(answer.provenance),
    )


def _facts(answer: ProductAnswer) -> Iterator[Fact]:
    product = answer.product
    yield Fact("found", answer.why, "prose")
    yield Fact("vendor", product.vendor or "not stated")
    if product.aliases:
        yield Fact("aliases", ", ".join(product.aliases), "prose")
    if product.purls:
        yield Fact("package URLs", ", ".join(product.purls), "prose")
    yield Fact("source", source_text(product.source), "prose")
    if product.notes:
        yield Fact("notes", product.notes, "prose")


def _row(product: Product, cycle: Cycle, as_of: date) -> tuple[Cell, ...]:
    return (
        product.id,
        cycle.cycle,
        str(cycle.released) if cycle.released else None,
        str(cycle.standard_ends),
        str(cycle.extended_ends) if cycle.extended_ends else None,
        state_in_words(support_state(cycle.standard_ends, as_of)),
        ", ".join(cycle.aliases),
        source_text(cycle.source or product.source),
    )

"""Products of the catalogue that hold a text."""

from collections import Counter
from datetime import date

from legacymap.domain.catalogue import ProductSearch
from legacymap.domain.lifecycle import Product
from legacymap.domain.support import SUPPORT_STATES, support_state
from legacymap.reports.blocks.catalogue_provenance import catalogue_provenance
from legacymap.reports.figures import counted
from legacymap.reports.support import state_in_words
from legacymap.reports.view import FOR_DATA, Block, Cell, Column, Prose, Table, View

_COLUMNS = (
    Column("id", "id", least=24),
    Column("name", "name", least=24),
    Column("vendor", "vendor", priority=3, least=12),
    Column("cycles", "cycles", "count", priority=2),
    *(
        Column(
            state.replace("-", "_"), state_in_words(state).words, "count", 2 if state == "ended" else FOR_DATA
        )
        for state in SUPPORT_STATES
    ),
    Column("aliases", "aliases", "prose", priority=FOR_DATA),
)


def products_view(search: ProductSearch) -> View:
    """The products found, with how many of their cycles are in which state; else the nearest word."""
    rows = tuple(_row(product, search.provenance.as_of) for product in search.products)
    table = Table(counted(len(rows), "product"), _COLUMNS, rows)
    blocks: tuple[Block, ...] = (table,)
    if not rows:
        near = f" The nearest is `{search.nearest}`." if search.nearest else ""
        blocks = (Prose(f"No product's name or vendor holds it.{near}"),)
    return View(
        title=f"Products with `{search.text}`",
        marking="",
        blocks=blocks,
        provenance=catalogue_provenance(search.provenance),
    )


def _row(product: Product, as_of: date) -> tuple[Cell, ...]:
    states = Counter(support_state(cycle.standard_ends, as_of) for cycle in product.cycles)
    return (
        product.id,
        product.name,
        product.vendor,
        len(product.cycles),
        *(states[state] for state in SUPPORT_STATES),
        ", ".join(product.aliases),
    )

"""What `legacymap lifecycle` shows: one product and its cycles, what a search finds, what an update did."""

import shlex
from collections import Counter
from collections.abc import Iterator

from legacymap.domain.catalogue import SUPPORT_STATES
from legacymap.domain.listings import (
    CatalogueUpdate,
    Conversion,
    CycleListing,
    ProductAnswer,
    ProductListing,
    ProductSearch,
)
from legacymap.reports.content.provenance import catalogue_provenance
from legacymap.reports.view import (
    FOR_DATA,
    NAME,
    WORD,
    Block,
    Cell,
    Code,
    Column,
    Fact,
    Facts,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import counted, day, source_text, state_in_words

_COLUMNS = (
    Column("product", "product", priority=FOR_DATA),
    Column("cycle", "cycle"),
    Column("released", "released", "date", priority=2),
    Column("standard_ends", "standard ends", "date"),
    Column("extended_ends", "extended ends", "date"),
    Column("state", "state"),
    Column("aliases", "other names", "prose", priority=3, least=NAME),
    Column("source", "source", priority=FOR_DATA),
)
_WITHOUT_CYCLES = "It has no cycles of its own."
_NOTE = "Standard: security support without extra payment. Extended: support that is paid for."


def product_view(answer: ProductAnswer) -> View:
    """Names, vendor and source of a product, and every cycle with its ends and state."""
    product = answer.product
    rows = tuple(_row(product, cycle) for cycle in product.cycles)
    cycles: Block = Prose(
        _WITHOUT_CYCLES if product.evergreen or product.may_be else "No cycle of it is known."
    )
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
    yield Fact("found", answer.found, "prose")
    yield Fact("vendor", product.vendor or "not stated")
    if product.aliases:
        yield Fact("aliases", ", ".join(product.aliases), "prose")
    if product.purls:
        yield Fact("package URLs", ", ".join(product.purls), "prose")
    yield Fact("source", source_text(product.source), "prose")
    if product.evergreen:
        yield Fact("support", "a service that its supplier keeps current; no version is asked for", "prose")
    if product.may_be:
        yield Fact("may be", ", ".join(product.may_be), "prose")
    if product.notes:
        yield Fact("notes", product.notes, "prose")


def _row(product: ProductListing, cycle: CycleListing) -> tuple[Cell, ...]:
    return (
        product.id,
        cycle.cycle,
        str(cycle.released) if cycle.released else None,
        str(cycle.standard_ends),
        str(cycle.extended_ends) if cycle.extended_ends else None,
        state_in_words(cycle.state),
        ", ".join(cycle.aliases),
        source_text(cycle.source or product.source),
    )


_PRODUCTS_COLUMNS = (
    Column("id", "id", "prose", least=NAME),
    Column("name", "name", "prose", least=NAME),
    Column("vendor", "vendor", priority=3, least=WORD),
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
    rows = tuple(_products_row(product) for product in search.products)
    table = Table(counted(len(rows), "product"), _PRODUCTS_COLUMNS, rows)
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


def _products_row(product: ProductListing) -> tuple[Cell, ...]:
    states = Counter(cycle.state for cycle in product.cycles)
    return (
        product.id,
        product.name,
        product.vendor,
        len(product.cycles),
        *(states[state] for state in SUPPORT_STATES),
        ", ".join(product.aliases),
    )


def update_view(update: CatalogueUpdate) -> View:
    """Where the file is and how to use it, what is in it, what changed, and what was left out."""
    conversion = update.conversion
    facts = (
        Fact("from", update.source, "prose"),
        Fact("generated at", update.generated_at),
        Fact("sha256", update.sha256, "prose"),
        Fact("holds", f"{counted(conversion.products, 'product')}, {counted(conversion.cycles, 'cycle')}"),
        Fact(f"on {day(update.as_of)}", _states(update), "prose"),
        Fact("changed", _changes(update), "prose"),
    )
    left_out = tuple(_left_out(conversion))
    file = shlex.quote(update.file)
    return View(
        title=f"Wrote {update.file}",
        marking="",
        blocks=(
            Facts(facts),
            *((Points(left_out),) if left_out else ()),
            Prose(
                "No command uses the file by itself. To use it, name it to a command or in legacymap.yaml:"
            ),
            Code(f"legacymap scan --lifecycle {file}\n\nsettings: {{lifecycle: [{_quoted(update.file)}]}}"),
        ),
    )


def _states(update: CatalogueUpdate) -> str:
    return ", ".join(f"{count:,} {state_in_words(state).words}" for state, count in update.states.items())


def _changes(update: CatalogueUpdate) -> str:
    changes = update.changes
    return (
        f"against {update.before}: {counted(changes.products_added, 'product')} and "
        f"{counted(changes.cycles_added, 'cycle')} more, {changes.products_removed:,} and "
        f"{changes.cycles_removed:,} fewer, {counted(changes.ends_changed, 'cycle')} with other ends"
    )


def _left_out(conversion: Conversion) -> Iterator[str]:
    if conversion.products_left_out:
        yield f"{counted(conversion.products_left_out, 'product')} did not fit: left out."
    if conversion.cycles_left_out:
        said = counted(conversion.cycles_left_out, "release")
        yield f"{said} did not fit, or had another's name but for punctuation: left out."
    if conversion.names_dropped:
        yield f"{counted(conversion.names_dropped, 'name')} of another product as well: left to the first."
    if conversion.flags_overruled:
        said = counted(conversion.flags_overruled, "flag")
        yield f"{said} (ended or not) that the release's own date contradicts on that day: the date counts."


def _quoted(text: str) -> str:
    """The text as YAML takes it at its letters."""
    return "'" + text.replace("'", "''") + "'"

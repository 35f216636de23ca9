"""A product of the catalogue in JSON."""

from datetime import date

from typing_extensions import TypedDict

from legacymap.domain.catalogue import Cycle, Product, SupportState, support_state
from legacymap.domain.system import Source


class SourceObject(TypedDict):
    """Where dates were read."""

    title: str | None
    url: str | None
    date: str | None


class ProductCycleObject(TypedDict):
    """A cycle; ends are dates, possibly partial, or `not-announced`, `unknown`, `ended`."""

    cycle: str
    aliases: list[str]
    released: str | None
    standard_ends: str
    extended_ends: str | None
    state: SupportState
    source: SourceObject | None


class ProductObject(TypedDict):
    """A product with all its cycles."""

    id: str
    name: str
    vendor: str | None
    aliases: list[str]
    purls: list[str]
    source: SourceObject | None
    notes: str | None
    cycles: list[ProductCycleObject]


def product_object(product: Product, as_of: date) -> ProductObject:
    """A product, with the state of each cycle on a day."""
    return {
        "id": product.id,
        "name": product.name,
        "vendor": product.vendor,
        "aliases": list(product.aliases),
        "purls": list(product.purls),
        "source": _source(product.source),
        "notes": product.notes,
        "cycles": [_cycle(cycle, as_of) for cycle in product.cycles],
    }


def _cycle(cycle: Cycle, as_of: date) -> ProductCycleObject:
    return {
        "cycle": cycle.cycle,
        "aliases": list(cycle.aliases),
        "released": str(cycle.released) if cycle.released else None,
        "standard_ends": str(cycle.standard_ends),
        "extended_ends": str(cycle.extended_ends) if cycle.extended_ends else None,
        "state": support_state(cycle.standard_ends, as_of),
        "source": _source(cycle.source),
    }


def _source(source: Source | None) -> SourceObject | None:
    if source is None:
        return None
    return {"title": source.title, "url": source.url, "date": str(source.date) if source.date else None}

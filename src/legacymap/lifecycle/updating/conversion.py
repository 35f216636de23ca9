"""The answer of the API as a catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from legacymap.domain.catalogue import Catalogue, Cycle, Product
from legacymap.domain.errors import RequestError
from legacymap.domain.listings import Conversion
from legacymap.lifecycle.purls import is_purl
from legacymap.lifecycle.updating.answer import Answer
from legacymap.lifecycle.updating.distinct import distinct
from legacymap.lifecycle.updating.releases import clean, releases

_SOURCE = "Release policy, as recorded by endoflife.date"


@dataclass(frozen=True, slots=True)
class Converted:
    """A catalogue, and what became of the answer that it was made from."""

    catalogue: Catalogue
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class _Entry:
    """A product of the answer: its keys, and its releases, not yet looked into."""

    keys: Mapping[str, object]
    releases: list[object]


def converted(answer: Answer, known: Iterable[Product], as_of: date) -> Converted:
    """The answer as a catalogue, in its own order; dates are the answer's alone.

    A product that is also among `known` keeps the name, the vendor and the everyday names that it has there,
    so that everything that matched before still does. Raises RequestError where no product fits.
    """
    held = {product.id: product for product in known}
    entries = list(_entries(answer.products))
    products: list[Product] = []
    overruled = 0
    for entry in entries:
        before = held.get(str(entry.keys.get("name")))
        names = {cycle.cycle: cycle.aliases for cycle in before.cycles} if before else {}
        found = releases(entry.releases, names, as_of)
        product = _product(entry.keys, found.cycles, before, answer.day)
        if product is not None:
            products.append(product)
            overruled += found.flags_overruled
    kept = distinct(products)
    if not kept.products:
        raise RequestError("No product of the answer has the shape that this release knows.")
    cycles = sum(len(product.cycles) for product in kept.products)
    conversion = Conversion(
        products=len(kept.products),
        cycles=cycles,
        products_left_out=len(answer.products) - len(kept.products),
        cycles_left_out=sum(len(entry.releases) for entry in entries) - cycles,
        names_dropped=kept.dropped,
        flags_overruled=overruled,
    )
    return Converted(Catalogue(lifecycle=answer.day.isoformat(), products=kept.products), conversion)


def _entries(found: Iterable[object]) -> Iterator[_Entry]:
    """The mappings that have a list of releases."""
    for entry in found:
        if isinstance(entry, dict) and isinstance(entry.get("releases"), list):
            yield _Entry(entry, entry["releases"])


def _product(
    entry: Mapping[str, object], cycles: tuple[Cycle, ...], before: Product | None, day: date
) -> Product | None:
    """The product; None where its own keys do not fit, or none of its releases does."""
    label = clean(entry.get("label"))
    if label is None or not cycles:
        return None
    aliases = [label, *_texts(entry.get("aliases")), *(before.aliases if before else ())]
    name = before.name if before else label
    purls = [*_purls(entry.get("identifiers")), *(before.purls if before else ())]
    keys = {
        "id": entry.get("name"),
        "name": name,
        "vendor": before.vendor if before else None,
        "aliases": tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
        "purls": tuple(dict.fromkeys(purls)),
        "source": {"title": _SOURCE, "url": _page(entry.get("links")), "date": day.isoformat()},
        "notes": before.notes if before else None,
        "cycles": cycles,
    }
    try:
        return Product.model_validate(keys)
    except ValueError:  # pydantic's own error is one, and only `domain` and `reading` know pydantic
        return None


def _texts(found: object) -> Iterator[str]:
    for each in found if isinstance(found, list) else ():
        text = clean(each)
        if text is not None:
            yield text


def _purls(found: object) -> Iterator[str]:
    identifiers = found if isinstance(found, list) else ()
    yield from filter(is_purl, _texts([each.get("id") for each in identifiers if isinstance(each, dict)]))


def _page(links: object) -> str | None:
    """The vendor's page, else endoflife.date's own."""
    pages = links if isinstance(links, dict) else {}
    return clean(pages.get("releasePolicy")) or clean(pages.get("html"))

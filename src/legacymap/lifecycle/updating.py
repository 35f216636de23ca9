"""From the answer of endoflife.date's API v1, `/products/full`, to a catalogue, and what that changes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise

from legacymap.domain.catalogue import Catalogue, Cycle, Product, SupportEnd, support_state
from legacymap.domain.dates import PartialDate
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.listings import CatalogueChanges, Conversion
from legacymap.domain.nearest import listed
from legacymap.lifecycle.names import is_purl, name_key, purl_keys

DEFAULT = "https://endoflife.date/api/v1/products/full"
Notify = Callable[[str], None]
"""Is told in a sentence what is being done."""

_SCHEMA = "1"
_SHOWN = 40
_SOURCE = "Release policy, as recorded by endoflife.date"
_WITHOUT_DATE = {True: "ended", False: "not-announced", None: "unknown"}
_Ends = dict[tuple[str, str], tuple[SupportEnd, SupportEnd | None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch; `overall_seconds` holds for all attempts and pauses together."""

    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    overall_seconds: float = 180.0
    attempts: int = 4
    first_pause_seconds: float = 1.0
    longest_pause_seconds: float = 60.0
    redirects: int = 5
    size_bytes: int = 64 * 1024 * 1024

    @property
    def size_words(self) -> str:
        """The size limit as people say it: `64 MiB`."""
        return f"{self.size_bytes / 1024 / 1024:g} MiB"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a source gave: its bytes, their SHA-256, and the source as it may be shown."""

    body: bytes
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The products of an answer, not yet looked into, and when it was generated."""

    generated_at: str
    day: date
    products: list[object]


@dataclass(frozen=True, slots=True)
class Converted:
    """A catalogue, and what became of the answer that it was made from."""

    catalogue: Catalogue
    conversion: Conversion


def answer(body: bytes, source: str) -> Answer:
    """The answer that `body` holds; RequestError where it is not of the API's shape as a whole.

    Keys that are not known are passed over.
    """
    document = _json(body, source)
    if not isinstance(document, dict):
        raise _refused(source, "it is JSON, but no mapping")
    version = document.get("schema_version")
    if not isinstance(version, str) or version.partition(".")[0] != _SCHEMA:
        told = f"`{version[:_SHOWN]}`" if isinstance(version, str) else "not stated"
        raise _refused(source, f"its schema_version is {told}, and this release knows 1")
    products = document.get("result")
    if not isinstance(products, list) or not products:
        raise _refused(source, "it has no list `result` of products")
    total = document.get("total", len(products))
    if total != len(products):
        raise _refused(source, f"it announces {total} products and holds {len(products)}")
    return _dated(document.get("generated_at"), products, source)


def converted(answer: Answer, known: Iterable[Product], as_of: date) -> Converted:
    """The answer as a catalogue, in its own order; dates are the answer's alone.

    A product that is also among `known` keeps the name, the vendor and the everyday names that it has there,
    so that everything that matched before still does. Raises RequestError where no product fits.
    """
    held = {product.id: product for product in known}
    entries = [each for each in answer.products if isinstance(each, dict)]
    entries = [each for each in entries if isinstance(each.get("releases"), list)]
    products: list[Product] = []
    overruled = 0
    for entry in entries:
        before = held.get(str(entry.get("name")))
        cycles, flags = _cycles(entry["releases"], before, as_of)
        product = _product(entry, cycles, before, answer.day)
        if product is not None:
            products.append(product)
            overruled += flags
    kept, dropped = _distinct(products)
    if not kept:
        raise RequestError("No product of the answer has the shape that this release knows.")
    count = sum(len(product.cycles) for product in kept)
    conversion = Conversion(
        products=len(kept),
        cycles=count,
        products_left_out=len(answer.products) - len(kept),
        cycles_left_out=sum(len(entry["releases"]) for entry in entries) - count,
        names_dropped=dropped,
        flags_overruled=overruled,
    )
    return Converted(Catalogue(lifecycle=answer.day.isoformat(), products=kept), conversion)


def changes(before: Iterable[Product], after: Iterable[Product]) -> CatalogueChanges:
    """How many products and cycles came and went, and how many cycles that stayed have other ends."""
    old, new = {each.id: each for each in before}, {each.id: each for each in after}
    old_ends, new_ends = _ends(old.values()), _ends(new.values())
    return CatalogueChanges(
        products_added=len(new.keys() - old.keys()),
        products_removed=len(old.keys() - new.keys()),
        cycles_added=len(new_ends.keys() - old_ends.keys()),
        cycles_removed=len(old_ends.keys() - new_ends.keys()),
        ends_changed=sum(old_ends[cycle] != new_ends[cycle] for cycle in old_ends.keys() & new_ends.keys()),
    )


def _json(body: bytes, source: str) -> object:
    try:
        document: object = json.loads(body)
    except (ValueError, RecursionError):
        begin = body.lstrip()[:_SHOWN].decode("utf-8", "replace")
        if begin.startswith("<"):
            raise _refused(source, "it is a web page, not JSON") from None
        why = "it is empty" if not begin else "it is not JSON, or breaks off"
        raise _refused(source, why) from None
    return document


def _dated(generated_at: object, products: list[object], source: str) -> Answer:
    try:
        day = datetime.fromisoformat(str(generated_at)).date()
    except ValueError:
        raise _refused(source, "it does not say when it was generated (`generated_at`)") from None
    return Answer(str(generated_at), day, products)


def _refused(source: str, why: str) -> RequestError:
    shape = listed(("schema_version", "generated_at", "result"), "and")
    hint = f"Expected is the JSON of endoflife.date's API v1 /products/full, with {shape}."
    return RequestError(f"What `{source}` gave cannot be used: {why}.", hint)


def _product(
    entry: Mapping[str, object], cycles: tuple[Cycle, ...], before: Product | None, day: date
) -> Product | None:
    """The product; None where its own keys do not fit, or none of its releases does."""
    label = _clean(entry.get("label"))
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
        text = _clean(each)
        if text is not None:
            yield text


def _purls(found: object) -> Iterator[str]:
    identifiers = found if isinstance(found, list) else ()
    yield from filter(is_purl, _texts([each.get("id") for each in identifiers if isinstance(each, dict)]))


def _page(links: object) -> str | None:
    """The vendor's page, else endoflife.date's own."""
    pages = links if isinstance(links, dict) else {}
    return _clean(pages.get("releasePolicy")) or _clean(pages.get("html"))


def _cycles(found: Iterable[object], before: Product | None, as_of: date) -> tuple[tuple[Cycle, ...], int]:
    """The releases of one product as cycles, and how many flags their dates overruled.

    Everyday names come from the product as it was. What does not fit is left out. Of releases whose names are
    the same but for case the first counts.
    """
    names = {cycle.cycle: cycle.aliases for cycle in before.cycles} if before else {}
    cycles: dict[str, Cycle] = {}
    overruled = 0
    for release in found:
        if not isinstance(release, dict):
            continue
        cycle = _cycle(release, names)
        if cycle is not None and cycle.cycle.casefold() not in cycles:
            cycles[cycle.cycle.casefold()] = cycle
            overruled += _is_overruled(cycle, release.get("isEol"), as_of)
    return tuple(cycles.values()), overruled


def _clean(text: object) -> str | None:
    """The text, if it is one that can name something: printable, on one line, and not blank."""
    return text if isinstance(text, str) and text.strip() and text.isprintable() else None


def _cycle(release: Mapping[str, object], names: Mapping[str, tuple[str, ...]]) -> Cycle | None:
    """The release as a cycle; None where it does not fit."""
    name = _clean(release.get("name"))
    if name is None or ("isEol" not in release and release.get("eolFrom") is None):
        return None
    try:
        cycle = Cycle.model_validate(
            {
                "cycle": name,
                "aliases": names.get(name, ()),
                "released": release.get("releaseDate"),
                "standard_ends": _end(release.get("eolFrom"), release.get("isEol")),
                "extended_ends": _extended(release.get("eoesFrom"), release.get("isEoes")),
            }
        )
    except ValueError:  # pydantic's own error is one, and only `domain` and `reading` know pydantic
        return None
    return cycle if _is_in_order(cycle) else None


def _end(day: object, has_ended: object) -> object:
    """The date where there is one; else what the flag says."""
    if day is not None:
        return day if isinstance(day, str) and day[:1].isdecimal() else ()
    return _WITHOUT_DATE[has_ended] if isinstance(has_ended, bool | None) else ()


def _extended(day: object, has_ended: object) -> object:
    """The same for paid support, where null says that there is none."""
    return None if day is None and has_ended is None else _end(day, has_ended)


def _is_in_order(cycle: Cycle) -> bool:
    dates = (cycle.released, cycle.standard_ends, cycle.extended_ends)
    known = [each for each in dates if isinstance(each, PartialDate)]
    return all(earlier.first <= later.last for earlier, later in pairwise(known))


def _is_overruled(cycle: Cycle, flag: object, as_of: date) -> bool:
    has_date = isinstance(cycle.standard_ends, PartialDate)
    return has_date and flag is not None and flag != (support_state(cycle.standard_ends, as_of) == "ended")


def _distinct(products: Iterable[Product]) -> tuple[tuple[Product, ...], int]:
    """The products with names of their own, and how many names were dropped as another product has them.

    Ids come before names, names before aliases, first before last. A product whose id is another's is left
    out; one whose name is another's goes by its id.
    """
    by_id: dict[str, Product] = {}
    for product in products:
        by_id.setdefault(name_key(product.id), product)
    owners = {key: product.id for key, product in by_id.items()}
    called = [_called(product, owners) for product in by_id.values()]
    cleared = tuple(_cleared(product, owners) for product in called)
    pairs = zip(by_id.values(), cleared, strict=True)
    return cleared, sum(_dropped(before, after) for before, after in pairs)


def _called(product: Product, owners: dict[str, str]) -> Product:
    if _has(product, name_key(product.name), owners):
        return product
    return product.model_copy(update={"name": product.id})


def _cleared(product: Product, owners: dict[str, str]) -> Product:
    aliases = tuple(each for each in product.aliases if _has(product, name_key(each), owners))
    purls = tuple(each for each in product.purls if _has(product, purl_keys(each)[0][0], owners))
    return product.model_copy(update={"aliases": aliases, "purls": purls})


def _has(product: Product, key: str, owners: dict[str, str]) -> bool:
    """Whether the name is the product's, which it becomes where no other has it."""
    return owners.setdefault(key, product.id) == product.id


def _dropped(before: Product, after: Product) -> int:
    fewer = len(before.aliases) + len(before.purls) - len(after.aliases) - len(after.purls)
    return fewer + (before.name != after.name)


def _ends(products: Iterable[Product]) -> _Ends:
    return {
        (product.id, cycle.cycle): (cycle.standard_ends, cycle.extended_ends)
        for product in products
        for cycle in product.cycles
    }

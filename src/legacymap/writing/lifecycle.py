"""A catalogue as a lifecycle file (format, section 10)."""

from collections.abc import Mapping

from legacymap.domain.catalogue import Catalogue, Cycle, Product
from legacymap.domain.system import Source
from legacymap.writing.yaml import yaml_text


def lifecycle_text(catalogue: Catalogue, origin: Mapping[str, str], remark: str) -> str:
    """The file's text: `remark` as a comment, then `origin` (keys that begin with `x-`), then products.

    What is absent is left out.
    """
    document = {
        "lifecycle": catalogue.lifecycle,
        **origin,
        "products": [_product(product) for product in catalogue.products],
    }
    return f"# {remark}\n{yaml_text(document)}"


def _product(product: Product) -> Mapping[str, object]:
    return _stated(
        {
            "id": product.id,
            "name": product.name,
            "vendor": product.vendor,
            "aliases": list(product.aliases),
            "purls": list(product.purls),
            "source": _source(product.source),
            "notes": product.notes,
            "evergreen": "yes" if product.evergreen else None,
            "may_be": list(product.may_be),
            "cycles": [_cycle(cycle) for cycle in product.cycles],
        }
    )


def _cycle(cycle: Cycle) -> Mapping[str, object]:
    return _stated(
        {
            "cycle": cycle.cycle,
            "released": _words(cycle.released),
            "standard_ends": _words(cycle.standard_ends),
            "extended_ends": _words(cycle.extended_ends),
            "aliases": list(cycle.aliases),
            "source": _source(cycle.source),
        }
    )


def _source(source: Source | None) -> Mapping[str, object] | None:
    if source is None:
        return None
    return _stated({"title": source.title, "url": source.url, "date": _words(source.date)})


def _words(value: object) -> str | None:
    return None if value is None else str(value)


def _stated(mapping: Mapping[str, object]) -> Mapping[str, object]:
    return {key: value for key, value in mapping.items() if value not in (None, [], {})}

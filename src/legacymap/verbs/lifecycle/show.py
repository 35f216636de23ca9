"""Shows one product of the catalogue."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from legacymap.domain.catalogue import ProductAnswer
from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.technology import Technology
from legacymap.lifecycle import Matcher
from legacymap.verbs.catalogue import lifecycle


def show(words: str, files: Iterable[Path], as_of: date) -> ProductAnswer:
    """The product that `words` name, as a technology of an inventory would name it.

    Raises RequestError where no product is named so, with the nearest.
    """
    catalogue = lifecycle(files)
    match = Matcher(catalogue.products).match(Technology(product=words))
    if match.product is None:
        names = [name for product in catalogue.products for name in product.names]
        hint = did_you_mean(words, names) or "`legacymap lifecycle search TEXT` looks for a part of a name."
        raise RequestError(f"The catalogue knows no product `{words}`.", hint)
    return ProductAnswer(match.product, match.why, catalogue.provenance(as_of))

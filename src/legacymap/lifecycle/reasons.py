"""What a match says of itself, in one phrase."""

from collections.abc import Sequence

from legacymap.domain.catalogue import Cycle, Product
from legacymap.domain.nearest import listed
from legacymap.lifecycle.names import Naming
from legacymap.lifecycle.spelling import Words
from legacymap.lifecycle.vocabulary import EDITIONS, MARKS

NO_NAME = "no product is named"
TOO_LONG = "the text is too long to be the name of a product"
_LISTED = 6


def hit(naming: Naming, cycles: Sequence[Cycle], version: str) -> str:
    """How the product was found, and which cycles were read from the text `version`."""
    names = [cycle.cycle for cycle in cycles]
    if names == [version]:
        return f"{_found(naming)}, version {version}"
    if len(names) > _LISTED:
        return f"{_found(naming)}, {len(names)} versions, {names[0]} to {names[-1]}, read from `{version}`"
    return f"{_found(naming)}, version {listed(names)} read from `{version}`"


def near_hit(naming: Naming, product: Product, words: Words, version: str) -> str:
    """How the product was found, and what keeps its cycles from being known."""
    if not product.cycles:
        return f"{_found(naming)}; known, but no dates"
    if all(word in MARKS or word in EDITIONS for word in words):
        return f"{_found(naming)}; the version is missing"
    names = [cycle.cycle for cycle in product.cycles]
    more = " …" if len(names) > _LISTED else ""
    return f"{_found(naming)}; no cycle `{version}` among {', '.join(names[:_LISTED])}{more}"


def miss(text: str, near: str | None) -> str:
    """That no product goes by this text, and the nearest that there is."""
    return f"the catalogue knows no `{text}`" + (f"; the nearest is {near}" if near else "")


def _found(naming: Naming) -> str:
    return f"by {naming.kind} `{naming.text}`"

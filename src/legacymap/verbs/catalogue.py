"""The catalogue of support dates as it stands: what is shipped, and the lifecycle files that add to it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from legacymap import __version__
from legacymap.domain.catalogue import CatalogueProvenance
from legacymap.domain.lifecycle import Catalogue, Product
from legacymap.domain.survey import Edition
from legacymap.lifecycle import faults, merged, shipped_files
from legacymap.verbs.usable import Usable, usable


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The products of all files together, and the edition that they make up."""

    products: tuple[Product, ...]
    edition: Edition

    def provenance(self, as_of: date) -> CatalogueProvenance:
        """What an answer for this day is made from."""
        return CatalogueProvenance(__version__, self.edition, as_of)


def lifecycle(files: Iterable[Path] = ()) -> Lifecycle:
    """The shipped catalogue with `files` added, product by product; the later wins.

    Raises RequestError where a file is missing or wrong in any way: nothing is half-loaded.
    """
    shipped = _shipped()
    added = [catalogue_file(path) for path in files]
    products = tuple(product for found in shipped for product in found.model.products)
    if added:
        whole = shipped[0].model.model_copy(update={"products": products})
        products = merged([whole, *(found.model for found in added)])
    return Lifecycle(products, _edition([*shipped, *added]))


def _shipped() -> list[Usable[Catalogue]]:
    """What is shipped; that no name or cycle of it stands twice is for its tests, not for each run."""
    return [usable(path, "lifecycle", Catalogue) for path in shipped_files()]


def catalogue_file(path: Path) -> Usable[Catalogue]:
    """The catalogue in a file; RequestError with every fault and its place, where there are any."""
    return usable(path, "lifecycle", Catalogue, faults)


def _edition(read: Sequence[Usable[Catalogue]]) -> Edition:
    """The newest version of the files, and the hash of their hashes in the order in which they count."""
    version = max(found.model.lifecycle for found in read)
    digests = "\n".join(found.sha256 for found in read)
    return Edition("lifecycle", version, hashlib.sha256(digests.encode()).hexdigest())

"""What the catalogue of support dates answers: one product, some products, and what an update did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from legacymap.domain.catalogue import Product, SupportState
from legacymap.domain.results import Edition


@dataclass(frozen=True, slots=True)
class CatalogueProvenance:
    """What an answer was made from, and the day it is given for."""

    legacymap: str
    lifecycle: Edition
    as_of: date


@dataclass(frozen=True, slots=True)
class ProductAnswer:
    """A product, and how the words that were asked for led to it."""

    product: Product
    why: str
    provenance: CatalogueProvenance


@dataclass(frozen=True, slots=True)
class ProductSearch:
    """The products whose names or vendors hold a text, by id; where none does, the nearest word."""

    text: str
    products: tuple[Product, ...]
    nearest: str | None
    provenance: CatalogueProvenance


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of an answer: how much of it was kept, left out, and corrected.

    `flags_overruled` are statements that a cycle has ended, or not, which its own date contradicts.
    """

    products: int
    cycles: int
    products_left_out: int
    cycles_left_out: int
    names_dropped: int
    flags_overruled: int


@dataclass(frozen=True, slots=True)
class CatalogueChanges:
    """How the catalogue in force differs with a lifecycle file from before."""

    products_added: int
    products_removed: int
    cycles_added: int
    cycles_removed: int
    ends_changed: int


@dataclass(frozen=True, slots=True)
class CatalogueUpdate:
    """A lifecycle file that was written, and what it brings.

    `source` is where the answer came from, without credentials; `sha256` is that of the answer as fetched.
    `states` counts cycles by the state of their support at `as_of`. `before` says what the changes are
    measured from.
    """

    file: str
    source: str
    generated_at: str
    sha256: str
    conversion: Conversion
    states: Mapping[SupportState, int]
    changes: CatalogueChanges
    before: str
    as_of: date

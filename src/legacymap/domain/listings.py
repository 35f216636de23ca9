"""What the catalogue of support dates answers: one product, some products, and what an update did."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from legacymap.domain.catalogue import Product, SupportEndField, SupportState, support_state
from legacymap.domain.dates import DateField
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import CatalogueProvenance, Incomplete
from legacymap.domain.system import Source


@dataclass(frozen=True, slots=True)
class CycleListing:
    """A cycle; ends are dates, possibly partial, or `not-announced`, `unknown`, `ended`."""

    cycle: str
    aliases: tuple[str, ...]
    released: DateField | None
    standard_ends: SupportEndField
    extended_ends: SupportEndField | None
    state: SupportState
    source: Source | None


@dataclass(frozen=True, slots=True)
class ProductListing:
    """A product with all its cycles in the order of the file.

    `evergreen`: a service that its supplier keeps current; `may_be`: the products that its names may mean.
    """

    id: str
    name: str
    vendor: str | None
    aliases: tuple[str, ...]
    purls: tuple[str, ...]
    source: Source | None
    notes: str | None
    evergreen: bool
    may_be: tuple[str, ...]
    cycles: tuple[CycleListing, ...]

    @classmethod
    def of(cls, product: Product, as_of: date) -> "ProductListing":
        """A product of the catalogue, with the state of each cycle on a day."""
        return cls(
            id=product.id,
            name=product.name,
            vendor=product.vendor,
            aliases=product.aliases,
            purls=product.purls,
            source=product.source,
            notes=product.notes,
            evergreen=product.evergreen,
            may_be=product.may_be,
            cycles=tuple(
                CycleListing(
                    cycle=cycle.cycle,
                    aliases=cycle.aliases,
                    released=cycle.released,
                    standard_ends=cycle.standard_ends,
                    extended_ends=cycle.extended_ends,
                    state=support_state(cycle.standard_ends, as_of),
                    source=cycle.source,
                )
                for cycle in product.cycles
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductAnswer:
    """A product, and how the words that were asked for led to it."""

    format: Literal["legacymap.product/1"] = "legacymap.product/1"
    as_of: date
    provenance: CatalogueProvenance
    incomplete: Incomplete | None = None
    found: str
    product: ProductListing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSearch:
    """The products whose names or vendors hold a text, by id; `nearest` is a name where there are none."""

    format: Literal["legacymap.products/1"] = "legacymap.products/1"
    as_of: date
    provenance: CatalogueProvenance
    incomplete: Incomplete | None = None
    text: str
    products: tuple[ProductListing, ...]
    nearest: str | None


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

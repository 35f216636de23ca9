"""The catalogue of support dates, and what it says of one technology."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainValidator

from legacymap.domain.dates import DateField, PartialDate, end_of_cover
from legacymap.domain.model import Model
from legacymap.domain.source import Source
from legacymap.domain.words import Slug, YesNo

SupportEnd = PartialDate | Literal["not-announced", "unknown", "ended"]


def support_end(value: object) -> SupportEnd:
    """A date, `not-announced`, `unknown`, or `ended` (over, date not known)."""
    return "ended" if value == "ended" else end_of_cover(value)


SupportEndField = Annotated[SupportEnd, PlainValidator(support_end)]


class Cycle(Model):
    """A release of a product and the ends of its standard and of its paid support."""

    cycle: str
    aliases: tuple[str, ...] = ()
    released: DateField | None = None
    standard_ends: SupportEndField = "unknown"
    extended_ends: SupportEndField | None = None
    source: Source | None = None


class Product(Model):
    """A product of the catalogue, with the names that people give it.

    `evergreen`: a service that its supplier keeps current, so that no version of it is asked for. `may_be`:
    the ids of the products that people mean by this one's names without saying which (Java, OpenJDK).
    """

    id: Slug
    name: str
    vendor: str | None = None
    aliases: tuple[str, ...] = ()
    purls: tuple[str, ...] = ()
    source: Source | None = None
    notes: str | None = None
    evergreen: YesNo = False
    may_be: tuple[Slug, ...] = ()
    cycles: tuple[Cycle, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by: id, name, aliases, package URLs."""
        return (self.id, self.name, *self.aliases, *self.purls)


class Catalogue(Model):
    """A lifecycle file: its version and its products."""

    lifecycle: str
    products: tuple[Product, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What the catalogue says of a technology: the product, the cycles that the version may mean, and why.

    `product` is None when no product matched; `cycles` is empty when the version is missing or unknown to it,
    or where it has none. `among`: the products that it may be, where the name does not say which. `paid`: the
    words of the text that speak of paid support, such as ESU. `is_newer`: the version is above every release
    that the catalogue has.
    """

    product: Product | None
    cycles: tuple[Cycle, ...]
    why: str
    among: tuple[Product, ...] = ()
    paid: str = ""
    is_newer: bool = False

    @property
    def is_evergreen(self) -> bool:
        """The product is a service that its supplier keeps current."""
        return self.product is not None and self.product.evergreen

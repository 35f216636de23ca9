"""The catalogue of support dates, and what it says of one technology."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, PlainValidator

from legacymap.domain.dates import DateField, PartialDate, end_of_cover
from legacymap.domain.model import Model
from legacymap.domain.source import Source
from legacymap.domain.words import Slug

SupportEnd = PartialDate | Literal["not-announced", "unknown", "ended"]


def support_end(value: object) -> SupportEnd:
    """A date, `not-announced`, `unknown`, or `ended` (over, date not known)."""
    return "ended" if value == "ended" else end_of_cover(value)


SupportEndField = Annotated[SupportEnd, PlainValidator(support_end)]


class Cycle(Model):
    """A release of a product and the ends of its standard and of its paid support."""

    cycle: str = Field(description="The release, as the vendor names it.")
    aliases: tuple[str, ...] = Field((), description="Other names of the release.")
    released: DateField | None = Field(None, description="When it came out.")
    standard_ends: SupportEndField = Field(
        "unknown", description="When security support without extra payment ends."
    )
    extended_ends: SupportEndField | None = Field(None, description="When paid support ends.")
    source: Source | None = Field(None, description="Where the dates were read.")


class Product(Model):
    """A product of the catalogue, with the names that people give it."""

    id: Slug = Field(description="Its id.")
    name: str = Field(description="What people call it.")
    vendor: str | None = Field(None, description="Who makes it.")
    aliases: tuple[str, ...] = Field((), description="Other names that records may use.")
    purls: tuple[str, ...] = Field((), description="Its package URLs.")
    source: Source | None = Field(None, description="Where the dates were read.")
    notes: str | None = Field(None, description="Anything worth knowing.")
    cycles: tuple[Cycle, ...] = Field((), description="Its releases, each with its ends of support.")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by: id, name, aliases, package URLs."""
        return (self.id, self.name, *self.aliases, *self.purls)


class Catalogue(Model):
    """A lifecycle file: its version and its products."""

    lifecycle: str = Field(description="The version of the file, such as 2026-11.")
    products: tuple[Product, ...] = Field((), description="The products.")


@dataclass(frozen=True, slots=True)
class Match:
    """What the catalogue says of a technology: the product, the cycles that the version may mean, and why.

    `product` is None when no product matched; `cycles` is empty when the version is missing or unknown to it.
    """

    product: Product | None
    cycles: tuple[Cycle, ...]
    why: str

"""The catalogue of support dates, and what it says of one technology."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, PlainValidator

from legacymap.domain.dates import DateField, End, PartialDate, end_of_cover, years_on
from legacymap.domain.frozen import dataclass
from legacymap.domain.system import Source, Technology
from legacymap.domain.values import Model, Slug, YesNo

SupportEnd = PartialDate | Literal["not-announced", "unknown", "ended"]


def support_end(value: object) -> SupportEnd:
    """A date, `not-announced`, `unknown`, or `ended` (over, date not known)."""
    return "ended" if value == "ended" else end_of_cover(value)


SupportEndField = Annotated[SupportEnd, PlainValidator(support_end), PlainSerializer(str, return_type=str)]


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
    """A product of the catalogue, with the names that people give it.

    `evergreen`: a service that its supplier keeps current, so that no version of it is asked for. `may_be`:
    the ids of the products that people mean by this one's names without saying which (Java, OpenJDK).
    """

    id: Slug = Field(description="Its id.")
    name: str = Field(description="What people call it.")
    vendor: str | None = Field(None, description="Who makes it.")
    aliases: tuple[str, ...] = Field((), description="Other names that records may use.")
    purls: tuple[str, ...] = Field((), description="Its package URLs.")
    source: Source | None = Field(None, description="Where the dates were read.")
    notes: str | None = Field(None, description="Anything worth knowing.")
    evergreen: YesNo = Field(
        False, description="Whether its supplier keeps it current, so that no version of it is asked for."
    )
    may_be: tuple[Slug, ...] = Field(
        (), description="The ids of the products that its name may mean, where it leaves that open."
    )
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


SupportState = Literal["supported", "ends-within-3-years", "ended", "not-announced", "unknown"]
SUPPORT_STATES: tuple[SupportState, ...] = (
    "ended",
    "ends-within-3-years",
    "supported",
    "not-announced",
    "unknown",
)
_SOON_YEARS = 3


def support_state(end: SupportEnd, as_of: date) -> SupportState:
    """Where `as_of` stands before or after an end of support, by its first day (method, section 2)."""
    if not isinstance(end, PartialDate):
        return end
    if end.first <= as_of:
        return "ended"
    return "ends-within-3-years" if end.first <= years_on(as_of, _SOON_YEARS) else "supported"


Coverage = Literal["ended", "unknown", "covered", "supported"]
# The worst first.
COVERAGES: tuple[Coverage, ...] = ("ended", "unknown", "covered", "supported")
NEVER = date.max
LONG_AGO = date.min


def stated_end(technology: Technology) -> End | None:
    """The end of standard support that the record states; a stated `unknown` states none."""
    end = technology.support.standard_ends if technology.support else None
    return None if end == "unknown" else end


def standard_ends(technology: Technology, match: Match) -> tuple[SupportEnd, ...]:
    """When standard support ends: as stated, else one end for each cycle that the version may mean.

    `unknown` alone where neither the record nor the catalogue knows; a service that its supplier keeps
    current has no end announced.
    """
    own = stated_end(technology)
    if own is not None:
        return (own,)
    if match.is_evergreen:
        return ("not-announced",)
    return tuple(cycle.standard_ends for cycle in match.cycles) or ("unknown",)


def cover_end(technology: Technology) -> date | None:
    """The later of the stated ends of cover, by its first day; NEVER: not announced, None without."""
    stated = technology.support
    if stated is None:
        return None
    days = [_day(end) for end in (stated.extended_ends, stated.ours_ends)]
    return max((day for day in days if day is not None), default=None)


def lost_on(end: SupportEnd, cover: date | None) -> date | None:
    """The day from which support no longer counts: the standard end, or the end of cover that outlasts it.

    NEVER where no end is announced, LONG_AGO where it is over and no day is known, None where nobody knows.
    """
    if end == "not-announced" or cover == NEVER:
        return NEVER
    if end == "unknown":
        return None
    over = end.first if isinstance(end, PartialDate) else LONG_AGO
    return max(over, cover) if cover else over


def is_over(end: SupportEnd, as_of: date) -> bool:
    """Whether standard support ended on or before a day."""
    return end == "ended" or (isinstance(end, PartialDate) and end.first <= as_of)


def coverage(ends: Iterable[SupportEnd], cover: date | None, as_of: date) -> Coverage:
    """What supports a technology on a day; `unknown` where the releases that it may be differ in that."""
    found = {_coverage(end, cover, as_of) for end in ends}
    return found.pop() if len(found) == 1 else "unknown"


def _coverage(end: SupportEnd, cover: date | None, as_of: date) -> Coverage:
    if end != "unknown" and not is_over(end, as_of):
        return "supported"
    if cover is not None and cover > as_of:
        return "covered"
    return "unknown" if end == "unknown" else "ended"


def _day(end: End | None) -> date | None:
    if isinstance(end, PartialDate):
        return end.first
    return NEVER if end == "not-announced" else None

"""A scenario: the years, prices, money and decisions that a plan is made under."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainValidator

from legacymap.domain.dates import YearField
from legacymap.domain.money import MoneyField
from legacymap.domain.values import Count, Model, Reference, Slug, YesNo, unfit, without_own_keys

Fund = Literal["rdel", "cdel", "total"]
ALL = "all"
GREEN_BOOK = "green-book-2026"
APPRAISAL_YEARS = 10
_LONGEST = 30


def share(value: object) -> Decimal:
    """A number of at least nought such as 0.035 or 1.019, exactly; raises the fault `bad-number`."""
    text = value if isinstance(value, str) else ""
    digits = text.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(text) > _LONGEST:
        raise unfit("bad-number", "is not a number", "Write it in digits: 0.035.", text)
    return Decimal(text)


def index(value: object) -> Decimal:
    """A number above nought, as an index of prices has; raises the fault `bad-number`."""
    found = share(value)
    if found == 0:
        raise unfit("bad-number", "An index of nought cannot be divided by", "Write it as 1.019.")
    return found


Share = Annotated[Decimal, PlainValidator(share)]
Index = Annotated[Decimal, PlainValidator(index)]
ByYear = dict[YearField, MoneyField]


class Discount(Model):
    """How later years count less: a named schedule, or one rate a year as a share."""

    schedule: Literal["green-book-2026"] | None = None
    rate: Share | None = None


class OptimismBias(Model):
    """Shares added to the costs of options; `upper` replaces both in the sensitivity table."""

    rdel: Share = Decimal(0)
    cdel: Share = Decimal(0)
    upper: Share | None = None


class BudgetLine(Model):
    """What an organisation with all below it, or `all`, may spend of a fund in each year of the scenario."""

    organisation: Slug
    fund: Fund
    caps: Annotated[ByYear, BeforeValidator(without_own_keys)]
    carry_forward: YesNo = False


class TailCap(Model):
    """What may still be spent after the last year, in the price base, all later years together."""

    rdel: MoneyField | None = None
    cdel: MoneyField | None = None


class FixedChoice(Model):
    """A decision already taken: this option of this system starts in this year."""

    system: Reference
    option: Slug
    start: YearField


class ForbiddenChoice(Model):
    """A decision already taken: this option of this system, or any when none is named, is not chosen."""

    system: Reference
    option: Slug | None = None


class Scenario(Model):
    """One scenario file (command line, scenario file); years are those in which a financial year begins."""

    scenario: Slug
    title: str | None = None
    years: tuple[YearField, ...]
    appraisal_years: Count = APPRAISAL_YEARS
    price_base: YearField | None = None
    discount: Discount = Discount(schedule=GREEN_BOOK)
    deflators: Annotated[dict[YearField, Index], BeforeValidator(without_own_keys)] | None = None
    caps_in: Literal["real", "cash"] = "real"
    optimism_bias: OptimismBias | None = None
    renew_contracts: YesNo = True
    budgets: tuple[BudgetLine, ...] = ()
    tail_cap: TailCap = TailCap()
    capacity: Annotated[dict[Slug, Count], BeforeValidator(without_own_keys)] | None = None
    fix: tuple[FixedChoice, ...] = ()
    forbid: tuple[ForbiddenChoice, ...] = ()
    narrative: Annotated[dict[str, str], BeforeValidator(without_own_keys)] | None = None

    @property
    def bias(self) -> OptimismBias:
        """The optimism bias in force: nought where none is stated."""
        return self.optimism_bias or OptimismBias()

"""A scenario: the years, prices, money and decisions that a plan is made under."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from legacymap.domain.dates import YearField
from legacymap.domain.money import MoneyField
from legacymap.domain.sections import SECTION_IDS, Narrative, SubmissionDetails
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

    schedule: Literal["green-book-2026"] | None = Field(None, description="A published schedule by name.")
    rate: Share | None = Field(None, description="One rate for all years: 0.035.")


class OptimismBias(Model):
    """Shares added to the costs of options; `upper` replaces both in the sensitivity table."""

    rdel: Share = Field(Decimal(0), description="The share added to resource costs.")
    cdel: Share = Field(Decimal(0), description="The share added to capital costs.")
    upper: Share | None = Field(None, description="The share that replaces both in the sensitivity table.")


class BudgetLine(Model):
    """What an organisation with all below it, or `all`, may spend of a fund in each year of the scenario."""

    organisation: Slug = Field(description="An organisation with all below it, or `all`.")
    fund: Fund = Field(description="What is limited: resource, capital, or both together.")
    caps: Annotated[ByYear, BeforeValidator(without_own_keys)] = Field(
        description="The cap of each year of the scenario."
    )
    carry_forward: YesNo = Field(
        False, description="Whether what one year leaves may be spent in a later one."
    )


class TailCap(Model):
    """What may still be spent after the last year, in the price base, all later years together."""

    rdel: MoneyField | None = Field(None, description="Resource, all later years together.")
    cdel: MoneyField | None = Field(None, description="Capital, all later years together.")


class FixedChoice(Model):
    """A decision already taken: this option of this system starts in this year."""

    system: Reference = Field(description="The system's full id, `organisation/system`.")
    option: Slug = Field(description="The id of its option.")
    start: YearField = Field(description="The year in which the work starts.")


class ForbiddenChoice(Model):
    """A decision already taken: this option of this system, or any when none is named, is not chosen."""

    system: Reference = Field(description="The system's full id, `organisation/system`.")
    option: Slug | None = Field(None, description="The id of its option; without it, none may be chosen.")


class Scenario(Model):
    """One scenario file (command line, scenario file); years are those in which a financial year begins."""

    scenario: Slug = Field(description="Its id, which stands on every plan made under it.")
    title: str | None = Field(None, description="What people call it.")
    years: tuple[YearField, ...] = Field(
        description="The financial years in which work may start, one after the other."
    )
    appraisal_years: Count = Field(
        APPRAISAL_YEARS, description="Over how many years costs and effects count, from the first year on."
    )
    price_base: YearField | None = Field(
        None, description="The financial year in whose prices the plan counts."
    )
    discount: Discount = Field(
        Discount(schedule=GREEN_BOOK),
        description="How later years count less; default: the Green Book's schedule.",
    )
    deflators: Annotated[dict[YearField, Index], BeforeValidator(without_own_keys)] | None = Field(
        None,
        description="An index of prices by financial year, for amounts in other prices and caps in cash.",
    )
    caps_in: Literal["real", "cash"] = Field(
        "real", description="Whether caps are in the price base or in the cash of their year."
    )
    optimism_bias: OptimismBias | None = Field(None, description="Shares added to the costs of options.")
    renew_contracts: YesNo = Field(
        True, description="Whether contracts are taken to be renewed unless a record says otherwise."
    )
    budgets: tuple[BudgetLine, ...] = Field((), description="What may be spent, by organisation and fund.")
    tail_cap: TailCap = Field(TailCap(), description="What may still be spent after the last year.")
    capacity: Annotated[dict[Slug, Count], BeforeValidator(without_own_keys)] | None = Field(
        None, description="How many options may be under way at once, by organisation or `all`."
    )
    fix: tuple[FixedChoice, ...] = Field((), description="Options that start in a given year, in every plan.")
    forbid: tuple[ForbiddenChoice, ...] = Field((), description="Options that no plan may choose.")
    narrative: Narrative | None = Field(
        None, description=f"Text of your own for the report, by section: {', '.join(SECTION_IDS)}."
    )
    submission: SubmissionDetails | None = Field(
        None, description="Who hands the report in, and the files of its own parts; it beats the settings."
    )

    @property
    def bias(self) -> OptimismBias:
        """The optimism bias in force: nought where none is stated."""
        return self.optimism_bias or OptimismBias()

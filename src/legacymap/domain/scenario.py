"""A scenario: the years, prices, money and decisions that a plan is made under."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from legacymap.domain.dates import YearField
from legacymap.domain.money import MoneyField
from legacymap.domain.settings import SECTION_IDS, Narrative, SubmissionDetails
from legacymap.domain.system import Kind
from legacymap.domain.values import (
    Count,
    Index,
    Model,
    PerCent,
    Reference,
    Share,
    Slug,
    YesNo,
    short_form,
    without_own_keys,
)

Fund = Literal["rdel", "cdel", "total"]
FUND_WORDS: Mapping[Fund, str] = {"rdel": "resource", "cdel": "capital", "total": "resource and capital"}
ALL = "all"
EVERYBODY = "all organisations"
"""What `all` is called in words."""
GREEN_BOOK = "green-book-2026"
APPRAISAL_YEARS = 10


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
    floor: Annotated[ByYear, BeforeValidator(without_own_keys)] | None = Field(
        None, description="The least that is spent in a year: money that may not be carried over."
    )
    carry_forward: YesNo = Field(
        False, description="Whether what one year leaves may be spent in a later one."
    )


class TailCap(Model):
    """What may still be spent after the last year, in the price base, all later years together."""

    rdel: MoneyField | None = Field(None, description="Resource, all later years together.")
    cdel: MoneyField | None = Field(None, description="Capital, all later years together.")


class FixedChoice(Model):
    """A decision already taken: this option of this system, or any, starts in this year, or in any."""

    system: Reference = Field(description="The system: `organisation/system`, or its id where one has it.")
    option: Slug | None = Field(None, description="The id of its option; without it, any.")
    start: YearField | None = Field(None, description="The year in which the work starts; without it, any.")


class ForbiddenChoice(Model):
    """A decision already taken: this option of this system, or any when none is named, is not chosen."""

    system: Reference = Field(description="The system: `organisation/system`, or its id where one has it.")
    option: Slug | None = Field(None, description="The id of its option; without it, none may be chosen.")


class MustChoice(Model):
    """A decision already taken: something is complete by a year."""

    system: Reference = Field(description="The system: `organisation/system`, or its id where one has it.")
    by: YearField = Field(description="The last year in which there may still be work.")
    options: tuple[Slug, ...] | None = Field(
        None,
        description="One of these options; without it, any that leaves the system or ends its red rating.",
    )
    why: str | None = Field(None, description="Why it cannot wait: shown beside the action.")


class Selection(Model):
    """Some systems: those to which everything that is named applies; all where nothing is."""

    kind: Kind | None = Field(None, description="Systems of this kind.")
    organisation: Slug | None = Field(None, description="Systems of this organisation and all below it.")
    tag: str | None = Field(None, description="Systems with this tag.")
    system: Reference | None = Field(None, description="This system alone.")


class Target(Model):
    """A figure that is reached by a year and kept in each later one; exactly one figure is named."""

    expected_red: Share | None = Field(None, description="At most so many systems are expected to be red.")
    weighted_risk: PerCent | None = Field(
        None, description="Weighted risk is at most this share of doing nothing: 60% or 0.6."
    )
    no_red: Selection | None = Field(None, description="None of these systems is rated red.")
    by: YearField = Field(description="The first year in which it must hold.")


class Goal(Model):
    """What the plan is after: the most value within budgets, or the least cost that reaches targets."""

    aim: Literal["most"] | None = Field(
        None, description="The most value that budgets allow; the text `most` alone says so."
    )
    least: Literal["cost"] | None = Field(None, description="The least present cost that reaches `targets`.")
    targets: tuple[Target, ...] | None = Field(None, description="The figures to reach.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "aim")

    @property
    def is_least_cost(self) -> bool:
        """Whether cost is what counts, and not value."""
        return self.least is not None


class Scenario(Model):
    """The years, prices, money and decisions of one plan; a year is that in which a financial year begins."""

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
        default_factory=lambda: Discount(schedule=GREEN_BOOK),
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
    extends: str | None = Field(
        None,
        description="Another scenario file, relative to this one, from which the keys are taken that are not "
        "named here; lists are taken whole or not at all.",
    )
    scale: PerCent | None = Field(
        None,
        description="Caps and floors of the budget lines times this, such as 0.9 or 90%; not `tail_cap`.",
    )
    goal: Goal = Field(
        default_factory=lambda: Goal(aim="most"),
        description="`most`: the most value that budgets allow; or the least cost that reaches targets.",
    )
    worth_at_most: MoneyField | None = Field(
        None, description="No action costs more than this for each point that the plan would lose without it."
    )
    renew_contracts: YesNo = Field(
        True, description="Whether contracts are taken to be renewed unless a record says otherwise."
    )
    budgets: tuple[BudgetLine, ...] = Field((), description="What may be spent, by organisation and fund.")
    tail_cap: TailCap = Field(
        default_factory=TailCap, description="What may still be spent after the last year."
    )
    capacity: Annotated[dict[Slug, Count], BeforeValidator(without_own_keys)] | None = Field(
        None,
        description="How much may be under way at once, by organisation or `all`: the sum of the sizes of "
        "options, which are 1 unless they say otherwise.",
    )
    starts: Annotated[dict[Slug, Count], BeforeValidator(without_own_keys)] | None = Field(
        None, description="How many options may begin in a year, by organisation or `all`."
    )
    must: tuple[MustChoice, ...] = Field((), description="What must be complete by a year, in every plan.")
    fix: tuple[FixedChoice, ...] = Field(
        (), description="Options that every plan starts, in a year or in any."
    )
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

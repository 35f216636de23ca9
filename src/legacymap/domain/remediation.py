"""What has been agreed to mend a system, and what could be done."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from legacymap.domain.dates import DateField, YearField
from legacymap.domain.model import Model, short_form, without_own_keys
from legacymap.domain.money import MoneyField, SignedMoneyField
from legacymap.domain.stated import Level
from legacymap.domain.words import Partly, Reference, Slug, YesNo

Approach = Literal[
    "retire", "retain", "encapsulate", "rehost", "relocate",
    "replatform", "refactor", "rearchitect", "rebuild", "replace",
]  # fmt: skip


class Milestone(Model):
    """A step of an agreed plan."""

    date: DateField | None = Field(None, description="When it is due.")
    what: str | None = Field(None, description="What is reached.")
    done: YesNo | None = Field(None, description="Whether it was reached.")


class AgreedPlan(Model):
    """What has been agreed for a system, if anything."""

    agreed: Partly | None = Field(None, description="Whether the plan is agreed.")
    funded: Partly | None = Field(None, description="Whether there is money for it.")
    ringfenced: MoneyField | None = Field(None, description="How much of that is set aside.")
    target: DateField | None = Field(None, description="When it is to be done.")
    milestones: tuple[Milestone, ...] | None = Field(None, description="Steps on the way.")
    work: str | None = Field(None, description="What will be done.")
    disposition: str | None = Field(None, description="What becomes of the old system and its data.")


class Requirement(Model):
    """A system that must have completed an option (the one named, or any) before another starts."""

    system: Reference = Field(description="The system that must be complete.")
    option: Slug | None = Field(None, description="By which option; default: any.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "system")


class Option(Model):
    """Something that could be done to a system; money is by year of the work, in the price base's prices."""

    id: Slug = Field(description="Its id, unique in the system.")
    approach: Approach = Field(description="What kind of work it is.")
    description: str | None = Field(None, description="What would be done.")
    rdel: tuple[MoneyField, ...] | None = Field(None, description="Resource cost in each year of the work.")
    cdel: tuple[MoneyField, ...] | None = Field(None, description="Capital cost in each year of the work.")
    price_base: YearField | None = Field(
        None, description="The financial year in whose prices the amounts are."
    )
    annual_saving: SignedMoneyField | None = Field(
        None, description="What a year costs less to run afterwards; negative when it costs more."
    )
    after: Annotated[dict[str, Level | None], BeforeValidator(without_own_keys)] | None = Field(
        None, description="The scores once it is complete, by criterion; the others stay."
    )
    requires: tuple[Requirement, ...] | None = Field(
        None, description="Systems, or options of theirs, that must be complete before it starts."
    )
    moves_with: tuple[Reference, ...] | None = Field(
        None, description="Systems that must start an option in the same year."
    )
    earliest: YearField | None = Field(None, description="The first year in which it may start.")
    latest: YearField | None = Field(None, description="The last year in which it may start.")
    committed: YearField | None = Field(
        None, description="The year in which it started or must start, in every plan."
    )


class Remediation(Model):
    """The plan that was agreed and the options that are open."""

    plan: AgreedPlan | None = Field(None, description="What has been agreed.")
    options: tuple[Option, ...] | None = Field(None, description="What could be done; at most one is chosen.")

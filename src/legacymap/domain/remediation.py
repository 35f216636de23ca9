"""What has been agreed to mend a system, and what could be done."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, model_validator

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

    date: DateField | None = None
    what: str | None = None
    done: YesNo | None = None


class AgreedPlan(Model):
    """What has been agreed for a system, if anything."""

    agreed: Partly | None = None
    funded: Partly | None = None
    ringfenced: MoneyField | None = None
    target: DateField | None = None
    milestones: tuple[Milestone, ...] | None = None
    work: str | None = None
    disposition: str | None = None


class Requirement(Model):
    """A system that must have completed an option (the one named, or any) before another starts."""

    system: Reference
    option: Slug | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "system")


class Option(Model):
    """Something that could be done to a system; money is by year of the work, in the price base's prices."""

    id: Slug
    approach: Approach
    description: str | None = None
    rdel: tuple[MoneyField, ...] | None = None
    cdel: tuple[MoneyField, ...] | None = None
    price_base: YearField | None = None
    annual_saving: SignedMoneyField | None = None
    after: Annotated[dict[str, Level | None], BeforeValidator(without_own_keys)] | None = None
    requires: tuple[Requirement, ...] | None = None
    moves_with: tuple[Reference, ...] | None = None
    earliest: YearField | None = None
    latest: YearField | None = None
    committed: YearField | None = None


class Remediation(Model):
    """The plan that was agreed and the options that are open."""

    plan: AgreedPlan | None = None
    options: tuple[Option, ...] | None = None

"""A system as an inventory records it; what is absent is unknown."""

from typing import Any, Literal

from pydantic import Field, model_validator

from legacymap.domain.dates import DateField, EndField, YearField
from legacymap.domain.dependency import Dependency
from legacymap.domain.model import Model, short_form
from legacymap.domain.money import MoneyField
from legacymap.domain.remediation import Remediation
from legacymap.domain.source import Source
from legacymap.domain.stated import StatedAssessment
from legacymap.domain.technology import Technology
from legacymap.domain.words import Count, Handling, Reference, Slug, YearlyShare, YesNo

Kind = Literal["service", "application", "platform", "data", "infrastructure", "external"]
Status = Literal["proposed", "build", "live", "retiring", "retired"]
IncidentSeverity = Literal["minor", "moderate", "major", "severe"]
HostingType = Literal["on-premises", "private-cloud", "public-cloud", "saas", "supplier-hosted", "hybrid"]


class Owner(Model):
    """Who answers for a system: roles or teams."""

    business: str | None = Field(None, description="The role or team that answers for what it does.")
    technical: str | None = Field(None, description="The role or team that answers for how it works.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "business")


class Hosting(Model):
    """Where a system runs."""

    type: HostingType | None = Field(None, description="The kind of place.")
    location: str | None = Field(None, description="The place.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "type")


class Users(Model):
    """How many people use a system, and which."""

    count: Count | None = Field(None, description="How many.")
    group: Literal["public", "staff", "business", "partners"] | None = Field(None, description="Which.")


class DataHeld(Model):
    """What data a system holds."""

    personal: YesNo | None = Field(None, description="Whether it holds personal data.")
    description: str | None = Field(None, description="What it holds.")


class Contract(Model):
    """A support contract; one that states nothing is a contract about which nothing is known."""

    supplier: str | None = Field(None, description="Who supports it.")
    scope: str | None = Field(None, description="What the contract covers.")
    ends: EndField | None = Field(None, description="When it ends.")
    replacement_agreed: YesNo | None = Field(
        None, description="Whether a successor to the contract is agreed."
    )
    exit_cost: MoneyField | None = Field(None, description="What leaving it costs.")


class Incident(Model):
    """A failure on record; one that states nothing is an incident about which nothing is known."""

    date: DateField | None = Field(None, description="When it happened.")
    severity: IncidentSeverity | None = Field(None, description="How bad it was.")
    ongoing: YesNo | None = Field(None, description="Whether it goes on.")
    summary: str | None = Field(None, description="What happened.")


class Vulnerabilities(Model):
    """Whether vulnerabilities are known to exist, and when somebody last looked."""

    known: YesNo | None = Field(None, description="Whether any are known that are not mended.")
    checked: DateField | None = Field(None, description="When somebody last looked.")
    note: str | None = Field(None, description="Anything worth knowing; say no more than may be read here.")


class Costs(Model):
    """What a system costs: to run (money a year, growth as a share a year) and when it fails (per event)."""

    annual_run: MoneyField | None = Field(None, description="What it costs to run in a year.")
    real_growth: YearlyShare | None = Field(None, description="How much that grows a year, over prices.")
    cost_of_failure: MoneyField | None = Field(None, description="What one serious failure costs.")
    price_base: YearField | None = Field(
        None, description="The financial year in whose prices the amounts are."
    )


class System(Model):
    """One system; only `id` and `name` are required."""

    id: Slug = Field(description="Its id, unique in the organisation.")
    name: str = Field(description="Its name, as people know it.")
    aliases: tuple[str, ...] | None = Field(None, description="Other names that it goes by.")
    description: str | None = Field(None, description="What it is.")
    purpose: str | None = Field(None, description="What it is there for.")
    tags: tuple[str, ...] | None = Field(None, description="Words of your own to sort by.")
    notes: str | None = Field(None, description="Anything worth knowing; no figure rests on it.")
    ids: dict[str, str | None] | None = Field(None, description="What other registers call it, by register.")
    kind: Kind = Field(
        "application",
        description="What it is to others: a platform is a shared capability that others stand on.",
    )
    status: Status = Field(
        "live", description="Where it is in its life; proposed and retired systems are not scored."
    )
    criticality: Literal["critical", "high", "medium", "low"] | None = Field(
        None, description="The department's own word; shown, never scored."
    )
    in_service: DateField | None = Field(None, description="Since when it has been in use.")
    last_upgraded: DateField | None = Field(None, description="When it was last upgraded.")
    retires: DateField | None = Field(None, description="When it is to be switched off.")
    replaced_by: Reference | None = Field(None, description="The system that takes or took its place.")
    part_of: Reference | None = Field(None, description="The system of which it is a component.")
    owner: Owner | None = Field(
        None,
        description="Who answers for it: a role or team, never a person. Text alone is the business owner.",
    )
    owners: Owner | None = Field(None, description="The same as `owner`; give one of the two.")
    hosting: Hosting | None = Field(None, description="Where it runs.")
    users: Users | None = Field(None, description="Who uses it, and how many.")
    transactions_per_year: Count | None = Field(
        None, description="How many transactions it handles in a year."
    )
    data: DataHeld | None = Field(None, description="What data it holds.")
    technologies: tuple[Technology, ...] | None = Field(
        None, description="What it is made of and runs on, such as `oracle-database 12.1`."
    )
    contracts: tuple[Contract, ...] | None = Field(
        None, description="Contracts for its support; an empty list states that there is none."
    )
    depends_on: tuple[Dependency, ...] | None = Field(None, description="The systems that it needs.")
    used_by: tuple[Reference, ...] | None = Field(
        None, description="The systems that need it, as far as its owner knows."
    )
    consumers_complete: YesNo | None = Field(None, description="Whether every system that needs it is known.")
    incidents: tuple[Incident, ...] | None = Field(
        None, description="Failures on record; an empty list states that there were none."
    )
    vulnerabilities: Vulnerabilities | None = Field(None, description="Whether vulnerabilities are known.")
    assessment: StatedAssessment | None = Field(
        None, description="Scores that people gave it under a framework."
    )
    costs: Costs | None = Field(None, description="What it costs.")
    remediation: Remediation | None = Field(
        None, description="What has been agreed to mend it, and what could be done."
    )
    handling: Handling | None = Field(
        None, description="The marking of what is said here; the highest one stands on every output."
    )
    sources: tuple[Source, ...] | None = Field(None, description="Where the facts were read.")

    @property
    def answers(self) -> Owner:
        """The owner, under whichever of its two keys it was written."""
        return self.owner or self.owners or Owner()

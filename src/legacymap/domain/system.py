"""A system as an inventory records it; what is absent is unknown."""

from typing import Any, Literal

from pydantic import model_validator

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

    business: str | None = None
    technical: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "business")


class Hosting(Model):
    """Where a system runs."""

    type: HostingType | None = None
    location: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "type")


class Users(Model):
    """How many people use a system, and which."""

    count: Count | None = None
    group: Literal["public", "staff", "business", "partners"] | None = None


class DataHeld(Model):
    """What data a system holds."""

    personal: YesNo | None = None
    description: str | None = None


class Contract(Model):
    """A support contract; one that states nothing is a contract about which nothing is known."""

    supplier: str | None = None
    scope: str | None = None
    ends: EndField | None = None
    replacement_agreed: YesNo | None = None
    exit_cost: MoneyField | None = None


class Incident(Model):
    """A failure on record; one that states nothing is an incident about which nothing is known."""

    date: DateField | None = None
    severity: IncidentSeverity | None = None
    ongoing: YesNo | None = None
    summary: str | None = None


class Vulnerabilities(Model):
    """Whether vulnerabilities are known to exist, and when somebody last looked."""

    known: YesNo | None = None
    checked: DateField | None = None
    note: str | None = None


class Costs(Model):
    """What a system costs: to run (money a year, growth as a share a year) and when it fails (per event)."""

    annual_run: MoneyField | None = None
    real_growth: YearlyShare | None = None
    cost_of_failure: MoneyField | None = None
    price_base: YearField | None = None


class System(Model):
    """One system; only `id` and `name` are required."""

    id: Slug
    name: str
    aliases: tuple[str, ...] | None = None
    description: str | None = None
    purpose: str | None = None
    tags: tuple[str, ...] | None = None
    notes: str | None = None
    ids: dict[str, str | None] | None = None
    kind: Kind = "application"
    status: Status = "live"
    criticality: Literal["critical", "high", "medium", "low"] | None = None
    in_service: DateField | None = None
    last_upgraded: DateField | None = None
    retires: DateField | None = None
    replaced_by: Reference | None = None
    part_of: Reference | None = None
    owner: Owner | None = None
    owners: Owner | None = None
    hosting: Hosting | None = None
    users: Users | None = None
    transactions_per_year: Count | None = None
    data: DataHeld | None = None
    technologies: tuple[Technology, ...] | None = None
    contracts: tuple[Contract, ...] | None = None
    depends_on: tuple[Dependency, ...] | None = None
    used_by: tuple[Reference, ...] | None = None
    consumers_complete: YesNo | None = None
    incidents: tuple[Incident, ...] | None = None
    vulnerabilities: Vulnerabilities | None = None
    assessment: StatedAssessment | None = None
    costs: Costs | None = None
    remediation: Remediation | None = None
    handling: Handling | None = None
    sources: tuple[Source, ...] | None = None
    withheld: YesNo | None = None  # a stub in a return, for a record that its owner does not share

    @property
    def answers(self) -> Owner:
        """The owner, under whichever of its two keys it was written."""
        return self.owner or self.owners or Owner()

"""A system as its record states it, field by field; nothing is derived here."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from legacymap.domain.dates import DateField, EndField, YearField
from legacymap.domain.money import MoneyField, SignedMoneyField
from legacymap.domain.values import (
    Count,
    Handling,
    Index,
    Model,
    Partly,
    Share,
    Slug,
    SystemName,
    YearlyShare,
    YesNo,
    invalid,
    shared,
    short_form,
    with_hint,
    without_own_keys,
)


class Source(Model):
    """A publication or page that a statement rests on."""

    title: str | None = Field(None, description="What it is called.")
    url: str | None = Field(None, description="Where it is.")
    date: DateField | None = Field(None, description="When it was published or read.")


Role = Literal[
    "language", "runtime", "database", "operating-system", "hardware", "middleware", "application", "other"
]


class Support(Model):
    """What the department knows of a technology's support; it beats the catalogue, date by date."""

    standard_ends: EndField | None = Field(None, description="When support without extra payment ends.")
    extended_ends: EndField | None = Field(
        None, description="When the extended support ends that was bought."
    )
    ours_ends: EndField | None = Field(
        None, description="When cover under our own contract ends, a third party's included."
    )
    source: Source | None = Field(None, description="Where the dates were read.")


class Technology(Model):
    """A product with, where known, its version; an empty product is one about which nothing is known."""

    product: str = Field(description="The product, by any name that people give it.")
    version: str | None = Field(None, description="The version in use.")
    upgrade_planned: YesNo | None = Field(
        None, description="Whether an upgrade is agreed before support ends."
    )
    role: Role | None = Field(None, description="What it does for the system.")
    support: Annotated[Support, shared()] | None = Field(
        None, description="Ends of support that this department knows; they beat the catalogue."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        if not isinstance(value, str):
            return value
        product, _, last = value.strip().rpartition(" ")
        if product and last[:1].isdigit():
            return {"product": product.strip(), "version": last}
        return {"product": value.strip()}

    @property
    def label(self) -> str:
        """Product and version as the record writes them."""
        return f"{self.product} {self.version}" if self.version else self.product


DependencyKind = Literal[
    "runtime", "data", "authentication", "network", "batch", "shared-database", "manual", "other"
]
Strength = Literal["hard", "soft"]
Confidence = Literal["confirmed", "assumed"]


class Dependency(Model):
    """One statement that a system needs another: hard (it stops with it) or soft (it degrades)."""

    system: SystemName = Field(description="The system that is needed.")
    kind: DependencyKind | None = Field(None, description="What for.")
    strength: Strength = Field("hard", description="hard: it stops when the other stops; soft: it degrades.")
    confidence: Confidence = Field(
        "confirmed", description="Whether the dependency was confirmed or is assumed."
    )
    note: str | None = Field(None, description="Anything worth knowing about it.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "system")


_LEVELS = "Write a whole number of the criterion's scale"


def level(value: object) -> int:
    """A level of a scale, as a whole number; raises the fault `score-outside-scale` for other text."""
    if isinstance(value, str) and len(value) < 4 and value.isascii() and value.isdigit():
        return int(value)
    is_text = isinstance(value, str)
    raise invalid(
        "score-outside-scale",
        "is not a level of the scale" if is_text else "A list or mapping is not a level of the scale",
        _LEVELS + ".",
        str(value) if is_text else "",
    )


def _score(value: object) -> int | str:
    if value in ("unknown", "not-applicable"):
        return str(value)
    try:
        return level(value)
    except PydanticCustomError as error:
        raise with_hint(error, f"{_LEVELS}, `unknown` or `not-applicable`.") from None


def _range(value: object) -> object:
    if isinstance(value, list) and len(value) != 2:
        raise invalid("score-outside-scale", "A range has two levels", "Write `between: [4, 6]`.")
    return value


def level_after(value: object) -> int | str:
    """A level once an option is complete, or the word `unchanged`, which only `others` may have."""
    if value == UNCHANGED:
        return UNCHANGED
    return level(value)


def _others_alone(after: dict[str, int | str | None]) -> dict[str, int | str | None]:
    for key, value in after.items():
        if value is not None and (key == OTHERS) != (value == UNCHANGED):
            hint = "Write `others: unchanged`, or leave it out; a criterion takes a level."
            raise invalid("score-outside-scale", f"`{key[:60]}` cannot be that", hint, str(value))
    return after


OTHERS = "others"
UNCHANGED = "unchanged"
Level = Annotated[int, PlainValidator(level)]
After = Annotated[int | Literal["unchanged"], PlainValidator(level_after)]
Stated = int | Literal["unknown", "not-applicable"]


class StatedScore(Model):
    """What a record says of one criterion: a level, a range, `unknown` or `not-applicable`.

    `basis` is stated in what another department shares: there a level may have been assessed or derived.
    """

    score: Annotated[Stated, PlainValidator(_score)] | None = Field(
        None, description="A level, `unknown`, or `not-applicable`."
    )
    between: Annotated[tuple[Level, Level], BeforeValidator(_range)] | None = Field(
        None, description="The lowest and the highest level that it may be."
    )
    evidence: str | None = Field(None, description="What the score rests on.")
    basis: Literal["shared", "unknown"] | None = Field(
        None, description="In what another department shares: whether the level is known there."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "score")

    @model_validator(mode="after")
    def _is_one_statement(self) -> "StatedScore":
        if self.score is not None and self.between is not None:
            raise invalid(
                "score-given-twice", "A score and a range are given for one criterion", "Keep one of them."
            )
        if self.between is not None and self.between[0] > self.between[1]:
            raise invalid(
                "score-outside-scale", "The range runs from high to low", "Write the lower level first."
            )
        return self

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The lowest and highest level stated; None for `unknown`, `not-applicable` and nothing stated."""
        if self.between is not None:
            return self.between
        return (self.score, self.score) if isinstance(self.score, int) else None

    @property
    def not_applicable(self) -> bool:
        """Whether the criterion was stated not to apply."""
        return self.score == "not-applicable"


class StatedAssessment(Model):
    """Scores by criterion name or code, with who gave them and when; no framework means the one in use."""

    framework: Slug | None = Field(
        None, description="The framework that it was made under; default: the one in use."
    )
    date: DateField | None = Field(None, description="When it was made.")
    assessor: str | None = Field(None, description="The role or team that made it.")
    scores: (
        Annotated[dict[str, Annotated[StatedScore, shared()] | None], BeforeValidator(without_own_keys)]
        | None
    ) = Field(None, description="A score for each criterion, by its name or code.")


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
    option: Slug | None = Field(
        None, description="Which of the options below this plan is; milestones and work then belong to it."
    )
    work: str | None = Field(None, description="What will be done.")
    disposition: str | None = Field(None, description="What becomes of the old system and its data.")


class Requirement(Model):
    """A system that must have completed an option (the one named, or any) before another starts."""

    system: SystemName = Field(description="The system that must be complete.")
    option: Slug | None = Field(None, description="By which option; default: any.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "system")


class Companion(Model):
    """A system that must start an option (the one named, or any) in the same year, or end it then."""

    system: SystemName = Field(description="The system that moves too.")
    option: Slug | None = Field(None, description="By which option; default: any.")
    ends: Literal["together"] | None = Field(
        None, description="`together`: the two end in the same year, instead of starting in it."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "system")

    @property
    def at(self) -> Literal["start", "end"]:
        """Which of its years is the same."""
        return "start" if self.ends is None else "end"


class OptionBias(Model):
    """Shares added to what an option still costs; each beats the scenario's."""

    rdel: Share | None = Field(
        None, description="The share added to resource costs; default: the scenario's."
    )
    cdel: Share | None = Field(None, description="The share added to capital costs; default: the scenario's.")
    basis: str | None = Field(None, description="What the shares rest on, such as a tendered price.")


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
    after: (
        Annotated[dict[str, After | None], BeforeValidator(without_own_keys), AfterValidator(_others_alone)]
        | None
    ) = Field(
        None,
        description="The scores once it is complete, by criterion; others are as its approach is taken to "
        "leave them, or go on as they would with `others: unchanged`.",
    )
    supported_until: DateField | None = Field(
        None, description="When standard support of what it puts in place ends."
    )
    optimism_bias: OptionBias | None = Field(
        None, description="Shares added to its costs; they beat the scenario's."
    )
    size: Index | None = Field(None, description="How much of the capacity it takes; default 1.")
    requires: tuple[Requirement, ...] | None = Field(
        None, description="Systems, or options of theirs, that must be complete before it starts."
    )
    moves_with: tuple[Companion, ...] | None = Field(
        None, description="Systems, or options of theirs, that must start, or end, in the same year."
    )
    earliest: YearField | None = Field(None, description="The first year in which it may start.")
    latest: YearField | None = Field(None, description="The last year in which it may start.")
    committed: YearField | None = Field(
        None, description="The year in which it started or must start, in every plan."
    )

    @property
    def levels_after(self) -> dict[str, int | None]:
        """The levels of `after` by name or code of a criterion; none where nothing is stated."""
        return {key: level for key, level in (self.after or {}).items() if not isinstance(level, str)}

    @property
    def others_unchanged(self) -> bool:
        """Whether criteria that `after` does not name go on as they would without the option."""
        return (self.after or {}).get(OTHERS) == UNCHANGED


class Remediation(Model):
    """The plan that was agreed and the options that are open."""

    plan: Annotated[AgreedPlan, shared()] | None = Field(None, description="What has been agreed.")
    options: tuple[Option, ...] | None = Field(None, description="What could be done; at most one is chosen.")


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
    replaced_by: SystemName | None = Field(None, description="The system that takes or took its place.")
    part_of: SystemName | None = Field(None, description="The system of which it is a component.")
    owner: Annotated[Owner, shared()] | None = Field(
        None,
        description="Who answers for it: a role or team, never a person. Text alone is the business owner.",
    )
    owners: Annotated[Owner, shared()] | None = Field(
        None, description="The same as `owner`; give one of the two."
    )
    hosting: Annotated[Hosting, shared()] | None = Field(None, description="Where it runs.")
    users: Users | None = Field(None, description="Who uses it, and how many.")
    transactions_per_year: Count | None = Field(
        None, description="How many transactions it handles in a year."
    )
    data: DataHeld | None = Field(None, description="What data it holds.")
    technologies: tuple[Annotated[Technology, shared()], ...] | None = Field(
        None, description="What it is made of and runs on, such as `oracle-database 12.1`."
    )
    contracts: tuple[Annotated[Contract, shared()], ...] | None = Field(
        None, description="Contracts for its support; an empty list states that there is none."
    )
    depends_on: tuple[Dependency, ...] | None = Field(None, description="The systems that it needs.")
    used_by: tuple[SystemName, ...] | None = Field(
        None, description="The systems that need it, as far as its owner knows."
    )
    consumers_complete: YesNo | None = Field(None, description="Whether every system that needs it is known.")
    incidents: tuple[Incident, ...] | None = Field(
        None, description="Failures on record; an empty list states that there were none."
    )
    incidents_complete: YesNo | None = Field(
        None, description="Whether `incidents` lists every one of the system's life."
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
    withheld: YesNo | None = Field(
        None, description="In a return: yes on a stub that stands for a record which is not shared."
    )

    @property
    def answers(self) -> Owner:
        """The owner, under whichever of its two keys it was written."""
        return self.owner or self.owners or Owner.model_construct()  # no validator is built for nobody

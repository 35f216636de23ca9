"""Where a fact was read."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from legacymap.domain.dates import DateField, EndField, YearField
from legacymap.domain.money import MoneyField, SignedMoneyField
from legacymap.domain.values import (
    Count,
    Handling,
    Model,
    Partly,
    Reference,
    Slug,
    YearlyShare,
    YesNo,
    short_form,
    unfit,
    with_hint,
    without_own_keys,
)


class Source(Model):
    """A publication or page that a statement rests on."""

    title: str | None = None
    url: str | None = None
    date: DateField | None = None


Role = Literal[
    "language", "runtime", "database", "operating-system", "hardware", "middleware", "application", "other"
]


class Support(Model):
    """What the department knows of a technology's support; it beats the catalogue, date by date."""

    standard_ends: EndField | None = None
    extended_ends: EndField | None = None
    ours_ends: EndField | None = None
    source: Source | None = None


class Technology(Model):
    """A product with, where known, its version; an empty product is one about which nothing is known."""

    product: str
    version: str | None = None
    upgrade_planned: YesNo | None = None
    role: Role | None = None
    support: Support | None = None

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

    system: Reference
    kind: DependencyKind | None = None
    strength: Strength = "hard"
    confidence: Confidence = "confirmed"
    note: str | None = None

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
    raise unfit(
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
        raise unfit("score-outside-scale", "A range has two levels", "Write `between: [4, 6]`.")
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
            raise unfit("score-outside-scale", f"`{key[:60]}` cannot be that", hint, str(value))
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

    score: Annotated[Stated, PlainValidator(_score)] | None = None
    between: Annotated[tuple[Level, Level], BeforeValidator(_range)] | None = None
    evidence: str | None = None
    basis: Literal["shared"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return short_form(value, "score")

    @model_validator(mode="after")
    def _is_one_statement(self) -> "StatedScore":
        if self.score is not None and self.between is not None:
            raise unfit(
                "score-given-twice", "A score and a range are given for one criterion", "Keep one of them."
            )
        if self.between is not None and self.between[0] > self.between[1]:
            raise unfit(
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

    framework: Slug | None = None
    date: DateField | None = None
    assessor: str | None = None
    scores: Annotated[dict[str, StatedScore | None], BeforeValidator(without_own_keys)] | None = None


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
    after: (
        Annotated[dict[str, After | None], BeforeValidator(without_own_keys), AfterValidator(_others_alone)]
        | None
    ) = None
    supported_until: DateField | None = None
    requires: tuple[Requirement, ...] | None = None
    moves_with: tuple[Reference, ...] | None = None
    earliest: YearField | None = None
    latest: YearField | None = None
    committed: YearField | None = None

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

    plan: AgreedPlan | None = None
    options: tuple[Option, ...] | None = None


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
    incidents_complete: YesNo | None = None
    vulnerabilities: Vulnerabilities | None = None
    assessment: StatedAssessment | None = None
    costs: Costs | None = None
    remediation: Remediation | None = None
    handling: Handling | None = None
    sources: tuple[Source, ...] | None = None

    @property
    def answers(self) -> Owner:
        """The owner, under whichever of its two keys it was written."""
        return self.owner or self.owners or Owner()

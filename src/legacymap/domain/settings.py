"""What a department agrees on at the root of an inventory, and the parts of a submission that it writes."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from legacymap.domain.frozen import dataclass
from legacymap.domain.values import Handling, Model, Slug, without_own_keys

Case = Literal["", "Strategic", "Economic", "Commercial", "Financial", "Management"]
CASES: tuple[Case, ...] = ("Strategic", "Economic", "Commercial", "Financial", "Management")


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its id and title, the case of the Five Case Model that holds it (none: the first page).

    `wanted` says what the department itself has to write there; empty for what is made from the data.
    """

    id: str
    title: str
    case: Case
    wanted: str = ""


SECTIONS = (
    Section("summary", "The case in one page", ""),
    Section("case-for-change", "The case for change", "Strategic"),
    Section("capabilities", "Capabilities that others stand on", "Strategic"),
    Section(
        "objectives",
        "Objectives",
        "Strategic",
        "what the spending is to achieve, by when, in terms that can be measured",
    ),
    Section(
        "success-factors",
        "Critical success factors",
        "Economic",
        "what every option must meet to be considered, and how it is tested",
    ),
    Section(
        "longlist",
        "The longlist of solutions",
        "Economic",
        "the ways considered of doing it, and why those that fell away did",
    ),
    Section("options", "Options, and the preferred one", "Economic"),
    Section("not-in-the-plan", "What is not in the plan", "Economic"),
    Section("confidence", "How sure this is", "Economic"),
    Section(
        "benefits",
        "Benefits and their owners",
        "Economic",
        "each benefit, its measure today and then, and the role that answers for it",
    ),
    Section(
        "equality",
        "Equality and distribution",
        "Economic",
        "who gains and who may lose, and what the equality impact assessment found",
    ),
    Section("carbon", "Carbon", "Economic", "the emissions of each option, or why they do not matter here"),
    Section("contracts", "Contracts and suppliers", "Commercial"),
    Section(
        "procurement",
        "The route to market",
        "Commercial",
        "how each contract will be let, on which framework, and who bears which risk",
    ),
    Section("money", "The money, year by year", "Financial"),
    Section("plan", "The plan, year by year", "Management"),
    Section("delivery", "Readiness to deliver", "Management"),
    Section(
        "risks",
        "The risk register",
        "Management",
        "the main risks of delivery, how likely and how bad they are, what is done, and who owns each",
    ),
    Section(
        "governance",
        "Governance",
        "Management",
        "who decides, how often, and how the programme is assured",
    ),
    Section(
        "evaluation",
        "Monitoring and evaluation",
        "Management",
        "what will be measured along the way, and how it will be known afterwards whether it worked",
    ),
)
SECTION_IDS = tuple(section.id for section in SECTIONS)
OWN_PARTS = tuple(section for section in SECTIONS if section.wanted)
Narrative = Annotated[dict[str, str], BeforeValidator(without_own_keys)]


class Preferred(Model):
    """The scenario that a department prefers, and why."""

    scenario: Slug | None = Field(None, description="The id of the scenario that is preferred.")
    reason: str | None = Field(None, description="Why it is preferred, in a sentence or two.")


class SubmissionDetails(Model):
    """Who hands a submission in, and what the department says in it itself."""

    department: str | None = Field(None, description="Who asks, as the first page says it.")
    owner: str | None = Field(None, description="The senior responsible owner: a role, never a person.")
    contact: str | None = Field(None, description="Whom to ask: a team or its shared mailbox.")
    status: Literal["draft", "final"] | None = Field(None, description="Whether it is a draft or final.")
    preferred: Preferred | None = Field(None, description="The preferred scenario, and why.")
    narrative: Narrative | None = Field(
        None,
        description="Files with the department's own text in Markdown, from this file's folder, by section: "
        f"{', '.join(SECTION_IDS)}.",
    )


Weight = Literal["error", "warning", "off"]


class Settings(Model):
    """The defaults of a folder; paths are relative to the settings file, flags beat them."""

    framework: str | None = Field(
        None, description="A framework file, from this file's folder, or the id of a shipped framework."
    )
    lifecycle: tuple[str, ...] | None = Field(
        None, description="Files of support dates to add to the shipped catalogue."
    )
    scenario: str | None = Field(None, description="The scenario file for plans.")
    prior: str | None = Field(
        None, description="How likely unknown levels are, by the name that the framework gives it."
    )
    severities: dict[str, Weight] | None = Field(
        None, description="How much rules weigh here, by code or name: error, warning or off."
    )
    handling: Handling | None = Field(None, description="The least marking of every output.")
    include: tuple[str, ...] | None = Field(
        None, description="Patterns of the files to read, as .gitignore writes them; default: all."
    )
    exclude: tuple[str, ...] | None = Field(
        None, description="Patterns of the files and folders to leave out, as .gitignore writes them."
    )

    submission: SubmissionDetails | None = Field(
        None, description="Who hands the report in, and the files of its own parts."
    )

    @field_validator("lifecycle", "include", "exclude", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever the file holds
        return [value] if isinstance(value, str) else value


BASELINE_FORMAT: Literal["legacymap.baseline/1"] = "legacymap.baseline/1"


class KnownFinding(Model):
    """One of them: its fingerprint counts; rule, file and system (its full id, or empty) are for readers."""

    rule: str
    file: str
    system: str = ""
    fingerprint: str


class Baseline(Model):
    """All of them, as the file holds them."""

    format: Literal["legacymap.baseline/1"]
    findings: tuple[KnownFinding, ...]

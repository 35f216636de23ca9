"""What a department and its continuous integration agree on, at the root of an inventory."""

from typing import Any, Literal

from pydantic import Field, field_validator

from legacymap.domain.sections import SubmissionDetails
from legacymap.domain.values import Handling, Model

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


FORMAT: Literal["legacymap.baseline/1"] = "legacymap.baseline/1"


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

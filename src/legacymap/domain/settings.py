"""What a department and its continuous integration agree on, at the root of an inventory."""

from typing import Any, Literal

from pydantic import field_validator

from legacymap.domain.values import Handling, Model

Weight = Literal["error", "warning", "off"]


class Settings(Model):
    """The defaults of a folder; paths are relative to the settings file, flags beat them."""

    framework: str | None = None
    lifecycle: tuple[str, ...] | None = None
    scenario: str | None = None
    prior: str | None = None
    severities: dict[str, Weight] | None = None
    handling: Handling | None = None

    @field_validator("lifecycle", mode="before")
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

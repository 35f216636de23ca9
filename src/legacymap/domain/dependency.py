"""What a system needs."""

from typing import Any, Literal

from pydantic import Field, model_validator

from legacymap.domain.model import Model, short_form
from legacymap.domain.words import Reference

DependencyKind = Literal[
    "runtime", "data", "authentication", "network", "batch", "shared-database", "manual", "other"
]
Strength = Literal["hard", "soft"]
Confidence = Literal["confirmed", "assumed"]


class Dependency(Model):
    """One statement that a system needs another: hard (it stops with it) or soft (it degrades)."""

    system: Reference = Field(description="The system that is needed.")
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

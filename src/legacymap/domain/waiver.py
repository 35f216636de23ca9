"""A finding that somebody has accepted for a time."""

from pydantic import Field

from legacymap.domain.dates import DateField
from legacymap.domain.model import Model
from legacymap.domain.words import Reference


class Waiver(Model):
    """Accepts the findings of one rule on one system until it expires."""

    rule: str = Field(description="The rule's code or name.")
    system: Reference = Field(description="The system whose findings are accepted.")
    reason: str | None = Field(None, description="Why.")
    approver: str | None = Field(None, description="The role that accepted them.")
    expires: DateField | None = Field(None, description="Until when.")

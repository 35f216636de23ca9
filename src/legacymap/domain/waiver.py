"""A finding that somebody has accepted for a time."""

from legacymap.domain.dates import DateField
from legacymap.domain.model import Model
from legacymap.domain.words import Reference


class Waiver(Model):
    """Accepts the findings of one rule on one system until it expires."""

    rule: str
    system: Reference
    reason: str | None = None
    approver: str | None = None
    expires: DateField | None = None

"""What outputs say of a finding that many people see: no value of a sensitive field (format, section 9)."""

from legacymap.domain.fault import Diagnostic
from legacymap.reports.inert import inert


def sentences(found: Diagnostic) -> str:
    """The message and the hint as sentences on one line."""
    hint = inert(found.discreet_hint)
    return f"{message(found)}. {hint}" if hint else f"{message(found)}."


def message(found: Diagnostic) -> str:
    """The message alone, without a full stop."""
    return inert(found.discreet)

"""A rule as its manual shows it."""

from dataclasses import dataclass

from legacymap.domain.fault import Severity


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's code, the name of its fault, how much it weighs, and its page; the first line names the fault.

    The page is plain text without common indentation; indented lines are examples.
    """

    code: str
    name: str
    severity: Severity
    page: str

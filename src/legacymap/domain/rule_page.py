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

    @property
    def summary(self) -> str:
        """The fault in one sentence."""
        return self.page.partition("\n")[0]

    @property
    def why(self) -> str:
        """Why it matters, on one line."""
        return paragraph(self.page, "Why")

    @property
    def mend(self) -> str:
        """What to do about it, on one line."""
        return paragraph(self.page, "Mend")


def paragraph(page: str, word: str) -> str:
    """The paragraph of a page that starts with a word and a colon, without them; empty when there is none."""
    for part in page.split("\n\n"):
        if part.startswith(f"{word}:"):
            return " ".join(part.removeprefix(f"{word}:").split())
    return ""

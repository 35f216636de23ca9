"""The sections of a spending review submission, in the order in which they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its id, its title, and the case of the Five Case Model that it is written for."""

    id: str
    title: str
    case: str


SECTIONS = (
    Section("summary", "Summary", "all five cases"),
    Section("case-for-change", "The case for change", "strategic case"),
    Section("capabilities", "Capabilities that others stand on", "strategic case"),
    Section("options", "Options considered", "economic case"),
    Section("plan", "The preferred plan, year by year", "economic and management cases"),
    Section("not-in-the-plan", "What is not in the plan", "economic case"),
    Section("contracts", "Contracts and suppliers", "commercial case"),
    Section("money", "The money, year by year", "financial case"),
    Section("delivery", "Readiness to deliver", "management case"),
    Section("confidence", "How sure this is", "economic and management cases"),
)
SECTION_IDS = tuple(section.id for section in SECTIONS)

"""A scenario has a narrative for a section that the report does not have.

Why: The text would appear nowhere, and whoever wrote it believes that it has been
handed in.

Mend: Name one of the report's sections. Made from the data, with room for words of
your own: summary, case-for-change, capabilities, options, not-in-the-plan,
confidence, contracts, money, plan, delivery. Your own to write: objectives,
success-factors, longlist, benefits, equality, carbon, procurement, risks,
governance, evaluation.

Wrong:

    scenario: baseline
    years: [2027-28]
    narrative:
      sumary: We ask for the register first.

Right:

    scenario: baseline
    years: [2027-28]
    narrative:
      summary: We ask for the register first.
"""

from collections.abc import Iterable, Iterator

from legacymap.domain.findings import Fault, Path, Route, Severity
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.domain.settings import SECTION_IDS
from legacymap.rules.context import ScenarioContext

CODE = "LM320"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every key of the scenario's narratives that names no section."""
    scenario = context.scenario
    yield from unknown_sections(scenario.narrative or {}, context.route, ("narrative",))
    files = (scenario.submission and scenario.submission.narrative) or {}
    yield from unknown_sections(files, context.route, ("submission", "narrative"))


def unknown_sections(named: Iterable[str], route: Route, path: Path) -> Iterator[Fault]:
    """Every name of a section that the report does not have; `path` leads to the names."""
    for section in named:
        if section not in SECTION_IDS:
            yield Fault(
                "unknown-section",
                f"The report has no section `{section}`",
                route.to(*path, section, on_key=True),
                did_you_mean(section, SECTION_IDS) or f"Its sections are {listed(SECTION_IDS, 'and')}.",
                subject=(*path, section),
            )

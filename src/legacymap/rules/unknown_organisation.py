"""A scenario limits an organisation that the inventory does not know.

Why: The limit would apply to nobody, and the plan would spend as if it were not
there.

Mend: Name an organisation of the inventory, or `all`.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems: [{id: case-tracker, name: Case tracker}]
    ---
    scenario: baseline
    years: [2027-28]
    capacity: {home-ofice: 3}

Right:

    organisation: {id: home-office, name: Home Office}
    systems: [{id: case-tracker, name: Case tracker}]
    ---
    scenario: baseline
    years: [2027-28]
    capacity: {home-office: 3}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.nearest import did_you_mean
from legacymap.domain.scenario import ALL
from legacymap.rules.context import ScenarioContext

CODE = "LM312"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every organisation of a budget line or capacity that no document of the inventory names."""
    known = sorted(context.organisations)
    for path, organisation, on_key in _named(context):
        if organisation != ALL and organisation not in context.organisations:
            yield Fault(
                "unknown-organisation",
                f"The inventory has no organisation `{organisation}`",
                context.route.to(*path, on_key=on_key),
                did_you_mean(organisation, known) or "Name an organisation of the inventory, or `all`.",
                subject=path,
            )


def _named(context: ScenarioContext) -> Iterator[tuple[Path, str, bool]]:
    for number, line in enumerate(context.scenario.budgets):
        yield ("budgets", number, "organisation"), line.organisation, False
    for key in ("capacity", "starts"):
        for organisation in getattr(context.scenario, key) or {}:
            yield (key, organisation), organisation, True
    for number, target in enumerate(context.scenario.goal.targets or ()):
        if target.no_red is not None and target.no_red.organisation is not None:
            path: Path = ("goal", "targets", number, "no_red", "organisation")
            yield path, target.no_red.organisation, False

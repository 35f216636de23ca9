"""A budget line does not have one cap for each year of the scenario.

Why: A year without a cap would be either free or forbidden, and nobody can tell
which was meant; a cap for another year limits nothing.

Mend: Give a cap for every year of the scenario and for no other; 0 is a cap too.

Wrong:

    scenario: baseline
    years: [2027-28, 2028-29]
    budgets:
    - {organisation: all, fund: cdel, caps: {2027-28: £40m}}

Right:

    scenario: baseline
    years: [2027-28, 2028-29]
    budgets:
    - {organisation: all, fund: cdel, caps: {2027-28: £40m, 2028-29: £60m}}
"""

from collections.abc import Iterator

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Path, Severity
from legacymap.domain.nearest import listed
from legacymap.rules.context import ScenarioContext

CODE = "LM311"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every line without a cap for some year of the scenario, and every cap or floor for another year."""
    years = context.scenario.years
    for number, line in enumerate(context.scenario.budgets):
        path: Path = ("budgets", number, "caps")
        missing = [financial_year_text(year) for year in sorted({*years} - line.caps.keys())]
        if missing:
            yield Fault(
                "cap-years-mismatch",
                f"The {line.fund} line of `{line.organisation}` has no cap for {listed(missing, 'and')}",
                context.route.to(*path, on_key=True),
                f"Add a cap for each: `{missing[0]}: 0` lets nothing be spent.",
                subject=path,
            )
        for name, amounts in (("caps", line.caps), ("floor", line.floor or {})):
            for year in sorted(amounts.keys() - {*years}):
                key = financial_year_text(year)
                here: Path = ("budgets", number, name, key)
                yield Fault(
                    "cap-years-mismatch",
                    f"`{key}` is not a year of the scenario",
                    context.route.to(*here, on_key=True),
                    f"Delete the {name.removesuffix('s')}, or add the year to `years`.",
                    subject=here,
                )

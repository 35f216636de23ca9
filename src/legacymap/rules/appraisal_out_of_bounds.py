"""The appraisal years of a scenario are fewer than its years, or more than 125.

Why: Effects are counted over the appraisal years. Work in the last year of the
scenario would count for nothing if they ended before it; the discount rates of
the Green Book end after 125.

Mend: State at least as many `appraisal_years` as there are years. Without the key
it is 10.

Wrong:

    scenario: baseline
    years: [2027-28, 2028-29, 2029-30]
    appraisal_years: 2

Right:

    scenario: baseline
    years: [2027-28, 2028-29, 2029-30]
    appraisal_years: 10
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import ScenarioContext

CODE = "LM310"
SEVERITY: Severity = "error"
_MOST = 125


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Appraisal years outside the number of years and 125 (method, section 6)."""
    appraised, years = context.scenario.appraisal_years, len(context.scenario.years)
    is_stated = "appraisal_years" in context.scenario.model_fields_set
    key = "appraisal_years" if is_stated else "years"
    if appraised < years:
        said = (
            f"{appraised} appraisal years"
            if is_stated
            else f"The {appraised} appraisal years taken by default"
        )
        message = f"{said} are fewer than the {years} years of the scenario"
    elif appraised > _MOST:
        message = f"{appraised} appraisal years are more than the {_MOST} that can be discounted"
    else:
        return
    yield Fault(
        "appraisal-out-of-bounds",
        message,
        context.route.to(key),
        f"Write `appraisal_years:` with a number from {min(years, _MOST)} to {_MOST}.",
        subject=(key,),
    )

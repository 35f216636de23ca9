"""Cases to plan for, made by hand: records, a scenario as its file states it, and risks a year."""

from collections.abc import Mapping

from legacymap.domain.assessment import Legacy
from legacymap.domain.inventory import Record
from legacymap.domain.plan import OptionOf, RiskTable
from legacymap.domain.scenario import Scenario
from legacymap.planning.ledger import Ledger
from legacymap.planning.posing import PosedProblem, posed_problem
from legacymap.planning.work import Case, Choices
from tests.estate.builders import estate, record

YEARS = ("2027-28", "2028-29", "2029-30")
APPRAISAL = 5
# A rate of nought, so that sums can be done in the head: discounting has tests of its own.
PLAIN: dict[str, object] = {
    "scenario": "by-hand",
    "years": list(YEARS),
    "appraisal_years": str(APPRAISAL),
    "price_base": "2026-27",
    "discount": {"rate": "0"},
}


def scenario(**changes: object) -> Scenario:
    """Three years from 2027-28, five appraised, nothing discounted, no limit but those stated."""
    return Scenario.model_validate({**PLAIN, **changes})


def option(**changes: object) -> dict[str, object]:
    """A replacement that costs £1m of resource in one year."""
    return {"id": "new", "approach": "replace", "rdel": ["£1m"], **changes}


def planned(full_id: str, *options: dict[str, object], **fields: object) -> Record:
    """A record with options."""
    return record(full_id, remediation={"options": list(options)}, **fields)


def case(*records: Record, **changes: object) -> Case:
    """The case of these records, of which each scored one is legacy, under a scenario with changes."""
    made = estate(*records)
    legacy: dict[str, Legacy] = dict.fromkeys(made.scored, "yes")
    return Case(made, scenario(**changes), legacy)


def risks(posed: Case, after: Mapping[OptionOf, float] | None = None, nothing: float = 10.0) -> RiskTable:
    """R is 10 in every year and every option takes it to 2, unless told otherwise; red goes with it."""
    years = posed.scenario.appraisal_years
    left = {
        (system, each.id): 2.0
        for system, options in posed.options.items()
        if system in posed.legacy
        for each in options.values()
        if each.approach != "retire"
    } | dict(after or {})
    every = dict.fromkeys(posed.legacy, (nothing,) * years)
    return RiskTable(
        nothing=every,
        after={key: (value,) * years for key, value in left.items()},
        red_nothing=dict.fromkeys(posed.legacy, (0.5,) * years),
        red_after=dict.fromkeys(left, (0.1,) * years),
    )


def posed_as(posed: Case, after: Mapping[OptionOf, float] | None = None) -> PosedProblem:
    """The case posed_problem with the risks above."""
    return posed_problem(posed, risks(posed, after))


def ledger(posed: PosedProblem, schedule: Choices | None = None) -> Ledger:
    """The sums of a schedule; an empty one unless told."""
    return Ledger(posed, schedule or {})


def line(organisation: str, fund: str, *caps: str, carry_forward: str = "no") -> dict[str, object]:
    """A budget line with a cap for each year."""
    by_year = dict(zip(YEARS, caps, strict=True))
    return {"organisation": organisation, "fund": fund, "caps": by_year, "carry_forward": carry_forward}

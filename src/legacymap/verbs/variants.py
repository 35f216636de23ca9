"""The plan's problem under other assumptions, for the sensitivity table (method, section 6)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from legacymap.domain.framework import Framework
from legacymap.domain.plan import VARIANTS
from legacymap.domain.projection import RiskTable
from legacymap.domain.scenario import Scenario
from legacymap.planning import Case
from legacymap.scoring import without_criterion
from legacymap.verbs.groundwork import Groundwork
from legacymap.verbs.risks import Counted, Weighing, risks, weighing

LONG_APPRAISAL = 15
_UNIFORM = "uniform"
_CONSUMERS = "other_systems"
Posed = tuple[Case, RiskTable]


@dataclass(frozen=True, slots=True)
class Ground:
    """What variants start from: the case as it is, and its systems weighed for the longest appraisal."""

    ground: Groundwork
    case: Case
    weighed: Weighing
    years: int

    def posed(self, decay: float | None = None, counted: Counted = "all") -> Posed:
        """The case with reach that decays so, or as asked."""
        asked = self.ground.request.reach_decay if decay is None else decay
        return self.case, risks(self.ground, self.weighed, asked, counted)


def variants(ground: Ground) -> Iterator[tuple[str, Posed]]:
    """Each variant that can be posed, by name, in the order of the method."""
    for name in VARIANTS:
        found = _POSING[name](ground)
        if found is not None:
            yield name, found


def _decay(decay: float) -> Callable[[Ground], Posed]:
    return lambda ground: ground.posed(decay)


def _under(ground: Ground, **changes: object) -> Posed:
    """The same risks under a scenario of which some fields are others."""
    case, found = ground.posed()
    return replace(case, scenario=case.scenario.model_copy(update=changes)), found


def _undiscounted(ground: Ground) -> Posed:
    case, found = ground.posed()
    return replace(case, risk_counts_alike=True), found


def _uniform_prior(ground: Ground) -> Posed | None:
    framework = ground.ground.materials.framework
    return _weighed_by(ground, framework, _UNIFORM) if _UNIFORM in framework.priors else None


def _without_consumers(ground: Ground) -> Posed | None:
    framework = ground.ground.materials.framework
    less = without_criterion(framework, _CONSUMERS)
    if len(less.criteria) == len(framework.criteria):
        return None
    return _weighed_by(ground, less, ground.ground.prior)


def _weighed_by(ground: Ground, framework: Framework, prior: str) -> Posed:
    other = weighing(ground.ground, ground.case.scenario, ground.years, framework, prior)
    return replace(ground, weighed=other).posed()


def _short(ground: Ground) -> Posed:
    return _under(ground, appraisal_years=len(ground.case.scenario.years))


def _long(ground: Ground) -> Posed | None:
    if len(ground.case.scenario.years) > LONG_APPRAISAL:
        return None
    return _under(ground, appraisal_years=LONG_APPRAISAL)


def _upper_bias(ground: Ground) -> Posed | None:
    bias = ground.case.scenario.bias
    if bias.upper is None:
        return None
    both = {"rdel": bias.upper, "cdel": bias.upper}
    return _under(ground, optimism_bias=bias.model_copy(update=both))


def _late(ground: Ground) -> Posed:
    case, found = ground.posed()
    return replace(case, delay=1), found


_POSING: Mapping[str, Callable[[Ground], Posed | None]] = {
    "decay-0": _decay(0.0),
    "decay-0.25": _decay(0.25),
    "decay-0.75": _decay(0.75),
    "undiscounted": _undiscounted,
    "uniform-prior": _uniform_prior,
    "without-other-systems": _without_consumers,
    "services-only": lambda ground: ground.posed(counted="services"),
    "appraisal-short": _short,
    "appraisal-15": _long,
    "upper-bias": _upper_bias,
    "one-year-late": _late,
}


def scaled(scenario: Scenario, share: Decimal) -> Scenario:
    """The scenario with every budget at a share of its caps; caps on later spend stay (method, section 6)."""
    budgets = tuple(
        line.model_copy(
            update={
                "caps": {year: replace(cap, amount=cap.amount * share) for year, cap in line.caps.items()}
            }
        )
        for line in scenario.budgets
    )
    return scenario.model_copy(update={"budgets": budgets})

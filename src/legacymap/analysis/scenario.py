"""The scenario that a plan is made under: read, and judged against the inventory that it is about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeVar

from legacymap.analysis.analysis import Analysis, assessed
from legacymap.analysis.reference import Check, faults, require_file, used
from legacymap.domain.dates import financial_year_text
from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Diagnostic, Fault, Route
from legacymap.domain.findings import Path as DataPath
from legacymap.domain.framework import Framework
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory
from legacymap.domain.money import Money
from legacymap.domain.nearest import listed
from legacymap.domain.plan import (
    VARIANTS,
    Action,
    OptionOf,
    Plan,
    Projection,
    RiskTable,
    ScenarioEdition,
    risk_table,
)
from legacymap.domain.scenario import FixedChoice, ForbiddenChoice, MustChoice, OptimismBias, Scenario
from legacymap.domain.submission import RunningCost
from legacymap.estate.questions import Estate
from legacymap.findings import diagnostics
from legacymap.planning.work import Case, Completed, running_costs, total_by_year
from legacymap.reading.extending import read_extending
from legacymap.reading.places import Places
from legacymap.reading.single import Single
from legacymap.rules import RULEBOOK, found_in_scenario
from legacymap.rules.context import ScenarioContext
from legacymap.scoring.effects import DEFAULTS as DEFAULT_EFFECTS
from legacymap.scoring.facts import Horizon, Scored, appraisal_days
from legacymap.scoring.frameworks import without_criterion
from legacymap.scoring.projection import leaves_in, projected

_KEY = "scenario"
_Named = TypeVar("_Named", MustChoice, FixedChoice, ForbiddenChoice)
Counted = Literal["all", "services"]
LONG_APPRAISAL = 15
_UNIFORM = "uniform"
_CONSUMERS = "other_systems"
RatedCase = tuple[Case, RiskTable]
_STEADY = "All but the dates of support and contracts stays as on the as-of date, other systems included."
_HINTS = {
    "its price base": "`price_base: 2026-27`",
    "its optimism bias": "`optimism_bias: {rdel: 0.1, cdel: 0.2}` (noughts where none is added)",
    "the optimism bias of resource": "`rdel` under `optimism_bias` (nought where none is added)",
    "the optimism bias of capital": "`cdel` under `optimism_bias` (nought where none is added)",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scenario without fault, its edition, the route to it, and where that leads.

    `origins` are the documents that its top-level keys are from, where it extends others; `warnings` what is
    to be said of it all the same. `tried` are the flags that say what the file does not, by its path.
    """

    scenario: Scenario
    edition: ScenarioEdition
    route: Route
    places: Places
    origins: Mapping[str, Route] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
    path: Path = Path()
    tried: Mapping[DataPath, str] = field(default_factory=dict)

    def where(self, path: DataPath) -> str:
        """Where something stands that the scenario says: file, line and column, or the flag that says it."""
        for number in range(len(path), 0, -1):
            if path[:number] in self.tried:
                return f"`{self.tried[path[:number]]}`"
        origin = self.origins.get(str(path[0]), self.route) if path else self.route
        place = self.places.place(Route(origin.file, origin.document, path))
        return place.text


@dataclass(frozen=True, slots=True)
class Weighing:
    """Systems weighed by a framework under a prior: impact totals by full id, and how each will fare."""

    impacts: dict[str, float]
    projection: Projection


@dataclass(frozen=True, slots=True)
class Basis:
    """What variants start from: the case as it is, and its systems weighed for the longest appraisal."""

    analysis: Analysis
    case: Case
    weighed: Weighing
    horizon: Horizon

    def rated(self, decay: float | None = None, counted: Counted = "all") -> RatedCase:
        """The case with reach that decays so, or as asked."""
        asked = self.analysis.request.reach_decay if decay is None else decay
        return self.case, risks(self.analysis, self.weighed, asked, counted)


def chosen_scenario(path: Path, analysis: Analysis) -> Chosen:
    """The scenario in a file, which fits the inventory.

    Raises RequestError where the file is missing, or with every fault and its place: what the file itself has
    wrong, names that the inventory does not know, and decisions that cannot all be obeyed.
    """
    require_file(path, _KEY)
    found = read_extending(path, _KEY, Scenario)
    read = used(found, path, _judge(analysis.inventory), analysis.sources)
    edition = ScenarioEdition(read.model.scenario, read.model.title or read.model.scenario, read.sha256)
    scenario = in_force(read.model, analysis.inventory)
    warned = diagnostics(read.places.located(read.warnings), {}, {}, RULEBOOK)
    return Chosen(scenario, edition, read.route, read.places, read.origins, tuple(warned), path)


def in_force(scenario: Scenario, inventory: Inventory) -> Scenario:
    """The scenario with its scale applied and every system by its full id."""
    named = with_full_ids(scenario, inventory)
    if named.scale is None:
        return named
    return scaled(named, named.scale).model_copy(update={"scale": None})


def with_full_ids(scenario: Scenario, inventory: Inventory) -> Scenario:
    """The scenario with full ids where short ones stand that only one system has."""
    by_short: dict[str, list[str]] = {}
    for full_id in inventory.records:
        by_short.setdefault(full_id.rpartition("/")[2], []).append(full_id)

    def full(system: str) -> str:
        meant = by_short.get(system, []) if "/" not in system else []
        return meant[0] if len(meant) == 1 else system

    def each(items: Sequence[_Named]) -> tuple[_Named, ...]:
        return tuple(item.model_copy(update={"system": full(item.system)}) for item in items)

    changes: dict[str, object] = {
        "must": each(scenario.must),
        "fix": each(scenario.fix),
        "forbid": each(scenario.forbid),
    }
    if scenario.goal.targets:
        targets = tuple(
            target
            if target.no_red is None or target.no_red.system is None
            else target.model_copy(
                update={"no_red": target.no_red.model_copy(update={"system": full(target.no_red.system)})}
            )
            for target in scenario.goal.targets
        )
        changes["goal"] = scenario.goal.model_copy(update={"targets": targets})
    return scenario.model_copy(update=changes)


def with_scenarios(analysis: Analysis) -> Analysis:
    """The same with the faults of the scenarios below its paths and of the one that the settings name."""
    paths = [file.path for file in analysis.scenario_files]
    named = analysis.default_scenario
    if named is not None and named.resolve() not in {path.resolve() for path in paths}:
        paths.append(named)
    read = [read_extending(path, _KEY, Scenario) for path in paths]
    found = scenario_faults(read, analysis.inventory, analysis.faults)
    places = analysis.sources.beside(*(file for each in read for file in (each.file, *each.bases)))
    return replace(analysis, faults=(*analysis.faults, *found), sources=places)


def scenario_faults(
    read: Iterable[Single[Scenario]], inventory: Inventory, known: Sequence[Fault] = ()
) -> tuple[Fault, ...]:
    """What is wrong with scenario files, each fault once and none that is known already."""
    judge = _judge(inventory)
    every = [*read]
    found = dict.fromkeys(fault for each in every for fault in faults(each, judge))
    reported = set(known)
    return tuple(fault for fault in (*found, *_twice(every)) if fault not in reported)


def horizon_of(analysis: Analysis, scenario: Scenario, years: int) -> Horizon:
    """So many years from the scenario's first, and what the scenario supposes of contracts."""
    first = scenario.years[0]
    days = appraisal_days(analysis.request.as_of, first, years)
    return Horizon(days, scenario.renew_contracts, first)


def weighing(analysis: Analysis, horizon: Horizon, framework: Framework, prior: str) -> Weighing:
    """Every scored system weighed over the years of a horizon (method, section 5)."""
    is_own = framework is analysis.reference.framework and prior == analysis.prior
    found = analysis.assessments if is_own else assessed(analysis.inventory, analysis.facts, framework, prior)
    systems = (
        Scored(analysis.inventory.records[system], analysis.facts[system], assessment)
        for system, assessment in found.items()
    )
    impacts = {system: assessment.impact for system, assessment in found.items()}
    return Weighing(impacts, projected(systems, framework, prior, horizon))


def risks(analysis: Analysis, weighed: Weighing, decay: float, counted: Counted = "all") -> RiskTable:
    """R° by system, option and year, with reach that decays so and counts all systems or services alone."""
    estate, impacts = analysis.estate, weighed.impacts
    services = {system: impacts[system] for system in estate.services_among(impacts)}
    shares = estate.whole_shares(impacts, decay, counted=services if counted == "services" else None)
    return risk_table(weighed.projection, shares)


def running_by_year(analysis: Analysis, scenario: Scenario, plan: Plan) -> tuple[RunningCost, ...]:
    """Doing nothing, what is committed, and the plan, year by year; what states no cost counts as nought."""
    estate = analysis.estate
    horizon = horizon_of(analysis, scenario, scenario.appraisal_years)
    first = {
        system: leaves_in(estate.inventory.records[system], analysis.request.as_of, horizon)
        for system in estate.scored
    }
    retired_from = {system: year for system, year in first.items() if year is not None}
    committed = [action for action in plan.actions if action.committed]
    columns = [
        total_by_year(
            running_costs(estate, scenario, _completed(estate, scenario, actions), retired_from),
            scenario.appraisal_years,
        )
        for actions in ((), committed, plan.actions)
    ]
    years = range(scenario.years[0], scenario.years[0] + scenario.appraisal_years)
    return tuple(RunningCost(*row) for row in zip(years, *columns, strict=True))


def variants(basis: Basis) -> Iterator[tuple[str, RatedCase]]:
    """Each variant that can be posed, by name, in the order of the method."""
    for name in VARIANTS:
        found = _VARIANTS[name](basis)
        if found is not None:
            yield name, found


def scaled(scenario: Scenario, share: Decimal) -> Scenario:
    """The scenario with every budget line at a share of its caps and floors; caps on later spend stay."""

    def part(amounts: Mapping[int, Money] | None) -> dict[int, Money] | None:
        if amounts is None:
            return None
        return {year: replace(money, amount=money.amount * share) for year, money in amounts.items()}

    budgets = tuple(
        line.model_copy(update={"caps": part(line.caps), "floor": part(line.floor)})
        for line in scenario.budgets
    )
    return scenario.model_copy(update={"budgets": budgets})


def assumptions(case: Case, projection: Projection, reach_decay: float) -> tuple[str, ...]:
    """Every assumption of a plan."""
    scenario = case.scenario
    return (
        *_effects(case, projection.defaults),
        *_kept_current(case, projection.kept_current),
        *_retirements(case, projection),
        _contracts(scenario),
        _prices(scenario),
        _bias(scenario.optimism_bias),
        *_tail(scenario),
        *_running_cost(case),
        _STEADY,
        f"What stands on a system counts {reach_decay:g} at one hard arrow, and that much less at each more.",
    )


def require_statements(chosen: Iterable[Chosen]) -> None:
    """Raises RequestError, a line for each scenario, unless all state their prices and optimism bias."""
    lacking = [(each, dict(_lacking(each.scenario, each.route))) for each in chosen]
    lines = [_line(each, missing) for each, missing in lacking if missing]
    if lines:
        words = dict.fromkeys(word for _, missing in lacking for word in missing)
        hint = f"Write {listed([_HINTS[word] for word in words], 'and')}."
        raise RequestError(lines[0], hint, lines[1:])


def _twice(read: Iterable[Single[Scenario]]) -> Iterator[Fault]:
    """The later of two scenarios of one id."""
    first: dict[str, Route] = {}
    for each in read:
        if each.model is None:
            continue
        where = each.route.to(_KEY)
        earlier = first.setdefault(each.model.scenario, where)
        if earlier != where:
            message = f"Another scenario has the id `{each.model.scenario}` too"
            hint = "Give each an id of its own: plans are known by it."
            related = ((earlier, "the other is here"),)
            yield Fault("scenario-twice", message, where, hint, subject=(_KEY,), related=related)


def _judge(inventory: Inventory) -> Check[Scenario]:
    def judge(scenario: Scenario, route: Route) -> Iterable[Fault]:
        return found_in_scenario(ScenarioContext(with_full_ids(scenario, inventory), route, inventory))

    return judge


def _completed(estate: Estate, scenario: Scenario, actions: Iterable[Action]) -> Completed:
    """The options of some actions, each with the appraisal year after its last year of work."""
    found = {}
    for action in actions:
        remediation = estate.inventory.records[action.system].system.remediation
        options = (remediation.options or ()) if remediation else ()
        option = next(each for each in options if each.id == action.option)
        found[action.system] = (option, action.complete + 1 - scenario.years[0])
    return found


def _decay(decay: float) -> Callable[[Basis], RatedCase]:
    return lambda basis: basis.rated(decay)


def _under(basis: Basis, **changes: object) -> RatedCase:
    """The same risks under a scenario of which some fields are others."""
    case, found = basis.rated()
    return replace(case, scenario=case.scenario.model_copy(update=changes)), found


def _undiscounted(basis: Basis) -> RatedCase:
    case, found = basis.rated()
    return replace(case, risk_counts_alike=True), found


def _uniform_prior(basis: Basis) -> RatedCase | None:
    framework = basis.analysis.reference.framework
    return _weighed_by(basis, framework, _UNIFORM) if _UNIFORM in framework.priors else None


def _without_consumers(basis: Basis) -> RatedCase | None:
    framework = basis.analysis.reference.framework
    less = without_criterion(framework, _CONSUMERS)
    if len(less.criteria) == len(framework.criteria):
        return None
    return _weighed_by(basis, less, basis.analysis.prior)


def _weighed_by(basis: Basis, framework: Framework, prior: str) -> RatedCase:
    other = weighing(basis.analysis, basis.horizon, framework, prior)
    return replace(basis, weighed=other).rated()


def _supposed(basis: Basis, horizon: Horizon) -> RatedCase:
    """The same case in years of which something else is supposed."""
    other = weighing(basis.analysis, horizon, basis.analysis.reference.framework, basis.analysis.prior)
    return replace(basis, weighed=other).rated()


def _short(basis: Basis) -> RatedCase:
    return _under(basis, appraisal_years=len(basis.case.scenario.years))


def _long(basis: Basis) -> RatedCase | None:
    if len(basis.case.scenario.years) > LONG_APPRAISAL:
        return None
    return _under(basis, appraisal_years=LONG_APPRAISAL)


def _upper_bias(basis: Basis) -> RatedCase | None:
    bias = basis.case.scenario.bias
    if bias.upper is None:
        return None
    both = {"rdel": bias.upper, "cdel": bias.upper}
    return _under(basis, optimism_bias=bias.model_copy(update=both))


def _late(basis: Basis) -> RatedCase:
    case, found = basis.rated()
    return replace(case, delay=1), found


def _effects(case: Case, defaults: Sequence[OptionOf]) -> Iterator[str]:
    by_approach: dict[str, list[str]] = {}
    for system, name in defaults:
        option = case.options.get(system, {}).get(name)
        if option is not None:
            by_approach.setdefault(option.approach, []).append(f"{name} of {system}")
    for approach in sorted(by_approach):
        levels = _levels(next(each for key, each in DEFAULT_EFFECTS.items() if key == approach))
        options = listed(sorted(by_approach[approach]), "and")
        yield f"Where no effect is stated, {approach} is taken to bring {levels}: {options}."


def _kept_current(case: Case, options: Sequence[OptionOf]) -> Iterator[str]:
    named = [f"{name} of {system}" for system, name in options if name in case.options.get(system, {})]
    if named:
        yield f"What these put in place is taken to be kept current: {listed(sorted(named), 'and')}."


def _retirements(case: Case, projection: Projection) -> Iterator[str]:
    """The planned retirements that are believed, and those that are not because nobody pays for them."""

    def told(system: str) -> str:
        return f"{system} ({case.estate.inventory.records[system].system.retires})"

    leaving = [told(system) for system in sorted(projection.retired_from)]
    if leaving:
        yield f"Planned retirements that are paid for are believed: {listed(leaving, 'and')}."
    for system in sorted(projection.unfunded):
        yield f"{told(system).replace(' (', ' is planned to retire ').rstrip(')')}, without funds: it stays."


def _levels(effect: Mapping[str, int]) -> str:
    return listed([f"{criterion} to {level}" for criterion, level in effect.items()], "and") or "no change"


def _contracts(scenario: Scenario) -> str:
    if scenario.renew_contracts:
        return "A contract is taken to be renewed unless its record says that no replacement is agreed."
    return "No contract is taken to be renewed unless its record says that a replacement is agreed."


def _prices(scenario: Scenario) -> str:
    if scenario.price_base is None:
        return "The scenario names no price base: amounts are taken as they stand."
    base = financial_year_text(scenario.price_base)
    return f"Amounts without a price base of their own are in {base} prices."


def _bias(bias: OptimismBias | None) -> str:
    if bias is None:
        return "The scenario states no optimism bias: none is added."
    return f"Optimism bias adds {bias.rdel:.0%} to resource and {bias.cdel:.0%} to capital costs."


def _tail(scenario: Scenario) -> Iterator[str]:
    caps = scenario.tail_cap
    free = [name for name, cap in (("resource", caps.rdel), ("capital", caps.cdel)) if cap is None]
    if free:
        last = financial_year_text(scenario.years[-1])
        yield f"Spend of {listed(free, 'and')} after {last} is not limited by the scenario."


def _running_cost(case: Case) -> Iterator[str]:
    scored = case.estate.scored
    stated = 0
    for system in scored:
        costs = case.estate.inventory.records[system].system.costs
        stated += costs is not None and costs.annual_run is not None
    if stated < len(scored):
        silent = len(scored) - stated
        yield f"Running cost counts as nought where none is stated: {silent} of {len(scored)} scored systems."


def _lacking(scenario: Scenario, route: Route) -> Iterator[tuple[str, Route]]:
    """What is missing in words, and where it belongs."""
    if scenario.price_base is None:
        yield "its price base", route
    bias = scenario.optimism_bias
    if bias is None:
        yield "its optimism bias", route
        return
    for fund, words in (("rdel", "resource"), ("cdel", "capital")):
        if fund not in bias.model_fields_set:
            yield f"the optimism bias of {words}", route.to("optimism_bias", on_key=True)


def _line(chosen: Chosen, missing: dict[str, Route]) -> str:
    place = chosen.places.place(next(iter(missing.values())))
    where = place.text
    return f"{where}: A submission needs {listed(missing, 'and')}, which the scenario does not state."


_VARIANTS: Mapping[str, Callable[[Basis], RatedCase | None]] = {
    "decay-0": _decay(0.0),
    "decay-0.25": _decay(0.25),
    "decay-0.75": _decay(0.75),
    "undiscounted": _undiscounted,
    "uniform-prior": _uniform_prior,
    "without-other-systems": _without_consumers,
    "services-only": lambda basis: basis.rated(counted="services"),
    "appraisal-short": _short,
    "appraisal-15": _long,
    "upper-bias": _upper_bias,
    "one-year-late": _late,
    "effects-fade": lambda basis: _supposed(basis, replace(basis.horizon, effects_fade=True)),
    "retire-as-planned": lambda basis: _supposed(basis, replace(basis.horizon, retire_as_planned=True)),
}

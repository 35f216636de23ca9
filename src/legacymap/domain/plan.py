"""A plan: what is done when, what it costs and buys, what is not done, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from math import fsum
from typing import Annotated, Literal, Self

from pydantic import Field

from legacymap.domain.assessment import Rating
from legacymap.domain.documents import HIDDEN, WHERE_ASKED, FinancialYear, Pounds
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Incomplete, Provenance, WholeShare
from legacymap.domain.scenario import Fund
from legacymap.domain.system import Approach

WhyNot = Literal[
    "no-option", "missing-costs", "no-effect", "budget", "precedence", "capacity", "too-long", "forbidden",
    "not-worth", "not-needed",
]  # fmt: skip
Status = Literal["optimal", "time-limit"]
ByYear = Mapping[FinancialYear, Pounds]
VARIANTS = (
    "decay-0", "decay-0.25", "decay-0.75", "undiscounted", "uniform-prior", "without-other-systems",
    "services-only", "appraisal-short", "appraisal-15", "upper-bias", "one-year-late",
    "effects-fade", "retire-as-planned",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a system and the year in which its work starts."""

    system: str
    option: str
    start: FinancialYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Why an action is in the plan."""

    code: Literal["chosen"] = "chosen"
    text: str


@dataclass(frozen=True, slots=True)
class NewMoney:
    """What an action still spends that is neither funded nor ring-fenced, in the price base, undiscounted."""

    rdel: Pounds
    cdel: Pounds


@dataclass(frozen=True, slots=True)
class Financing:
    """Who pays for work: new money by fund, what is ring-fenced for it, or funded in full. Whole pence."""

    new_rdel: int = 0
    new_cdel: int = 0
    ringfenced: int = 0
    funded: int = 0

    def __add__(self, other: Self) -> Self:
        return type(self)(
            self.new_rdel + other.new_rdel,
            self.new_cdel + other.new_cdel,
            self.ringfenced + other.ringfenced,
            self.funded + other.funded,
        )

    @property
    def new(self) -> int:
        """Resource and capital together that somebody still has to find."""
        return self.new_rdel + self.new_cdel

    @property
    def there(self) -> int:
        """What is there already."""
        return self.ringfenced + self.funded

    @property
    def total(self) -> int:
        """What the work still costs."""
        return self.new + self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What the plan does to one system.

    `start` and `complete` are the first and last year of work; `rdel` and `cdel` hold every year of it, after
    optimism bias, in the price base. `value` is the discounted weighted risk removed, `families` the share of
    it that falls on each family of organisations. `unblocks` are the systems whose chosen option requires
    this one or waits for it, `mends` those of which it is the weakest foundation. `present_cost` is the
    present value of what is still to be spent, `per_point` what each point of the value costs of it; None
    where the value is not above nought. `new_money` is what nobody has set aside yet of what is still to be
    spent, `financing` by year who pays for that. `first_at` is the smallest share of the budgets, of those
    that the frontier tries, from which on the option is always chosen; None where no share keeps it.
    """

    system: str
    option: str
    approach: Approach
    start: FinancialYear
    complete: FinancialYear
    rdel: ByYear
    cdel: ByYear
    value: float
    committed: bool
    present_cost: float
    per_point: float | None = field(init=False, default=None)
    new_money: NewMoney
    financing: Annotated[Mapping[int, Financing], HIDDEN]
    first_at: float | None = None
    families: Mapping[str, float]
    why: Chosen
    unblocks: Annotated[tuple[str, ...], HIDDEN] = ()
    mends: Annotated[tuple[str, ...], HIDDEN] = ()
    chosen_in: int | None = None

    def __post_init__(self) -> None:
        per_point = self.present_cost / self.value if self.value > 0 else None
        object.__setattr__(self, "per_point", per_point)


@dataclass(frozen=True, slots=True)
class Extra:
    """Money that a budget line lacks in one year."""

    organisation: str
    fund: Fund
    year: FinancialYear
    amount: Pounds


@dataclass(frozen=True, slots=True)
class NextIn:
    """The way to bring a system in that had no money left which needs the least of it, all else fixed."""

    option: str
    start: FinancialYear
    value: float
    extra: tuple[Extra, ...]

    @property
    def needed(self) -> float:
        """The money that would have to be added, in pounds: what a line is given counts in all that hold it.

        Lines hold each other (an organisation's those of the organisations below it, `total` both funds), so
        that of what they lack in a year the most is needed, not the sum.
        """
        most: defaultdict[tuple[int, str], float] = defaultdict(float)
        for each in self.extra:
            most[each.year, each.fund] = max(most[each.year, each.fund], each.amount)
        years = {year for year, _ in most}
        return fsum(max(most[year, "total"], most[year, "rdel"] + most[year, "cdel"]) for year in years)


@dataclass(frozen=True, slots=True)
class NotChosen:
    """Why a system is not in the plan: a code, in words, and who stands in the way."""

    code: WhyNot
    text: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """A system that the plan leaves as it is; `next_in` is None where money alone would not bring it in."""

    system: str
    why: NotChosen
    next_in: NextIn | None = None


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """What the plan spends of a budget line in one year; the cap is the scenario's, in the price base."""

    organisation: str
    fund: Fund
    year: FinancialYear
    cap: Pounds
    spend: Pounds


@dataclass(frozen=True, slots=True)
class Objective:
    """What the plan removes, the proven upper bound on any plan, and the distance between the two as a share.

    `present_cost` is the present value of the resource and capital still to be spent. Where the least cost
    was asked for (`is_cost`), value and bound are present costs, and the gap is a share of the value.
    """

    value: float
    bound: float
    gap: float
    status: Status
    solver: str
    present_cost: float
    is_cost: Annotated[bool, HIDDEN] = False


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The optimum at a share of every budget; None, and no actions, where the commitments alone do not fit.

    Actions come by start, then system.
    """

    share: float
    value: float | None
    bound: float | None
    present_cost: float | None
    actions: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The plan under another assumption."""

    variant: str
    value: float
    actions: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the whole estate stands in one year: expected red-rated systems and total weighted risk."""

    expected_red: float
    weighted_risk: float


@dataclass(frozen=True, slots=True)
class TrajectoryYear:
    """One appraisal year under doing nothing, under what is committed only, and under the plan."""

    year: FinancialYear
    do_nothing: Outlook
    do_minimum: Outlook
    plan: Outlook


CourseName = Literal["do_nothing", "plan"]


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """How one system stands at one time, under doing nothing or under the plan.

    `at` is the as-of date, or the financial year on whose first day it is judged: the scenario's last, and
    the last appraised. Rating, score and chance are None once the system has left the estate.
    """

    system: str
    acted_on: bool
    at: str
    course: CourseName
    rating: Rating | None
    expected: float | None
    p_red: float | None


@dataclass(frozen=True, slots=True)
class Worth:
    """Present values of one course of action, in whole currency units (method, section 7).

    `cost` is resource and capital together, `net_present_cost` that less the running cost saved, and
    `cost_per_point` the cost of one point of `value`, the discounted weighted risk removed; None where
    nothing is removed.
    """

    rdel: float
    cdel: float
    cost: float = field(init=False, default=0.0)
    running_cost: float
    running_cost_saved: float
    net_present_cost: float = field(init=False, default=0.0)
    cost_per_point: float | None = field(init=False, default=None)
    value: Annotated[float, HIDDEN]

    def __post_init__(self) -> None:
        cost = self.rdel + self.cdel
        object.__setattr__(self, "cost", cost)
        object.__setattr__(self, "net_present_cost", cost - self.running_cost_saved)
        object.__setattr__(self, "cost_per_point", cost / self.value if self.value > 0 else None)


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Present values of doing nothing, of what is committed only, and of the plan."""

    do_nothing: Worth
    do_minimum: Worth
    plan: Worth


@dataclass(frozen=True, slots=True)
class ScenarioEdition:
    """Which scenario a plan was made under."""

    id: str
    title: Annotated[str, HIDDEN]
    sha256: str


@dataclass(frozen=True, slots=True)
class Tail:
    """What is spent after the last year of the scenario."""

    rdel: Pounds
    cdel: Pounds


@dataclass(frozen=True, slots=True)
class Price:
    """What one decision costs: the plan with it, less the plan without it, all other decisions kept.

    `points` and `money` are values and present costs, `expected_red` the systems expected to be red in the
    last appraisal year. `in` are the actions that only the plan with the decision has, `out` those that only
    the other has; an action in another year is in both.
    """

    decision: str
    points: float
    money: float
    expected_red: float
    comes_in: Annotated[tuple[Choice, ...], Field(serialization_alias="in")]
    goes_out: Annotated[tuple[Choice, ...], Field(serialization_alias="out")]


@dataclass(frozen=True, slots=True)
class Changes:
    """The systems that a plan treats otherwise than one before it did."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    other_option: tuple[str, ...]
    other_start: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(map(len, (self.added, self.dropped, self.other_option, self.other_start)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a plan says; `frontier`, `sensitivity` and `decisions` are there when asked for.

    Years are those in which a financial year begins. Actions come by start, then value (highest first), then
    system. `names` are those of systems and organisations by id; of several systems of one name each has its
    id beside it.
    """

    format: Literal["legacymap.plan/1"] = "legacymap.plan/1"
    as_of: date
    provenance: Provenance
    incomplete: Incomplete | None = None
    scenario: ScenarioEdition
    years: tuple[FinancialYear, ...]
    objective: Objective
    actions: tuple[Action, ...]
    not_planned: tuple[NotPlanned, ...]
    budget: tuple[BudgetUse, ...]
    tail: Tail
    courses: tuple[CoursePoint, ...] = ()
    trajectory: tuple[TrajectoryYear, ...]
    money: MoneyTable
    assumptions: tuple[str, ...]
    frontier: Annotated[tuple[FrontierPoint, ...] | None, WHERE_ASKED] = None
    sensitivity: Annotated[tuple[Variant, ...] | None, WHERE_ASKED] = None
    decisions: Annotated[tuple[Price, ...] | None, WHERE_ASKED] = None
    changes: Annotated[Changes | None, HIDDEN] = None
    names: Annotated[Mapping[str, str], HIDDEN] = field(default_factory=dict)

    def named(self, each: str) -> str:
        """The name of a system or an organisation, as far as it is known here; its id else."""
        return self.names.get(each, each)

    @property
    def points(self) -> float:
        """The discounted weighted risk that all actions remove."""
        return fsum(action.value for action in self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """The plans of several scenarios, in the order in which these were named."""

    format: Literal["legacymap.plans/1"] = "legacymap.plans/1"
    incomplete: Incomplete | None = None
    plans: tuple[Plan, ...]


def cut_short_in(plans: Sequence[Plan]) -> tuple[str, ...]:
    """What was ended early in some plan, with the scenario of each where there are several."""
    return tuple(
        f"{plan.scenario.id}: {each}" if len(plans) > 1 else each
        for plan in plans
        for each in (plan.incomplete.cut_short if plan.incomplete else ())
    )


OptionOf = tuple[str, str]
FiguresByYear = tuple[float, ...]
TruthsByYear = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How a system fares by appraisal year.

    Its expected likelihood and impact totals, its chance of red, and what people ask for: its rating and
    expected score.
    """

    likelihood: FiguresByYear
    impact: FiguresByYear
    p_red: FiguresByYear
    rating: tuple[Rating, ...] = ()
    expected: FiguresByYear = ()


@dataclass(frozen=True, slots=True)
class Projection:
    """The course of every scored system under doing nothing, and with each option in effect.

    `after` is by full id and option id, and holds in every year what would stand if the option's work were
    complete; options that retire a system are not in it, for the system then leaves the estate. `fading` is
    by the first year of effect besides, for options whose effect is supposed to fade. `retired_from` has the
    first appraisal year in which a system has left because its planned retirement is believed, counted from
    0: its courses mean nothing from then on. `unfunded` are systems planned to retire in these years whose
    plan is not paid for.

    `defaults` names the options of which some effect is that of their approach, because the record states
    none; `kept_current` those that set the end of support, and state none of what they put in place.
    """

    nothing: Mapping[str, Course]
    after: Mapping[OptionOf, Course]
    defaults: tuple[OptionOf, ...] = ()
    kept_current: tuple[OptionOf, ...] = ()
    retired_from: Mapping[str, int] = field(default_factory=dict)
    unfunded: tuple[str, ...] = ()
    fading: Mapping[OptionOf, Mapping[int, Course]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RiskTable:
    """Weighted risk R° and chance of red by system, option and appraisal year (method, sections 4 and 5).

    `nothing` and `red_nothing` are by full id; `after` and `red_after` by full id and option id. Retirements
    are absent from both: R° and the chance are nought once the system has left. A system that leaves by
    itself is nought from the year in `retired_from` on, in all of them. Where effects fade, `fading` and
    `red_fading` hold what `after` and `red_after` would be by the first year of effect: ask `risk_from` and
    `red_from`, which know. `rated_red_…` say in the same ways whether the rating is red.
    """

    nothing: Mapping[str, FiguresByYear]
    after: Mapping[OptionOf, FiguresByYear]
    red_nothing: Mapping[str, FiguresByYear]
    red_after: Mapping[OptionOf, FiguresByYear]
    retired_from: Mapping[str, int] = field(default_factory=dict)
    fading: Mapping[OptionOf, Mapping[int, FiguresByYear]] = field(default_factory=dict)
    red_fading: Mapping[OptionOf, Mapping[int, FiguresByYear]] = field(default_factory=dict)
    rated_red_nothing: Mapping[str, TruthsByYear] = field(default_factory=dict)
    rated_red_after: Mapping[OptionOf, TruthsByYear] = field(default_factory=dict)
    rated_red_fading: Mapping[OptionOf, Mapping[int, TruthsByYear]] = field(default_factory=dict)

    def risk_from(self, option: OptionOf, first: int) -> FiguresByYear:
        """R° by year of a system with an option in effect from appraisal year `first` on."""
        return self.fading.get(option, {}).get(first) or self.after[option]

    def red_from(self, option: OptionOf, first: int) -> FiguresByYear:
        """The chance of red by year of a system with an option in effect from appraisal year `first` on."""
        return self.red_fading.get(option, {}).get(first) or self.red_after[option]


def risk_table(projection: Projection, shares: Mapping[str, WholeShare]) -> RiskTable:
    """R° = L x (i + u) in every year; u, and the share of the impact, stay as at the as-of date.

    `shares` is by full id; a system that it lacks counts whole, and nothing stands on it.
    """
    retired_from = projection.retired_from

    def while_it_stands(system: str, figures: FiguresByYear) -> FiguresByYear:
        left = retired_from.get(system, len(figures))
        return tuple(figure if year < left else 0.0 for year, figure in enumerate(figures))

    def risks(system: str, course: Course) -> FiguresByYear:
        share = shares.get(system, _WHOLE)
        pairs = zip(course.likelihood, course.impact, strict=True)
        return while_it_stands(
            system,
            tuple(likelihood * (impact * share.impact + share.underpinning) for likelihood, impact in pairs),
        )

    def rated_red(system: str, course: Course) -> TruthsByYear:
        left = retired_from.get(system, len(course.rating))
        return tuple(rating == "red" and year < left for year, rating in enumerate(course.rating))

    return RiskTable(
        nothing={system: risks(system, course) for system, course in projection.nothing.items()},
        after={key: risks(key[0], course) for key, course in projection.after.items()},
        red_nothing={
            system: while_it_stands(system, course.p_red) for system, course in projection.nothing.items()
        },
        red_after={key: while_it_stands(key[0], course.p_red) for key, course in projection.after.items()},
        retired_from=retired_from,
        fading={
            key: {first: risks(key[0], course) for first, course in by_first.items()}
            for key, by_first in projection.fading.items()
        },
        red_fading={
            key: {first: while_it_stands(key[0], course.p_red) for first, course in by_first.items()}
            for key, by_first in projection.fading.items()
        },
        rated_red_nothing={
            system: rated_red(system, course) for system, course in projection.nothing.items()
        },
        rated_red_after={key: rated_red(key[0], course) for key, course in projection.after.items()},
        rated_red_fading={
            key: {first: rated_red(key[0], course) for first, course in by_first.items()}
            for key, by_first in projection.fading.items()
        },
    )


_WHOLE = WholeShare(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class SolvedStart:
    """A job that is chosen, by its place, and the year in which it starts, counted from 0."""

    job: int
    start: int
    system: Annotated[str, HIDDEN]
    option: Annotated[str, HIDDEN]
    year: Annotated[str, HIDDEN]
    value: Annotated[float, HIDDEN]
    present_cost: Annotated[float, HIDDEN]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The answer to a posed problem; value, gap and present cost are null where no plan is known.

    So it is where the problem is infeasible, or where no plan was found in time. The bound is null where
    there is none. `seconds` is how long it took, `incomplete` names what the time limit ended early.
    """

    format: Literal["legacymap.solution/1"] = "legacymap.solution/1"
    chosen: tuple[SolvedStart, ...]
    value: float | None
    bound: float | None
    gap: float | None
    status: Literal["optimal", "time-limit", "infeasible"]
    present_cost: float | None
    solver: str
    seconds: float = 0.0
    incomplete: Incomplete | None
    title: Annotated[str, HIDDEN]
    is_interrupted: Annotated[bool, HIDDEN] = False

    @property
    def cut_short(self) -> tuple[str, ...]:
        """What the time limit ended early."""
        return self.incomplete.cut_short if self.incomplete else ()

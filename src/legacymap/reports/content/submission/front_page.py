"""The first page, which says who asks, and the second, which holds the case."""

from collections.abc import Iterator, Sequence

from legacymap.domain.assessment import Rating
from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.plan import CourseName, Financing
from legacymap.domain.registers import ServiceLine
from legacymap.domain.submission import Submission
from legacymap.domain.values import HANDLINGS
from legacymap.reports.content.courses import times
from legacymap.reports.content.plan import REASONS
from legacymap.reports.content.plans import later_years
from legacymap.reports.content.submission.money import amount_text, money_asked, money_of
from legacymap.reports.content.submission.wording import NOT_STATED, explained, price_base, span
from legacymap.reports.view import Block, Fact, Facts
from legacymap.reports.words import counted, day, marking_text


@dataclass(frozen=True, slots=True)
class RedSystems:
    """Systems by full id, in the order of the scan; `mended` were or would be red and are not under the plan.

    `still_red` are red at the end under the plan, acted on or not. `services` stand on a red system today,
    `relieved` are those of them that stand on none at the end.
    """

    end: str
    red_now: tuple[str, ...]
    mended: tuple[str, ...]
    still_red: tuple[str, ...]
    services: tuple[ServiceLine, ...]
    relieved: tuple[ServiceLine, ...]


def cover(submission: Submission) -> tuple[Fact, ...]:
    """Who asks, for what, when, who answers for it, and how the document is marked and why."""
    front, source = submission.front, submission.scan.provenance
    return (
        Fact("Department", front.department or NOT_STATED, "prose"),
        Fact("Scenario", f"{submission.plan.scenario.title}, {span(submission.plan.years)}", "prose"),
        Fact("Date", day(source.as_of)),
        Fact("Senior responsible owner", front.owner or NOT_STATED, "prose"),
        Fact("Contact", front.contact or NOT_STATED, "prose"),
        Fact("Status", front.status or NOT_STATED),
        Fact("Marking", _marking(submission), "prose"),
        Fact("Own parts", _own_parts(submission), "prose"),
    )


def _marking(submission: Submission) -> str:
    handling = submission.scan.handling
    marking = marking_text(handling, submission.scan.provenance)
    those = [entry.id for entry in submission.scan.systems if entry.handling == handling]
    if handling == HANDLINGS[0]:
        return f"{marking}: nothing that it names is marked higher"
    if not those:
        return f"{marking}: the settings of the inventory mark everything so"
    some = named(submission, those, 3)
    return f"{marking}: it names {counted(len(those), 'record')} of that marking ({some})"


def _own_parts(submission: Submission) -> str:
    missing = submission.front.missing
    if not missing:
        return "all written"
    return f"{counted(len(missing), 'part')} of the Five Case Model not written yet; section 6 lists them"


def one_page(submission: Submission) -> tuple[Block, ...]:
    """What is wrong, what is asked, what it buys, what remains and why, and what happens otherwise."""
    found = _red_systems(submission)
    return (
        Facts(
            (
                Fact("What is wrong", _wrong(submission, found), "prose"),
                Fact("What is asked", _asked(submission), "prose"),
            )
        ),
        money_asked(submission, f"What is asked, in {price_base(submission.scenario)} prices"),
        Facts(
            (
                Fact("What it buys", _bought(submission, found), "prose"),
                Fact("What remains red", _remains(submission, found), "prose"),
                Fact("What happens otherwise", _otherwise(submission), "prose"),
            )
        ),
        explained(
            "red", "expected red", "new money", "resource (RDEL)", "capital (CDEL)", "net present cost"
        ),
    )


def _wrong(submission: Submission, found: RedSystems) -> str:
    totals = submission.scan.totals
    are = "is" if totals.red == 1 else "are"
    said = (
        f"Of {counted(totals.scored, 'scored system')}, {totals.red:,} {are} red and {totals.possibly_red:,} "
        f"could be, by the {submission.framework.name}."
    )
    if found.red_now:
        said += f" Red today: {named(submission, found.red_now)}."
    if found.services:
        names = named(submission, [each.system for each in found.services])
        behind = _people_behind(submission, found.services)
        stand = "service stands" if len(found.services) == 1 else "services stand"
        them = "it" if len(found.red_now) == 1 else "them"
        said += f" {len(found.services):,} {stand} on {them}: {names}{f' ({behind})' if behind else ''}."
    return said


def _asked(submission: Submission) -> str:
    plan = submission.plan
    here = money_of(submission, plan.years)
    if not plan.actions:
        return "Nothing: under this scenario no work can be done."
    later = money_of(submission, later_years(plan))
    last = financial_year_text(plan.years[-1])
    after = f" After {last} a further {amount_text(later.new)} of new money follows." if later.new else ""
    return (
        f"New money of {amount_text(here.new)} over {span(plan.years)}: {amount_text(here.new_rdel)} of "
        f"resource (RDEL) and {amount_text(here.new_cdel)} of capital (CDEL).{_there(here)}{after} It pays "
        f"for work on {counted(len(plan.actions), 'system')}."
    )


def _there(money: Financing) -> str:
    if not money.there:
        return " None of it is there already."
    there = amount_text(money.there)
    return f" Beside it, {there} is there already, ring-fenced or funded, and is not asked for."


def _bought(submission: Submission, found: RedSystems) -> str:
    plan = submission.plan
    last, sums = plan.trajectory[-1], plan.money.plan
    red = f"{last.plan.expected_red:.1f} systems are expected to be red"
    said = [f"By {found.end}, {red}, not {last.do_nothing.expected_red:.1f}."]
    if found.mended:
        said.append(f"No longer red: {named(submission, found.mended, 10)}.")
    if found.relieved:
        names = named(submission, [each.system for each in found.relieved])
        said.append(f"Services that then stand on nothing red: {names}.")
    if sums.running_cost_saved:
        said.append(
            f"It ends running cost of {pounds_text(sums.running_cost_saved)} (present value), so that its "
            f"net present cost is {pounds_text(sums.net_present_cost)}."
        )
    return " ".join(said)


def _remains(submission: Submission, found: RedSystems) -> str:
    if not found.still_red:
        return f"No system is rated red at the end, {found.end}."
    reasons: dict[str, list[str]] = {}
    for system in found.still_red:
        reasons.setdefault(_why_still_red(submission, system), []).append(system)
    return "; ".join(f"{named(submission, systems)} ({why})" for why, systems in reasons.items()) + "."


def _otherwise(submission: Submission) -> str:
    return " ".join(_of_doing_nothing(submission))


def _of_doing_nothing(submission: Submission) -> Iterator[str]:
    first, last = submission.running_costs[0], submission.running_costs[-1]
    end = submission.plan.trajectory[-1]
    losses = submission.scan.losses
    yield (
        f"If nothing is done, {end.do_nothing.expected_red:.1f} systems are expected to be red by "
        f"{financial_year_text(end.year)}."
    )
    if losses.already or losses.by_year:
        yield (
            f"{counted(losses.already, 'system')} have a technology without support today, and "
            f"{sum(losses.by_year.values()):,} more losses of support follow."
        )
    if last.do_nothing:
        yield (
            f"Running cost goes from {pounds_text(first.do_nothing)} to {pounds_text(last.do_nothing)} a "
            "year, as far as records state it."
        )


_FEW = 6


def _red_systems(submission: Submission) -> RedSystems:
    """How the estate stands now and at the end of the appraisal."""
    plan = submission.plan
    at = {(point.system, point.at, point.course): point.rating for point in plan.courses}
    now, end = times(plan)[0], times(plan)[-1]
    systems = list(dict.fromkeys(point.system for point in plan.courses))

    def is_red(system: str, when: str, course: CourseName) -> bool:
        rating: Rating | None = at.get((system, when, course))
        return rating == "red"

    red_now = tuple(each for each in systems if is_red(each, now, "do_nothing"))
    would = [each for each in systems if each in red_now or is_red(each, end, "do_nothing")]
    still = tuple(each for each in systems if is_red(each, end, "plan"))
    exposed = tuple(
        each for each in submission.services.services if any(_stands_on(each, system) for system in red_now)
    )
    return RedSystems(
        end=end,
        red_now=red_now,
        mended=tuple(each for each in would if each not in still),
        still_red=still,
        services=exposed,
        relieved=tuple(each for each in exposed if not any(_stands_on(each, system) for system in still)),
    )


def _stands_on(service: ServiceLine, system: str) -> bool:
    return system == service.system or system in service.foundations


def _people_behind(submission: Submission, services: Sequence[ServiceLine]) -> str:
    """How many people use some services, and how often, as far as their records say."""
    systems = [submission.entries[each.system].record.system for each in services]
    users = [each.users.count for each in systems if each.users and each.users.count is not None]
    acts = [each.transactions_per_year for each in systems if each.transactions_per_year is not None]
    silent = sum(
        not (each.users and each.users.count is not None) and each.transactions_per_year is None
        for each in systems
    )
    said = [*([f"{sum(users):,} users"] if users else [])]
    said += [f"{sum(acts):,} transactions a year"] if acts else []
    behind = f"with {listed(said, 'and')} stated" if said else ""
    unsaid = f"{counted(silent, 'of them states', 'of them state')} neither users nor transactions"
    return "; ".join(part for part in (behind, unsaid if silent else "") if part)


def named(submission: Submission, systems: Sequence[str], few: int = _FEW) -> str:
    """Systems by name, the first few where there are many."""
    names = [submission.plan.named(each) for each in systems[:few]]
    more = len(systems) - few
    return listed([*names, f"{more:,} more"] if more > 0 else names, "and")


def _why_still_red(submission: Submission, system: str) -> str:
    """Why a system is still red at the end, in a few words."""
    left = next((each for each in submission.plan.not_planned if each.system == system), None)
    return REASONS[left.why.code].words if left else "the work does not take it out of red"

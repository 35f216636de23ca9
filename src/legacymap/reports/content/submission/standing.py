"""Which systems and services are red today and at the end, doing nothing and under the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from legacymap.domain.assessment import Rating
from legacymap.domain.nearest import listed
from legacymap.domain.plan import CourseName
from legacymap.domain.registers import ServiceLine
from legacymap.domain.submission import Submission
from legacymap.reports.content.courses import times
from legacymap.reports.content.plan import REASONS
from legacymap.reports.words import counted

FEW = 6


@dataclass(frozen=True, slots=True)
class Standing:
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


def standing_of(submission: Submission) -> Standing:
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
    return Standing(
        end=end,
        red_now=red_now,
        mended=tuple(each for each in would if each not in still),
        still_red=still,
        services=exposed,
        relieved=tuple(each for each in exposed if not any(_stands_on(each, system) for system in still)),
    )


def _stands_on(service: ServiceLine, system: str) -> bool:
    return system == service.system or system in service.foundations


def people_behind(submission: Submission, services: Sequence[ServiceLine]) -> str:
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


def named(submission: Submission, systems: Sequence[str], few: int = FEW) -> str:
    """Systems by name, the first few where there are many."""
    names = [submission.plan.named(each) for each in systems[:few]]
    more = len(systems) - few
    return listed([*names, f"{more:,} more"] if more > 0 else names, "and")


def why_still_red(submission: Submission, system: str) -> str:
    """Why a system is still red at the end, in a few words."""
    left = next((each for each in submission.plan.not_planned if each.system == system), None)
    return REASONS[left.why.code].words if left else "the work does not take it out of red"

"""How each system stands now and later, with the plan and without, and which are still red at its end."""

from collections.abc import Mapping, Sequence

from legacymap.domain.nearest import listed
from legacymap.domain.plan import CoursePoint, Plan
from legacymap.reports.view import FOR_DATA, NAME, Block, Cell, Column, Judgement, Table
from legacymap.reports.words import counted, rating_of

_FEW = 8
_GONE = Judgement("gone", "gone", "calm")
_NOTE = (
    "Now: on the as-of date; later: on the first day of the year. Nothing: if nothing is done. Score: under "
    "the plan. Gone: the system has left the estate. Systems come in the order of the scan."
)
ByTime = Mapping[tuple[str, str], CoursePoint]


def rating_blocks(plan: Plan) -> tuple[Block, ...]:
    """A row for each system; nothing where none is scored."""
    return (rating_table(plan),) if plan.courses else ()


def times(plan: Plan) -> tuple[str, ...]:
    """The times at which courses are told, in order: the as-of date, then one or two years."""
    return tuple(dict.fromkeys(point.at for point in plan.courses))


def by_system(plan: Plan) -> Mapping[str, ByTime]:
    """The points of every system, by time and course."""
    found: dict[str, dict[tuple[str, str], CoursePoint]] = {}
    for point in plan.courses:
        found.setdefault(point.system, {})[point.at, point.course] = point
    return found


def still_red(plan: Plan) -> str:
    """Which systems are rated red at the end under the plan: those acted on, and those left as they are."""
    end = times(plan)[-1]
    left = [point for point in plan.courses if (point.at, point.course, point.rating) == (end, "plan", "red")]
    could = sum(
        (point.at, point.course, point.rating) == (end, "plan", "possibly-red") for point in plan.courses
    )
    possible = _possible(could, more=bool(left))
    nothing = sum(
        (point.at, point.course, point.rating) == (end, "do_nothing", "red") for point in plan.courses
    )
    if not left:
        without = f"; {nothing:,} would be" if nothing else ", nor would any be"
        return f"By {end}, no system is rated red under this plan{without} if nothing is done.{possible}"
    acted = [plan.named(point.system) for point in left if point.acted_on]
    alone = [plan.named(point.system) for point in left if not point.acted_on]
    parts = [
        *([f"although acted on: {_some(acted)}"] if acted else []),
        *([f"left as they are: {_some(alone)}"] if alone else []),
    ]
    are = "is" if len(left) == 1 else "are"
    return (
        f"By {end}, {counted(len(left), 'system')} {are} rated red under this plan "
        f"({nothing:,} if nothing is done); {'; '.join(parts)}.{possible}"
    )


def _possible(could: int, *, more: bool) -> str:
    """How many beside them could be red."""
    if not could:
        return ""
    what = f"what is unknown of {'it' if could == 1 else 'them'} decides"
    return f" {could:,} {'more ' if more else ''}could be red: {what}."


def rating_table(plan: Plan) -> Table:
    """A row for each system: its rating now and later, doing nothing and under the plan."""
    now, *later = times(plan)
    columns = [
        Column("name", "system", least=NAME),
        Column("system", "system", priority=FOR_DATA),
        Column("acted_on", "acted on", priority=3),
        Column("now", "now"),
        Column("now_score", "score now", "score", priority=4),
    ]
    for at in later:
        key = at.replace("-", "_")
        columns += [
            Column(f"nothing_{key}", f"{at}: nothing", priority=2),
            Column(f"plan_{key}", f"{at}: plan"),
            Column(f"plan_{key}_score", f"{at}: score", "score", priority=4),
            *(
                Column(f"{course}_{key}_p_red", f"{at}: P(red)", "share", FOR_DATA)
                for course in ("nothing", "plan")
            ),
        ]
    rows = tuple(_row(plan, system, points, (now, later)) for system, points in by_system(plan).items())
    return Table("How each system fares", tuple(columns), rows, _NOTE)


def _row(plan: Plan, system: str, points: ByTime, when: tuple[str, Sequence[str]]) -> tuple[Cell, ...]:
    now, later = when
    today = points[now, "do_nothing"]
    cells: list[Cell] = [
        plan.named(system),
        system,
        "yes" if today.acted_on else "",
        course_rating(today),
        today.expected,
    ]
    for at in later:
        nothing, planned = points[at, "do_nothing"], points[at, "plan"]
        cells += [
            course_rating(nothing),
            course_rating(planned),
            planned.expected,
            nothing.p_red,
            planned.p_red,
        ]
    return tuple(cells)


def course_rating(point: CoursePoint) -> Judgement:
    """The rating in words; `gone` once the system has left."""
    return rating_of(point.rating) if point.rating else _GONE


def _some(names: Sequence[str]) -> str:
    first, more = names[:_FEW], len(names) - _FEW
    return listed([*first, f"{more:,} more"] if more > 0 else first, "and")

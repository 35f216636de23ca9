"""What no action may cost: constraint 9 of `method.md`, section 6, with its small print."""

from collections.abc import Iterator

from tests.recomputation.courses import Choice, Course, committed, links, meets
from tests.recomputation.reckoning import present_cost, total_value
from tests.recomputation.weights import Weighed


def too_dear(weighed: Weighed, course: Course) -> Iterator[str]:
    """Each action that costs more for each point than the points are worth."""
    most = weighed.scenario.worth
    if most is None:
        return
    for system in sorted(course):
        together = {system: course[system], **leaning(weighed, course, system)}
        if any(_decided(weighed, each, choice) for each, choice in together.items()):
            continue
        cost, points = present_cost(weighed, together), total_value(weighed, together)
        if cost > float(most) * points * (1 + 1e-9) + 1e-6:
            yield f"{system}: {cost} for {points}"


def leaning(weighed: Weighed, course: Course, system: str) -> dict[str, Choice]:
    """The chosen actions that could not stay without one of them, all else unchanged."""
    left = {each: choice for each, choice in course.items() if each != system}
    gone: dict[str, Choice] = {}
    while falling := [each for each in left if any(links(weighed, left, each))]:
        gone |= {each: left.pop(each) for each in falling}
    return gone


def _decided(weighed: Weighed, system: str, choice: Choice) -> bool:
    option, start = choice
    return (
        committed(weighed).get(system) == choice
        or any(
            each == system and named in (None, option) and year in (None, start)
            for each, named, year in weighed.scenario.fixes
        )
        or any(must.system == system and meets(weighed, must, choice) for must in weighed.scenario.musts)
    )

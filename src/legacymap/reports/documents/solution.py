"""The JSON of `solve` (format `legacymap.solution/1`)."""

from typing import Literal

# Pydantic can read it on Python 3.11 only from here.
from typing_extensions import TypedDict

from legacymap.domain.plan import Solution


class ChosenObject(TypedDict):
    """A job that is chosen, by its place, and the year in which it starts, counted from 0."""

    job: int
    start: int


class IncompleteObject(TypedDict):
    """What the answer leaves out or was not given the time for."""

    records: int
    named: list[str]
    files: list[str]
    cut_short: list[str]


class SolutionDocument(TypedDict):
    """The answer to a posed problem; value, bound and gap are null where no plan is known."""

    format: Literal["legacymap.solution/1"]
    chosen: list[ChosenObject]
    value: float | None
    bound: float | None
    gap: float | None
    status: Literal["optimal", "time-limit", "infeasible"]
    present_cost: float | None
    solver: str
    seconds: float
    incomplete: IncompleteObject | None


def solution_document(found: Solution, seconds: float) -> SolutionDocument:
    """The answer as a document, with the seconds that it took."""
    known = found.starts is not None
    bounded = found.status != "infeasible" and abs(found.bound) != float("inf")
    cut = list(found.cut_short)
    return {
        "format": "legacymap.solution/1",
        "chosen": [{"job": each.job, "start": each.start} for each in found.starts or ()],
        "value": found.value if known else None,
        "bound": found.bound if bounded else None,
        "gap": found.gap if known and bounded else None,
        "status": found.status,
        "present_cost": found.present_cost if known else None,
        "solver": found.solver,
        "seconds": round(seconds, 3),
        "incomplete": {"records": 0, "named": [], "files": [], "cut_short": cut} if cut else None,
    }

"""Risk and running cost year by year, doing nothing, doing what is committed, and following the plan."""

from collections.abc import Mapping, Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import TrajectoryYear
from legacymap.domain.submission import Submission
from legacymap.reports.figures import day
from legacymap.reports.view import Cell, Chart, Column, Table

_TITLE = "Doing nothing, the minimum and the plan, year by year"
_COLUMNS = (
    Column("year", "year"),
    Column("nothing_red", "red: nothing", "score"),
    Column("minimum_red", "red: minimum", "score"),
    Column("plan_red", "red: plan", "score"),
    Column("nothing_risk", "risk: nothing", "score"),
    Column("minimum_risk", "risk: minimum", "score"),
    Column("plan_risk", "risk: plan", "score"),
    Column("nothing_cost", "running: nothing", "money"),
    Column("minimum_cost", "running: minimum", "money"),
    Column("plan_cost", "running: plan", "money"),
)
_NOTE = (
    "Red: the systems expected to be red on 1 April; risk: total weighted risk on that day. Doing "
    "nothing: only dates move; support and contracts end, nothing is mended. Minimum: what is committed "
    "already. Running: what the scored systems that state a cost take to run in the year, undiscounted, "
    "in the price base; growth as the records state it, savings from the year after the work."
)
_KEYS = (("alarm", "do nothing"), ("caution", "minimum"), ("calm", "plan"))
_COURSES: tuple[tuple[str, str, list[int]], ...] = (
    ("do nothing", "#b3261e", []),
    ("minimum", ("#f4a62a"), [8, 4]),
    (("plan"), ("#3d8f6a"), [2, 3]),
)


def trajectory(submission: Submission) -> Chart:
    """The figures of every appraisal year; drawn: the systems expected to be red."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            financial_year_text(risk.year),
            *(outlook.expected_red for outlook in (risk.do_nothing, risk.do_minimum, risk.plan)),
            *(outlook.weighted_risk for outlook in (risk.do_nothing, risk.do_minimum, risk.plan)),
            *(cost.do_nothing, cost.do_minimum, cost.plan),
        )
        for risk, cost in zip(submission.plan.trajectory, submission.running_costs, strict=True)
    )
    words = _words(submission.plan.trajectory)
    return Chart(_TITLE, words, Table(_TITLE, _COLUMNS, rows, _note(submission)), _specification(rows), _KEYS)


def _note(submission: Submission) -> str:
    provenance, assessments = submission.survey.provenance, submission.survey.totals
    return (
        f"{_NOTE} On {day(provenance.as_of)} the systems expected to be red are "
        f"{assessments.expected_red:.1f}."
    )


def _words(years: Sequence[TrajectoryYear]) -> str:
    first, last = years[0], years[-1]
    return (
        f"Three lines of the systems expected to be red, from {financial_year_text(first.year)} to "
        f"{financial_year_text(last.year)}: from {first.do_nothing.expected_red:.1f}, doing nothing goes to "
        f"{last.do_nothing.expected_red:.1f}, the minimum to {last.do_minimum.expected_red:.1f}, the plan to "
        f"{last.plan.expected_red:.1f}."
    )


def _specification(rows: tuple[tuple[Cell, ...], ...]) -> Mapping[str, object]:
    names = [name for name, _, _ in _COURSES]
    values = [
        {"year": row[0], "course": name, "red": row[at]}
        for row in rows
        for at, name in enumerate(names, start=1)
    ]
    scale = {"domain": names, "range": [colour for _, colour, _ in _COURSES]}
    dashes = {"domain": names, "range": [dash for _, _, dash in _COURSES]}
    years = [row[0] for row in rows]
    return {
        "height": 260,
        "data": {"values": values},
        "mark": {"type": "line", "strokeWidth": 3},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "sort": years,
                "axis": {"title": None, "labelAngle": -45},
            },
            "y": {"field": "red", "type": "quantitative", "axis": {"title": "expected red"}},
            "color": {"field": "course", "type": "nominal", "scale": scale},
            "strokeDash": {"field": "course", "type": "nominal", "scale": dashes},
        },
    }

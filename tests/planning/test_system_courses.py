"""How each system stands now and later, doing nothing and under the plan."""

from dataclasses import replace
from datetime import date

from legacymap.domain.assessment import Rating
from legacymap.domain.inventory import Record
from legacymap.domain.plan import Course, CoursePoint, Projection
from legacymap.planning.courses import system_courses
from legacymap.planning.work import Choices
from tests.estate.builders import assessment, record
from tests.planning.cases import case, ledger, option, planned, posed_as

DAY = date(2026, 11, 22)
NOW = assessment("a/x", 3.0, 4.0, "possibly-red")
# What is left alone turns red in the fourth year; what is replaced is not red.
RISING: tuple[Rating, ...] = ("possibly-red", "possibly-red", "possibly-red", "red", "red")
NOTHING = Course((), (), (0.5, 0.5, 0.5, 1.0, 1.0), RISING, (10.0, 11.0, 12.0, 20.0, 21.0))
MENDED = Course((), (), (0.0,) * 5, ("not-red",) * 5, (2.0,) * 5)


def courses(*records: Record, chosen: Choices, **changes: object) -> dict[tuple[str, str, str], CoursePoint]:
    """The courses of records by system, time and course."""
    posed = case(*records, **{key: value for key, value in changes.items() if key != "leaves"})
    projection = Projection(
        nothing={each.id: NOTHING for each in records},
        after={(each.id, "new"): MENDED for each in records if each.id != "a/gone"},
    )
    leaves = changes.get("leaves")
    if isinstance(leaves, dict):
        projection = replace(projection, leaves=leaves)
    made = ledger(posed_as(posed), chosen)
    now = {each.id: NOW for each in records}
    points = system_courses(posed, projection, made, now, DAY)
    return {(point.system, point.at, point.course): point for point in points}


def test_each_system_has_now_the_last_scenario_year_and_the_last_appraisal_year() -> None:
    found = courses(planned("a/x", option()), record("a/y"), chosen={"a/x": ("new", 1)})
    assert [key for key in found if key[0] == "a/x"] == [
        ("a/x", at, course)
        for at in ("2026-11-22", "2029-30", "2031-32")
        for course in ("do_nothing", "plan")
    ]
    now = found["a/x", "2026-11-22", "plan"]
    assert (now.rating, now.expected, now.p_red) == (NOW.rating, NOW.overall.expected, NOW.p_red)
    assert found["a/x", "2031-32", "do_nothing"].rating == "red"
    assert found["a/x", "2031-32", "plan"] == CoursePoint("a/x", True, "2031-32", "plan", "not-red", 2.0, 0.0)
    assert found["a/y", "2031-32", "plan"] == CoursePoint("a/y", False, "2031-32", "plan", "red", 21.0, 1.0)


def test_an_effect_shows_from_the_year_after_the_work() -> None:
    late = courses(planned("a/x", option()), chosen={"a/x": ("new", 2)})
    assert late["a/x", "2029-30", "plan"].expected == 12.0
    early = courses(planned("a/x", option()), chosen={"a/x": ("new", 1)})
    assert early["a/x", "2029-30", "plan"].expected == 2.0


def test_what_has_left_has_no_rating() -> None:
    found = courses(
        planned("a/gone", option(approach="retire")), record("a/y"),
        chosen={"a/gone": ("new", 0)}, leaves={"a/y": 4},
    )  # fmt: skip
    assert found["a/gone", "2029-30", "do_nothing"].rating == "possibly-red"
    gone = found["a/gone", "2029-30", "plan"]
    assert (gone.rating, gone.expected, gone.p_red) == (None, None, None)
    # A planned retirement that is believed counts in every course.
    assert found["a/y", "2029-30", "do_nothing"].rating == "possibly-red"
    assert found["a/y", "2031-32", "do_nothing"].rating is None


def test_one_year_is_not_told_twice() -> None:
    found = courses(record("a/y"), chosen={}, appraisal_years="3")
    assert sorted({at for _, at, _ in found}) == ["2026-11-22", "2029-30"]

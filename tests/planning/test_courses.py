"""How the estate fares under a plan, worked by hand: systems, the whole, and present values."""

from dataclasses import replace
from datetime import date

from legacymap.domain.assessment import Rating
from legacymap.domain.inventory import Record
from legacymap.domain.plan import Course, CoursePoint, MoneyTable, Projection, TrajectoryYear
from legacymap.planning.courses import money_table, system_courses, trajectory
from legacymap.planning.posing import posed_problem
from legacymap.planning.work import Case, Choices
from tests.estate.builders import assessment, record
from tests.planning.cases import case, ledger, option, planned, posed_as, risks

DAY = date(2026, 11, 22)
NOW = assessment("a/x", 3.0, 4.0, "possibly-red")
# What is left alone turns red in the fourth year; what is replaced is not red.
RISING: tuple[Rating, ...] = ("possibly-red", "possibly-red", "possibly-red", "red", "red")
NOTHING = Course((), (), (0.5, 0.5, 0.5, 1.0, 1.0), RISING, (10.0, 11.0, 12.0, 20.0, 21.0))
MENDED = Course((), (), (0.0,) * 5, ("not-red",) * 5, (2.0,) * 5)


def courses(*records: Record, chosen: Choices, **changes: object) -> dict[tuple[str, str, str], CoursePoint]:
    """The courses of records by system, time and course."""
    stated = case(*records, **{key: value for key, value in changes.items() if key != "retired_from"})
    projection = Projection(
        nothing={each.id: NOTHING for each in records},
        after={(each.id, "new"): MENDED for each in records if each.id != "a/gone"},
    )
    retired_from = changes.get("retired_from")
    if isinstance(retired_from, dict):
        projection = replace(projection, retired_from=retired_from)
    made = ledger(posed_as(stated), chosen)
    now = {each.id: NOW for each in records}
    points = system_courses(stated, projection, made, now, DAY)
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
        chosen={"a/gone": ("new", 0)}, retired_from={"a/y": 4},
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


X: Choices = {"a/x": ("new", 0)}


def course(stated: Case, schedule: Choices, least: Choices | None = None) -> tuple[TrajectoryYear, ...]:
    """The years of a schedule."""
    posed = posed_problem(stated, risks(stated))
    return trajectory(stated, risks(stated), ledger(posed, schedule), ledger(posed, least))


def test_an_effect_begins_in_the_year_after_the_work() -> None:
    years = course(case(planned("a/x", option(rdel=["1", "1"])), record("a/y")), X)
    assert [each.year for each in years] == [2027, 2028, 2029, 2030, 2031]
    assert [each.do_nothing.weighted_risk for each in years] == [20] * 5
    assert [each.plan.weighted_risk for each in years] == [20, 20, 12, 12, 12]
    assert [each.plan.expected_red for each in years] == [1, 1, 0.6, 0.6, 0.6]


def test_what_is_retired_leaves_both_sums() -> None:
    years = course(case(planned("a/x", option(approach="retire"))), X)
    assert [each.plan.weighted_risk for each in years] == [10, 0, 0, 0, 0]
    assert [each.plan.expected_red for each in years] == [0.5, 0, 0, 0, 0]


def test_what_is_committed_counts_in_the_minimum_too_even_from_before_the_first_year() -> None:
    begun: Choices = {"a/x": ("new", -1)}
    stated = case(planned("a/x", option(committed="2026-27")), planned("a/y", option()))
    years = course(stated, {**begun, "a/y": ("new", 1)}, begun)
    assert [each.do_minimum.weighted_risk for each in years] == [12] * 5
    assert [each.plan.weighted_risk for each in years] == [12, 12, 4, 4, 4]


def test_the_plan_removes_what_its_actions_are_worth() -> None:
    posed = posed_as(case(planned("a/x", option())))
    years = course(case(planned("a/x", option())), X)
    removed = sum(each.do_nothing.weighted_risk - each.plan.weighted_risk for each in years)
    assert removed == posed.works[0].values[0]


def test_a_late_effect_comes_a_year_later() -> None:
    late = replace(case(planned("a/x", option())), delay=1)
    assert [each.plan.weighted_risk for each in course(late, X)] == [10, 10, 2, 2, 2]


NEW: Choices = {"a/x": ("new", 0)}
DOUBLE = {"2024-25": "1", "2026-27": "2"}


def table(stated: Case, schedule: Choices, least: Choices | None = None) -> MoneyTable:
    """The table of a schedule beside what is committed."""
    posed = posed_as(stated)
    return money_table(stated, ledger(posed, schedule), ledger(posed, least), {})


def test_doing_nothing_costs_only_to_run() -> None:
    found = table(case(record("a/x", costs={"annual_run": "£3m"}), record("a/y")), {}).do_nothing
    assert (found.cost, found.running_cost, found.running_cost_saved) == (0, 15e6, 0)
    assert (found.net_present_cost, found.cost_per_point) == (0, None)


def test_running_costs_grow_in_real_terms_and_are_in_the_price_base() -> None:
    costs = {"annual_run": "£1m", "real_growth": "1", "price_base": "2024-25"}
    found = table(case(record("a/x", costs=costs), deflators=DOUBLE), {}).do_nothing
    assert found.running_cost == 2e6 * (1 + 2 + 4 + 8 + 16)


def test_a_saving_counts_from_the_year_after_the_work() -> None:
    saving = option(rdel=["£1m", "£1m"], annual_saving="£2m")
    found = table(case(planned("a/x", saving, costs={"annual_run": "£3m"})), NEW).plan
    assert (found.running_cost_saved, found.running_cost) == (6e6, 9e6)
    assert found.net_present_cost == -4e6
    # Three years of 8 points less for £2m.
    assert (found.value, found.cost_per_point) == (24, 2e6 / 24)


def test_a_saving_is_in_the_prices_of_its_option() -> None:
    saving = option(annual_saving="£1m", price_base="2024-25")
    assert (
        table(
            case(planned("a/x", saving, costs={"annual_run": "£9m"}), deflators=DOUBLE), NEW
        ).plan.running_cost_saved
        == 8e6
    )


def test_later_money_counts_less() -> None:
    mine = option(rdel=["£4m", "£4m"], cdel=["0", "£2m"], annual_saving="£8m")
    found = table(case(planned("a/x", mine, costs={"annual_run": "£9m"}), discount={"rate": "1"}), NEW).plan
    assert (found.rdel, found.cdel) == (4e6 + 2e6, 1e6)
    assert found.running_cost_saved == 8e6 * (1 / 4 + 1 / 8 + 1 / 16)


def test_of_work_begun_before_the_first_year_only_the_rest_is_still_to_be_spent() -> None:
    begun = option(rdel=["£1m", "£2m"], annual_saving="£1m", committed="2026-27")
    found = table(
        case(planned("a/x", begun, costs={"annual_run": "£9m"})), {"a/x": ("new", -1)}, {"a/x": ("new", -1)}
    )
    assert found.plan.cost == 2e6
    assert found.plan.running_cost_saved == 4e6
    assert found.do_minimum == found.plan


def test_what_is_not_committed_is_in_the_plan_alone() -> None:
    found = table(case(planned("a/x", option())), NEW)
    assert (found.do_minimum.cost, found.plan.cost) == (0, 1e6)


def test_no_more_is_saved_than_is_spent_and_nothing_where_nothing_is_stated() -> None:
    costs = {"annual_run": "£1m", "real_growth": "1"}
    much = option(annual_saving="£3m")
    assert table(case(planned("a/x", much, costs=costs)), NEW).plan.running_cost == 1e6
    assert table(case(planned("a/x", much)), NEW).plan.running_cost_saved == 0


def test_a_saving_grows_as_the_running_cost_does() -> None:
    costs = {"annual_run": "£4m", "real_growth": "1"}
    found = table(case(planned("a/x", option(annual_saving="£1m"), costs=costs)), NEW).plan
    assert found.running_cost_saved == 1e6 * (2 + 4 + 8 + 16)


def test_what_is_switched_off_or_leaves_by_itself_costs_nothing_more() -> None:
    gone = option(approach="retire", annual_saving="-£1m")
    stated = case(planned("a/x", gone, costs={"annual_run": "£4m"}))
    assert table(stated, NEW).plan.running_cost == 4e6
    posed = posed_as(stated)
    left = money_table(stated, ledger(posed, {}), ledger(posed, None), {"a/x": 2})
    assert left.do_nothing.running_cost == left.plan.running_cost == 8e6

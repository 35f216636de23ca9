"""Present values of doing nothing, of what is committed, and of the plan."""

from legacymap.domain.plan import MoneyTable
from legacymap.planning.courses import money_table
from legacymap.planning.work import Case, Choices
from tests.estate.builders import record
from tests.planning.cases import case, ledger, option, planned, posed_as

NEW: Choices = {"a/x": ("new", 0)}
DOUBLE = {"2024-25": "1", "2026-27": "2"}


def table(posed: Case, schedule: Choices, least: Choices | None = None) -> MoneyTable:
    """The table of a schedule beside what is committed."""
    framing = posed_as(posed)
    return money_table(posed, ledger(framing, schedule), ledger(framing, least), {})


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
    posed = case(planned("a/x", gone, costs={"annual_run": "£4m"}))
    assert table(posed, NEW).plan.running_cost == 4e6
    framing = posed_as(posed)
    left = money_table(posed, ledger(framing, {}), ledger(framing, None), {"a/x": 2})
    assert left.do_nothing.running_cost == left.plan.running_cost == 8e6

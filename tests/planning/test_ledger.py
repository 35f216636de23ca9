"""What a schedule spends, and what one more action would lack."""

import pytest

from legacymap.planning.ledger import Ledger, budget_use
from legacymap.planning.work import Choices
from tests.planning.cases import case, ledger, line, option, planned, posed_as

BOTH = option(rdel=["£1m", "£2m"], cdel=["£4m"])
X: Choices = {"a/x": ("new", 0)}


def sums(schedule: Choices, *lines: dict[str, object], **changes: object) -> Ledger:
    """The sums of a schedule of `a/x`, `a/y` and `b/z` that all cost the same."""
    records = [planned(system, BOTH) for system in ("a/x", "a/y", "b/z")]
    return ledger(posed_as(case(*records, budgets=list(lines), **changes)), schedule)


def lacking(found: Ledger, system: str, start: int) -> list[tuple[int, float]]:
    """The years and amounts that one more start lacks."""
    return [(year, amount) for _, year, amount in found.shortfalls(found.posed.work[system, "new"], start)]


@pytest.mark.parametrize(
    ("fund", "expected"), [("rdel", (1e6, 2e6, 0)), ("cdel", (4e6, 0, 0)), ("total", (5e6, 2e6, 0))]
)
def test_a_line_counts_its_fund_by_year(fund: str, expected: tuple[float, ...]) -> None:
    assert sums(X, line("a", fund, "0", "0", "0")).spends == (expected,)


def test_a_line_counts_only_its_organisation() -> None:
    everywhere: Choices = dict.fromkeys(("a/x", "a/y", "b/z"), ("new", 0))
    found = sums(everywhere, line("a", "rdel", "0", "0", "0"), line("all", "rdel", "0", "0", "0"))
    assert found.spends == ((2e6, 4e6, 0), (3e6, 6e6, 0))


def test_a_row_of_the_budget_shows_cap_and_spend() -> None:
    rows = budget_use(sums(X, line("a", "rdel", "£3m", "£3m", "£3m", carry_forward="yes")), 2027)
    assert [(row.year, row.cap, row.spend) for row in rows] == [
        (2027, 3e6, 1e6),
        (2028, 3e6, 2e6),
        (2029, 3e6, 0),
    ]


def test_spend_after_the_last_year_is_told_apart() -> None:
    found = sums({"a/x": ("new", 2)})
    assert (found.tail("rdel"), found.tail("cdel"), found.tail("total")) == (2e6, 0, 2e6)
    assert isinstance(sums({}).tail("rdel"), float)


def test_years_before_the_first_are_sunk() -> None:
    posed = case(
        planned("a/x", option(**{**BOTH, "committed": "2026-27"})),
        budgets=[line("a", "total", "0", "0", "0")],
    )
    assert ledger(posed_as(posed), {"a/x": ("new", -1)}).spends == ((2e6, 0, 0),)


def test_what_is_short_is_told_by_year() -> None:
    found = sums(X, line("a", "rdel", "£1.5m", "£3m", "£9m"))
    assert lacking(found, "a/y", 0) == [(0, 0.5e6), (1, 1e6)]
    assert lacking(found, "a/y", 2) == []
    assert lacking(found, "b/z", 0) == []


def test_with_carry_forward_all_that_is_short_falls_in_the_earliest_year_short() -> None:
    # Up to each year 1, 3, 3 are spent; one more makes 2, 6, 6 of caps that add up to 1.5, 4, 5.
    found = sums(X, line("a", "rdel", "£1.5m", "£2.5m", "£1m", carry_forward="yes"))
    assert lacking(found, "a/y", 0) == [(0, 2e6)]
    # From the second year on: 1, 4, 6 of 1.5, 4, 5 is short only in the last.
    assert lacking(found, "a/y", 1) == [(2, 1e6)]


def test_money_left_over_carries_forward_only_where_the_line_says_so() -> None:
    carried = sums(X, line("a", "rdel", "£4m", "£2m", "0", carry_forward="yes"))
    kept = sums(X, line("a", "rdel", "£4m", "£2m", "0"))
    assert lacking(carried, "a/y", 0) == []
    assert lacking(kept, "a/y", 0) == [(1, 2e6)]


def test_the_cap_on_later_spend_is_for_all_later_years_together() -> None:
    found = sums({"a/x": ("new", 2)}, tail_cap={"rdel": "£3m"})
    assert found.lacking_tail(found.posed.work["a/y", "new"], 2)
    assert not found.lacking_tail(found.posed.work["a/y", "new"], 1)
    assert not sums({"a/x": ("new", 2)}).lacking_tail(found.posed.work["a/y", "new"], 2)


def test_capacity_is_taken_in_every_year_of_the_work() -> None:
    found = sums(X, capacity={"a": "1"})
    assert found.exceeded(found.posed.work["a/y", "new"], 0) == ("a",)
    assert found.exceeded(found.posed.work["a/y", "new"], 1) == ("a",)
    assert found.exceeded(found.posed.work["a/y", "new"], 2) == ()
    assert found.exceeded(found.posed.work["b/z", "new"], 0) == ()


def test_what_waits_for_others_says_for_whom() -> None:
    records = [
        planned("a/x", option(requires=["y"])),
        planned("a/y", option(rdel=["£1m", "£1m"])),
        planned("a/z", option(moves_with=["y"])),
    ]
    posed = posed_as(case(*records))
    alone, done = ledger(posed), ledger(posed, {"a/y": ("new", 0)})
    x, z = alone.posed.work["a/x", "new"], alone.posed.work["a/z", "new"]
    assert (alone.waiting(x, 2), done.waiting(x, 2)) == (("a/y",), ())
    assert (done.waiting(z, 0), done.waiting(z, 1)) == ((), ("a/y",))


def test_a_retirement_waits_until_the_others_have_left() -> None:
    records = [
        planned("a/x", option(approach="retire")),
        planned("a/y", option(rdel=["0", "0"]), depends_on=["x"]),
    ]
    found = ledger(posed_as(case(*records)), {"a/y": ("new", 0)})
    retire = found.posed.work["a/x", "new"]
    # a/y leaves by the end of year 1, which may be the last year of the retirement too.
    assert found.waiting(retire, 1) == ()
    assert ledger(posed_as(case(*records)), {"a/y": ("new", 1)}).waiting(retire, 1) == ("a/y",)

"""New money: what is neither funded nor ring-fenced, by sums that can be done in the head."""

from typing import Any

import pytest

from legacymap.domain.plan import Financing, NewMoney
from legacymap.planning.explanation import money_by_year, new_money
from tests.estate.builders import record
from tests.planning.cases import case, option, posed_as

COSTLY = option(rdel=["£1m", "£1m"], cdel=["£2m", "£4m"])


def needed(start: int = 0, **plan: object) -> NewMoney:
    """What an option of £3m and then £5m needs, of which £2m and £4m is capital."""
    committed = {"committed": "2026-27"} if start < 0 else {}
    mine = record("a/x", remediation={"plan": plan, "options": [{**COSTLY, **committed}]})
    framing = posed_as(case(mine))
    return new_money(money_by_year(mine, framing.works[0], start))


@pytest.mark.parametrize(
    ("plan", "rdel", "cdel"),
    [
        ({}, 2e6, 6e6),
        ({"funded": "yes"}, 0, 0),
        ({"funded": "partly"}, 2e6, 6e6),
        ({"funded": "yes", "option": "new"}, 0, 0),
        ({"funded": "yes", "option": "another"}, 2e6, 6e6),
        # The first year first, and in it capital: £2m, then £0.5m of resource.
        ({"ringfenced": "£2.5m"}, 1.5e6, 4e6),
        # All of the first year, and £1m of the second's capital.
        ({"ringfenced": "£4m"}, 1e6, 3e6),
        ({"ringfenced": "£9m"}, 0, 0),
        ({"ringfenced": "£9m", "option": "another"}, 2e6, 6e6),
    ],
)
def test_what_is_set_aside_is_not_new(plan: dict[str, Any], rdel: float, cdel: float) -> None:
    assert needed(**plan) == NewMoney(rdel, cdel)


def test_what_was_spent_before_the_first_year_is_not_new() -> None:
    assert needed(-1) == NewMoney(1e6, 4e6)


def test_each_year_says_who_pays_and_sums_to_what_the_work_costs() -> None:
    million = 100_000_000  # pence
    assert years(ringfenced="£4m") == {
        0: Financing(ringfenced=3 * million),
        1: Financing(million, 3 * million, million),
    }
    assert years(funded="yes") == {0: Financing(funded=3 * million), 1: Financing(funded=5 * million)}
    for plan in ({}, {"ringfenced": "£2.5m"}, {"funded": "yes"}):
        assert [each.total for each in years(**plan).values()] == [3 * million, 5 * million]


def years(**plan: object) -> dict[int, Financing]:
    mine = record("a/x", remediation={"plan": plan, "options": [COSTLY]})
    return money_by_year(mine, posed_as(case(mine)).works[0], 0)

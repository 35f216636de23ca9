"""New money: what is neither funded nor ring-fenced, by sums that can be done in the head."""

from typing import Any

import pytest

from legacymap.domain.plan import NewMoney
from legacymap.planning.funding import new_money
from tests.estate.builders import record
from tests.planning.cases import case, option, posed_as

COSTLY = option(rdel=["£1m", "£1m"], cdel=["£2m", "£4m"])


def needed(start: int = 0, **plan: object) -> NewMoney:
    """What an option of £3m and then £5m needs, of which £2m and £4m is capital."""
    committed = {"committed": "2026-27"} if start < 0 else {}
    mine = record("a/x", remediation={"plan": plan, "options": [{**COSTLY, **committed}]})
    framing = posed_as(case(mine))
    return new_money(mine, framing.works[0], start)


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

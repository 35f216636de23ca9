"""What a plan does to a system, and why it leaves another as it is."""

from collections.abc import Mapping
from typing import Literal

from typing_extensions import TypedDict

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import Action, NextIn, NotPlanned, WhyNot
from legacymap.domain.scenario import Fund
from legacymap.domain.system import Approach


class ChosenObject(TypedDict):
    """Why an action is in the plan."""

    code: Literal["chosen"]
    text: str


class ActionObject(TypedDict):
    """One action; money by year of work, in the price base, after optimism bias.

    `families` are shares of the value; `chosen_in` counts the variants that hold the action, where asked for.
    """

    system: str
    option: str
    approach: Approach
    start: str
    complete: str
    rdel: dict[str, float]
    cdel: dict[str, float]
    value: float
    committed: bool
    families: dict[str, float]
    why: ChosenObject
    chosen_in: int | None


class WhyNotObject(TypedDict):
    """Why a system is not in the plan: a code, in words, and who stands in the way."""

    code: WhyNot
    text: str
    by: list[str]


class ExtraObject(TypedDict):
    """Money that a budget line lacks in a year."""

    organisation: str
    fund: Fund
    year: str
    amount: float


class NextInObject(TypedDict):
    """The cheapest way to bring a system in, all else fixed."""

    option: str
    start: str
    value: float
    extra: list[ExtraObject]


class NotPlannedObject(TypedDict):
    """A system that the plan leaves as it is; `next_in` is null where money alone would not bring it in."""

    system: str
    why: WhyNotObject
    next_in: NextInObject | None


def action_object(action: Action) -> ActionObject:
    """An action, unrounded."""
    return {
        "system": action.system,
        "option": action.option,
        "approach": action.approach,
        "start": financial_year_text(action.start),
        "complete": financial_year_text(action.complete),
        "rdel": by_year(action.rdel),
        "cdel": by_year(action.cdel),
        "value": action.value,
        "committed": action.committed,
        "families": dict(action.families),
        "why": {"code": "chosen", "text": action.why},
        "chosen_in": action.chosen_in,
    }


def not_planned_object(left: NotPlanned) -> NotPlannedObject:
    """A system not planned, unrounded."""
    return {
        "system": left.system,
        "why": {"code": left.code, "text": left.text, "by": list(left.by)},
        "next_in": _next_in(left.next_in) if left.next_in else None,
    }


def by_year(amounts: Mapping[int, float]) -> dict[str, float]:
    """Amounts by the name of the financial year."""
    return {financial_year_text(year): whole(amount) for year, amount in amounts.items()}


def whole(amount: float) -> float:
    """An amount as a whole number where it is one."""
    return int(amount) if amount.is_integer() else amount


def _next_in(found: NextIn) -> NextInObject:
    return {
        "option": found.option,
        "start": financial_year_text(found.start),
        "value": found.value,
        "extra": [
            {
                "organisation": extra.organisation,
                "fund": extra.fund,
                "year": financial_year_text(extra.year),
                "amount": whole(extra.amount),
            }
            for extra in found.extra
        ],
    }

"""A plan that was made before, to stay near to."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic_core import PydanticCustomError

from legacymap.domain.dates import financial_year
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory
from legacymap.domain.plan import Changes, Plan

_FORMAT = "legacymap.plan/1"
_SEVERAL = "legacymap.plans/1"
_HINT = "`legacymap plan … -f json -o plan.json` writes one."
Started = Mapping[str, tuple[str, int]]
"""The option of each system and the calendar year in which its first year of work begins."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The actions of a plan, or of several by the id of their scenario."""

    path: Path
    actions: Started | None
    by_scenario: Mapping[str, Started]

    def under(self, scenario: str) -> Started:
        """The actions to compare with under a scenario; RequestError where the file has none for it."""
        if self.actions is not None:
            return self.actions
        if scenario not in self.by_scenario:
            message = f"`{self.path}` holds no plan under the scenario `{scenario}`."
            raise RequestError(message, "Name the plan of that scenario with --previous.")
        return self.by_scenario[scenario]


def previous_plan(path: Path, inventory: Inventory) -> Previous:
    """The plan in a file; RequestError where it holds none, or none about the systems of the inventory."""
    document = _document(path)
    if document.get("format") == _SEVERAL:
        stated = document.get("plans")
        plans = [each for each in (stated if isinstance(stated, list) else ()) if isinstance(each, dict)]
        by_scenario = {_scenario(each): _actions(path, each, inventory) for each in plans}
        return Previous(path, None, by_scenario)
    return Previous(path, _actions(path, document, inventory), {})


def changes(plan: Plan, before: Started) -> Changes:
    """What a plan does otherwise than one before it."""
    now = {action.system: (action.option, action.start) for action in plan.actions}
    both = now.keys() & before.keys()
    return Changes(
        added=tuple(sorted(now.keys() - before.keys())),
        dropped=tuple(sorted(before.keys() - now.keys())),
        other_option=tuple(sorted(each for each in both if now[each][0] != before[each][0])),
        other_start=tuple(
            sorted(
                each for each in both if now[each][0] == before[each][0] and now[each][1] != before[each][1]
            )
        ),
    )


def _document(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_bytes())
    except OSError:
        raise RequestError(f"There is no plan `{path}`.", "Check the path.") from None
    except (ValueError, RecursionError):
        raise RequestError(f"`{path}` is not a plan: it does not hold JSON.", _HINT) from None
    stated = found.get("format") if isinstance(found, dict) else None
    if not isinstance(found, dict) or stated not in {_FORMAT, _SEVERAL}:
        said = f"its `format` is `{stated[:60]}`" if isinstance(stated, str) else "it has no `format`"
        raise RequestError(f"`{path}` is not a plan that can be read: {said}, not `{_FORMAT}`.", _HINT)
    return found


def _scenario(document: Mapping[str, object]) -> str:
    scenario = document.get("scenario")
    return str(scenario.get("id")) if isinstance(scenario, dict) else ""


def _actions(path: Path, document: Mapping[str, object], inventory: Inventory) -> Started:
    stated = document.get("actions")
    found: dict[str, tuple[str, int]] = {}
    for number, action in enumerate(stated if isinstance(stated, list) else ()):
        try:
            found[action["system"]] = (action["option"], financial_year(action["start"]))
        except (TypeError, KeyError, PydanticCustomError):
            message = f"`{path}`: /actions/{number} has no system, option and year of start."
            raise RequestError(message, _HINT) from None
    if not isinstance(stated, list):
        raise RequestError(f"`{path}` is not a plan: /actions is not a list.", _HINT)
    if found and not any(system in inventory.records for system in found):
        message = f"None of the systems of the plan `{path}` is in the inventory."
        raise RequestError(message, "Name a plan of this inventory with --previous.")
    return found

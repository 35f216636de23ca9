"""What a rule is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import cast

from legacymap.domain.findings import Fault, RulePage, RuleSeverity
from legacymap.domain.frozen import dataclass
from legacymap.rules.context import Context, ScenarioContext

Check = Callable[[Context], Iterable[Fault]]
ScenarioCheck = Callable[[ScenarioContext], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule(RulePage):
    """A fault that an inventory can have: its code, name and weight, the page about it, and how to find it.

    `check` is None where the fault is noticed on the way, while a file is read or a waiver applied, and where
    it is one of scenarios, which `check_scenario` finds.
    """

    check: Check | None = None
    check_scenario: ScenarioCheck | None = None


def rule(module: ModuleType) -> Rule:
    """The rule that a module of this room defines: CODE, SEVERITY, the page, and a check."""
    return Rule(
        code=module.CODE,
        name=module.__name__.rpartition(".")[2].replace("_", "-"),
        severity=module.SEVERITY,
        page=(module.__doc__ or "").strip(),
        check=getattr(module, "check", None),
        check_scenario=getattr(module, "check_scenario", None),
    )


def rules_of(pages: Mapping[str, str]) -> Iterator[Rule]:
    """The rules of a table, without a check: pages by code, name and severity, with spaces between."""
    for heading, page in pages.items():
        code, name, severity = heading.split()
        yield Rule(code, name, cast("RuleSeverity", severity), page.strip())

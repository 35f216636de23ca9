"""What a rule is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from legacymap.domain.fault import Fault, Severity
from legacymap.rules.evidence import Evidence

Check = Callable[[Evidence], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault that an inventory can have: its code, name and weight, the page about it, and how to find it.

    `check` is None where the fault is noticed on the way, while a file is read or a waiver applied.
    """

    code: str
    name: str
    severity: Severity
    page: str
    check: Check | None


def rule(module: ModuleType) -> Rule:
    """The rule that a module of this room defines: CODE, SEVERITY, its docstring as the page, and `check`."""
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Rule(
        module.CODE, name, module.SEVERITY, (module.__doc__ or "").strip(), getattr(module, "check", None)
    )

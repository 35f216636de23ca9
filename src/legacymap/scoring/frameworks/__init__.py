"""The scoring frameworks that come with the package, and a framework without one of its criteria."""

from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.framework import Framework
from legacymap.domain.nearest import did_you_mean, listed

SHIPPED = ("uk-litraf",)


def shipped_framework(framework: str) -> Path:
    """The file of a shipped framework, by its id; raises RequestError when no such framework is shipped."""
    if framework not in SHIPPED:
        hint = did_you_mean(framework, SHIPPED) or f"Those shipped: {listed(SHIPPED, 'and')}."
        raise RequestError(f"No framework `{framework}` is shipped", hint)
    return Path(__file__).with_name(f"{framework}.yaml")


def without_criterion(framework: Framework, criterion: str) -> Framework:
    """The framework with one criterion left out, by id; totals are over those that remain.

    It stays as it is when it lacks the criterion, or when a group would have none left.
    """
    groups = tuple(
        group.model_copy(update={"criteria": tuple(each for each in group.criteria if each.id != criterion)})
        for group in framework.groups
    )
    if not all(group.criteria for group in groups):
        return framework
    # A copy would keep the list of criteria that the framework remembers.
    kept = {name: getattr(framework, name) for name in Framework.model_fields}
    return Framework.model_validate(kept | {"groups": groups})

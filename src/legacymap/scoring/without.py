"""A framework without one of its criteria, to see what that criterion decides."""

from legacymap.domain.framework import Framework


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

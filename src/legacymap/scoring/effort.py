"""How much work the distributions of a framework may cost: bounded before any is made."""

from legacymap.domain.framework import Framework, Group

# Distinct sums that weighted criteria may have, and steps of the sums and peaks of a group; the shipped
# framework has some hundreds of each. The bounds take a second or so.
MOST_SUMS = 200_000
MOST_STEPS = 50_000_000


def effort_problem(framework: Framework) -> str:
    """Why the framework would take too much work, in a sentence without its full stop, else nothing."""
    if framework.combination == "weighted-sum":
        if _distinct_sums(framework) > MOST_SUMS:
            return (
                f"Its weights give more than {MOST_SUMS:,} different totals; weights with a common step, "
                "such as whole numbers up to 100, give few"
            )
        return ""
    for group in framework.groups:
        if _steps(group) > MOST_STEPS:
            levels = group.high - group.low + 1
            return (
                f"The group `{group.id}` has {len(group.criteria):,} criteria of {levels:,} levels, and "
                "their distribution would take too much work; scales of up to 10 levels are usual"
            )
    return ""


def _distinct_sums(framework: Framework) -> int:
    """How many different totals there can be; counting ends where there are too many."""
    sums = {framework.criteria[0][1].weight * 0}
    for group, criterion in framework.criteria:
        rises = [criterion.weight * level for level in range(min(group.high - group.low, MOST_SUMS) + 1)]
        if len(rises) > MOST_SUMS // 10 and criterion.weight:
            return MOST_SUMS + 1
        if len(sums) * len(rises) > 20 * MOST_SUMS:
            return MOST_SUMS + 1
        sums = {before + rise for before in sums for rise in rises}
        if len(sums) > MOST_SUMS:
            break
    return len(sums)


def _steps(group: Group) -> int:
    """About how many sums are added up for each possible peak of the group."""
    levels = group.high - group.low + 1
    return len(group.criteria) ** 2 * levels**3 // 2

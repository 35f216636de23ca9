"""A bound on how many faults alike one file can bring about."""

from collections import Counter
from collections.abc import Iterable

from legacymap.domain.findings import Fault

MOST_ALIKE = 10_000  # far more than a person mends, and few enough to be listed in about a second


def curtailed(faults: Iterable[Fault]) -> list[Fault]:
    """The faults, of each rule and file the first ten thousand and one that says how many more there are.

    Only the hint of that one has the number, so that it stays the same finding while others are mended.
    """
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[Fault] = []
    beyond: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        kind = (fault.rule, fault.where.file)
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE:
            kept.append(fault)
        else:
            beyond.setdefault(kind, fault)
    return kept + [_closing(fault, seen[kind] - MOST_ALIKE) for kind, fault in beyond.items()]


def _closing(first: Fault, count: int) -> Fault:
    message = "From here on, faults of this kind in the file are not listed"
    hint = f"There are {count:,} more; mend those that are listed first."
    return Fault(first.rule, message, first.where, hint)

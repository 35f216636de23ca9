"""What would change the rating of one system."""

from collections.abc import Sequence

from legacymap.domain.explanation import Change, Explanation
from legacymap.domain.framework import Framework
from legacymap.reports.view import Block, Heading, Points, Prose

_WOULD = {"red": "would be red", "possibly-red": "could be red", "not-red": "would not be red"}


def changes(explanation: Explanation, framework: Framework) -> tuple[Block, ...]:
    """A sentence for each change of one criterion that would; nothing without a score."""
    if explanation.entry.assessment is None:
        return ()
    sentences = tuple(_sentence(change, framework) for change in explanation.changes)
    found = Points(sentences) if sentences else Prose("No criterion alone.")
    return Heading("What would change the rating, all else as it is"), found


def _sentence(change: Change, framework: Framework) -> str:
    _, criterion = framework.by_word[change.criterion]
    levels = _levels(change.levels)
    return f"{change.code} {criterion.name} at {levels}: it {_WOULD[change.rating]}."


def _levels(levels: Sequence[int]) -> str:
    if len(levels) > 2 and list(levels) == list(range(levels[0], levels[-1] + 1)):
        return f"{levels[0]} to {levels[-1]}"
    return " or ".join(str(level) for level in levels)

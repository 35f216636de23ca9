"""How all workbooks are written: a cell holds the text that it is given, whatever that looks like."""

from collections.abc import Iterable

TEXT_STAYS_TEXT = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LINE = 15.0  # points that a line of the usual type takes
_MOST_LINES = 20


def height(cells: Iterable[tuple[str, int]]) -> float:
    """The height of a row, in points, that shows texts in columns of these widths whole.

    Some programs find it out by themselves and some do not: there wrapped lines would lie over each other.
    """
    counts = [sum(1 + len(line) // max(width - 2, 1) for line in text.split("\n")) for text, width in cells]
    return _LINE * min(max(counts, default=1), _MOST_LINES)

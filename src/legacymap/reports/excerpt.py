"""The line of a file that a finding speaks of, with its place marked."""

from legacymap.domain.place import Place
from legacymap.reports.inert import defused
from legacymap.reports.layout import ELLIPSIS, cells, cut

_TAB = "    "
_NEAR = 4


def excerpt(line: str, place: Place, width: int) -> tuple[str, str]:
    """The line as it may be shown, and spaces and carets for the line below it; both fit the width.

    A long line is cut around the place; a place of several lines is marked to the end of its first.
    """
    start = place.column - 1
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    # Lines may be megabytes long: what is too far from the place to be shown is not looked at.
    near = _NEAR * width
    before, marked, after = (
        _plain(part)
        for part in (
            line[max(start - near, 0) : start],
            line[start : min(end, start + near)],
            line[end : end + near],
        )
    )
    before = ELLIPSIS + before if start > near else before
    lead = _tail(before, max(width // 2, width - max(cells(marked + after), 1)))
    shown = cut(lead + marked + after.rstrip(), width)
    carets = min(max(cells(marked.rstrip()), 1), max(width - cells(lead), 1))
    return shown, " " * cells(lead) + "^" * carets


def _plain(text: str) -> str:
    return defused(text.replace("\t", _TAB).rstrip("\r\n"))


def _tail(text: str, width: int) -> str:
    """The end of a text, after an ellipsis where it takes more than `width` cells."""
    if cells(text) <= width:
        return text
    kept = ""
    for character in reversed(text):
        if cells(character + kept) >= width:
            break
        kept = character + kept
    return ELLIPSIS + kept

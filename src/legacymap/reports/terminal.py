"""Lines of text for a terminal: how wide they are in cells, where they break, and how they are coloured."""

from typing import Literal

from rich.cells import cell_len, set_cell_size

from legacymap.reports.view import Screen, Tone

Style = Tone | Literal["strong"]
STYLES: dict[Style, str] = {
    "alarm": "bold red",
    "caution": "yellow",
    "calm": "green",
    "quiet": "dim",
    "strong": "bold",
}
"""The styles as rich names them."""
_RENDITIONS: dict[Style, str] = {
    "alarm": "1;31",
    "caution": "33",
    "calm": "32",
    "quiet": "2",
    "strong": "1",
}
ELLIPSIS = "…"
_BREAKS = "/-"


def painted(text: str, style: Style, screen: Screen) -> str:
    """The text in a style where the screen has colour, else as it is; it must be sanitised already."""
    return f"\x1b[{_RENDITIONS[style]}m{text}\x1b[0m" if screen.colour and text else text


def cells(text: str) -> int:
    """How many cells a text takes."""
    return cell_len(text)


def cut(text: str, width: int) -> str:
    """The text, or its beginning and an ellipsis where it takes more than `width` cells."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + ELLIPSIS


def wrapped(text: str, width: int) -> list[str]:
    """The text as lines of at most `width` cells, broken between words where it can be; never empty."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        together = f"{line} {word}" if line else word
        if cell_len(together) <= width:
            line = together
            continue
        *whole, line = [*([line] if line else []), *_pieces(word, width)]
        lines += whole
    return [*lines, line]


def hung(text: str, lead: str, width: int) -> list[str]:
    """Wrapped text after a lead, its other lines indented as far."""
    indent = cell_len(lead)
    first, *rest = wrapped(text, max(width - indent, 1))
    return [lead + first, *(" " * indent + line for line in rest)]


def _pieces(word: str, width: int) -> list[str]:
    """A word too long for a line in pieces, which end behind a slash or hyphen where one is in reach."""
    pieces = [""]
    for character in word:
        if pieces[-1] and cell_len(pieces[-1] + character) > width:
            last = pieces[-1]
            end = 1 + max(last.rfind(sign) for sign in _BREAKS)
            pieces[-1:] = [last[:end], last[end:]] if 0 < end < len(last) else [last, ""]
        pieces[-1] += character
    return pieces

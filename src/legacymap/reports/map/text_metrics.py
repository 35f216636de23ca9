"""How wide text is in a drawing, without any font at hand: by a table of widths, on the safe side."""

import unicodedata

from legacymap.reports.escape import sanitised
from legacymap.reports.terminal import ELLIPSIS

_WIDTHS = {
    **dict.fromkeys("ijlI|!.,:;' ", 0.36),
    **dict.fromkeys('frt()[]{}/-"\\', 0.44),
    **dict.fromkeys("csvxyzk?*_$", 0.61),
    **dict.fromkeys("abdeghnopqu0123456789#", 0.65),
    **dict.fromkeys("wmMW@%", 1.0),
    "&": 0.8,
}
_CAPITAL = 0.8
_OTHER = 1.05
_BOLD = 1.12


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The most that a line of text takes at a font's size, in the units of that size."""
    share = sum(_WIDTHS.get(each) or _width(each) for each in text)
    return share * size * (_BOLD if bold else 1.0)


def text_lines(text: str, size: float, width: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text as at most so many lines that fit a width, the last one cut short where it has to be."""
    lines: list[str] = []
    line = ""
    for word in sanitised(text).split():
        for piece in _pieces(word, size, width, bold=bold):
            together = f"{line} {piece}" if line else piece
            if text_width(together, size, bold=bold) <= width:
                line = together
            else:
                lines.append(line)
                line = piece
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", size, width, bold=bold))


def fitted(text: str, size: float, width: float) -> str:
    """The text on one line, cut short where it has to be."""
    return text_lines(text, size, width, 1)[0]


def _cut(text: str, size: float, width: float, *, bold: bool) -> str:
    while text and text_width(text + ELLIPSIS, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _pieces(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    """A word, in pieces where it is wider than a line."""
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if character.isascii():
        return _CAPITAL
    if unicodedata.category(character) == "Ll" and unicodedata.name(character, "").startswith("LATIN"):
        return 0.7
    return _OTHER

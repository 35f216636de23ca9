"""What a text is shown on, and colour as control sequences (ECMA-48, select graphic rendition)."""

from dataclasses import dataclass
from typing import Literal

from legacymap.reports.view import Tone

Style = Tone | Literal["strong"]
_RENDITIONS: dict[Style, str] = {
    "alarm": "1;31",
    "caution": "33",
    "calm": "32",
    "quiet": "2",
    "strong": "1",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """How many cells a line has, and whether colour may add to the words."""

    width: int = 80
    colour: bool = False


def painted(text: str, style: Style, screen: Screen) -> str:
    """The text in a style where the screen has colour, else as it is; it must be inert already."""
    return f"\x1b[{_RENDITIONS[style]}m{text}\x1b[0m" if screen.colour and text else text

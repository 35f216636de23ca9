"""Pieces of a picture, one under the other, as one SVG document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legacymap.reports.drawing.lettering import text_lines, text_width
from legacymap.reports.drawing.strokes import line_of_text, number
from legacymap.reports.drawing.style import style
from legacymap.reports.markup import marked_up

_MARGIN = 16.0
_GAP = 16.0
LEAST_WIDTH = 720.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Elements whose left upper corner is at 0, 0, and the room that they take."""

    markup: str
    width: float
    height: float


def sheet(pieces: Sequence[Piece], title: str, description: str, prefix: str) -> str:
    """The pieces as one `svg` element that needs nothing from outside; ids begin with the prefix."""
    width = max(LEAST_WIDTH, *(piece.width for piece in pieces)) + 2 * _MARGIN
    drawn, y = [], _MARGIN
    for piece in pieces:
        drawn.append(f'<g transform="translate({number(_MARGIN)} {number(y)})">{piece.markup}</g>\n')
        y += piece.height + _GAP
    height = y - _GAP + _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" width="{number(width)}" '
        f'height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}" '
        f'aria-labelledby="{prefix}title {prefix}description">\n'
        f'<title id="{prefix}title">{marked_up(title)}</title>\n'
        f'<desc id="{prefix}description">{marked_up(description)}</desc>\n'
        f"<style>{style()}</style>\n{''.join(drawn)}</svg>\n"
    )


def paragraph(text: str, classes: str, size: float, width: float, *, bold: bool = False) -> Piece:
    """A text in as many lines as it takes."""
    return lines_piece(text_lines(text, size, width, 50, bold=bold), classes, size, bold=bold)


def lines_piece(lines: Iterable[str], classes: str, size: float, *, bold: bool = False) -> Piece:
    """Lines of text, one under the other."""
    step = size * 1.4
    shown = list(lines)
    drawn = [line_of_text(line, 0.0, size + at * step, classes) for at, line in enumerate(shown)]
    widest = max((text_width(line, size, bold=bold) for line in shown), default=0.0)
    return Piece("\n".join(drawn), widest, step * len(shown))

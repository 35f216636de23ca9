"""The matrix of who needs whom as a grid of numbers, words and colours."""

from legacymap.domain.map import EstateMap
from legacymap.reports.drawing.layered import Area
from legacymap.reports.drawing.lettering import text_lines
from legacymap.reports.drawing.sheet import Piece
from legacymap.reports.drawing.strokes import line_of_text, number, rectangle
from legacymap.reports.figures import rough
from legacymap.reports.judgements import rating_of
from legacymap.reports.maps.matrix import Crossing, Matrix, crossing_words, matrix
from legacymap.reports.markup import marked_up

_LABEL = 270.0
_CELL = 58.0
_ROW = 36.0
_HEAD = 26.0
_SHORT = {"red": "red", "possibly-red": "could be", "not-red": "not red", "": "no score"}


def heat(found: EstateMap) -> Piece:
    """A row for each part of the matrix; what it needs under the numbers of the columns."""
    made = matrix(found)
    count = len(made.parts)
    heads = [
        _centred(str(column + 1), _LABEL + (column + 0.5) * _CELL, 17.0, "strong") for column in range(count)
    ]
    rows = [_row(made, row) for row in range(count)]
    return Piece("\n".join([*heads, *rows]), _LABEL + count * _CELL, _HEAD + count * _ROW)


def _row(made: Matrix, row: int) -> str:
    part, top = made.parts[row], _HEAD + row * _ROW
    words = text_lines(f"{row + 1} {part.title} ({rough(part.systems)})", 12.0, _LABEL - 12, 2)
    first = top + (22 if len(words) == 1 else 15)
    drawn = [line_of_text(line, 0.0, first + at * 15, "label") for at, line in enumerate(words)]
    for column in range(len(made.parts)):
        crossing = made.crossings.get((row, column))
        area = Area(_LABEL + column * _CELL + 1, top + 1, _CELL - 2, _ROW - 2)
        if crossing is None:
            drawn.append(rectangle(area, "region", 2.0))
        else:
            drawn.append(_cell(crossing, area, f"{part.title} needs {made.parts[column].title}"))
    return "".join(drawn)


def _cell(crossing: Crossing, area: Area, words: str) -> str:
    rating = rating_of(crossing.worst)
    middle = area.x + area.width / 2
    title = marked_up(f"{words}: {crossing_words(crossing)}")
    return (
        f'<g class="{rating.tone}"><title>{title}</title>{rectangle(area, "face", 2.0)}'
        f"{_centred(rough(crossing.arrows), middle, area.y + 15, 'strong')}"
        f"{_centred(_SHORT[rating.code], middle, area.y + 29, 'verdict')}</g>"
    )


def _centred(text: str, x: float, y: float, classes: str) -> str:
    place = f'x="{number(x)}" y="{number(y)}"'
    return f'<text class="{classes}" text-anchor="middle" {place}>{marked_up(text)}</text>'

"""What the shapes, lines and frames of a drawing mean."""

from collections.abc import Callable, Sequence

from legacymap.domain.map import EstateMap
from legacymap.reports.drawing.drawing import Drawing
from legacymap.reports.drawing.layered import Area
from legacymap.reports.drawing.lettering import text_width
from legacymap.reports.drawing.sheet import Piece
from legacymap.reports.drawing.strokes import line_of_text, number, rectangle, sign
from legacymap.reports.judgements import rating_of
from legacymap.reports.view import Judgement

_STEP = 24.0
_SAMPLE = 44.0
_GAP = 26.0
_SIZE = 13.0
_RATINGS = (rating_of("red"), rating_of("possibly-red"), rating_of("not-red"), rating_of(None))

Sample = Callable[[float, float], str]


def legend(found: EstateMap, made: Drawing, width: float, prefix: str) -> Piece:
    """The legend of a drawing in rows of a width: of what it shows, and of no more."""
    spots, ways = found.spots, made.ways
    entries = [
        *((True, _rating(each), each.words) for each in _RATINGS),
        (any(each.kind == "service" for each in spots), _frame("face", 9.0), "service"),
        (True, _frame("face", 3.0), "other kind of system"),
        (any(each.outside for each in spots), _frame("face outside", 3.0), "outside the organisation shown"),
        (any(each.status is None for each in spots), _frame("face no-record", 3.0), "named only, no record"),
        (bool(ways), _line("", "head", prefix), "hard: stops when the other stops"),
        (any(not each.hard for each in ways), _line(" soft", "head", prefix), "soft: degrades"),
        (any(not each.confirmed for each in ways), _line("", "assumed", prefix), "assumed (hollow head)"),
        (bool(made.rings), _frame("ring", 3.0), "cycle: systems that need each other"),
        (bool(made.regions), _frame("region", 3.0), "organisation"),
    ]
    return _rows([(sample, words) for is_shown, sample, words in entries if is_shown], width)


def rating_legend(width: float) -> Piece:
    """The legend of ratings alone."""
    return _rows([(_rating(each), each.words) for each in _RATINGS], width)


def _rows(entries: Sequence[tuple[Sample, str]], width: float) -> Piece:
    drawn = []
    x = y = 0.0
    for sample, words in entries:
        needed = _SAMPLE + text_width(words, _SIZE)
        if x and x + needed > width:
            x, y = 0.0, y + _STEP
        drawn.append(sample(x, y) + line_of_text(words, x + _SAMPLE, y + 14))
        x += needed + _GAP
    return Piece(f'<g class="legend">{"".join(drawn)}</g>', width, y + _STEP)


def _rating(rating: Judgement) -> Sample:
    def drawn(x: float, y: float) -> str:
        face = rectangle(Area(x, y, 34.0, 18.0), "face")
        return f'<g class="{rating.tone}">{face}{sign(rating.code, x + 12, y + 4)}</g>'

    return drawn


def _frame(classes: str, corner: float) -> Sample:
    return lambda x, y: f'<g class="quiet">{rectangle(Area(x, y, 34.0, 18.0), classes, corner)}</g>'


def _line(strength: str, head: str, prefix: str) -> Sample:
    return lambda x, y: (
        f'<path class="way{strength}" d="M{number(x)} {number(y + 9)}h34" marker-end="url(#{prefix}{head})"/>'
    )

"""Who needs whom, summed up by organisation."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from legacymap.domain.assessment import RATINGS, Rating
from legacymap.domain.connections import EstateMap
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow
from legacymap.reports.escape import marked_up
from legacymap.reports.map.drawing import Piece, line_of_text, number, rectangle
from legacymap.reports.map.layout import Area, text_lines
from legacymap.reports.view import NAME, Cell, Column, Judgement, Table
from legacymap.reports.words import counted, rating_of, rough

_MOST = 30
OTHERS = "all others"
_LABEL = 270.0
_CELL = 58.0
_ROW = 36.0
_HEAD = 26.0
_SHORT = {"red": "red", "possibly-red": "could be", "not-red": "not red", "": "no score"}


@dataclass(frozen=True, slots=True)
class Crossing:
    """The arrows from one part of the matrix to another, and the worst rating among what they need."""

    arrows: int
    hard: int
    assumed: int
    worst: Rating | None


@dataclass(frozen=True, slots=True)
class Part:
    """A row and column of the matrix: an organisation, a family of organisations, or all others."""

    key: str
    title: str
    systems: int
    worst: Rating | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The parts, and their crossings by place of the consumer's part and of the needed one's."""

    parts: tuple[Part, ...]
    crossings: Mapping[tuple[int, int], Crossing]
    by_family: bool


def matrix(found: EstateMap) -> Matrix:
    """Organisations by organisations; by families where they are many, and the least of many as one."""
    by_family = len(found.organisations) > _MOST
    part_of = {each.id: each.family if by_family else each.id for each in found.organisations}
    touched = Counter(
        part_of[end.partition("/")[0]]
        for arrow in found.dependencies
        for end in (arrow.consumer, arrow.needed)
    )
    keys = sorted(set(part_of.values()))
    most = _MOST if len(keys) <= _MOST else _MOST - 1
    kept = set(sorted(keys, key=lambda key: (-touched[key], key))[:most])
    parts = [*(key for key in keys if key in kept), *([OTHERS] if len(kept) < len(keys) else [])]
    places = {key: parts.index(key if key in kept else OTHERS) for key in keys}
    place_of = {organisation: places[part] for organisation, part in part_of.items()}
    titles = {each.id: each.title for each in found.organisations}
    return Matrix(
        parts=tuple(_part(found, key, place, place_of, titles) for place, key in enumerate(parts)),
        crossings=_crossings(found, place_of),
        by_family=by_family,
    )


def worst_of(ratings: list[Rating | None]) -> Rating | None:
    """The worst rating of some; None where none is scored."""
    return next((rating for rating in RATINGS if rating in ratings), None)


def matrix_table(found: EstateMap) -> Table:
    """The matrix as a table: rows need what columns hold; a cell counts arrows and names the worst rating."""
    made = matrix(found)
    columns = [
        Column("place", "#", "count"),
        Column("organisation", "family" if made.by_family else "organisation", least=NAME),
        Column("systems", "systems", "count"),
        *(Column(part.key, f"{place}") for place, part in enumerate(made.parts, start=1)),
    ]
    rows = [
        (row + 1, part.title, part.systems, *(_cell(made, row, column) for column in range(len(made.parts))))
        for row, part in enumerate(made.parts)
    ]
    note = (
        "Read a row from left to right: its systems need those of the column of that number. A cell counts "
        "the arrows and names the worst rating among the systems that they lead to."
    )
    return Table("Who needs whom", tuple(columns), tuple(rows), note)


def crossing_words(crossing: Crossing) -> str:
    """A crossing in words: `12 arrows, 3 assumed; worst: red`."""
    assumed = f", {crossing.assumed:,} assumed" if crossing.assumed else ""
    soft = crossing.arrows - crossing.hard
    softly = f", {soft:,} soft" if soft else ""
    return f"{counted(crossing.arrows, 'arrow')}{softly}{assumed}; worst: {rating_of(crossing.worst).words}"


def heat(found: EstateMap) -> Piece:
    """A row for each part of the matrix; what it needs under the numbers of the columns."""
    made = matrix(found)
    count = len(made.parts)
    heads = [
        _centred(str(column + 1), _LABEL + (column + 0.5) * _CELL, 17.0, "strong") for column in range(count)
    ]
    rows = [_row(made, row) for row in range(count)]
    return Piece("\n".join([*heads, *rows]), _LABEL + count * _CELL, _HEAD + count * _ROW)


def _cell(made: Matrix, row: int, column: int) -> Cell:
    crossing = made.crossings.get((row, column))
    if crossing is None:
        return None
    rating = rating_of(crossing.worst)
    return Judgement(rating.code, f"{crossing.arrows:,} {rating.words}", rating.tone)


def _part(
    found: EstateMap, key: str, place: int, place_of: Mapping[str, int], titles: Mapping[str, str]
) -> Part:
    nodes = [each for each in found.systems if place_of[each.organisation] == place]
    ratings = [each.rating for each in nodes]
    return Part(key, titles.get(key, key), len(nodes), worst_of(ratings))


def _crossings(found: EstateMap, place_of: Mapping[str, int]) -> Mapping[tuple[int, int], Crossing]:
    rating = {each.id: each.rating for each in found.systems}
    arrows: dict[tuple[int, int], list[Arrow]] = defaultdict(list)
    for arrow in found.dependencies:
        ends = [place_of[end.partition("/")[0]] for end in (arrow.consumer, arrow.needed)]
        arrows[ends[0], ends[1]].append(arrow)
    return {
        ends: Crossing(
            arrows=len(here),
            hard=sum(arrow.hard for arrow in here),
            assumed=sum(not arrow.confirmed for arrow in here),
            worst=worst_of([rating[arrow.needed] for arrow in here]),
        )
        for ends, here in sorted(arrows.items())
    }


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
            drawn.append(_heat_cell(crossing, area, f"{part.title} needs {made.parts[column].title}"))
    return "".join(drawn)


def _heat_cell(crossing: Crossing, area: Area, words: str) -> str:
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

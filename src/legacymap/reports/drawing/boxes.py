"""A system as a box: its text in lines that fit, and its size."""

from dataclasses import dataclass

from legacymap.domain.map import Spot
from legacymap.reports.drawing.lettering import fitted, text_lines, text_width
from legacymap.reports.judgements import rating_of
from legacymap.reports.view import Judgement

NAME_SIZE = 13.0
SMALL_SIZE = 11.0
NAME_STEP = 16.0
SMALL_STEP = 15.0
MARGIN = 9.0
SIGN = 16.0  # room for the shape before a rating
_WIDTHS = (140.0, 168.0, 196.0, 224.0)
_NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A system's box: the lines of its name, whose and what it is, and its rating in words."""

    spot: Spot
    name: tuple[str, ...]
    about: tuple[str, str]
    rating: Judgement
    verdict: str
    width: float
    height: float


def box(spot: Spot) -> Box:
    """The narrowest box that holds the name in two lines; a longer name is cut, and whole in its title."""
    rating = rating_of(spot.assessment.rating if spot.assessment else None)
    verdict = f"{rating.words} {spot.assessment.overall.expected:.1f}" if spot.assessment else rating.words
    about = spot.organisation, _kind(spot)
    widest = max(
        *(text_width(line, SMALL_SIZE) for line in about), SIGN + text_width(verdict, SMALL_SIZE, bold=True)
    )
    for width in _WIDTHS:
        room = width - 2 * MARGIN
        name = text_lines(spot.title, NAME_SIZE, room, _NAME_LINES + 1, bold=True)
        if len(name) <= _NAME_LINES and widest <= room:
            break
    name = text_lines(spot.title, NAME_SIZE, room, _NAME_LINES, bold=True)
    height = 2 * MARGIN + NAME_STEP * len(name) + 3 * SMALL_STEP - 2
    cut = fitted(about[0], SMALL_SIZE, room), fitted(about[1], SMALL_SIZE, room)
    return Box(spot, name, cut, rating, verdict, width, height)


def box_title(spot: Spot) -> str:
    """Everything that a box stands for, in a sentence."""
    assessment = spot.assessment
    facts = [spot.kind if spot.status is None else f"{spot.kind}, {spot.status}"]
    if spot.status is None:
        facts.append("no record")
    if spot.outside:
        facts.append("outside the organisation shown")
    facts.append(rating_of(assessment.rating if assessment else None).words)
    if assessment:
        overall = assessment.overall
        facts.append(f"score {overall.expected:.1f} ({overall.low:.1f} to {overall.high:.1f})")
    if spot.reach and assessment:
        facts.append(f"risk {spot.reach.weighted_risk:.1f}")
    name = f"{spot.name} ({spot.system})" if spot.name else spot.system
    return f"{name}: {'; '.join(facts)}"


def _kind(spot: Spot) -> str:
    status = spot.status if spot.status not in {None, "live"} else ""
    words = [spot.kind if spot.status else "no record", status, "outside" if spot.outside else ""]
    return ", ".join(word for word in words if word)

"""The rows of a roadmap: drawn, as bars over years with dates and ratings; and as a table.

The table is for those who do not see the picture, and for formats without one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from legacymap.domain.assessment import Rating
from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import pounds_text
from legacymap.domain.nearest import listed
from legacymap.domain.submission import (
    Link,
    Mark,
    MarkKind,
    MoneyRow,
    Roadmap,
    RoadmapRow,
    Work,
    place_in_years,
)
from legacymap.reports.content.plan import why_not
from legacymap.reports.escape import marked_up
from legacymap.reports.map.drawing import line_of_text, number, rectangle, sign
from legacymap.reports.map.layout import Area, fitted, text_width
from legacymap.reports.view import BRIEF, FOR_DATA, NAME, WORD, Cell, Column, Judgement, Table
from legacymap.reports.words import is_over, rating_of

WIDTH = 1240.0
ROW, GROUP, HEAD, MONEY_ROW = 15.0, 18.0, 24.0, 15.0
_NAMES = 262.0
_NOW = _NAMES + 6
_LEFT = _NAMES + 30
_RIGHT = WIDTH - 34
_THEN = WIDTH - 24
_TEXT, _SMALL = 11.0, 10.5
_BASE = 11.0  # of a line of text below the top of its row
_BAR = 11.0
_ELBOW = 6.0
_SIGN = 7.0  # half the room that the sign of a day takes
_GONE = Judgement("gone", "gone", "calm")
_NOTE = (
    "Dates: milestones, ends of support, planned retirements and what must be done by when, as the records "
    "and the scenario state them."
)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where years stand across: `first` begins at the left, each is `wide`."""

    first: int
    wide: float
    years: Sequence[int]

    def at(self, years: float) -> float:
        """The place of a year with its fraction, within the picture."""
        return min(max(_LEFT + (years - self.first) * self.wide, _LEFT), _RIGHT)

    def holds(self, day: date) -> bool:
        """Whether a day is within the years shown."""
        return self.first <= place_in_years(day) < self.years[-1] + 1

    def on(self, day: date) -> float:
        """The place of a day."""
        return self.at(place_in_years(day))


@dataclass(frozen=True, slots=True)
class Span:
    """Where the bar of a work stands: its left and right end, and the middle of its row."""

    left: float
    right: float
    middle: float


def axis_of(roadmap: Roadmap) -> Axis:
    """The years of a roadmap over the room that there is."""
    return Axis(roadmap.years[0], (_RIGHT - _LEFT) / len(roadmap.years), roadmap.years)


def heading(roadmap: Roadmap, axis: Axis, y: float) -> list[str]:
    """The line that names the years, and the ratings at both ends."""
    base = y + 16
    drawn = []
    if roadmap.rows:
        drawn += [line_of_text("system", 8, base, "small"), _middle("now", _NOW + 8, base, "small")]
    if roadmap.rows and roadmap.end:
        drawn.append(_middle(roadmap.end, _THEN + 4, base, "small"))
    for year in axis.years:
        classes = "strong" if year in roadmap.scenario_years else "small"
        drawn.append(_middle(financial_year_text(year), axis.at(year + 0.5), base, classes))
    return drawn


def grid(roadmap: Roadmap, axis: Axis, top: float, bottom: float) -> list[str]:
    """The lines between years, those around the years of the scenario strong, and the as-of date."""
    first, last = roadmap.scenario_years[0], roadmap.scenario_years[-1] + 1
    drawn = [
        _line(axis.at(year), top, axis.at(year), bottom, "edge" if year in {first, last} else "grid")
        for year in (*axis.years, axis.years[-1] + 1)
    ]
    if axis.holds(roadmap.as_of):
        day = axis.on(roadmap.as_of)
        drawn.append(
            f"<g><title>as of {roadmap.as_of.isoformat()}</title>{_line(day, top, day, bottom, 'today')}</g>"
        )
    return drawn


def group_drawn(name: str, y: float) -> tuple[str, str]:
    """The band of an organisation, for the ground, and its name."""
    ground = rectangle(Area(0, y, WIDTH, GROUP - 2), "group", 0)
    return ground, line_of_text(fitted(name, 11.5, WIDTH - 16), 8, y + 12, "strong")


def band(y: float) -> str:
    """The ground of every second row, which leads the eye across."""
    return rectangle(Area(0, y, WIDTH, ROW), "band", 0)


def row_drawn(row: RoadmapRow, axis: Axis, y: float, *, has_end: bool) -> str:
    """One system: its name, what is done when, the days that matter, and its ratings."""
    days = sorted(axis.on(mark.day) for mark in row.marks)
    drawn = [line_of_text(fitted(row.name, _TEXT, _NAMES - 8), 8, y + _BASE, "text")]
    drawn.append(_rating(row.now, _NOW + 3, y + 2))
    if has_end:
        drawn.append(_gone(_THEN, y + 2) if row.now and not row.then else _rating(row.then, _THEN - 1, y + 2))
    drawn += [_bar(row.work, axis, y, days)] if row.work else [_why_not(row, axis, y, days)]
    drawn += [_mark(mark, axis, y) for mark in row.marks]
    return f"<g><title>{marked_up(row_words(row))}</title>{''.join(drawn)}</g>"


def row_words(row: RoadmapRow) -> str:
    """Everything that a row shows, in a sentence."""
    parts = [f"now {rating_of(row.now).words}"]
    parts.append(work_words(row.work) if row.work else _left_words(row))
    parts += [mark.words for mark in row.marks]
    return f"{row.name}: {'; '.join(part for part in parts if part)}"


def work_words(work: Work) -> str:
    """What is done, when and for how much."""
    start, end = financial_year_text(work.start), financial_year_text(work.complete)
    when = start if start == end else f"{start} to {end}"
    cost = f", {pounds_text(work.cost)}" if work.cost is not None else ""
    committed = ", committed" if work.committed else ""
    said = f"{work.option}, {work.description}" if work.description else work.option
    return f"{said} ({work.approach}{committed}), {when}{cost}"


def shape(kind: MarkKind, x: float, y: float) -> str:
    """The sign of a date around a point: each differs from the others without its colour."""
    at = f"{number(x)} {number(y)}"
    match kind:
        case "milestone":
            return f'<path class="mark milestone" d="M{at}m0 -5l5 5l-5 5l-5 -5z"/>'
        case "milestone-done":
            return f'<path class="mark done" d="M{at}m0 -5l5 5l-5 5l-5 -5z"/>'
        case "end-of-support":
            return f'<path class="mark support" d="M{at}m-5 -6h10l-5 10z"/>'
        case "support-over":
            return f'<path class="over-mark" d="M{at}m-4 -4h8l-4 8z"/>'
        case "must-by":
            return f'<path class="mark must" d="M{at}m-1.5 -7.5h9l-3 3.5l3 3.5h-6.5v8h-2.5z"/>'
        case _:
            return _cross(x - 4, y - 4, "leaving")


def span_of(work: Work, axis: Axis, y: float) -> Span:
    """The place of the bar of a work in the row that begins at `y`."""
    return Span(axis.at(work.start), axis.at(work.complete + 1), y + ROW / 2)


def link_drawn(link: Link, before: Span, after: Span, words: str, prefix: str) -> str:
    """A line from the work that comes first to the one that waits for it; dotted where they go together."""
    match link.kind:
        case "requires":
            step = -ROW / 2 if after.middle > before.middle else ROW / 2
            path = (
                f"M{number(before.right - 2)} {number(before.middle)}H{number(before.right + _ELBOW)}"
                f"V{number(after.middle + step)}H{number(after.left - _ELBOW)}V{number(after.middle)}"
                f"H{number(after.left + 1)}"
            )
        case "starts-with":
            at = max(min(before.left, after.left) - _ELBOW, _LEFT - 4)
            path = _bracket(before.left, before.middle, at) + _to(after.middle, after.left)
        case "leaves" | "ends-with":
            at = min(max(before.right, after.right) + _ELBOW, _RIGHT + 8)
            path = _bracket(before.right, before.middle, at) + _to(after.middle, after.right)
    is_order = link.kind in {"requires", "leaves"}
    look = f'class="link" marker-end="url(#{prefix}head)"' if is_order else 'class="link together"'
    return f'<g><title>{marked_up(words)}</title><path {look} d="{path}"/></g>'


def link_words(link: Link, names: Mapping[str, str]) -> str:
    """What waits for what, in words."""
    before, after = (names.get(each, each) for each in (link.before, link.after))
    match link.kind:
        case "requires":
            return f"{after} starts when {before} is complete"
        case "leaves":
            return f"{after} goes when {before} has left it"
        case "starts-with":
            return f"{after} starts with {before}"
        case "ends-with":
            return f"{after} ends with {before}"


def arrow_head(prefix: str) -> str:
    """The head of the lines between works."""
    return (
        f'<defs><marker id="{prefix}head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="head" d="M0.5 0.5L7.5 4L0.5 7.5z"/></marker></defs>'
    )


def money_drawn(row: MoneyRow, axis: Axis, y: float) -> str:
    """A line of money: what is spent in each year, filled up against its cap."""
    name = fitted(f"{row.fund}: {row.name}", _TEXT, _LEFT - 16)
    drawn = [line_of_text(name, 8, y + _BASE, "text")]
    for year in axis.years:
        left, right = axis.at(year), axis.at(year + 1)
        spend, cap = row.spend.get(year), row.caps.get(year)
        if spend is None or (cap is None and not spend):
            continue
        area = Area(left + 2, y + 1.5, right - left - 4, MONEY_ROW - 3)
        if cap is not None:
            share = min(spend / cap, 1.0) if cap else float(spend > 0)
            filled = Area(area.x, area.y, area.width * share, area.height)
            drawn.append(rectangle(filled, "over" if is_over(spend, cap) else "spent", 1))
            drawn.append(rectangle(area, "box", 1))
        drawn.append(_amounts(spend, cap, (left + right) / 2, y, right - left - 8))
    words = marked_up(money_words(row, axis.years))
    return f"<g><title>{words}</title>{''.join(drawn)}</g>"


def money_words(row: MoneyRow, years: Sequence[int]) -> str:
    """A line of money in a sentence."""
    parts = []
    for year in years:
        spend, cap = row.spend.get(year), row.caps.get(year)
        if spend is not None and (cap is not None or spend):
            of = f" of {pounds_text(cap)}" if cap is not None else ""
            parts.append(f"{financial_year_text(year)} {pounds_text(spend)}{of}")
    return f"{row.fund} of {row.name}: {listed(parts, 'and') or 'nothing'}"


def roadmap_table(roadmap: Roadmap, links: Sequence[Link], title: str) -> Table:
    """A row for each system of a roadmap; `links` may lead to systems that are not on it."""
    waiting = _waiting(roadmap, links)
    columns = (
        Column("organisation", "organisation", least=WORD),
        Column("name", "system", least=NAME),
        Column("system", "system", priority=FOR_DATA),
        Column("now", "now"),
        Column("option", "work", "prose", least=BRIEF),
        Column("start", "from"),
        Column("complete", "to"),
        Column("cost", "cost", "money"),
        Column("waits", "waits for", "prose", least=BRIEF),
        Column("dates", "dates", "prose", least=NAME),
        *((Column("then", roadmap.end),) if roadmap.end else ()),
    )
    rows = tuple(_row(roadmap, row, waiting) for row in roadmap.rows)
    return Table(title, columns, rows, _NOTE)


def dates_table(roadmap: Roadmap, links: Sequence[Link], title: str) -> Table:
    """What each system waits for and the days that matter to it; systems without either are left out."""
    waiting = _waiting(roadmap, links)
    columns = (
        Column("name", "system", least=NAME),
        Column("system", "system", priority=FOR_DATA),
        Column("waits", "waits for", "prose", least=BRIEF),
        Column("dates", "dates", "prose", least=NAME),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.name,
            row.system,
            "; ".join(waiting.get(row.system, ())),
            "; ".join(each.words for each in row.marks),
        )
        for row in roadmap.rows
        if row.marks or row.system in waiting
    )
    return Table(title, columns, rows, _NOTE)


def money_table(roadmap: Roadmap, title: str) -> Table:
    """A row for each line of money: what is spent in each year, of what may be."""
    columns = (
        Column("name", "budget of", least=BRIEF),
        Column("fund", "fund"),
        *(
            Column(f"{kind}_{year}", f"{financial_year_text(year)}{words}", "money")
            for year in roadmap.years
            for kind, words in (("spend", ""), ("cap", " cap"))
        ),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.name,
            row.fund,
            *(found.get(year) for year in roadmap.years for found in (row.spend, row.caps)),
        )
        for row in roadmap.money
    )
    return Table(f"{title}: money", columns, rows)


def _left_words(row: RoadmapRow) -> str:
    """Why nothing is done, and what would bring it in."""
    if row.left is None:
        return ""
    words = why_not(row.left).words
    found = row.left.next_in
    if found is None or not found.extra:
        return words
    return f"{words}; from {financial_year_text(found.start)} on for {pounds_text(found.needed)} more"


def _bar(work: Work, axis: Axis, y: float, days: Sequence[float]) -> str:
    left, right = axis.at(work.start), axis.at(work.complete + 1)
    drawn = [
        rectangle(
            Area(left + 1.5, y + 2, right - left - 3, _BAR), "work committed" if work.committed else "work", 2
        )
    ]
    if work.committed:
        drawn.append(rectangle(Area(left + 1.5, y + 2, 5, _BAR), "cap", 0))
    if work.approach == "retire":
        drawn.append(_cross(right - 11, y + 4.5, "leaving"))
    cost = f" {pounds_text(work.cost)}" if work.cost is not None else ""
    committed = ", committed" if work.committed else ""
    texts = (f"{work.option}{cost}{committed}", f"{work.option}{cost}")
    inside = (left + (10 if work.committed else 5), right - (14 if work.approach == "retire" else 4))
    found = _placed(texts, inside, days) or _placed(texts, (right + 4, _RIGHT - 4), days)
    if found is None:
        found = inside[0], fitted(work.option, _SMALL, inside[1] - inside[0])
    return "".join([*drawn, line_of_text(found[1], found[0], y + _BASE, "small")])


def _placed(
    texts: Sequence[str], room: tuple[float, float], days: Sequence[float]
) -> tuple[float, str] | None:
    """Where the first text that fits begins, between the signs of days; None where none fits."""
    first, last = room[0] - _SIGN, room[1] + _SIGN
    edges = [first, *(day for day in days if first < day < last), last]
    gaps = [(left + _SIGN, right - _SIGN) for left, right in pairwise(edges)]
    for text in texts:
        wide = text_width(text, _SMALL)
        for left, right in gaps:
            if wide <= right - left:
                return left, text
    return None


def _why_not(row: RoadmapRow, axis: Axis, y: float, days: Sequence[float]) -> str:
    """Why nothing is done, where there is room for it between the days that matter."""
    words = _left_words(row)
    room = (axis.at(axis.years[0]) + 6, _RIGHT - 6)
    found = _placed((words, words.partition(";")[0]), room, days) or (room[0], "")
    return line_of_text(found[1], found[0], y + _BASE, "small halo") if found[1] else ""


def _mark(mark: Mark, axis: Axis, y: float) -> str:
    return f"<g><title>{marked_up(mark.words)}</title>{shape(mark.kind, axis.on(mark.day), y + 7.5)}</g>"


def _cross(x: float, y: float, classes: str) -> str:
    return f'<path class="{classes}" d="M{number(x)} {number(y)}l7 7m0 -7l-7 7"/>'


def _rating(rating: Rating | None, x: float, y: float) -> str:
    found = rating_of(rating)
    return f'<g class="{found.tone}"><title>{marked_up(found.words)}</title>{sign(found.code, x, y)}</g>'


def _gone(x: float, y: float) -> str:
    return f"<g><title>gone</title>{_cross(x + 1, y + 2, 'leaving')}</g>"


def _bracket(x: float, y: float, at: float) -> str:
    return f"M{number(x)} {number(y)}H{number(at)}"


def _to(y: float, x: float) -> str:
    return f"V{number(y)}H{number(x)}"


def _amounts(spend: float, cap: float | None, middle: float, y: float, room: float) -> str:
    if cap is None:
        texts = [pounds_text(spend)]
    else:
        share = f"{spend / cap:.0%}" if cap else pounds_text(spend)
        texts = [f"{pounds_text(spend)} of {pounds_text(cap)}", pounds_text(spend), share]
    text = next((each for each in texts if text_width(each, _SMALL) <= room), "")
    return _middle(text, middle, y + _BASE, "small") if text else ""


def _middle(text: str, x: float, y: float, classes: str) -> str:
    return (
        f'<text class="{classes}" text-anchor="middle" x="{number(x)}" y="{number(y)}">'
        f"{marked_up(text)}</text>"
    )


def _line(x: float, y: float, across: float, down: float, classes: str) -> str:
    return (
        f'<line class="{classes}" x1="{number(x)}" y1="{number(y)}" x2="{number(across)}" '
        f'y2="{number(down)}"/>'
    )


def _day_words(row: RoadmapRow) -> str:
    return "; ".join(mark.words for mark in row.marks)


def _waiting(roadmap: Roadmap, links: Sequence[Link]) -> Mapping[str, Sequence[str]]:
    """What each work waits for, in words."""
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(link.after, []).append(link_words(link, roadmap.names))
    return found


def _row(roadmap: Roadmap, row: RoadmapRow, waiting: Mapping[str, Sequence[str]]) -> tuple[Cell, ...]:
    work = row.work
    then = (_GONE if row.now and not row.then else rating_of(row.then),) if roadmap.end else ()
    head = (
        roadmap.organisations.get(row.organisation, row.organisation),
        row.name,
        row.system,
        rating_of(row.now),
    )
    dates = _day_words(row)
    if work is None:
        reason = f"none: {why_not(row.left).words}" if row.left else "none"
        return *head, reason, None, None, None, "", dates, *then
    committed = ", committed" if work.committed else ""
    return (
        *head,
        f"{work.option} ({work.approach}{committed})",
        financial_year_text(work.start),
        financial_year_text(work.complete),
        work.cost,
        "; ".join(waiting.get(row.system, ())),
        dates,
        *then,
    )

"""A roadmap as a picture: rows by organisation, what waits for what, and the money beneath."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import floor

from legacymap.domain.assessment import Rating
from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.results import Provenance
from legacymap.domain.submission import Link, MarkKind, MoneyRow, Roadmap, RoadmapRow
from legacymap.reports.content.provenance import provenance
from legacymap.reports.escape import marked_up
from legacymap.reports.map.drawing import COLOURS, FONT, line_of_text, number, rectangle, sign
from legacymap.reports.map.layout import Area, text_lines, text_width
from legacymap.reports.roadmap.rows import (
    GROUP,
    HEAD,
    MONEY_ROW,
    ROW,
    WIDTH,
    Axis,
    arrow_head,
    axis_of,
    band,
    dates_table,
    grid,
    group_drawn,
    heading,
    link_drawn,
    link_words,
    money_drawn,
    money_table,
    roadmap_table,
    row_drawn,
    shape,
    span_of,
)
from legacymap.reports.view import Chart, Drawn, Table
from legacymap.reports.words import counted, is_over, rating_of, shown

_TITLE = "Work, dates and money by year"
_MARGIN = 8.0
_PAPER_FONT = "'Libertinus Serif'"


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around a picture: lines with their class and size, above and below."""

    above: tuple[tuple[str, str, float], ...] = ()
    below: tuple[tuple[str, str, float], ...] = ()


def charts(roadmap: Roadmap, prefix: str = "roadmap-") -> tuple[Chart, ...]:
    """The picture for a page, in one part or several, each with its table of the same in words."""
    return tuple(
        Chart(title, description(part), _table(roadmap, part, title), drawn(part, key))
        for part, title, key in _titled(on_screen(roadmap), prefix)
    )


def printed_charts(roadmap: Roadmap) -> tuple[Chart, ...]:
    """The picture for a document, which has other tables of what is done: each part with its dates."""
    return tuple(
        Chart(title, description(part), _dates(roadmap, part, title), drawn(part, key))
        for part, title, key in _titled(_on_paper(roadmap), "roadmap-")
    )


def drawn(roadmap: Roadmap, prefix: str) -> Drawn:
    """The picture, for a page that says the rest, and for paper; ids begin with the prefix."""
    page, height = _drawn(roadmap, prefix, _Frame(), page_style())
    paper, _ = _drawn(roadmap, prefix, _Frame(), _paper_style(_PAPER_FONT))
    return Drawn(page, paper, height)


def _titled(parts: Sequence[Roadmap], prefix: str) -> Iterator[tuple[Roadmap, str, str]]:
    for at, part in enumerate(parts, start=1):
        title = f"{_TITLE} ({at} of {len(parts)})" if len(parts) > 1 else _TITLE
        yield part, title, f"{prefix}{at}-"


def _table(whole: Roadmap, part: Roadmap, title: str) -> Table:
    return roadmap_table(part, whole.links, f"{title}, in words") if part.rows else money_table(part, title)


def _dates(whole: Roadmap, part: Roadmap, title: str) -> Table:
    """The days that matter; where there is none, the rows in words, as a drawing has them beside it."""
    dates = dates_table(part, whole.links, f"{title}: dates")
    return dates if dates.rows else _table(whole, part, title)


def svg_text(roadmap: Roadmap, marking: str, source: Provenance) -> str:
    """The roadmap as an SVG document: no script, nothing from outside; marking at top and bottom."""
    made_from = "; ".join(f"{fact.label}: {shown(fact.value, fact.kind)}" for fact in provenance(source))
    stamp = ((marking, "marking", 14.0),) if marking else ()
    frame = _Frame(
        (*stamp, (f"Update plan: {roadmap.title}", "title", 20.0)), ((made_from, "small", 10.5), *stamp)
    )
    found, _ = _drawn(roadmap, "roadmap-", frame, page_style())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{found}'


def description(roadmap: Roadmap) -> str:
    """The picture in sentences, for those who do not see it."""
    if not roadmap.rows:
        return "What the plan spends of each budget line in each year, against its cap."
    acted = [row for row in roadmap.rows if row.work]
    count = len({row.organisation for row in roadmap.rows})
    first, last = financial_year_text(roadmap.years[0]), financial_year_text(roadmap.years[-1])
    red = sum(row.then == "red" for row in roadmap.rows)
    end = f" Red at the end, in {roadmap.end}: {red:,}." if roadmap.end else ""
    return (
        f"{counted(len(roadmap.rows), 'system')} of {counted(count, 'organisation')}, "
        f"a row each, over the years {first} to {last}; work on {len(acted):,} of them.{end} "
        "The tables say the same in words."
    )


def _drawn(roadmap: Roadmap, prefix: str, frame: _Frame, style: str) -> tuple[str, float]:
    """The picture, and its height as a share of its width."""
    axis = axis_of(roadmap)
    above, y = _lines(frame.above, 0.0)
    body, bottom = _body(roadmap, axis, y, prefix)
    legend, bottom = _legend(roadmap, bottom + 6)
    below, bottom = _lines(frame.below, bottom)
    wide, high = WIDTH + 2 * _MARGIN, bottom + 2 * _MARGIN
    title = f"Roadmap: {roadmap.title}"
    lines = "\n".join((*above, *body, *legend, *below))
    found = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{CLASS}" role="img" width="{number(wide)}" '
        f'height="{number(high)}" viewBox="0 0 {number(wide)} {number(high)}" '
        f'aria-labelledby="{prefix}title {prefix}description">\n'
        f'<title id="{prefix}title">{marked_up(title)}</title>\n'
        f'<desc id="{prefix}description">{marked_up(description(roadmap))}</desc>\n'
        f"<style>{style}</style>\n"
        f'<g transform="translate({number(_MARGIN)} {number(_MARGIN)})">\n'
        f"{lines}\n</g>\n</svg>\n"
    )
    return found, high / wide


def _body(roadmap: Roadmap, axis: Axis, top: float, prefix: str) -> tuple[list[str], float]:
    """Rows over the grid, lines between them, and the money; with the place below."""
    rows: list[str] = []
    ground: list[str] = []
    place: dict[str, float] = {}
    y = top + HEAD
    for organisation, members in roadmap.groups:
        below, name = group_drawn(roadmap.organisations.get(organisation, organisation), y)
        ground.append(below)
        rows.append(name)
        y += GROUP
        for at, row in enumerate(members):
            place[row.system] = y
            ground += [band(y)] if at % 2 else []
            rows.append(row_drawn(row, axis, y, has_end=bool(roadmap.end)))
            y += ROW
    money: list[str] = []
    if roadmap.money:
        y += 4
        below, name = group_drawn("Money: what is spent, of what may be", y)
        ground.append(below)
        money.append(name)
        y += GROUP
        for line in roadmap.money:
            money.append(money_drawn(line, axis, y))
            y += MONEY_ROW
    spans = {row.system: span_of(row.work, axis, place[row.system]) for row in roadmap.rows if row.work}
    names = {row.system: row.name for row in roadmap.rows}
    links = [
        link_drawn(link, spans[link.before], spans[link.after], link_words(link, names), prefix)
        for link in roadmap.links
    ]
    head = [arrow_head(prefix)] if links else []
    lines = grid(roadmap, axis, top + HEAD - 2, y)
    return [*head, *heading(roadmap, axis, top), *ground, *lines, *links, *rows, *money], y


_RATINGS: tuple[Rating, ...] = ("red", "possibly-red", "not-red")
_MARKS: tuple[tuple[MarkKind, str], ...] = (
    ("milestone", "milestone"),
    ("milestone-done", "milestone reached"),
    ("end-of-support", "support ends"),
    ("support-over", "support has ended"),
    ("must-by", "must be done by"),
    ("retires", "planned to retire; gone"),
)


def _legend(roadmap: Roadmap, top: float) -> tuple[list[str], float]:
    """What the signs mean, of those that are there, in as many lines as it takes."""
    kinds = {mark.kind for row in roadmap.rows for mark in row.marks}
    gone = any(row.now and not row.then for row in roadmap.rows)
    works = [row.work for row in roadmap.rows if row.work]
    entries: list[tuple[str, str]] = []
    for rating in _RATINGS if roadmap.rows else ():
        found = rating_of(rating)
        entries.append((f'<g class="{found.tone}">{sign(found.code, 2, 2)}</g>', found.words))
    if any(not work.committed for work in works):
        entries.append((rectangle(Area(0, 2, 22, 10), "work", 2), "work"))
    if any(work.committed for work in works):
        bar = rectangle(Area(0, 2, 22, 10), "work committed", 2) + rectangle(Area(0, 2, 5, 10), "cap", 0)
        entries.append((bar, "work that is committed"))
    entries += [
        (shape(kind, 8, 7), words) for kind, words in _MARKS if kind in kinds or (kind == "retires" and gone)
    ]
    if roadmap.links:
        entries.append(('<path class="link" d="M0 7h22"/>', "comes first"))
    used = [(line.spend.get(year, 0.0), cap) for line in roadmap.money for year, cap in line.caps.items()]
    if any(is_over(spend, cap) for spend, cap in used):
        sample = rectangle(Area(0, 2, 22, 10), "over", 1)
        entries.append((sample, "above the cap of its year: carried forward"))
    today = '<line class="today" x1="8" y1="0" x2="8" y2="14"/>'
    if axis_of(roadmap).holds(roadmap.as_of):
        entries.append((today, f"as of {roadmap.as_of.isoformat()}"))
    entries.append(('<line class="edge" x1="8" y1="0" x2="8" y2="14"/>', "years in which work may start"))
    return _laid(entries, top)


def _laid(entries: Iterable[tuple[str, str]], top: float) -> tuple[list[str], float]:
    drawn, x, y = [], 8.0, top
    for sample, words in entries:
        needed = 30 + text_width(words, 10.5) + 18
        if x > 8 and x + needed > WIDTH:
            x, y = 8.0, y + 18
        text = line_of_text(words, x + 28, y + 11, "small")
        drawn.append(f'<g transform="translate({number(x)} {number(y)})">{sample}</g>{text}')
        x += needed
    return drawn, y + 20


def _lines(texts: Sequence[tuple[str, str, float]], top: float) -> tuple[list[str], float]:
    drawn, y = [], top
    for text, classes, size in texts:
        for line in text_lines(text, size, WIDTH - 16, 20, bold=classes in {"title", "marking"}):
            y += size * 1.4
            drawn.append(line_of_text(line, 8, y - size * 0.4, classes))
        y += 4
    return drawn, y


ON_SCREEN = 62.0  # lines of the only sheet of a page: forty systems of a few organisations, and their money
_OF_SEVERAL = 48.0  # lines of each of several sheets of a page
_ON_PAPER = 37.0  # lines of a sheet of a document, between its margins and below a heading
_GROUP = 1.2  # what the band of an organisation takes, in lines
_LEAST = 3  # rows of an organisation for which a sheet is begun


def on_screen(roadmap: Roadmap) -> tuple[Roadmap, ...]:
    """The roadmap as a page shows it: whole where it fits, else in parts that can be read in print too."""
    whole = in_sheets(roadmap, ON_SCREEN)
    return whole if len(whole) == 1 else in_sheets(roadmap, _OF_SEVERAL)


def _on_paper(roadmap: Roadmap) -> tuple[Roadmap, ...]:
    """The roadmap as documents show it."""
    return in_sheets(roadmap, _ON_PAPER)


def in_sheets(roadmap: Roadmap, room: float) -> tuple[Roadmap, ...]:
    """The roadmap in parts of so many lines; the money beneath the last rows, or on sheets of its own.

    What waits for something on another sheet has no line to it; the table below says so in words.
    """
    parts = list(_parts(roadmap, room))
    left = room - _height(parts[-1]) if parts else room
    money = list(_money(roadmap.money, room, left))
    beneath = money.pop(0) if money and parts and _GROUP + len(money[0]) <= left else ()
    found = [
        replace(roadmap, rows=tuple(rows), links=_links_within(roadmap.links, rows), money=())
        for rows in parts
    ]
    if found:
        found[-1] = replace(found[-1], money=tuple(beneath))
    found += [replace(roadmap, rows=(), links=(), money=tuple(each)) for each in money]
    return tuple(found)


def _parts(roadmap: Roadmap, room: float) -> Iterator[list[RoadmapRow]]:
    """The rows in parts; an organisation goes on in the next part where it does not fit."""
    part: list[RoadmapRow] = []
    used = 0.0
    for _, rows in roadmap.groups:
        if part and used + _GROUP + min(len(rows), _LEAST) > room:
            yield part
            part, used = [], 0.0
        used += _GROUP
        for row in rows:
            if used + 1 > room:
                yield part
                part, used = [], _GROUP
            part.append(row)
            used += 1
    if part:
        yield part


def _height(rows: Sequence[RoadmapRow]) -> float:
    return len(rows) + _GROUP * len({row.organisation for row in rows})


def _money(rows: Sequence[MoneyRow], room: float, left: float) -> Iterator[Sequence[MoneyRow]]:
    """The lines of money: all of them where they fit beneath, else in parts as long as a sheet."""
    if not rows:
        return
    most = len(rows) if len(rows) + _GROUP <= left else floor(room - _GROUP)
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


def _links_within(links: Sequence[Link], rows: Sequence[RoadmapRow]) -> tuple[Link, ...]:
    here = {row.system for row in rows}
    return tuple(link for link in links if link.before in here and link.after in here)


CLASS = "roadmap"
# Name: light, dark. Ink on `work` and on `spent` has a contrast of at least 7 to 1.
_OWN = {
    "work": ("#d5e3f2", "#1d3550"),
    "work-line": ("#1a5599", "#8fc1f5"),
    "spent": ("#d5e3f2", "#1d3550"),
    "over": ("#f9dcd7", "#4a1811"),
}
_TONES = ("alarm", "caution", "calm", "quiet")
_USED = {**{name: COLOURS[name] for name in ("ink", "quiet-ink", "paper", "region", "region-line", "line")},
         **{tone: COLOURS[tone] for tone in _TONES}, **_OWN}  # fmt: skip
_RULES = """
.text { fill: {ink}; font-size: 11px; }
.small { fill: {quiet-ink}; font-size: 10.5px; }
.strong { fill: {ink}; font-size: 11.5px; font-weight: 700; }
.title { fill: {ink}; font-size: 20px; font-weight: 700; }
.marking { fill: {ink}; font-size: 14px; font-weight: 700; letter-spacing: 0.04em; }
.halo { paint-order: stroke; stroke: {paper}; stroke-width: 3px; stroke-linejoin: round; }
.band { fill: {region}; }
.group { fill: {region}; stroke: {region-line}; stroke-width: 1; }
.grid { stroke: {region-line}; stroke-width: 1; }
.edge { stroke: {ink}; stroke-width: 1.5; }
.today { stroke: {quiet-ink}; stroke-width: 1.2; stroke-dasharray: 3 3; }
.work { fill: {work}; stroke: {work-line}; stroke-width: 1.2; }
.committed { stroke-width: 2.4; }
.cap { fill: {work-line}; }
.link { fill: none; stroke: {line}; stroke-width: 1.2; stroke-linejoin: round; }
.together { stroke-dasharray: 2 3; }
.head { fill: {line}; }
.mark { stroke: {paper}; stroke-width: 1; }
.milestone { fill: {ink}; }
.done { fill: {paper}; stroke: {ink}; stroke-width: 1.2; }
.support { fill: {alarm}; }
.over-mark { fill: {paper}; stroke: {alarm}; stroke-width: 1.2; }
.must { fill: {caution}; }
.leaving { fill: none; stroke: {ink}; stroke-width: 1.6; }
.spent { fill: {spent}; }
.over { fill: {over}; stroke: {alarm}; stroke-width: 1.2; }
.curve { fill: none; stroke: {work-line}; stroke-width: 2.5; }
.point { fill: {paper}; stroke: {work-line}; stroke-width: 2.5; }
.box { fill: none; stroke: {region-line}; stroke-width: 1; }
"""
_TONE_RULES = "".join(
    f".{tone} .sign {{ fill: {{{tone}}}; stroke: {{{tone}}}; stroke-width: 1.4; }}\n"
    f".{tone} .hollow {{ fill: none; }}\n"
    for tone in _TONES
)


def page_style() -> str:
    """The style sheet in a page or a file of its own: it follows the reader's choice of light or dark."""
    names = {name: f"var(--{CLASS}-{name})" for name in _USED}
    light = " ".join(f"--{CLASS}-{name}: var(--{name}, {pair[0]});" for name, pair in _USED.items())
    dark = " ".join(f"--{CLASS}-{name}: var(--{name}, {pair[1]});" for name, pair in _USED.items())
    return (
        f"\nsvg.{CLASS} {{ {light} background: var(--{CLASS}-paper); font-family: {FONT}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ svg.{CLASS} {{ {dark} }} }}\n"
        f"{_within(names, f'svg.{CLASS} ')}"
    )


def _paper_style(font: str) -> str:
    """The style sheet of a printed picture: colours as they are, which every drawer understands."""
    names = {name: pair[0] for name, pair in _USED.items()}
    return f"\ntext {{ font-family: {font}; }}\n{_within(names, '')}"


def _within(names: dict[str, str], before: str) -> str:
    """The rules with their colours filled in, each for what stands below `before`."""
    found = []
    for line in (_RULES.strip() + "\n" + _TONE_RULES.strip()).splitlines():
        filled = line
        for name, value in names.items():
            filled = filled.replace(f"{{{name}}}", value)
        found.append(f"{before}{filled}")
    return "\n".join(found) + "\n"

"""A roadmap in parts, each of which one page holds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import floor

from legacymap.domain.roadmap import Link, MoneyRow, Roadmap, RoadmapRow

ON_SCREEN = 62.0  # lines of the only sheet of a page: forty systems of a few organisations, and their money
OF_SEVERAL = 48.0  # lines of each of several sheets of a page
ON_PAPER = 37.0  # lines of a sheet of a document, between its margins and below a heading
_GROUP = 1.2  # what the band of an organisation takes, in lines
_LEAST = 3  # rows of an organisation for which a sheet is begun


def on_screen(roadmap: Roadmap) -> tuple[Roadmap, ...]:
    """The roadmap as a page shows it: whole where it fits, else in parts that can be read in print too."""
    whole = in_sheets(roadmap, ON_SCREEN)
    return whole if len(whole) == 1 else in_sheets(roadmap, OF_SEVERAL)


def on_paper(roadmap: Roadmap) -> tuple[Roadmap, ...]:
    """The roadmap as documents show it."""
    return in_sheets(roadmap, ON_PAPER)


def in_sheets(roadmap: Roadmap, room: float) -> tuple[Roadmap, ...]:
    """The roadmap in parts of so many lines; the money beneath the last rows, or on sheets of its own.

    What waits for something on another sheet has no line to it; the table below says so in words.
    """
    parts = list(_parts(roadmap, room))
    left = room - _lines(parts[-1]) if parts else room
    money = list(_money(roadmap.money, room, left))
    beneath = money.pop(0) if money and parts and _GROUP + len(money[0]) <= left else ()
    found = [
        replace(roadmap, rows=tuple(rows), links=_within(roadmap.links, rows), money=()) for rows in parts
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


def _lines(rows: Sequence[RoadmapRow]) -> float:
    return len(rows) + _GROUP * len({row.organisation for row in rows})


def _money(rows: Sequence[MoneyRow], room: float, left: float) -> Iterator[Sequence[MoneyRow]]:
    """The lines of money: all of them where they fit beneath, else in parts as long as a sheet."""
    if not rows:
        return
    most = len(rows) if len(rows) + _GROUP <= left else floor(room - _GROUP)
    for start in range(0, len(rows), most):
        yield rows[start : start + most]


def _within(links: Sequence[Link], rows: Sequence[RoadmapRow]) -> tuple[Link, ...]:
    here = {row.system for row in rows}
    return tuple(link for link in links if link.before in here and link.after in here)

"""Which columns of a table have room on a screen, and how wide each is."""

from itertools import groupby

from legacymap.reports.view import Column, Kind

GAP = "  "
_ELASTIC: frozenset[Kind] = frozenset({"text", "prose"})


def widths_that_fit(columns: list[Column], naturals: list[int], width: int) -> list[int]:
    """A width for each column, 0 where it is left out; with gaps they take at most `width` cells.

    `naturals` are the widths at which nothing is cut. Columns come in by priority, and texts grow to their
    `least` before any of a lower priority comes in; what room is left goes to texts, in the same order.
    """
    widths = [0] * len(columns)
    room = width + len(GAP)
    order = sorted(range(len(columns)), key=lambda at: columns[at].priority)
    for _, group in groupby(order, key=lambda at: columns[at].priority):
        peers = list(group)
        for at in peers:
            start = _start(columns[at], naturals[at], width)
            if start + len(GAP) <= room:
                widths[at] = start
                room -= start + len(GAP)
        room = _grown(widths, {at: min(columns[at].least, naturals[at]) for at in peers}, room)
    _grown(widths, {at: naturals[at] for at in order}, room)
    return widths


def _start(column: Column, natural: int, width: int) -> int:
    return min(natural, column.least, width // 3) if column.kind in _ELASTIC else natural


def _grown(widths: list[int], goals: dict[int, int], room: int) -> int:
    """The room that is left once columns that are present have grown towards their goals, in their order."""
    for at, goal in goals.items():
        if widths[at]:
            more = max(min(room, goal - widths[at]), 0)
            widths[at] += more
            room -= more
    return room

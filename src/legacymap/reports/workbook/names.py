"""Names of sheets, as spreadsheets allow them."""

import re
from collections.abc import Iterable

from legacymap.reports.inert import SUBSTITUTE, inert
from legacymap.reports.markup import legible

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'" + SUBSTITUTE + r"]+")
_RESERVED = "history"


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """A name for each title, as much of it as has room; no two alike, whatever their case."""
    used = {name.casefold() for name in taken} | {_RESERVED}
    found = []
    for title in titles:
        name = whole = _cut(_allowed(title), LONGEST)
        again = 2
        while name.casefold() in used:
            ending = f" ({again})"
            name = _cut(whole, LONGEST - len(ending)) + ending
            again += 1
        used.add(name.casefold())
        found.append(name)
    return found


def _allowed(title: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", legible(inert(title))).split()) or "Table"


def _cut(name: str, length: int) -> str:
    """The name to a length in UTF-16 units, which spreadsheets count; between words where that is near."""
    if _units(name) <= length:
        return name
    while _units(name) > length:
        name = name[:-1]
    before, _, _ = name.rpartition(" ")
    return (before if len(before) > length // 2 else name).rstrip(" ,;(-")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

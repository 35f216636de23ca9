"""Dates as registers write them, and whether a column puts the day or the month first."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import Asked, CellInDoubt, Outcome, Read, Value
from legacymap.exchange.readings.cells import asked, doubted, plain, text_of

Order = Literal["dmy", "mdy"]
_FORMS = "Write a year, a month, a day or a financial year: 2028, 2028-03, 2028-03-31 or 2028-29."
_ISO = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?(?:[T ][0-9:.]+(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?)?"
)
_PARTS = re.compile(
    r"([0-9]{1,2})(?P<mark>[/.-])([0-9]{1,2})(?P=mark)([0-9]{4}|[0-9]{2})(?: [0-9:.]+(?: [ap]m)?)?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_FINANCIAL = re.compile(
    r"(?:fy ?)?([0-9]{4})[-/–]([0-9]{2}|[0-9]{4})|fy ?([0-9]{2})[-/–]([0-9]{2})", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -])?(?P<month>[^\W\d_]{3,10})\.?"
    r"(?:[ -](?P<after>[0-9]{1,2})(?:st|nd|rd|th)?,)?[ -]'?(?P<year>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)
_MONTHS = (
    "jan january januar januari janvier",
    "feb february februar februari février fevrier févr",
    "mar march märz maerz mrz maart mrt mars marts",
    "apr april avril avr",
    "may mai mei maj",
    "jun june juni juin",
    "jul july juli juillet juil",
    "aug august augustus août aout",
    "sep sept september septembre",
    "oct october oktober okt octobre",
    "nov november novembre",
    "dec december dezember dez décembre decembre déc",
)
_BY_NAME = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_SENTINELS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(9999, 12, 31)})
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_PIVOT = 70  # two digits from here on are of the last century
_MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What a column says of its own order: places of cells that read one way only, and how many read both.

    `order` is None where the cells contradict each other; where none decides it is `dmy`, and `either` is
    above nought.
    """

    order: Order | None
    only_dmy: tuple[int, ...] = ()
    only_mdy: tuple[int, ...] = ()
    either: int = 0

    @property
    def is_decided(self) -> bool:
        """Whether some cell decides, and none contradicts it."""
        return bool(self.only_dmy) != bool(self.only_mdy)


def date_order(values: Iterable[Value]) -> DateOrder:
    """The order of a column, by its cells in their order (exchange, section 3.3)."""
    dmy: list[int] = []
    mdy: list[int] = []
    either = 0
    for place, value in enumerate(values):
        found = _PARTS.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None or found["mark"] == ".":  # with points the day always comes first
            continue
        first, second = int(found[1]), int(found[3])
        if first > _MONTHS_IN_A_YEAR >= second:
            dmy.append(place)
        elif second > _MONTHS_IN_A_YEAR >= first:
            mdy.append(place)
        elif first != second:
            either += 1
    order: Order | None = "mdy" if mdy else "dmy"
    return DateOrder(None if dmy and mdy else order, tuple(dmy), tuple(mdy), either)


def read_date(value: Value, order: Order | None = "dmy") -> Outcome:  # noqa: PLR0911 - one return a form
    """A date as the inventory writes it; with the order None only what can be read one way is."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    if isinstance(value, (datetime, date)):
        return _day(value.year, value.month, value.day)
    text = text_of(value)
    if isinstance(value, (int, float)) or (text.isascii() and text.isdigit()):
        return _year(text)
    if found := _ISO.fullmatch(text):
        return _iso(found)
    if found := _PARTS.fullmatch(text):
        return _in_order(found, order)
    if found := _FINANCIAL.fullmatch(text):
        return _financial(found)
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    return _named(text)


def read_end(value: Value, order: Order | None = "dmy") -> Outcome:
    """An end of support or of a contract: a date, `not-announced` or `unknown`."""
    word = plain(text_of(value)).replace(" ", "-")
    return Read(word) if word in {"not-announced", "unknown"} else read_date(value, order)


def read_financial_year(value: Value, _number_format: str = "") -> Outcome:
    """A financial year as `2027-28`."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    found = _FINANCIAL.fullmatch(text_of(value))
    return _financial(found) if found else asked("is not a financial year", "Write it as 2027-28.")


def _year(text: str) -> Outcome:
    if text.isdigit() and len(text) == 4 and _FIRST_YEAR < int(text) <= _LAST_YEAR:
        return Read(text)
    if text.isdigit() and len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    return asked("is a number, not a date", "Format the cell as a date, or write 2028-03-31.")


def _iso(found: re.Match[str]) -> Outcome:
    year, second = int(found[1]), int(found[2])
    if found[3]:
        return _day(year, second, int(found[3]))
    if 1 <= second <= _MONTHS_IN_A_YEAR and not (found[0][4] == "/" and second == (year + 1) % 100):
        return _month(year, second)
    return _span(year, second)


def _financial(found: re.Match[str]) -> Outcome:
    if found[3]:
        return _span(2000 + int(found[3]), int(found[4]))
    last = int(found[2])
    return _span(int(found[1]), last % 100 if last in {int(found[1]) + 1, (int(found[1]) + 1) % 100} else -1)


def _span(year: int, last: int) -> Outcome:
    if last != (year + 1) % 100:
        return asked("is neither a month nor a financial year", _FORMS)
    return Read(f"{year:04d}-{last:02d}")


def _in_order(found: re.Match[str], order: Order | None) -> Outcome:
    first, second, year = int(found[1]), int(found[3]), _whole_year(found[4])
    if found["mark"] == ".":
        order = "dmy"
    if order is None:
        if first <= _MONTHS_IN_A_YEAR and second <= _MONTHS_IN_A_YEAR and first != second:
            why = "may be day and month, or month and day"
            return Asked(
                "dates-read-both-ways", why, "Say which in the mapping: `dates: dmy` or `dates: mdy`."
            )
        order = "dmy" if second <= _MONTHS_IN_A_YEAR else "mdy"
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(year, month, day)


def _named(text: str) -> Outcome:
    found = _NAMED.fullmatch(" ".join(text.split()))
    month = _BY_NAME.get(found["month"].casefold()) if found else None
    if found is None or month is None:
        return asked("is not a date", _FORMS)
    year = _whole_year(found["year"])
    day = found["day"] or found["after"]
    return _day(year, month, int(day)) if day else _month(year, month)


def _whole_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def _month(year: int, month: int) -> Outcome:
    if not 1 <= month <= _MONTHS_IN_A_YEAR or year == 0:
        return asked("is not a month of the calendar", _FORMS)
    return Read(f"{year:04d}-{month:02d}")


def _day(year: int, month: int, day: int) -> Outcome:
    try:
        exact = date(year, month, day)
    except ValueError:
        return asked("is not a day of the calendar", _FORMS)
    if exact in _SENTINELS:
        return asked("is a date that stands for none", "Leave the cell empty, or write the date.")
    return Read(exact.isoformat())

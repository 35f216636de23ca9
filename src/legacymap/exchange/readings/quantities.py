"""Money, counts, shares and dates as registers write them.

Unit and currency come from the heading or the format of a column; its cells show whether the day or the month
stands first.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal

from legacymap.domain.frozen import dataclass
from legacymap.domain.money import SYMBOLS
from legacymap.exchange.draft import CellInDoubt, Outcome, Read, Refused, Value
from legacymap.exchange.readings.cells import asked, doubted, plain, text_of

DecimalMark = Literal[".", ","]
_AMOUNTS = "Write it as 1250000, £1.25m, 300k or 2bn."
_CODE = "AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|ILS|INR|ISK|JPY|NOK|NZD|PLN|RON|SEK|SGD|TRY|USD|ZAR"
_SCALES = {
    "": 1,
    **dict.fromkeys(("k", "tsd", "tausend", "thousand", "000", "000s", "'000", "t"), 1_000),
    **dict.fromkeys(("m", "mn", "mio", "mil", "million", "millions", "millionen"), 1_000_000),
    **dict.fromkeys(("bn", "b", "mrd", "billion", "milliarden"), 1_000_000_000),
}
_SCALE = "|".join(sorted((re.escape(each) for each in _SCALES if each), key=lambda each: -len(each)))
_AMOUNT = re.compile(
    rf"(?P<sign>[-+−(]?)\s*(?P<before>[£€$¥]|{_CODE}|kr\.?)?\s*(?P<number>[0-9][0-9.,'  _]*|\.[0-9]+)\s*"
    rf"(?P<scale>{_SCALE})?\.?\s*(?P<after>[£€$¥]|{_CODE}|kr\.?)?\)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"[0-9]\s*(?:-|–|to|bis)\s*[£€$]?\s*[0-9]")
_HEADING_CURRENCY = re.compile(rf"(?<![A-Za-z])({_CODE})(?![A-Za-z])|([£€$¥])")
_HEADING_UNIT = re.compile(
    r"(?:[£€$¥]|\b(?:in|as)\b|\(|_|\b(?:gbp|eur|usd)\b)\s*"
    r"(?P<unit>k|000s?|'000s?|thousands?|tsd|m|mn|mio|millions?|bn)(?![A-Za-z])|"
    r"(?<![A-Za-z])(?P<before>k|m|t|mio|tsd)\.?\s*(?:[£€]|eur\b|gbp\b)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"\(\s*(?:in\s+)?(?:[£€$¥]|{_CODE})?\s*(?:{_SCALE})?\s*(?:[£€]|eur|gbp)?\s*\)", re.IGNORECASE
)
_FORMAT_CURRENCY = re.compile(
    rf"\[\$([£€$¥]|{_CODE}|kr)?[^\]]*\]|\"?([£€¥])\"?|\"({_CODE})\"|(?<!\[)(\$)", re.IGNORECASE
)
Order = Literal["dmy", "mdy"]
_DATES = "Write a year, a month, a day or a financial year: 2028, 2028-03, 2028-03-31 or 2028-29."
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
class MoneyColumn:
    """What is known of a column of money: what its numbers count, in which currency, how it points.

    `currency` is a code or a symbol, empty where nothing says it.
    """

    unit: int = 1
    currency: str = ""
    decimal_mark: DecimalMark = "."


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


def money_column(heading: str, values: Iterable[Value] = ()) -> MoneyColumn:
    """What a heading (`Cost (£k)`, `Budget_EUR`) and the points and commas of its cells say of the column."""
    spaced = heading.replace("_", " _ ")
    found = _HEADING_CURRENCY.search(spaced)
    unit = _HEADING_UNIT.search(heading)
    scale = (unit["unit"] or unit["before"]).lower().rstrip("s") if unit else ""
    if scale in {"thousand", "'000"}:
        scale = "000"
    currency = next((each for each in found.groups() if each), "").upper() if found else ""
    return MoneyColumn(_SCALES.get(scale, 1), currency, decimal_mark(values))


def without_unit(heading: str) -> str:
    """A heading without what it says of unit and currency: `Annual Cost (£k)` is `Annual Cost`."""
    bare = _IN_BRACKETS.sub(" ", heading)
    bare = re.sub(rf"(?:[_ ]|^)(?:{_CODE})(?=[_ ]|$)|[£€$¥]\s*(?:k|m|000s?|bn)?(?![A-Za-z])", " ", bare)
    bare = re.sub(r"(?<=\s)(?:in|as)?\s*(?:k|000s?|thousands?|millions?)\s*$", " ", bare, flags=re.IGNORECASE)
    return bare.strip(" _-")


def decimal_mark(values: Iterable[Value]) -> DecimalMark:
    """A comma where the cells of a column can only be read so: `1.250.000,00`; else a point."""
    comma = point = 0
    for value in values:
        found = _AMOUNT.fullmatch(value.strip()) if isinstance(value, str) else None
        number = found["number"] if found else ""
        commas, points = number.count(","), number.count(".")
        if commas and points:
            comma += number.rfind(",") > number.rfind(".")
            point += number.rfind(",") < number.rfind(".")
        elif commas > 1 or (points == 1 and len(number) - number.rfind(".") != 4):
            point += 1
        elif points > 1 or (commas == 1 and len(number) - number.rfind(",") != 4):
            comma += 1
    return "," if comma > point else "."


def read_money(value: Value, number_format: str, column: MoneyColumn, currency: str = "GBP") -> Outcome:
    """An amount as the inventory writes it; one in another currency than the organisation's is a question."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if "%" in number_format:
            return asked("is a percentage, not an amount", _AMOUNTS)
        own_currency = _format_currency(number_format) or column.currency
        return _in_currency(Decimal(str(value)) * column.unit, own_currency, currency)
    text = text_of(value)
    found = _AMOUNT.fullmatch(text)
    if found is None or _RANGE.search(text):
        why = "is more than one amount" if _RANGE.search(text) else "is not an amount"
        return asked("is a percentage, not an amount" if "%" in text else why, _AMOUNTS)
    number = _decimal(found["number"], column.decimal_mark)
    if number is None:
        return asked("is not an amount", _AMOUNTS)
    scale = (found["scale"] or "").lower()
    # A stated scale counts by itself: £1.2m under a heading in £k is not a thousand times as much.
    amount = number * (_SCALES[scale] if scale else column.unit)
    signed = -amount if found["sign"] in {"-", "−", "("} else amount
    own_currency = found["before"] or found["after"] or column.currency
    return _in_currency(signed, own_currency.upper(), currency)


def read_count(value: Value, _number_format: str = "") -> Outcome:
    """A whole number, zero or more."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    if isinstance(value, float) and not value.is_integer():
        return asked("is not a whole number", "Write it in digits: 1250.")
    text = re.sub(r"(?<=\d)[,. '_  ](?=\d{3}(?:\D|$))", "", text_of(value))
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        return asked("is not a whole number", "Write it in digits: 1250.")
    return Read(str(int(text)))


def read_share(value: Value, number_format: str = "") -> Outcome:
    """A change a year as a share: 0.02, or 2%."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    text = text_of(value).replace(",", ".")
    is_percentage = text.endswith("%")
    try:
        share = Decimal(text.rstrip("% "))
    except InvalidOperation:
        return asked("is not a share", "Write it as 0.02 or 2%.")
    share = share / 100 if is_percentage else share
    if not -1 < share <= 1:
        return asked("is not a share between -1 and 1", "Write it as 0.02 or 2%.")
    return Read(f"{share.normalize():f}" if number_format or share else "0")


def written(amount: Decimal, currency: str = "GBP") -> str:
    """An amount as a person would write it, nothing lost: `£1.25m`, `£300k`, `1234567`."""
    symbol = "£" if currency == "GBP" else ""
    for scale, suffix in ((10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if abs(amount) >= scale and (amount / scale * 100) % 1 == 0:
            return f"{symbol}{(amount / scale).normalize():f}{suffix}"
    return f"{amount.normalize():f}" if amount % 1 else f"{amount:.0f}"


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


def _in_currency(amount: Decimal, own_currency: str, currency: str) -> Outcome:
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 15:
        return asked("is not an amount", _AMOUNTS)
    is_ours = not own_currency or own_currency == currency or currency in SYMBOLS.get(own_currency, ())
    if not is_ours:
        why = f"is in {own_currency}, and the organisation counts in {currency}"
        return Refused("other-currency", why, "It is kept as written; convert it by hand where it is needed.")
    if amount < 0:
        return asked("is negative", "Only a saving may be negative.")
    return Read(written(amount, currency))


def _format_currency(number_format: str) -> str:
    found = _FORMAT_CURRENCY.search(number_format)
    return next((each for each in found.groups() if each), "").upper() if found else ""


def _decimal(text: str, mark: DecimalMark) -> Decimal | None:
    """The number of a text whose groups of three are in order; None where it is no number."""
    bare = re.sub(r"['  _]", "", text.strip())
    if mark == ",":
        bare = bare.replace(".", "\0").replace(",", ".").replace("\0", ",")
    whole, point, part = bare.partition(".")
    groups = whole.split(",")
    if (
        "," in part
        or "." in part
        or (len(groups) > 1 and (any(len(each) != 3 for each in groups[1:]) or not groups[0]))
    ):
        return None
    try:
        return Decimal("".join(groups) + point + part)
    except InvalidOperation:
        return None


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
        return asked("is neither a month nor a financial year", _DATES)
    return Read(f"{year:04d}-{last:02d}")


def _in_order(found: re.Match[str], order: Order | None) -> Outcome:
    first, second, year = int(found[1]), int(found[3]), _whole_year(found[4])
    if found["mark"] == ".":
        order = "dmy"
    if order is None:
        if first <= _MONTHS_IN_A_YEAR and second <= _MONTHS_IN_A_YEAR and first != second:
            why = "may be day and month, or month and day"
            return Refused(
                "dates-read-both-ways", why, "Say which in the mapping: `dates: dmy` or `dates: mdy`."
            )
        order = "dmy" if second <= _MONTHS_IN_A_YEAR else "mdy"
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(year, month, day)


def _named(text: str) -> Outcome:
    found = _NAMED.fullmatch(" ".join(text.split()))
    month = _BY_NAME.get(found["month"].casefold()) if found else None
    if found is None or month is None:
        return asked("is not a date", _DATES)
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
        return asked("is not a month of the calendar", _DATES)
    return Read(f"{year:04d}-{month:02d}")


def _day(year: int, month: int, day: int) -> Outcome:
    try:
        exact = date(year, month, day)
    except ValueError:
        return asked("is not a day of the calendar", _DATES)
    if exact in _SENTINELS:
        return asked("is a date that stands for none", "Leave the cell empty, or write the date.")
    return Read(exact.isoformat())

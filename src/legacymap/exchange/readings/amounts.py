"""Money, counts and shares as registers write them, with unit and currency from the heading or the format."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Literal

from legacymap.domain.frozen import dataclass
from legacymap.domain.money import SYMBOLS
from legacymap.exchange.draft import Asked, CellInDoubt, Outcome, Read, Value
from legacymap.exchange.readings.cells import asked, doubted, text_of

DecimalMark = Literal[".", ","]
_FORMS = "Write it as 1250000, £1.25m, 300k or 2bn."
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


@dataclass(frozen=True, slots=True)
class MoneyColumn:
    """What is known of a column of money: what its numbers count, in which currency, how it points.

    `currency` is a code or a symbol, empty where nothing says it.
    """

    unit: int = 1
    currency: str = ""
    decimal_mark: DecimalMark = "."


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
            return asked("is a percentage, not an amount", _FORMS)
        declared = _format_currency(number_format) or column.currency
        return _in_currency(Decimal(str(value)) * column.unit, declared, currency)
    text = text_of(value)
    found = _AMOUNT.fullmatch(text)
    if found is None or _RANGE.search(text):
        why = "is more than one amount" if _RANGE.search(text) else "is not an amount"
        return asked("is a percentage, not an amount" if "%" in text else why, _FORMS)
    number = _decimal(found["number"], column.decimal_mark)
    if number is None:
        return asked("is not an amount", _FORMS)
    scale = (found["scale"] or "").lower()
    # A stated scale counts by itself: £1.2m under a heading in £k is not a thousand times as much.
    amount = number * (_SCALES[scale] if scale else column.unit)
    signed = -amount if found["sign"] in {"-", "−", "("} else amount
    declared = found["before"] or found["after"] or column.currency
    return _in_currency(signed, declared.upper(), currency)


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


def _in_currency(amount: Decimal, declared: str, currency: str) -> Outcome:
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 15:
        return asked("is not an amount", _FORMS)
    is_ours = not declared or declared == currency or currency in SYMBOLS.get(declared, ())
    if not is_ours:
        why = f"is in {declared}, and the organisation counts in {currency}"
        return Asked("other-currency", why, "It is kept as written; convert it by hand where it is needed.")
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

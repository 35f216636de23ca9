"""What was probably meant by a value that does not fit, written as the format has it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import nearest
from legacymap.domain.pattern import pattern
from legacymap.reading.habits import choice_words
from legacymap.reading.lookalikes import plain

_LONGEST = 80
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NOT_KNOWN = frozenset(
    ("tbc", "tbd", "tba", "unknown", "not known", "n/k", "nk", "?", "??", "???", "unclear", "unsure",
     "pending",
     "to be confirmed", "to be decided", "to be determined", "not sure", "dont know", "don't know", "no data",
     "missing", "blank", "unspecified", "not recorded", "xxx", "todo")
)  # fmt: skip
_NOT_APPLICABLE = frozenset(
    ("n/a", "na", "not applicable", "n.a.", "none", "-", "--", "nil", "null", "n.a", "n-a")
)
_NOT_ANNOUNCED = frozenset(("to be announced", "tba", "not announced", "not yet announced", "none announced"))
_ENDS = frozenset(("ends", "standard_ends", "extended_ends", "ours_ends"))
_SCALES = {
    "k": "k", "thousand": "k", "thousands": "k", "000": "k", "000s": "k", "grand": "k", "m": "m", "mn": "m",
    "mm": "m", "mil": "m", "mill": "m", "mio": "m", "million": "m", "millions": "m", "b": "bn", "bn": "bn",
    "bil": "bn", "billion": "bn", "billions": "bn", "": "",
}  # fmt: skip
_CURRENCIES = {
    "£": "£", "gbp": "£", "pounds": "£", "pound": "£", "sterling": "£", "gbp£": "£", "€": "€", "eur": "€",
    "euro": "€", "euros": "€", "$": "$", "usd": "$", "dollars": "$", "us$": "$", "": "",
}  # fmt: skip
_PER = pattern(r"\s*(?:per annum|per year|a year|annually|yearly|p\.?a\.?|/ ?(?:yr|year|pa|annum))$")
_ABOUT = pattern(
    r"^(?:~|c\.|ca\.?|circa|about|approx\.?|approximately|around|est\.?|roughly|up to|over|<|>)\s*"
)
_MONEY = pattern(
    r"(?P<sign>[-+]?)(?P<before>[£€$]|us\$|gbp|eur|usd)?\s*"
    r"(?P<number>[0-9][0-9,_ ]*(?:\.[0-9]+)?|\.[0-9]+)\s*"
    r"(?P<scale>[a-z0]*)\s*(?P<after>[£€$]|[a-z]*)"
)
_ISO = pattern(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[t ][0-9:.+z-]{0,30})?")
_DAY_FIRST = pattern(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
_MONTH_YEAR = pattern(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_MONTH = pattern(r"([0-9]{4})[-/. ]([0-9]{1,2})")
_COMPACT = pattern(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NAMED = pattern(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[ -])?([a-z]{3,9})\.?[ ,-]+"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?,? )?([0-9]{4}|'?[0-9]{2})"
)
_QUARTER = pattern(
    r"(?:(?P<fy>fy)\s?)?(?:q([1-4])[ /-]*(?:of )?((?:fy)?[0-9]{4}(?:[/-][0-9]{2})?)"
    r"|([0-9]{4}(?:[/-][0-9]{2})?)[ /-]*q([1-4]))"
)
_YEARS = pattern(
    r"(?:fy|f/y|financial year|fiscal year)?\s?([0-9]{4}|[0-9]{2})\s?[-/–to ]{1,4}\s?([0-9]{4}|[0-9]{2})"
)
_FY = pattern(r"fy\s?'?([0-9]{4}|[0-9]{2})")
_PART_OF_YEAR = pattern(
    r"(?:(end|late|mid|early|start|beginning|spring|summer|autumn|fall|winter|by|h1|h2|1h|2h)"
    r"(?:[ -](?:of )?|of )?)([0-9]{4})"
)
_IN_YEAR = {
    "end": 12, "late": 12, "by": 12, "mid": 6, "early": 3, "start": 1, "beginning": 1, "spring": 5,
    "summer": 8, "autumn": 11, "fall": 11, "winter": 12, "h1": 6, "1h": 6, "h2": 12, "2h": 12,
}  # fmt: skip
_MORE = pattern(r"(?P<word>[a-z0-9][a-z0-9 /_-]{0,40}?)\s?(?:\((?P<more>[^()]+)\)|[-–:;,] .+)$")
_RANGE = pattern(r"([0-9]{1,3})\s?(?:-|to|or|\.\.|…)\s?([0-9]{1,3})")
_LEVEL_WORD = pattern(r"([0-9]{1,3})\s?(?:\(.*\)|- ?[a-z ]+|/ ?[0-9]{1,3}|[a-z ]+)")
_YES = frozenset(
    ("y", "t", "1", "x", "on", "ok", "yeah", "yep", "ja", "oui", "si", "✓", "✔", "correct", "positive")
)
_NO = frozenset(("n", "f", "0", "off", "nope", "nein", "non", "✗", "✘", "none", "negative"))
_NO_ITEMS = _NOT_APPLICABLE | {"nothing", "no", "empty", "zero", "0"}


@dataclass(frozen=True, slots=True)
class Correction:
    """What to do about a value, and the one word to put in its place where that is certain."""

    hint: str
    mend: str = ""


def correction(rule: str, value: object, key: str, choices: Sequence[str] = ()) -> Correction | None:
    """What was probably meant by a value of a key that breaks a rule; None where nobody can tell."""
    corrects = _BY_RULE.get(rule)
    if corrects is None or not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        return None
    words = " ".join(plain(value).casefold().split())
    if len(words) > 2 and words[0] == words[-1] and words[0] in "\"'":  # quotes that YAML does not know
        words = words[1:-1].strip()
    return corrects(words, key, choices)


def list_of(value: object) -> Correction | None:
    """A list of what one text says, where a list was expected."""
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST or "\n" in value:
        return None
    if value.strip().casefold() in _NO_ITEMS:
        return Correction("Write `[]` for none; leave the key out where nobody knows.")
    if value.strip().casefold() in _NOT_KNOWN:
        return Correction("Leave the key out: what is absent is unknown.")
    items = [each.strip() for each in re.split(r"[,;]", value) if each.strip()]
    if any(re.search(r"[\[\]{}:#&*!|>'\"%@`]", each) for each in items):
        return None
    text = f"[{', '.join(items)}]"
    return Correction(f"Write `{text}`.")


def _sure(text: str, note: str = "") -> Correction:
    return Correction(f"Write {text}{note}.", text)


def _absent(value: str, key: str) -> Correction | None:
    """What stands for something that nobody knows, or that does not apply."""
    if key in _ENDS and value in _NOT_ANNOUNCED:
        return _sure("not-announced")
    if key in _ENDS and value in _NOT_KNOWN:
        return _sure("unknown")
    if value in _NOT_KNOWN | _NOT_APPLICABLE:
        said = "what is absent is unknown" if value in _NOT_KNOWN else "it says nothing"
        return Correction(f"Leave the key out: {said}.")
    return None


def _date(value: str, key: str, _: Sequence[str]) -> Correction | None:
    absent = _absent(value, key)
    if absent:
        return absent
    for reading in (_day, _month, _quarter, _year):
        found = reading(value)
        if found:
            return found
    return None


def _day(value: str) -> Correction | None:
    found = _ISO.fullmatch(value) or _COMPACT.fullmatch(value)
    if found:
        return _on(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY_FIRST.fullmatch(value)
    if found:
        first, second, year = int(found[1]), int(found[2]), _full(found[3])
        if first <= 12 and second <= 12 and first != second:
            here, there = _on(year, second, first), _on(year, first, second)
            if here and there:
                return Correction(
                    f"Write {here.mend} if the day stands first, {there.mend} if the month does."
                )
        return _on(year, second, first) or _on(year, first, second)
    found = _NAMED.fullmatch(value)
    if found and (found[1] or found[3]):
        month = _month_of(found[2])
        return _on(_full(found[4]), month, int(found[1] or found[3])) if month else None
    return None


def _month(value: str) -> Correction | None:
    found = _NAMED.fullmatch(value)
    if found and not found[1] and not found[3] and _month_of(found[2]):
        return _sure(f"{_full(found[4]):04d}-{_month_of(found[2]):02d}")
    found = _MONTH_YEAR.fullmatch(value)
    if found and 1 <= int(found[1]) <= 12:
        return _sure(f"{found[2]}-{int(found[1]):02d}")
    found = _YEAR_MONTH.fullmatch(value)
    if found and 1 <= int(found[2]) <= 12:
        return _sure(f"{found[1]}-{int(found[2]):02d}")
    return None


def _quarter(value: str) -> Correction | None:
    found = _QUARTER.fullmatch(value)
    if not found:
        return None
    number = int(found[2] or found[5])
    said = (found[3] or found[4]).removeprefix("fy")
    year = int(said[:4])
    financial = bool(found["fy"]) or len(said) > 4 or (found[3] or "").startswith("fy")
    ends = _quarter_end(year, number + 1) if financial else _quarter_end(year, number)
    if financial:
        return Correction(f"Write {ends}, the last month of that quarter of the financial year.")
    other = _quarter_end(year, number + 1)
    return Correction(f"Write {ends}, the last month of that quarter; {other} if the year begins in April.")


def _quarter_end(year: int, number: int) -> str:
    return f"{year + (number > 4):04d}-{((number - 1) % 4 + 1) * 3:02d}"


def _year(value: str) -> Correction | None:
    financial = _financial(value)
    if financial:
        return financial
    found = _PART_OF_YEAR.fullmatch(value)
    if found:
        month = _IN_YEAR[found[1]]
        return Correction(f"Write {found[2]}-{month:02d}, or {found[2]} alone.")
    found = _FY.fullmatch(value)
    if found:
        year = _full(found[1])
        ending, beginning = financial_year_text(year - 1), financial_year_text(year)
        return Correction(f"Write {ending} for the year that ends then, {beginning} for the one that begins.")
    return None


def _financial_year(value: str, key: str, _: Sequence[str]) -> Correction | None:
    absent = _absent(value, key)
    if absent:
        return absent
    found = _financial(value)
    if found:
        return found
    if re.fullmatch(r"[0-9]{4}", value):
        year = int(value)
        return (
            Correction(f"Write {financial_year_text(year)} for the year that begins in April {year}.")
            if year < 9999
            else None
        )
    found = _year(value)
    if found:
        return found
    day = _day(value) or _month(value)
    if day and day.mend:
        year, month = int(day.mend[:4]), int(day.mend[5:7])
        written = financial_year_text(year if month >= 4 else year - 1)
        return Correction(f"Write {written}, the financial year of that day.")
    return None


def _financial(value: str) -> Correction | None:
    found = _YEARS.fullmatch(value)
    if not found:
        return None
    year = _full(found[1])
    is_next = int(found[2]) % 100 == (year + 1) % 100 and (len(found[2]) < 4 or int(found[2]) == year + 1)
    return _sure(financial_year_text(year)) if is_next and 1 <= year < 9999 else None


def _on(year: int, month: int, day: int) -> Correction | None:
    try:
        return _sure(date(year, month, day).isoformat())
    except ValueError:
        return None


def _full(year: str) -> int:
    number = int(year.lstrip("'"))
    return number if len(year.lstrip("'")) == 4 else 2000 + number if number < 70 else 1900 + number


def _month_of(word: str) -> int:
    found = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(word)]
    if not found and word == "sept":
        return 9
    return found[0] if len(found) == 1 else 0


def _money(value: str, key: str, _: Sequence[str]) -> Correction | None:
    absent = _absent(value, key)
    if absent:
        return absent
    if value in {"free", "no cost", "zero"}:
        return Correction("Write 0.")
    text, about = _ABOUT.subn("", value)
    text, per = _PER.subn("", text)
    between = re.fullmatch(r"(.+?)\s?(?:-|to)\s?(.+)", text)
    amount = _amount(text)
    if amount is None and between and _amount(between[2]):
        return Correction("Write one amount, the one that is likeliest; a range cannot stand here.")
    if amount is None:
        return None
    if (
        about
        or ("," in text and "." in amount and "." not in text)
        or (per and key not in {"annual_run", "annual_saving", "annual_budget"})
    ):
        return Correction(f"Write {amount}.")
    return _sure(amount)


def _amount(text: str) -> str | None:
    found = _MONEY.fullmatch(text)
    if found is None:
        return None
    scale, after = found["scale"], found["after"]
    if scale not in _SCALES and not after:  # `2gbp`: no scale, but a currency
        scale, after = "", scale
    if scale not in _SCALES or after not in _CURRENCIES:
        return None
    symbol = _CURRENCIES[found["before"] or ""] or _CURRENCIES[after]
    if found["before"] and after and _CURRENCIES[after] != symbol:
        return None
    number = re.sub(r"[,_ ]", "", found["number"])
    if re.fullmatch(r"[0-9]{1,2},[0-9]{1,2}", found["number"].strip()):  # £1,2m: a comma for the point
        number = found["number"].strip().replace(",", ".")
    return f"{'-' if found['sign'] == '-' else ''}{symbol}{number}{_SCALES[scale]}"


def _number(value: str, key: str, _: Sequence[str]) -> Correction | None:
    absent = _absent(value, key)
    if absent:
        return absent
    if not re.search("[0-9]", value):
        return Correction("Write a number, or leave the key out: what is absent is unknown.")
    text, about = _ABOUT.subn("", value)
    percent = re.fullmatch(
        r"([-+]?[0-9]{1,3}(?:\.[0-9]{1,4})?)\s?(?:%|per ?cent|pc)(?: (?:pa|a year|per year))?", text
    )
    if percent:
        share = f"{float(percent[1]) / 100:.6f}".rstrip("0").rstrip(".")
        return _sure(share or "0")
    found = re.fullmatch(r"([0-9][0-9, _]*(?:\.[0-9]+)?)\s?([a-z]*)\+?", text)
    if not found or found[2] not in {"", "users", "people", "staff", "records", *_SCALES}:
        return None
    scale = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}.get(_SCALES.get(found[2], ""), 1)
    whole = float(re.sub(r"[, _]", "", found[1])) * scale
    if whole != int(whole) or whole >= 1e18 or str(int(whole)) == value:
        return None
    return Correction(f"Write {int(whole)}.", "" if about or text.endswith("+") else str(int(whole)))


def _yes_no(value: str, key: str, choices: Sequence[str]) -> Correction | None:
    absent = _absent(value, key) if value not in _NO else None
    if absent:
        return absent
    if value in _YES or value in _NO:
        answer = "yes" if value in _YES else "no"
        return _sure(answer) if value in {"y", "n"} else Correction(f"Write {answer}.")
    first = re.match(r"(yes|no|true|false|partly|partially|partial|in part)\b", value)
    if first:
        is_part = first[1].startswith(("part", "in"))
        word = "partly" if is_part else "yes" if first[1] in {"yes", "true"} else "no"
        keep = "" if value == first[1] else "; the rest may stand in `notes`"
        return Correction(f"Write {word}{keep}.") if not is_part or "partly" in choices else None
    return None


def _level(value: str, key: str, _: Sequence[str]) -> Correction | None:
    is_score = key not in {"between", "after"}
    if is_score and value in _NOT_KNOWN:
        return _sure("unknown")
    if is_score and value in {"n/a", "na", "n.a.", "not applicable", "not_applicable"}:
        return _sure("not-applicable")
    if value in _NOT_KNOWN | _NOT_APPLICABLE:
        return Correction("Leave the key out: what is absent is unknown.")
    return _level_with_more(value, is_score=is_score)


def _level_with_more(value: str, *, is_score: bool) -> Correction | None:
    """The levels that a text names, or how a word for one is written."""
    between = _RANGE.fullmatch(value) if is_score else None
    if between and int(between[1]) < int(between[2]) <= 10:
        return Correction(f"Write {{between: [{int(between[1])}, {int(between[2])}]}}.")
    part = re.fullmatch(r"([0-9])\.[0-9]+", value) if is_score else None
    if part:
        low = int(part[1])
        return Correction(f"Write a whole number, or {{between: [{low}, {low + 1}]}}.")
    found = _LEVEL_WORD.fullmatch(value)
    if found:
        return Correction(f"Write {int(found[1])} alone; words can stand in `evidence`.")
    if not re.fullmatch(r"[a-z -]{1,40}", value):
        return None
    others = "; or write unknown or not-applicable" if is_score else ""
    said = "Write a whole number from 1 to 6 (under uk-litraf from 1 to 5 for impact)"
    return Correction(f"{said}{others}.")


def _choice(value: str, key: str, choices: Sequence[str]) -> Correction | None:
    word = re.sub(r"[ _/]+", "-", value).strip("-")
    for choice in choices:
        if word == choice or word.replace("-", "") == choice.replace("-", ""):
            return _sure(choice)
    found = [choice for choice in choice_words().get(word, ()) if choice in choices]
    if len(found) == 1:
        return Correction(f"Write {found[0]}.")
    if found:
        return Correction(f"Write {' or '.join(found)}.")
    near = nearest(word, choices)
    if near:
        return Correction(f"Did you mean `{near}`?")
    return _choice_with_more(value, key, choices) or _absent(value, key)


def _choice_with_more(value: str, key: str, choices: Sequence[str]) -> Correction | None:
    """The choice that a text begins with, where more stands behind it in brackets or after a dash."""
    first = _MORE.match(value)
    meant = _choice(first["word"], key, choices) if first else None
    if first is None or meant is None or not meant.hint.startswith("Write "):
        return None
    word = meant.hint.removeprefix("Write ").removesuffix(".")
    if "on-premises" in choices and first["more"] and word in choices:
        return Correction(f"Write `hosting: {{type: {word}, location: …}}`.")
    return Correction(f"Write {word}; the rest can stand in `notes`.")


_BY_RULE: Mapping[str, Callable[[str, str, Sequence[str]], Correction | None]] = {
    "bad-date": _date,
    "bad-financial-year": _financial_year,
    "bad-money": _money,
    "bad-number": _number,
    "bad-yes-no": _yes_no,
    "bad-choice": _choice,
    "score-outside-scale": _level,
}

"""What each small field type looks like in an editor, which reads `12.1`, `no` and `2028` as no text.

Every field type of the models is a function that types a scalar; each has its schema here, by that function.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from legacymap.domain.catalogue import support_end
from legacymap.domain.dates import end_of_cover, financial_year, partial_date
from legacymap.domain.framework import number
from legacymap.domain.money import money, signed_money
from legacymap.domain.scenario import index, share
from legacymap.domain.system import level, level_after
from legacymap.domain.values import LONGEST_ID, integer, partly, reference, slug, yearly_share, yes_no
from legacymap.reading.schema.terms import Schema, either, pattern

_SLUG = "[a-z0-9][a-z0-9-]*"
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_BOOLEAN: Schema = {"type": "boolean"}
_NEXT_YEAR = "|".join(f"{year:02d}-{(year + 1) % 100:02d}" for year in range(100))
_YEAR = f"[0-9]{{2}}(?:{_NEXT_YEAR})"
_MONTH_AND_DAY = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9])"
)
_AMOUNT = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*)(?:\.[0-9]+)?|\.[0-9]+)\s*(?:[kKmM]|[bB][nN])?"
_YES = "[Yy][Ee][Ss]|[Tt][Rr][Uu][Ee]|[Nn][Oo]|[Ff][Aa][Ll][Ss][Ee]"

_DAY = either(
    {"type": "integer", "minimum": 1000, "maximum": 9999},
    pattern(f"[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?|[0-9]{{4}}-(?:{_MONTH_AND_DAY})"),
    {"$ref": "#/$defs/financial-year"},
)


def _day_or(*words: str) -> Schema:
    return either({"enum": list(words)}, {"$ref": "#/$defs/date"})


class Word(NamedTuple):
    """A field type: its name in `$defs`, what a reader should know, and its schema."""

    name: str
    description: str
    schema: Schema


WORDS: Mapping[Callable[..., object], Word] = {
    slug: Word(
        "id",
        "Lower-case letters, digits and hyphens.",
        either(pattern(_SLUG, LONGEST_ID), _WHOLE, _BOOLEAN),
    ),
    reference: Word(
        "reference",
        "`system` for one of the same organisation, `organisation/system` for another's.",
        either(pattern(f"(?:{_SLUG}/)?{_SLUG}", 2 * LONGEST_ID), _WHOLE, _BOOLEAN),
    ),
    yes_no: Word("yes-no", "yes or no.", either({"enum": ["yes", "no"]}, _BOOLEAN, pattern(_YES))),
    partly: Word(
        "yes-partly-no",
        "yes, partly or no.",
        either({"enum": ["yes", "partly", "no"]}, _BOOLEAN, pattern(f"{_YES}|[Pp][Aa][Rr][Tt][Ll][Yy]")),
    ),
    integer: Word(
        "count",
        "A whole number of at least 0, such as 1250000 or 1_250_000.",
        either(_WHOLE, pattern("[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*", 24)),
    ),
    yearly_share: Word(
        "yearly-share",
        "A change per year as a share: 0.02 is two per cent.",
        either(
            {"type": "number", "exclusiveMinimum": -1, "maximum": 1},
            pattern(r"[-+]?(?:0*(?:\.[0-9]*)?|0*1(?:\.0*)?)"),
        ),
    ),
    partial_date: Word(
        "date",
        "A year, a month, a day or a financial year: 2028, 2028-03, 2028-03-31, 2028-29.",
        _DAY,
    ),
    end_of_cover: Word("end", "A date, `not-announced` or `unknown`.", _day_or("not-announced", "unknown")),
    support_end: Word(
        "end-of-support",
        "A date, `not-announced`, `unknown`, or `ended`: over, date not known.",
        _day_or("not-announced", "unknown", "ended"),
    ),
    financial_year: Word("financial-year", "April to March, such as 2027-28.", pattern(_YEAR)),
    money: Word(
        "money",
        "An amount such as 1250000, £1.25m, 300k or 2bn.",
        either({"type": "number", "minimum": 0}, pattern(rf"\s*[+]?\s*[£€$¥]?\s*[+]?{_AMOUNT}\s*", 40)),
    ),
    signed_money: Word(
        "signed-money",
        "An amount that may be negative, such as £3.2m or -£300k.",
        either(
            {"type": "number"},
            pattern(rf"\s*(?:[-+−]\s*[£€$¥]?\s*|[£€$¥]?\s*[-+−]?){_AMOUNT}\s*", 40),
        ),
    ),
    level: Word(
        "level",
        "A level of the criterion's scale.",
        either({"type": "integer", "minimum": 0, "maximum": 999}, pattern("[0-9]{1,3}")),
    ),
    level_after: Word(
        "level-after",
        "A level of the criterion's scale; for `others`, the word unchanged.",
        either(
            {"type": "integer", "minimum": 0, "maximum": 999}, pattern("[0-9]{1,3}"), {"const": "unchanged"}
        ),
    ),
    share: Word(
        "share",
        "A number of at least 0, such as 0.035.",
        either({"type": "number", "minimum": 0}, pattern(r"[0-9]+\.?[0-9]*|\.[0-9]+", 30)),
    ),
    index: Word(
        "index",
        "A number above 0, such as 1.019.",
        either(
            {"type": "number", "exclusiveMinimum": 0},
            pattern(r"[0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*", 30),
        ),
    ),
    number: Word(
        "number",
        "A number, such as 16 or 0.77.",
        either({"type": "number"}, pattern(r"\s*[-+]?(?:[0-9]+(?:/[0-9]+)?|[0-9]*\.[0-9]+|[0-9]+\.)\s*", 19)),
    ),
}
WORDS_BY_NAME: Mapping[str, Schema] = {
    word.name: {"description": word.description, **word.schema} for word in WORDS.values()
}

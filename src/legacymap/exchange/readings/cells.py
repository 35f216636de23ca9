"""What all readings share: the text of a cell, what stands for nothing, and cells in doubt."""

import re
from datetime import date, datetime, time

from legacymap.exchange.draft import Asked, CellInDoubt, Outcome, Read, Value

_WORDS_FOR_NOTHING = """
- -- --- – — . ? ?? n/a na n.a. n.a tbc tbd tba unknown none-known not-known unbekannt onbekend inconnu ukendt
xx xxx null nil #n/a
"""
_PLACEHOLDERS = frozenset(_WORDS_FOR_NOTHING.split())
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS)) + 8  # with more space between its words
_DIGITS = re.compile(r"0{2,}")


def text_of(value: Value) -> str:  # noqa: PLR0911 - one return a type
    """A cell as people would type it, without spaces around it; whole numbers without a point."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, CellInDoubt):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def plain(text: str) -> str:
    """A text for comparison: small letters, one space between words."""
    return " ".join(text.split()).casefold()


def is_placeholder(text: str) -> bool:
    """Whether a text only says that nothing is known: `-`, `n/a`, `TBC`, `unknown`."""
    text = text.strip()
    if len(text) > _LONGEST_PLACEHOLDER and "  " not in text:
        return False  # most texts
    said = plain(text)
    return said.replace(" ", "-") in _PLACEHOLDERS or said in _PLACEHOLDERS


def asked(why: str, hint: str = "") -> Asked:
    """The question about a value that was not understood; `why` ends a sentence that begins with it."""
    return Asked("value-not-understood", why, hint)


def doubted(value: CellInDoubt) -> Asked:
    """The question about a cell that holds no value that can be trusted."""
    why = {
        "error": "is an error, not a value",
        "formula": "is a formula whose value was never stored",
        "merged": "stands in a cell that spans several columns",
    }[value.kind]
    hint = {
        "error": "Mend the formula, or type the value.",
        "formula": "Open the workbook in a spreadsheet program, and save it once more.",
        "merged": "Split the cell, so that each column has a value of its own.",
    }[value.kind]
    return Asked("cell-in-doubt", why, hint)


def identifier(value: Value, number_format: str = "") -> Outcome:
    """A key or an id in another register: the digits of a whole number as its format shows them."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    if isinstance(value, float) and not value.is_integer():
        return _number_in_doubt(value, "an id")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Read(_padded(int(value), number_format))
    text = " ".join(text_of(value).split())
    return asked("is a placeholder, not an id") if is_placeholder(text) else Read(text)


def version(value: Value, _number_format: str = "") -> Outcome:
    """A version as text; a number is in doubt, since a spreadsheet makes 3.1 of 3.10."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    if isinstance(value, (date, time)):
        return Asked("cell-in-doubt", "is a date where a version belongs", "Make the cell text.")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _number_in_doubt(value, "a version")
    text = " ".join(text_of(value).split())
    return asked("is a placeholder, not a version") if is_placeholder(text) else Read(text)


def text(value: Value, number_format: str = "") -> Outcome:
    """Any text on one line; a placeholder is a question."""
    if isinstance(value, CellInDoubt):
        return doubted(value)
    words = " ".join(text_of(value).split())
    if isinstance(value, int) and value is not True and value is not False:
        words = _padded(value, number_format)
    return (
        asked("stands for nothing", "Say it, or leave the cell empty.")
        if is_placeholder(words)
        else Read(words)
    )


def long_text(value: Value, number_format: str = "") -> Outcome:
    """Any text, its lines kept."""
    read = text(value, number_format)
    if isinstance(read, Asked) or not isinstance(value, str):
        return read
    return Read("\n".join(" ".join(line.split()) for line in value.strip().splitlines()))


def _padded(number: int, number_format: str) -> str:
    """The digits with the leading zeros that a format such as `00000` shows."""
    zeros = number_format if _DIGITS.fullmatch(number_format) else ""
    return str(number).zfill(len(zeros))


def _number_in_doubt(value: float, what: str) -> Asked:
    either = "" if value == int(value) else f"Was it {value:g}, or {value:g}0? "
    hint = f"{either}Make the cell text."
    return Asked("cell-in-doubt", f"is a number where {what} belongs", hint)

"""What readings of all kinds of cells share; and cells of text: owners, technologies and lists."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import lru_cache

from legacymap.domain.system import Technology
from legacymap.exchange.draft import CellInDoubt, Outcome, Read, Refused, Value

_WORDS_FOR_NOTHING = """
- -- --- – — . ? ?? n/a na n.a. n.a tbc tbd tba unknown none-known not-known unbekannt onbekend inconnu ukendt
xx xxx null nil #n/a
"""
_PLACEHOLDERS = frozenset(_WORDS_FOR_NOTHING.split())
_LONGEST_PLACEHOLDER = max(map(len, _PLACEHOLDERS)) + 8  # with more space between its words
_DIGITS = re.compile(r"0{2,}")
_IN_HOUSE = frozenset(
    """
    internal in-house inhouse in_house bespoke custom custom-built self own own-development eigenentwicklung
    intern interne eigen maatwerk own-build home-grown homegrown
    """.split()  # noqa: SIM905 - words read better than a list of quotes
)
_INITIALLED = re.compile(r"(?:[A-Z]\.\s?){1,3}(?P<family>[A-Z][a-z][\w'’-]*)")
_GROUPS = frozenset(("team", "unit", "branch", "division", "office", "desk", "group", "section", "services"))
_MAILBOX = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


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


def asked(why: str, hint: str = "") -> Refused:
    """The question about a value that was not understood; `why` ends a sentence that begins with it."""
    return Refused("value-not-understood", why, hint)


def doubted(value: CellInDoubt) -> Refused:
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
    return Refused("cell-in-doubt", why, hint)


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
        return Refused("cell-in-doubt", "is a date where a version belongs", "Make the cell text.")
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
    if isinstance(read, Refused) or not isinstance(value, str):
        return read
    return Read("\n".join(" ".join(line.split()) for line in value.strip().splitlines()))


def read_owner(value: Value, is_person: Callable[[str], bool], *, keep_persons: bool = False) -> Outcome:
    """A role, a team or a shared mailbox; a person is neither written nor kept, unless asked for."""
    read = text(value)
    if isinstance(read, Read) and not any(each.isalpha() for each in str(read.value)):
        return asked("names no role or team", "Write who answers for it.")
    if isinstance(read, Read) and not keep_persons and is_person(str(read.value)):
        hint = "Give the role or the team in the mapping's `values`."
        return Refused("person-not-role", "names a person, not a role or a team", hint, keeps=False)
    return read


def looks_like_a_person(words: str, names_a_person: Callable[[str], bool]) -> bool:
    """Whether an owner is a person: by name, or by a mailbox of one or `Surname, Given`."""
    if names_a_person(words) or _is_initialled(words):
        return True
    surname, comma, given = words.partition(",")
    if (
        comma
        and given.strip()
        and len(words.split()) <= 4
        and names_a_person(f"{given.strip()} {surname.strip()}")
    ):
        return True
    address = _MAILBOX.search(words)
    if address is None:
        return False
    before = address[0].removeprefix("mailto:").partition("@")[0]
    parts = [part.capitalize() for part in re.split(r"[._]", before) if part]
    return names_a_person(address[0]) or (len(parts) > 1 and names_a_person(" ".join(parts)))


@lru_cache(maxsize=4096)  # registers name the same products over and over
def product_and_version(words: str) -> tuple[str, str]:
    """A technology's text as its product and its version, which is empty where the text names none."""
    model = Technology.model_validate(words)
    return model.product, model.version or ""


def is_in_house(vendor: str) -> bool:
    """Whether a vendor says that there is none: Internal, Bespoke, Custom."""
    return plain(vendor).replace(" ", "-") in _IN_HOUSE


def joined(vendor: str, product: str) -> str:
    """A product behind its vendor, which is not said twice: `Oracle`, `Oracle Database` is one."""
    words, maker = " ".join(product.split()), " ".join(vendor.split())
    if not maker or is_in_house(maker) or plain(words).startswith(plain(maker)):
        return words
    return f"{maker} {words}" if words else ""


def parts(words: str, separator: str) -> tuple[str, ...]:
    """The items of a list in a cell, each once, in their order; lines always separate."""
    pieces = re.split(rf"{re.escape(separator)}|[\r\n]+" if separator.strip() else r"[\r\n]+", words)
    tidy = (" ".join(piece.split()).lstrip("•-*· ").strip() for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in tidy if piece))


def separator(cells: Iterable[str], is_known: Callable[[str], bool]) -> str | None:
    """What separates the items of a column of lists; None where nothing does.

    `;`, a line end or a bar by themselves; a comma only where the parts of most cells that have one are known
    (names of other rows, products of the catalogue).
    """
    texts = [cell for cell in cells if cell]
    counts = Counter({mark: sum(mark in each for each in texts) for mark in (";", "\n", "|")})
    mark, times = max(counts.items(), key=lambda each: (each[1], each[0] == ";"))
    if times:
        return mark
    with_comma = [each for each in texts if "," in each]
    known = sum(all(is_known(part) for part in parts(each, ",")) for each in with_comma)
    return "," if with_comma and known * 2 > len(with_comma) else None


def _padded(number: int, number_format: str) -> str:
    """The digits with the leading zeros that a format such as `00000` shows."""
    zeros = number_format if _DIGITS.fullmatch(number_format) else ""
    return str(number).zfill(len(zeros))


def _number_in_doubt(value: float, what: str) -> Refused:
    either = "" if value == int(value) else f"Was it {value:g}, or {value:g}0? "
    hint = f"{either}Make the cell text."
    return Refused("cell-in-doubt", f"is a number where {what} belongs", hint)


def _is_initialled(words: str) -> bool:
    """Whether a text is an initial or two and a family name: `J. Smith`, `A.B. Jones`."""
    found = _INITIALLED.fullmatch(" ".join(words.split()))
    return found is not None and plain(found["family"]) not in _GROUPS

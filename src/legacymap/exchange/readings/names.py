"""Owners, technologies and lists as registers write them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from legacymap.domain.system import Technology
from legacymap.exchange.draft import Asked, Outcome, Read, Value
from legacymap.exchange.readings.cells import asked, plain, text

_IN_HOUSE = frozenset(
    """
    internal in-house inhouse in_house bespoke custom custom-built self own own-development eigenentwicklung
    intern interne eigen maatwerk own-build home-grown homegrown
    """.split()  # noqa: SIM905 - words read better than a list of quotes
)
_INITIALLED = re.compile(r"(?:[A-Z]\.\s?){1,3}(?P<family>[A-Z][a-z][\w'’-]*)")
_GROUPS = frozenset(("team", "unit", "branch", "division", "office", "desk", "group", "section", "services"))
_MAILBOX = re.compile(r"(?:mailto:)?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


def read_owner(value: Value, is_person: Callable[[str], bool], *, keep_persons: bool = False) -> Outcome:
    """A role, a team or a shared mailbox; a person is neither written nor kept, unless asked for."""
    read = text(value)
    if isinstance(read, Read) and not any(each.isalpha() for each in str(read.value)):
        return asked("names no role or team", "Write who answers for it.")
    if isinstance(read, Read) and not keep_persons and is_person(str(read.value)):
        hint = "Give the role or the team in the mapping's `values`."
        return Asked("person-not-role", "names a person, not a role or a team", hint, keeps=False)
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


def _is_initialled(words: str) -> bool:
    """Whether a text is an initial or two and a family name: `J. Smith`, `A.B. Jones`."""
    found = _INITIALLED.fullmatch(" ".join(words.split()))
    return found is not None and plain(found["family"]) not in _GROUPS


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

"""Ids for what a source names (exchange, section 2.2)."""

import hashlib
import re
import unicodedata

from legacymap.domain.inventory import RESERVED

LONGEST = 48
_SPELT_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "&": " and "}
)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_OTHERS = re.compile("[^a-z0-9]+")


def slug(text: str) -> str:
    """The id that a text makes, cut at a hyphen to 48 characters; empty where no letter or digit survives."""
    if text.isascii():  # most are
        spelt = text.lower().replace("&", " and ").replace("'", "").replace("`", "")
    else:
        apart = unicodedata.normalize("NFKD", text)
        plain = "".join(each for each in apart if not unicodedata.combining(each))
        spelt = _APOSTROPHES.sub("", plain.lower().translate(_SPELT_OUT))
    whole = _OTHERS.sub("-", spelt).strip("-")
    if len(whole) <= LONGEST:
        return whole
    return whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]


def is_telling(text: str) -> bool:
    """Whether the slug of a text keeps at least half of its letters and digits, and is not reserved."""
    return _tells(text, slug(text))


def _tells(text: str, made: str) -> bool:
    """Whether the slug that a text made tells it."""
    if text.isascii() and len(text) <= LONGEST:  # nothing of it is lost
        return bool(made) and made != RESERVED
    said = sum(each.isalnum() for each in unicodedata.normalize("NFKC", text[: 2 * LONGEST]))
    kept = sum(each.isalnum() for each in made)
    return bool(made) and made != RESERVED and 2 * kept >= min(said, LONGEST)


def id_of(name: str, key: str, import_name: str) -> str:
    """The id of a record: the slug of its name where that tells, else one made of its key."""
    made = slug(name)
    return made if _tells(name, made) else f"{import_name}-{key_slug(key)}"


def key_slug(key: str) -> str:
    """A key as a part of an id; a digest where the key has no letter or digit that an id may hold."""
    return slug(key) or hashlib.sha256(key.encode()).hexdigest()[:8]


def heading_slug(heading: str) -> str:
    """A heading as a key of the record's own."""
    return slug(heading) or f"column-{hashlib.sha256(heading.encode()).hexdigest()[:8]}"

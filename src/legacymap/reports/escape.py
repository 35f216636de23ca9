"""Text of an inventory made harmless to whatever shows it."""

import re

SUBSTITUTE = "\ufffd"
_BREAKS = re.compile(r"(?:\r\n|[\n\t\u2028\u2029])+")
_BEYOND_ASCII = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_HOSTILE = re.compile(rf"[\x00-\x1f{_BEYOND_ASCII}]")
_HOSTILE_IN_JSON = re.compile(f"[{_BEYOND_ASCII}]")


def inert(text: str) -> str:
    """The text on one line, without anything that a terminal obeys or that turns the order of reading.

    Line ends and tabs become spaces; other controls (C0, C1, DEL), bidirectional overrides and unpaired
    surrogates become U+FFFD.
    """
    text = text.strip()
    return text if text.isprintable() else defused(_BREAKS.sub(" ", text))


def defused(text: str) -> str:
    """The text with every control, bidirectional override and unpaired surrogate as one U+FFFD each."""
    return _HOSTILE.sub(SUBSTITUTE, text)


def escaped(json: str) -> str:
    """JSON that means the same, with every character that a terminal may obey written as an escape."""
    return _HOSTILE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


_ENTITIES = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    0xFFFE: SUBSTITUTE,  # these two are in no XML document
    0xFFFF: SUBSTITUTE,
}


def marked_up(text: str) -> str:
    """The text on one line and inert, as content or as an attribute's value."""
    return inert(text).translate(_ENTITIES)


def legible(text: str) -> str:
    """The text without the two characters that no XML document may hold."""
    return text.replace("\ufffe", SUBSTITUTE).replace("\uffff", SUBSTITUTE)

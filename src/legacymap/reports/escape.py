"""Text of an inventory made harmless to whatever shows it."""

import re

from legacymap.domain.pattern import pattern

SUBSTITUTE = "\ufffd"
_BREAKS = pattern(r"(?:\r\n|[\n\t\u2028\u2029])+")
# What no reader sees: zero-width signs, fillers, variation selectors beyond the first, the letters of tags.
# Joiners stay between letters and signs that are no ASCII, where scripts and emoji need them.
_NEVER_SEEN = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    r"\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_JOINERS = r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
_UNSEEN = pattern(rf"[{_NEVER_SEEN}]+|{_JOINERS}")
_BEYOND_ASCII = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_HOSTILE = pattern(rf"[\x00-\x1f{_BEYOND_ASCII}]")
_HOSTILE_IN_JSON = pattern(f"[{_BEYOND_ASCII}{_NEVER_SEEN}]")
_COMMAND = pattern(r"^([ \t]*):(?=:)|(##)(?=\[|vso\[)", re.MULTILINE | re.IGNORECASE)
_ENTITIES = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    0xFFFE: SUBSTITUTE,  # these two are in no XML document
    0xFFFF: SUBSTITUTE,
}


def sanitised(text: str) -> str:
    """The text on one line, without anything that a terminal obeys or that turns the order of reading.

    Line ends and tabs become spaces; other controls (C0, C1, DEL), bidirectional overrides and unpaired
    surrogates become U+FFFD; what nobody would see is named: `<U+200B>`.
    """
    text = text.strip()
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return defused(_UNSEEN.sub(_named, _BREAKS.sub(" ", text)))


def defused(text: str) -> str:
    """The text with every control, bidirectional override and unpaired surrogate as one U+FFFD each."""
    return _HOSTILE.sub(SUBSTITUTE, text)


def uncommanding(text: str) -> str:
    """Lines of prose, none of which a CI service takes for a command of its own (`::error`, `##vso[`).

    Words that begin so come to stand at the start of a line when text is wrapped.
    """
    return _COMMAND.sub(lambda found: f"{found[1]}: " if found[2] is None else f"{found[2]} ", text)


def escaped(json: str) -> str:
    """JSON that means the same, with every character that a terminal may obey written as an escape."""
    return _HOSTILE_IN_JSON.sub(_escape, json)


def marked_up(text: str) -> str:
    """The text on one line and sanitised, as content or as an attribute's value."""
    return sanitised(text).translate(_ENTITIES)


def legible(text: str) -> str:
    """The text without the two characters that no XML document may hold."""
    return text.replace("\ufffe", SUBSTITUTE).replace("\uffff", SUBSTITUTE)


def _named(found: re.Match[str]) -> str:
    first, more = f"U+{ord(found[0][0]):04X}", len(found[0]) - 1
    return f"<{first} and {more:,} more>" if more else f"<{first}>"


def _escape(found: re.Match[str]) -> str:
    """A character as JSON escapes it: one beyond the first 65,536 as two surrogates."""
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))

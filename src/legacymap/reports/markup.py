"""Text of an inventory in XML and HTML."""

from legacymap.reports.inert import SUBSTITUTE, inert

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

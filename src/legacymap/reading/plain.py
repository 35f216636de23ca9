"""A file as plain values, where nothing is to be said of its text."""

import hashlib

from legacymap.domain.findings import Fault
from legacymap.reading.document import Unreadable
from legacymap.reading.documents import documents
from legacymap.reading.folders import File, content
from legacymap.reading.text import decoded

# The SHA-256 of a file's bytes, and the value of each document in it.
Plain = tuple[str, list[object]]


def plain(file: File) -> Plain | None:
    """What a file holds; None where its text has a fault, which is then found by reading it in full."""
    read = content(file)
    if isinstance(read, Fault):
        return None
    try:
        found = list(documents(decoded(read), placed=False))
    except Unreadable:
        return None
    if any(document.slips for document in found):
        return None
    return hashlib.sha256(read).hexdigest(), [document.value for document in found]

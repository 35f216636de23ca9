"""Many files read block by block, in the quick way that nearly all of them take."""

import hashlib
from collections.abc import Sequence

from legacymap.domain.findings import Fault
from legacymap.reading.document import looks_cut
from legacymap.reading.files import File, content
from legacymap.reading.lookalikes import holds_odd
from legacymap.reading.plain_lines import plain_value
from legacymap.reading.text import Unreadable, decoded

# The SHA-256 of a file's bytes, and what its one document holds.
Plain = tuple[str, dict[str, object]]
BLOCK = 32  # files that are read at once


def plain(files: Sequence[File]) -> list[Plain | None]:
    """What each of the files holds; None where its text has a fault, or is not read line by line.

    Such a file is to be read in full. Files are taken together, step by step: one step for all of them is far
    quicker than all steps for each, as processors remember little.
    """
    contents = [content(file) for file in files]
    texts = [None if isinstance(each, Fault) else _sound(each) for each in contents]
    values = [None if text is None else _value(text) for text in texts]
    return [
        None if isinstance(read, Fault) or found is None else (hashlib.sha256(read).hexdigest(), found)
        for read, found in zip(contents, values, strict=True)
    ]


def _sound(read: bytes) -> str | None:
    """A file's text; None where something is to be said of it, as reading in full finds out."""
    try:
        text = decoded(read)
    except Unreadable:
        return None
    return None if looks_cut(text) or holds_odd(text) else text


def _value(text: str) -> dict[str, object] | None:
    """What its one document holds; None also where its systems may be commented out."""
    value = plain_value(text)
    return value if value is not None and value.get("systems", True) else None

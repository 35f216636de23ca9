"""Merge keys: a mapping takes over the entries of others that it lacks."""

from collections.abc import Iterator

from legacymap.reading.document import Document
from legacymap.reading.frame import Frame
from legacymap.reading.parser import Event


def merge(frame: Frame, document: Document) -> Iterator[Event]:
    """Merges what the `<<` of a mapping name, the earlier first; gives the `<<` that do not name mappings.

    Entries keep the places where they are written.
    """
    own = frame.mapping if frame.mapping is not None else {}
    for at, value in frame.merges or ():
        for merged in value if isinstance(value, list) else [value]:
            if not isinstance(merged, dict):
                yield at
                break
            marks = document.marks.get(id(merged), [])
            for number, (key, entry) in enumerate(merged.items()):
                if key not in own:
                    own[key] = entry
                    frame.marks += marks[4 * number : 4 * number + 4]

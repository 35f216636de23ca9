"""The documents of a YAML text."""

from collections.abc import Iterator

import yaml
from yaml.events import StreamEndEvent
from yaml.reader import ReaderError

from legacymap.reading.builder import Builder
from legacymap.reading.document import Document, Unreadable
from legacymap.reading.parser import parser_for

_CHECK = "Check the indentation, quotes and brackets here and on the line above."


def documents(text: str, *, placed: bool = True) -> Iterator[Document]:
    """The documents of a YAML text, one by one, with the places of what they hold unless not `placed`.

    Raises Unreadable at the first place that cannot be read.
    """
    parser = parser_for(text)
    try:
        parser.get_event()
        while not isinstance(parser.get_event(), StreamEndEvent):
            yield Builder(parser, placed=placed).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text) from None
    except ReaderError as error:  # a character that decoding should have found
        place = min(error.position, len(text))
        raise Unreadable("invalid-yaml", f"The YAML cannot be read: {error.reason}", _CHECK, place) from None
    finally:
        parser.dispose()


def _syntax(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    """What stops the parser; what is never closed is placed where it opens, not at the end of the text."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and mark and mark.index >= len(text.rstrip()):
        mark = error.context_mark
    about = " ".join(part for part in (error.context, error.problem) if part)
    return Unreadable(
        "invalid-yaml",
        f"The YAML cannot be read: {about}",
        _CHECK,
        min(mark.index if mark else 0, len(text)),
    )

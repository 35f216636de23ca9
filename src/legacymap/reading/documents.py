"""The documents of a YAML text."""

from collections.abc import Iterator

import yaml
from yaml.events import StreamEndEvent
from yaml.reader import ReaderError

from legacymap.reading.builder import Builder
from legacymap.reading.document import Document, Unreadable
from legacymap.reading.parser import parser_for
from legacymap.reading.syntax import CHECK, syntax


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
        raise syntax(error, text) from None
    except ReaderError as error:  # a character that decoding should have found
        place = min(error.position, len(text))
        raise Unreadable("invalid-yaml", f"The YAML cannot be read: {error.reason}", CHECK, place) from None
    finally:
        parser.dispose()

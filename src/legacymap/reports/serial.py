"""JSON as text."""

import json
from collections.abc import Mapping

import orjson

from legacymap.domain.documents import as_json
from legacymap.reports.escape import escaped

_DELETE = b"\x7f"


def document_text(document: object) -> str:
    """A document of frozen dataclasses as JSON text (`legacymap.domain.documents`)."""
    return json_text(as_json(document))


def json_text(document: Mapping[str, object]) -> str:
    """A document as indented JSON in its own order, ending in a line end; safe to show on a terminal."""
    try:
        written = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a file's name that is no Unicode, or a whole number of more than 64 bits
        return escaped(json.dumps(document, indent=2)) + "\n"
    text = written.decode()
    # It escapes the controls of ASCII itself, all but the last.
    if written.isascii() and _DELETE not in written:
        return text
    return text if text.replace("\n", "").isprintable() else escaped(text)

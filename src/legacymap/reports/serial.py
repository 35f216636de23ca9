"""JSON as text."""

import json
from collections.abc import Mapping

import orjson

from legacymap.reports.escape import escaped


def json_text(document: Mapping[str, object]) -> str:
    """A document as indented JSON in its own order, ending in a line end; safe to show on a terminal."""
    try:
        written = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a file's name that is no Unicode, or a whole number of more than 64 bits
        return escaped(json.dumps(document, indent=2)) + "\n"
    text = written.decode()
    return text if text.replace("\n", "").isprintable() else escaped(text)

"""JSON as text."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import orjson

from legacymap.domain.documents import Known, indented, longest_row, plain
from legacymap.reports.escape import escaped

_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"
_TOGETHER = 200  # so many items of a long row are written at once


def document_text(document: object) -> str:
    """A document of frozen dataclasses as JSON text (`legacymap.domain.documents`)."""
    return "".join(document_parts(document))


def document_parts(document: object) -> Iterator[str]:
    """The same text in parts: of a long row of systems no more than a few are in memory as text."""
    row = longest_row(document)
    if row is None or len(row.items) <= _TOGETHER:
        yield _text(document, type(document)) + "\n"
        return
    shell = _text(replace(cast("Any", document), **{row.key: ()}), type(document))
    before, opening, after = shell.partition(f'\n  "{row.key}": [')
    yield before + opening
    known: Known = {}
    for first in range(0, len(row.items), _TOGETHER):
        part = _text(row.items[first : first + _TOGETHER], row.kind, 2, known)
        yield ("," if first else "") + part[1 : part.rindex("\n")]
    yield f"\n  {after}\n"


def json_text(document: object) -> str:
    """A document as indented JSON in its own order, ending in a line end; safe to show on a terminal."""
    try:
        written = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a file's name that is no Unicode, or a whole number of more than 64 bits
        return escaped(json.dumps(document, indent=2)) + "\n"
    return _safe(written)


def _text(value: object, kind: object, margin: int = 0, known: Known | None = None) -> str:
    written = indented(value, kind, margin, known)
    if written is not None:
        return _safe(written)
    return json_text(plain(value, kind)).removesuffix("\n").replace("\n", "\n" + " " * margin)


def _safe(written: bytes) -> str:
    """The text, with what a terminal may obey escaped; the controls of ASCII are already, but the last."""
    rest = written.translate(None, _PLAIN)
    text = written.decode()
    return text if rest.decode().isprintable() else escaped(text)

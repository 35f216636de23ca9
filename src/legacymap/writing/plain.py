"""Values as people write them in YAML: plain where that is safe, on one line where it fits."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from legacymap.writing.tree import NOTHING

Value = str | Sequence["Value"] | Mapping[str, "Value"]
_WIDEST = 110  # columns that a mapping or list may take to stand on one line
# Plain wherever it stands: most values are.
SIMPLE = r"[A-Za-z0-9£](?:[A-Za-z0-9 £_./()'%+-]*[A-Za-z0-9£_./()'%+-])?"
_SIMPLE = re.compile(SIMPLE).fullmatch
_SAFE_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s,\[\]{}:?#])")
_UNSAFE = re.compile(r":(?=\s|$)|\s#")
_UNSAFE_IN_BRACKETS = re.compile(r"[,?\[\]{}]|:(?=[\s,\[\]{}?:\"']|$)|\s#")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\x85": "\\N"}
_MARKERS = ("---", "...")
_MAPPING = (dict, Mapping)  # most are the first, which is known at once


def is_simple(text: str) -> bool:
    """Whether a text is words, a number or a date that YAML can take for nothing else, wherever it stands."""
    return _SIMPLE(text) is not None and text not in NOTHING


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """A text as a scalar on one line that reads back as the same text, quoted only where it must be."""
    if _SIMPLE(text) is not None and text not in NOTHING:
        return text
    unsafe = _UNSAFE_IN_BRACKETS if in_brackets else _UNSAFE
    if not text.isprintable():
        return f'"{"".join(_escaped(each) for each in text)}"'
    is_plain = (
        text not in NOTHING
        and text == text.strip()
        and _SAFE_START.match(text) is not None
        and unsafe.search(text) is None
        and not text.startswith(_MARKERS)
    )
    return text if is_plain else "'" + text.replace("'", "''") + "'"


def flow(value: Value) -> str:
    """Any value on one line, mappings and lists in brackets."""
    if isinstance(value, str):
        return scalar(value, in_brackets=True)
    if isinstance(value, _MAPPING):
        inside = [
            f"{_key(key)}: {_bracketed(each) if type(each) is str else flow(each)}"
            for key, each in value.items()
        ]
        return f"{{{', '.join(inside)}}}"
    return f"[{', '.join([_bracketed(each) if type(each) is str else flow(each) for each in value])}]"


def _bracketed(text: str) -> str:
    return text if _SIMPLE(text) is not None and text not in NOTHING else scalar(text, in_brackets=True)


def entry_lines(key: str, value: Value) -> list[str]:
    """An entry of a mapping as lines without indentation: one where it fits, else an item or entry a line."""
    lines: list[str] = []
    _add_entry(lines, "", key, value)
    return lines


def item_lines(value: Value) -> list[str]:
    """An item of a list as lines without indentation, the first of which begins with a dash."""
    lines: list[str] = []
    _add_item(lines, "", value)
    return lines


def record_lines(record: Mapping[str, Value]) -> list[str]:
    """A mapping as an item of a list, with an entry a line at least."""
    lines: list[str] = []
    _add_record(lines, "", record)
    return lines


def _add_record(lines: list[str], indent: str, record: Mapping[str, Value]) -> None:
    first, below = len(lines), f"{indent}  "
    for key, value in record.items():
        if type(value) is str:  # most are
            lines.append(f"{below}{_key(key)}: {scalar(value)}")
        else:
            _add_entry(lines, below, key, value)
    if len(lines) > first:
        lines[first] = f"{indent}- {lines[first][len(below) :]}"


def _add_entry(lines: list[str], indent: str, key: str, value: Value) -> None:
    if isinstance(value, str):
        lines.append(f"{indent}{_key(key)}: {scalar(value)}")
    elif isinstance(value, _MAPPING):
        _add_mapping(lines, indent, key, value)
    else:
        line = f"{_key(key)}: {flow(value)}"
        if all(isinstance(each, str) for each in value) and (len(line) <= _WIDEST or not value):
            lines.append(indent + line)
            return
        lines.append(f"{indent}{_key(key)}:")
        for item in value:
            _add_item(lines, indent, item)


def _add_mapping(lines: list[str], indent: str, key: str, value: Mapping[str, Value]) -> None:
    # Longer than a line even without quotes: it need not be tried.
    is_long = sum(map(len, value)) + sum(map(len, value.values())) + 4 * len(value) > _WIDEST
    line = "" if is_long else f"{_key(key)}: {flow(value)}"
    if not is_long and (len(line) <= _WIDEST or not value):
        lines.append(indent + line)
        return
    lines.append(f"{indent}{_key(key)}:")
    below = f"{indent}  "
    for name, held in value.items():
        if type(held) is str:  # most are
            lines.append(f"{below}{_key(name)}: {scalar(held)}")
        else:
            _add_entry(lines, below, name, held)


def _add_item(lines: list[str], indent: str, value: Value) -> None:
    if isinstance(value, str):
        lines.append(f"{indent}- {scalar(value)}")
        return
    line = f"- {flow(value)}"
    if len(line) <= _WIDEST or not value or not isinstance(value, _MAPPING):
        lines.append(indent + line)
        return
    _add_record(lines, indent, value)


@lru_cache(maxsize=4096)  # records share their keys
def _key(key: str) -> str:
    return scalar(key, in_brackets=True)


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if character.isprintable() and character != "\ufeff":
        return character
    if 0xD800 <= code <= 0xDFFF:
        message = "an unpaired surrogate is no character"
        raise ValueError(message)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

"""Values as people write them in YAML: plain where that is safe, on one line where it fits."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from legacymap.writing.tree import NOTHING

Value = str | Sequence["Value"] | Mapping[str, "Value"]
_WIDEST = 110  # columns that a mapping or list may take to stand on one line
_SIMPLE = re.compile(r"[A-Za-z0-9£][A-Za-z0-9 £_./()'%+-]*")  # plain wherever it stands: most values are
_SAFE_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^\s,\[\]{}:?#])")
_UNSAFE = re.compile(r":(?=\s|$)|\s#")
_UNSAFE_IN_BRACKETS = re.compile(r"[,?\[\]{}]|:(?=[\s,\[\]{}?:\"']|$)|\s#")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0", "\x85": "\\N"}
_MARKERS = ("---", "...")


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """A text as a scalar on one line that reads back as the same text, quoted only where it must be."""
    if _SIMPLE.fullmatch(text) and text not in NOTHING and text[-1] != " ":
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
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)}: {flow(each)}" for key, each in value.items())
        return f"{{{inside}}}"
    return f"[{', '.join(flow(each) for each in value)}]"


def entry_lines(key: str, value: Value) -> list[str]:
    """An entry of a mapping as lines without indentation: one where it fits, else an item or entry a line."""
    if isinstance(value, str):
        return [f"{_key(key)}: {scalar(value)}"]
    if isinstance(value, Mapping):
        # Longer than a line even without quotes: it need not be tried.
        is_long = sum(len(name) + len(held) + 4 for name, held in value.items()) > _WIDEST
        line = "" if is_long else f"{_key(key)}: {flow(value)}"
        if not is_long and (len(line) <= _WIDEST or not value):
            return [line]
        lines = [f"{_key(key)}:"]
        for name, held in value.items():
            if isinstance(held, str):
                lines.append(f"  {_key(name)}: {scalar(held)}")
            else:
                lines += [f"  {each}" for each in entry_lines(name, held)]
        return lines
    line = f"{_key(key)}: {flow(value)}"
    if all(isinstance(each, str) for each in value) and (len(line) <= _WIDEST or not value):
        return [line]
    return [f"{_key(key)}:", *(each for item in value for each in item_lines(item))]


def item_lines(value: Value) -> list[str]:
    """An item of a list as lines without indentation, the first of which begins with a dash."""
    if isinstance(value, str):
        return [f"- {scalar(value)}"]
    line = f"- {flow(value)}"
    if len(line) <= _WIDEST or not value or not isinstance(value, Mapping):
        return [line]
    return record_lines(value)


def record_lines(record: Mapping[str, Value]) -> list[str]:
    """A mapping as an item of a list, with an entry a line at least."""
    lines = [line for key, value in record.items() for line in entry_lines(key, value)]
    return [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]


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

"""Values as people write them in YAML: plain where that is safe, on one line where it fits; and read back so.

A large inventory says the same things over and over, so each distinct line of a plain text is read once; how
lines stand below each other is judged here. A text that is laid out otherwise is not read here at all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
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
Read = Callable[[str], tuple[object, ...]]
_BREAKS = ("\t", "\r", "\x85", "\u2028", "\u2029", "\ufeff")  # besides the line feed
_KEY = "[A-Za-z_][A-Za-z0-9_-]*"
_LINE = re.compile(rf"( *)(- )?({_KEY}):(?: (?! )(.*[^ ]))?|( *)- (?! )(.*[^ ])")
_USUAL = re.compile(rf"( *)(- )?({_KEY}): ({SIMPLE})").fullmatch  # most lines
_NO_KEYS = frozenset({"null", "Null", "NULL"})
_IN_BRACES = re.compile(rf"({_KEY}): ([^,{{}}\[\]]+)")
# How far in its key stands (an item without one: its dash), whether it has a dash, its key, and what it says.
_Line = tuple[int, bool, str, object]


class _NotByLinesError(Exception):
    """The text is laid out in some other way."""


class LineReader:
    """Reads texts by their lines; remembers each line from one text to the next."""

    def __init__(self, read: Read) -> None:
        """With what reads any text: it gives what each document holds, and raises what it likes."""
        self._read = read
        self._lines: dict[str, _Line | None] = {}

    def document(self, text: str) -> object:
        """What the one document of a text holds; None where only the whole text tells.

        Lists and mappings that stand on one line are shared between equal lines: nobody may change them.
        """
        if any(each in text for each in _BREAKS) or text.startswith(("---", "%")):
            return None
        try:
            return self._assembled(text.split("\n"))
        except _NotByLinesError:
            return None

    def _assembled(self, lines: list[str]) -> object:
        known = self._lines
        tree = _Tree()
        root = mapping = tree.mapping
        column, waiting = 0, ""  # of the open mapping; a key with nothing behind it, so that it stands below
        for text in lines:
            line = known.get(text)
            if line is None:
                if not text or text.lstrip(" ").startswith("#"):
                    continue
                line = known[text] = self._line(text)
            at, is_item, key, value = line
            if at != column or is_item or waiting:
                if waiting:
                    tree.open(line, waiting)
                    waiting = ""
                tree.move(line)
                mapping, column = tree.mapping, tree.column
                if not key:
                    tree.lists[-1][1].append(value)
                    continue
            if key in mapping:
                raise _NotByLinesError
            mapping[key] = value
            if value is None:
                waiting = key
        if waiting:
            raise _NotByLinesError
        return root or None

    def _line(self, text: str) -> _Line:
        usual = _USUAL(text)
        if usual is not None:
            indent, dash, key, words = usual.groups()
            if words not in NOTHING and key not in _NO_KEYS:
                return len(indent), dash is not None, key, words
        found = _LINE.fullmatch(text)
        if found is None:
            raise _NotByLinesError
        indent, dash, key, value, item_indent, item = found.groups()
        if item is not None:
            return len(item_indent), True, "", self._value(item, "- ")
        if key in _NO_KEYS:
            raise _NotByLinesError
        held = None if value is None else self._value(value, "k: ")
        return len(indent), dash is not None, key, held

    def _value(self, text: str, before: str) -> object:
        """What stands behind a key or a dash: words that are nothing but words as they are, else as read."""
        if is_simple(text):
            return text
        inside = text[1:-1]
        if text[0] == "{" and text[-1] == "}":
            pairs = [_IN_BRACES.fullmatch(each) for each in inside.split(", ")]
            held = {each[1]: each[2] for each in pairs if each and is_simple(each[2])}
            if len(held) == len(pairs) and not held.keys() & _NO_KEYS:
                return held
        elif text[0] == "[" and text[-1] == "]" and all(map(is_simple, words := inside.split(", "))):
            return words
        return self._as_read(text, before)

    def _as_read(self, text: str, before: str) -> object:
        try:
            documents = self._read(f"{before}{text}\n{before if before == '- ' else 'l: '}l\n")
        except Exception:  # noqa: BLE001 - whatever it is, reading the whole text shows it with its place
            raise _NotByLinesError from None
        match documents:
            case ({"k": value, "l": "l", **others},) if not others and value is not None:
                return value
            case ([value, "l"],) if before == "- " and value is not None:
                return value
        raise _NotByLinesError


class _Tree:
    """Where the next line belongs: the open mapping, how far in its keys stand, and what is open around it.

    `lists` are the open lists, each with how far in its dashes stand, the innermost last.
    """

    __slots__ = ("above", "column", "lists", "mapping")

    def __init__(self) -> None:
        self.column = 0
        self.mapping: dict[str, object] = {}
        self.above: list[tuple[int, dict[str, object]]] = []
        self.lists: list[tuple[int, list[object]]] = []

    def open(self, line: _Line, key: str) -> None:
        """Opens what the first line below a key begins: a list, or a mapping further in."""
        at, is_item, _, _ = line
        if is_item and self.column <= at <= self.column + 2:
            self._close_lists(at)
            items: list[object] = []
            self.mapping[key] = items
            self.lists.append((at, items))
        elif not is_item and at > self.column:
            inner: dict[str, object] = {}
            self.mapping[key] = inner
            self._enter(at, inner)
        else:
            raise _NotByLinesError

    def move(self, line: _Line) -> None:
        """Closes what a line stands left of; of an item with a key it opens the mapping."""
        at, is_item, key, _ = line
        while at < self.column and self.above:
            self.column, self.mapping = self.above.pop()
        self._close_lists(at + is_item)
        if not is_item:
            if at != self.column:
                raise _NotByLinesError
            return
        if not self.lists or self.lists[-1][0] != at or not self.column <= at <= self.column + 2:
            raise _NotByLinesError
        if key:
            inner: dict[str, object] = {}
            self.lists[-1][1].append(inner)
            self._enter(at + 2, inner)

    def _close_lists(self, at: int) -> None:
        """Closes the lists whose dashes stand there or further in."""
        while self.lists and self.lists[-1][0] >= at:
            self.lists.pop()

    def _enter(self, column: int, mapping: dict[str, object]) -> None:
        self.above.append((self.column, self.mapping))
        self.column, self.mapping = column, mapping


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


def _bracketed(text: str) -> str:
    return text if _SIMPLE(text) is not None and text not in NOTHING else scalar(text, in_brackets=True)


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

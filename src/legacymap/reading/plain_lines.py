"""What a plain YAML text holds, line by line: several times as fast as the events of a parser.

This is no second reader of YAML. It gives exactly what `documents` gives, or it declines the whole text at
the first thing that it is not sure of: nothing here may accept, mend or refuse what libyaml would not.
"""

import re
from collections.abc import Iterator, Sequence
from sys import intern

from legacymap.domain.pattern import pattern
from legacymap.reading.document import MOST_NODES, NOTHING

_DEEPEST = 30
_AT_ONCE = 1 << 16  # characters
_SHORT = 120
_MOST_KNOWN = 8192  # lines
# Anything but tabs (which only remarks may hold), line feeds, and what everybody takes for a character.
# Hardly any text has to be searched for it: what can be printed is none of these.
_UNSURE = pattern("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_KEY = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}+"
_FIRST = r"""(?:[^\s?:,\[\]{}#&*!|>'"%@`-]|-(?=[0-9£]))"""
_QUOTED = r""""[^"\\\t\n]*+"|'(?:[^'\t\n]|'')*+'"""
_PAIR = rf"(?![0-9]){_KEY}: {_FIRST}[^:?#,\[\]{{}}]*+"
# The dash of an item with the spaces behind it, a key, and a value: plain, quoted, or between brackets.
_LINE = re.compile(
    rf"""^(\ *+)(-\ ++)?+(?:({_KEY}):(?:\ ++|(?=\n)))?+
    (?:({_FIRST}(?:[^:\#\t\n]++|:(?=[^\ \n])|(?<!\ )\#)*+)|({_QUOTED})|([\[{{][^\t\n\#]*[\]}}]))?+
    \ *+(?:(?<![^\ \n])\#[^\n]*+)?+\n""",
    re.MULTILINE | re.VERBOSE,
)
# A part of what stands between brackets: a key, an opening bracket or a value, what closes, and a comma; else
# all that is left, so that nothing is looked at twice.
_PART = re.compile(
    rf"""(?:({_KEY}):\ ++)?+(?:([\[{{])|({_FIRST}[^:?\#,\[\]{{}}]*+)|({_QUOTED}))
    \ *+([\]}}\ ]*+)(,?+)\ *+|(.++)""",
    re.VERBOSE,
)
# A mapping of plain values; a key that is a number could be the rest of one.
_FLAT = re.compile(rf"\{{{_PAIR}(?:, {_PAIR})*+\}}")
_START = re.compile(r"(?:\ *+(?:#[^\n]*+)?+\n)*+--- *+\n")
# A key with a folded text below it: lines that are all indented alike. The last group says that it may go on.
_FOLDED = re.compile(
    rf"""^(\ *+(?:-\ ++)?+)({_KEY}:\ ++)>-\ *+\n((\ ++)[^\ \t\n][^\t\n]*+\n(?:\4[^\ \t\n][^\t\n]*+\n)*+)
    ((?=\n*+(?:\4|\ ++\n)))?+""",
    re.MULTILINE | re.VERBOSE,
)
_EMPTY = object()
_Level = tuple[int, dict[str, object] | list[object]]
# Where a line begins, where what is behind its dash does (0: it has none), its key, and its value.
_Line = tuple[int, int, str, object]
_KNOWN: dict[str, _Line] = {}


class _Declined(Exception):  # noqa: N818 - it is no error
    """The text holds something that is better left to the parser."""


def plain_value(text: str) -> dict[str, object] | None:
    """What the one document of a text holds; None where that is not certain, which says nothing of it.

    What short lines hold may be the same object wherever they stand.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if len(text) > MOST_NODES and _most_nodes(text) > MOST_NODES:
        return None
    text = text if text.endswith("\n") else f"{text}\n"
    try:
        if ">-" in text:
            text = _FOLDED.sub(_in_quotes, text)
        started = _START.match(text)
        return _root(text, _sure(text, started.end()) if started else 0)
    except _Declined:
        return None


def _in_quotes(found: re.Match[str]) -> str:
    """A key and its folded text on one line."""
    start, key, lines, indent, more = found.groups()
    if more is not None or len(indent) <= len(start):
        raise _Declined
    text = " ".join(line[len(indent) :] for line in lines[:-1].split("\n"))
    quoted = text.replace("'", "''")
    return f"{start}{key}'{quoted}'\n"


def _most_nodes(text: str) -> int:
    return 2 * text.count("\n") + sum(map(text.count, ",[{")) + 3


def _root(text: str, start: int) -> dict[str, object]:
    """The mapping that a text is from a position on."""
    mapping = root = dict[str, object]()
    levels: list[_Level] = [(0, root)]
    column, waiting = 0, ""  # where the entries of `mapping` stand; a key that nothing follows on its line
    for begins, behind, key, value in _lines(text, start):
        if behind:
            items = _list_at(begins, levels, waiting)
            waiting = ""
            if not key:
                items.append(_certain(value))
                column = -1
                continue
            mapping = {}
            items.append(mapping)
            column = behind
            levels.append((column, mapping))
        elif not key:
            if value is _EMPTY:  # an empty line, or a remark
                continue
            raise _Declined
        elif waiting or begins != column:
            column = begins
            mapping = _mapping_at(column, levels, waiting)
            waiting = ""
        if key in mapping:
            raise _Declined
        if value is _EMPTY:
            waiting = key
        else:
            mapping[key] = value if value is not None else _under(key, None)
    if not root and not waiting:
        raise _Declined
    _mapping_at(0, levels, waiting)
    return root


def _lines(text: str, start: int) -> Iterator[_Line]:
    """What each line holds; that of short lines, most of which come again and again, is remembered."""
    end, known = start, _KNOWN
    while end < len(text):
        start, end = end, text.find("\n", min(end + _AT_ONCE, len(text) - 1)) + 1
        lines = text[start : end - 1].split("\n")
        if len(known) > _MOST_KNOWN:
            known.clear()
        new = [line for line in lines if line not in known and len(line) < _SHORT]
        known.update(zip(new, _read(new), strict=True))
        yield from [known.get(line) or _read([line])[0] for line in lines]


def _read(lines: Sequence[str]) -> list[_Line]:
    text = "\n".join([*lines, ""])
    _sure(text, len(text))
    found = _LINE.findall(text)
    if len(found) != len(lines):
        raise _Declined
    return [
        (
            len(indent),
            len(indent) + len(dash) if dash else 0,
            intern(key),
            _plain(plain) if plain else _other(quoted, flow),
        )
        for indent, dash, key, plain, quoted, flow in found
    ]


def _sure(text: str, end: int) -> int:
    """The end of the first part of a text, in which nothing is unsure."""
    if not text.replace("\n", "").isprintable() and _UNSURE.search(text, 0, end):
        raise _Declined
    return end


def _list_at(column: int, levels: list[_Level], waiting: str) -> list[object]:
    """The list that an item at a column belongs to: what the key holds that waits, or an open one."""
    at, holder = levels[-1]
    if waiting and column >= at and isinstance(holder, dict):
        begun = holder[waiting] = list[object]()
        _enter(levels, (column, begun))
        return begun
    holder = _at(column, levels, waiting)
    if isinstance(holder, dict):
        raise _Declined
    return holder


def _mapping_at(column: int, levels: list[_Level], waiting: str) -> dict[str, object]:
    """The mapping that a key at a column belongs to; the same."""
    at, holder = levels[-1]
    if waiting and column > at and isinstance(holder, dict):
        begun = holder[waiting] = dict[str, object]()
        _enter(levels, (column, begun))
        return begun
    holder = _at(column, levels, waiting)
    if isinstance(holder, list):  # items may stand no deeper than the key that they belong to
        levels.pop()
        holder = _at(column, levels, "")
    if isinstance(holder, list):
        raise _Declined
    return holder


def _at(column: int, levels: list[_Level], waiting: str) -> dict[str, object] | list[object]:
    """What is open at a column, with all that is deeper closed; a key that still waits holds nothing."""
    at, holder = levels[-1]
    if waiting and isinstance(holder, dict):
        holder[waiting] = _under(waiting, None)
    while levels[-1][0] > column:
        levels.pop()
    at, holder = levels[-1]
    if at != column:
        raise _Declined
    return holder


def _enter(levels: list[_Level], level: _Level) -> None:
    levels.append(level)
    if len(levels) > _DEEPEST:
        raise _Declined


def _certain(value: object) -> object:
    if value is _EMPTY:
        raise _Declined
    return value


def _under(key: str, value: object) -> object:
    """The value of a key; a number that holds nothing could be the rest of the one before it."""
    if value is None and key[0].isdigit():
        raise _Declined
    return value


def _plain(text: str) -> str | None:
    text = text.rstrip(" ")
    return None if len(text) <= _LONGEST_NOTHING and text in NOTHING else text


def _other(quoted: str, flow: str) -> object:
    if flow:
        return _flat(flow[1:-1].split(", ")) if _FLAT.fullmatch(flow) else _between_brackets(flow)
    return _unquoted(quoted) if quoted else _EMPTY


def _unquoted(text: str) -> str | None:
    inner = text[1:-1]
    return (inner if text[0] == '"' else inner.replace("''", "'")) or None


def _flat(parts: Sequence[str]) -> dict[str, object]:
    pairs = [part.split(": ") for part in parts]
    mapping: dict[str, object] = {intern(key): _plain(value) for key, value in pairs}
    if len(mapping) < len(pairs):
        raise _Declined
    return mapping


def _between_brackets(text: str) -> dict[str, object] | list[object]:
    """The value that stands between brackets, on one line."""
    open_ones: list[dict[str, object] | list[object]] = []
    whole: dict[str, object] | list[object] | None = None
    is_due = True  # whether a value may stand here
    for key, opening, plain, quoted, closing, comma, odd in _PART.findall(text):
        if odd or not is_due or len(open_ones) > _DEEPEST:
            raise _Declined
        begun: dict[str, object] | list[object] | None = None
        if opening:
            begun = {} if opening == "{" else []
        value = begun if opening else _plain(plain) if plain else _unquoted(quoted)
        if whole is None:
            whole = begun
        else:
            _put(open_ones[-1], key, value)
        if begun is not None:
            open_ones.append(begun)
        for sign in closing.replace(" ", ""):
            if not open_ones or isinstance(open_ones.pop(), dict) != (sign == "}"):
                raise _Declined
        is_due = bool(comma) if closing.strip() or not opening else not comma
        if comma and not open_ones:
            raise _Declined
    if open_ones or whole is None:
        raise _Declined
    return whole


def _put(holder: dict[str, object] | list[object], key: str, value: object) -> None:
    if isinstance(holder, list):
        if key:
            raise _Declined
        holder.append(value)
    elif not key or key in holder:
        raise _Declined
    else:
        holder[intern(key)] = _under(key, value)


_LONGEST_NOTHING = max(map(len, NOTHING))

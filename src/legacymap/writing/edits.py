"""Edits of YAML: text goes in, as little as possible comes out, no file is ever dumped (exchange, section 6).

All else stays byte for byte: comments, order, layout, line ends. Whoever asks for an edit reads the text back
and compares: the values must be the old ones plus the edits. Whole files, and one more record in a list, are
yaml.py's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from legacymap.domain.findings import Path
from legacymap.domain.frozen import dataclass
from legacymap.domain.system import Technology
from legacymap.writing.plain import Value, entry_lines, flow, item_lines, record_lines, scalar
from legacymap.writing.tree import MERGE, Node, Tree, line_start, next_line, parseable, past_comments, tree

Change = Value | None  # None takes the entry out
# What a text stands for where a mapping could stand: by the key of the record, or of the list that holds it.
SHORT_FORMS = {
    "owner": "business",
    "owners": "business",
    "hosting": "type",
    "technologies": "product",
    "depends_on": "system",
    "requires": "system",
    "moves_with": "system",
    "scores": "score",
    "organisation": "id",
}
_KINDS = {"scalar": "a text", "mapping": "a mapping", "sequence": "a list", "alias": "an alias"}
_BREAK = re.compile("\r\n|\n")
_WIDEST_GAP = 8
_Wanted = dict[str | int, "_Wanted | _Leaf"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that was not made: where, the line (from 1) to make it at, why, and the text to paste."""

    path: Path
    line: int
    why: str
    paste: str


@dataclass(frozen=True, slots=True)
class Edited:
    """The text with those edits in it that could be made, and the others."""

    text: str
    refused: tuple[Refusal, ...] = ()


def edited(text: str, document: int, changes: Iterable[tuple[Path, Change]]) -> Edited:
    """The text with values set at paths below the document of this number (from 0), missing parents made.

    A step past the end of a list appends to it; None as a value takes an entry out of its mapping. The text
    must be readable YAML without a byte order mark.
    """
    wanted = _grouped(changes)
    found = tree(text, document)
    if not wanted:
        return Edited(text)
    if found is None:
        return Edited(text, tuple(_refusals(text, 0, wanted, "the document is empty")))
    editor = _Editor(text, found)
    editor.change(found.root, wanted, ())
    return Edited(editor.text(), tuple(editor.refused))


def short_key(path: Path) -> str | None:
    """The key that a text at a path abbreviates."""
    is_item = len(path) > 1 and (isinstance(path[-1], int) or path[-2] == "scores")
    return SHORT_FORMS.get(str(path[-2] if is_item else path[-1])) if path else None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A value to set, and the change that asks for it."""

    value: Change
    path: Path
    asked: Change


def _grouped(changes: Iterable[tuple[Path, Change]]) -> _Wanted:
    """The changes as a tree by the steps of their paths; a mapping to set is the setting of its entries."""
    root: _Wanted = {}
    for path, value in changes:
        at = root
        for steps in range(1, len(path)):
            at = _inner(at, path[:steps])
        _plant(at, path, _Leaf(value, path, value))
    return root


def _plant(at: _Wanted, path: Path, leaf: _Leaf) -> None:
    step = path[-1]
    if isinstance(leaf.value, Mapping) and leaf.value:
        for key, each in leaf.value.items():
            _plant(_inner(at, path), (*path, key), _Leaf(each, leaf.path, leaf.asked))
    elif isinstance(at.get(step), dict):
        _inner(at, path)[_expanded(path)] = leaf
    else:
        at[step] = leaf


def _inner(at: _Wanted, path: Path) -> _Wanted:
    """The changes below the last step of a path; a text that is to stand there is taken as a short form."""
    found = at.setdefault(path[-1], {})
    if isinstance(found, _Leaf):
        found = at[path[-1]] = {_expanded(path): found}
    return found


def _expanded(path: Path) -> str:
    short = short_key(path)
    if short is None:
        message = f"two changes of one value: {path}"
        raise ValueError(message)
    return short


def _value(wanted: "_Wanted | _Leaf") -> Change:
    """What a tree of changes comes to where nothing stands yet; None where that is nothing."""
    if isinstance(wanted, _Leaf):
        return wanted.value
    values = {step: value for step, each in wanted.items() if (value := _value(each)) is not None}
    if not values:
        return None
    if all(isinstance(step, int) for step in values):
        return list(values.values())
    return {str(step): value for step, value in values.items()}


def _leaves(wanted: "_Wanted | _Leaf") -> Iterator[_Leaf]:
    if isinstance(wanted, _Leaf):
        yield wanted
        return
    for each in wanted.values():
        yield from _leaves(each)


class _Editor:
    """Turns changes into patches of the text; remembers what it refuses."""

    def __init__(self, text: str, found: Tree) -> None:
        self._text = text
        self._lines = parseable(text)  # where a line ends is asked of this
        self._tree = found
        self._patches: list[tuple[int, int, str]] = []
        self._break = _line_break(self._lines)
        self.refused: list[Refusal] = []

    def text(self) -> str:
        """The text with all patches applied."""
        parts, at = [], 0
        for start, end, new in sorted(self._patches, key=lambda each: each[:2]):
            parts += [self._text[at:start], new]
            at = max(end, at)
        return "".join([*parts, self._text[at:]])

    def change(self, node: Node, wanted: _Wanted, path: Path) -> None:
        """Makes the changes below a node."""
        why = self._untouchable(node)
        if why:
            self._refuse(node, wanted, why)
        elif node.kind == "mapping":
            self._change_mapping(node, wanted, path)
        elif node.kind == "sequence":
            self._change_sequence(node, wanted, path)
        elif node.is_nothing:
            self._fill(node, wanted)
        else:
            self._grow(node, wanted, path)

    # Mappings

    def _change_mapping(self, node: Node, wanted: _Wanted, path: Path) -> None:
        by_key = {str(key.value): (key, value) for key, value in node.entries if key.kind == "scalar"}
        gone = [step for step, each in wanted.items() if isinstance(each, _Leaf) and each.value is None]
        self._remove(node, {str(step): wanted[step] for step in gone if step in by_key})
        missing: _Wanted = {}
        for step, each in wanted.items():
            key = str(step)
            if step in gone:
                continue
            if key in by_key:
                self._change_entry(node, by_key[key], each, (*path, step))
            elif key in self._merged(node):
                self._refuse(node, each, "it comes from another mapping, by `<<`")
            elif _value(each) is not None:
                missing[key] = each
        if missing:
            self._add_entries(node, missing)

    def _change_entry(
        self, node: Node, entry: tuple[Node, Node], wanted: "_Wanted | _Leaf", path: Path
    ) -> None:
        value = entry[1]
        is_empty_list = value.is_nothing or (
            value.is_bracketed and value.kind == "sequence" and not value.items
        )
        items = _value(wanted) if is_empty_list and not node.is_flow else None
        if isinstance(items, list | tuple) and any(isinstance(each, Mapping) for each in items):
            self._open_list(entry, items, wanted, path)
        else:
            self._change_value(value, wanted, path)

    def _change_value(self, node: Node, wanted: "_Wanted | _Leaf", path: Path) -> None:
        if isinstance(wanted, dict):
            self.change(node, wanted, path)
        elif wanted.value is not None:
            self._replace(node, wanted, path)

    def _merged(self, node: Node) -> set[str]:
        """The keys that a mapping takes over from others."""
        found: set[str] = set()
        open_nodes = [value for key, value in node.entries if key.value == MERGE]
        while open_nodes:
            each = open_nodes.pop()
            if each.kind == "alias":
                named = self._tree.anchors.get(each.value or "")
                open_nodes += [named] if named is not None else []
            elif each.kind == "sequence":
                open_nodes += each.items
            else:
                found |= {str(key.value) for key, _ in each.entries}
                open_nodes += [value for key, value in each.entries if key.value == MERGE]
        return found

    def _add_entries(self, node: Node, wanted: _Wanted) -> None:
        entries = cast("Mapping[str, Value]", _value(wanted))
        if node.is_flow:
            self._add_in_brackets(node, [flow({key: value})[1:-1] for key, value in entries.items()], wanted)
            return
        indent = " " * self._column(node.entries[0][0].start)
        lines = [f"{indent}{line}" for key, value in entries.items() for line in entry_lines(key, value)]
        before = self._text[line_start(self._lines, node.entries[0][0].start) : node.entries[0][0].start]
        if before.strip(" -"):
            self._refuse(node, wanted, "its keys do not begin their lines")
            return
        self._add_lines(node.end, self._column(node.entries[0][0].start), lines)

    def _remove(self, node: Node, wanted: _Wanted) -> None:
        for number, (key, value) in enumerate(node.entries):
            if key.value not in wanted:
                continue
            why = self._untouchable(value) or self._unremovable(node, number)
            if why:
                self._refuse(key, wanted[str(key.value)], why)
            elif node.is_flow:
                self._remove_in_brackets(node, number, wanted)
            else:
                end = next_line(self._lines, value.end if value.end > value.start else key.end)
                self._patches.append((line_start(self._lines, key.start), end, ""))

    def _unremovable(self, node: Node, number: int) -> str:
        key, value = node.entries[number]
        if len(node.entries) == 1:
            return "it is the only entry of its mapping"
        if node.is_flow:
            return self._uneditable_brackets(node)
        before = self._text[line_start(self._lines, key.start) : key.start]
        if before.strip():
            return "it stands on the line of its item's dash"
        return "a comment stands within it" if "#" in self._text[key.start : value.end] else ""

    def _remove_in_brackets(self, node: Node, number: int, gone: _Wanted) -> None:
        key, value = node.entries[number]
        end = max(value.end, key.end)
        if all(each.value in gone for each, _ in node.entries[:number]):
            last = number == len(node.entries) - 1
            self._patches.append((key.start, end if last else node.entries[number + 1][0].start, ""))
            return
        before_key, before_value = node.entries[number - 1]
        self._patches.append((max(before_key.end, before_value.end), end, ""))

    # Lists

    def _change_sequence(self, node: Node, wanted: _Wanted, path: Path) -> None:
        added: _Wanted = {}
        gone = {
            step: each
            for step, each in wanted.items()
            if isinstance(step, int)
            and step < len(node.items)
            and isinstance(each, _Leaf)
            and each.value is None
        }
        self._remove_items(node, gone)
        for step, each in wanted.items():
            if not isinstance(step, int):
                self._refuse(node, each, "a list stands there")
            elif step in gone:
                continue
            elif step < len(node.items):
                self._change_value(node.items[step], each, (*path, step))
            elif _value(each) is not None:
                added[step] = each
        if added:
            self._add_items(node, cast("Sequence[Value]", _value(added)), added)

    def _remove_items(self, node: Node, gone: Mapping[int, _Leaf]) -> None:
        """Takes items out, but not all: whether a list is empty or absent is not for an edit to say."""
        spans = self._item_spans(node) if gone else []
        why = "it would leave an empty list" if len(gone) == len(node.items) else ""
        why = why or (self._uneditable_brackets(node) if node.is_flow else "")
        for step, leaf in gone.items():
            start, end = spans[step]
            is_not = why or self._unremovable_item(node, step, (start, end))
            if is_not:
                self._refuse(node.items[step], leaf, is_not)
            elif not node.is_flow:
                self._patches.append((start, end, ""))
            elif all(number in gone for number in range(step)):
                self._patches.append((start, spans[step + 1][0], ""))
            else:
                self._patches.append((spans[step - 1][1], end, ""))

    def _item_spans(self, node: Node) -> list[tuple[int, int]]:
        """From where to where each item stands: in brackets itself, else all its lines."""
        if node.is_flow:
            return [(each.start, each.end) for each in node.items]
        return [
            (
                line_start(self._lines, dash),
                past_comments(self._lines, next_line(self._lines, item.end), self._column(dash)),
            )
            for dash, item in zip(self._dashes(node), node.items, strict=True)
        ]

    def _unremovable_item(self, node: Node, step: int, span: tuple[int, int]) -> str:
        if node.is_flow:
            return self._untouchable(node.items[step])
        lines = self._text[span[0] : span[1]]
        if not lines.lstrip().startswith("-"):
            return "it stands on the line of its key"
        return self._untouchable(node.items[step]) or ("a comment stands within it" if "#" in lines else "")

    def _open_list(
        self, entry: tuple[Node, Node], items: Sequence[Value], wanted: "_Wanted | _Leaf", path: Path
    ) -> None:
        """Begins the lines of a list where brackets (or nothing) say that there is none."""
        key, value = entry
        why = self._untouchable(value)
        if why or "#" in self._text[value.start : value.end]:
            self._refuse(value, wanted, why or "a comment stands within its brackets")
            return
        if value.end > value.start:
            kept = len(self._text[: value.start].rstrip(" "))
            self._patches.append((kept, value.end, ""))
        indent = " " * self._column(key.start)
        lines = [
            f"{indent}{line}" for item in items for line in self._item(item, as_lines=path == ("systems",))
        ]
        self._add_lines(max(key.end, value.end), self._column(key.start), lines)

    def _add_items(self, node: Node, items: Sequence[Value], wanted: "_Wanted | _Leaf") -> None:
        if node.is_flow:
            self._add_in_brackets(node, [flow(each) for each in items], wanted)
            return
        dashes = self._dashes(node)
        indent = " " * self._column(dashes[0])
        gap = " " * min(self._gap(node.items[-1], dashes[-1]), _WIDEST_GAP)
        as_lines = any(each.kind == "mapping" and not each.is_flow for each in node.items)
        is_spaced = self._is_spaced(dashes)
        lines: list[str] = []
        for item in items:
            first, *others = (line[2:] for line in self._item(item, as_lines=as_lines))
            lines += [""] if is_spaced else []
            lines += [f"{indent}-{gap}{first}", *(f"{indent} {gap}{line}" for line in others)]
        self._add_lines(node.end, self._column(dashes[0]), lines)

    def _item(self, item: Value, *, as_lines: bool) -> list[str]:
        is_record = as_lines and isinstance(item, Mapping) and bool(item)
        return record_lines(cast("Mapping[str, Value]", item)) if is_record else item_lines(item)

    def _dashes(self, node: Node) -> list[int]:
        """Where the dash of each item stands: only the first may share a line with something before it."""
        found = [node.dash]
        dash = re.compile(rf"^ {{{self._column(node.dash)}}}-", re.MULTILINE)
        for item in node.items[:-1]:
            after = dash.search(self._lines, next_line(self._lines, max(item.end, found[-1])))
            found.append(after.end() - 1 if after else found[-1])
        return found

    def _gap(self, item: Node, dash: int) -> int:
        """How many blanks follow a dash on its line."""
        between = self._text[dash + 1 : item.start]
        return len(between) if between and not between.strip(" ") else 1

    def _is_spaced(self, dashes: Sequence[int]) -> bool:
        """Whether a blank line stands before the last of several items, or before the comments above it."""
        if len(dashes) < 2:  # whoever leaves a line above the first item leaves one between items
            above = self._lines[: line_start(self._lines, dashes[0])].splitlines()[-1:]
            return bool(above) and not above[0].strip()
        between = self._lines[next_line(self._lines, dashes[-2]) : line_start(self._lines, dashes[-1])]
        above = [line for line in between.splitlines() if not line.lstrip().startswith("#")]
        return bool(above) and not above[-1].strip()

    # Scalars

    def _replace(self, node: Node, leaf: _Leaf, path: Path) -> None:
        """Puts a value in the place of what stands at a node."""
        value = cast("Value", leaf.value)
        short = short_key(path)
        why = self._untouchable(node)
        if why:
            self._refuse(node, leaf, why)
        elif node.is_nothing:
            self._fill(node, leaf)
        elif isinstance(value, str) and node.kind == "scalar":
            self._put(node, value)
        elif isinstance(value, str) and node.kind == "mapping" and short:
            self.change(node, {short: leaf}, path)
        elif node.kind == "sequence" and not isinstance(value, str | Mapping):
            self._replace_list(node, value, leaf)
        else:
            self._refuse(node, leaf, f"{_KINDS[node.kind]} stands there")

    def _replace_list(self, node: Node, value: Sequence[Value], leaf: _Leaf) -> None:
        old = [each.value for each in node.items]
        if any(each.kind != "scalar" or each.anchor for each in node.items):
            self._refuse(node, leaf, "its items are no plain texts")
        elif len(old) <= len(value) and list(value[: len(old)]) == old:
            if len(value) > len(old):
                self._add_items(node, value[len(old) :], leaf)
        elif "#" in self._text[node.start : node.end]:
            self._refuse(node, leaf, "a comment stands within the list")
        elif node.is_bracketed:
            self._put(node, value)
        elif not value:
            self._refuse(node, leaf, "its items stand on lines of their own")
        else:
            indent = " " * self._column(node.dash)
            lines = [line for each in value for line in item_lines(each)]
            self._patches.append((node.dash, node.end, f"{self._break}{indent}".join(lines)))

    def _fill(self, node: Node, wanted: "_Wanted | _Leaf") -> None:
        """Writes a value where nothing is stated: after the colon or dash, or for the word that says so."""
        value = _value(wanted)
        why = self._untouchable(node)
        announced = self._text[node.start - 1 : node.start] in {":", "-"}
        if why or (node.end == node.start and not announced):
            self._refuse(node, wanted, why or "its key has no colon")
        elif value is not None and node.end > node.start:
            self._put(node, value)
        elif value is not None:
            self._patches.append((node.start, node.start, f" {self._inline(value, node)}"))

    def _put(self, node: Node, value: Value) -> None:
        self._patches.append((node.start, node.end, self._inline(value, node)))

    def _inline(self, value: Value, node: Node) -> str:
        """A value for the place of a node, on its line."""
        return scalar(value, in_brackets=node.in_flow) if isinstance(value, str) else flow(value)

    def _grow(self, node: Node, wanted: _Wanted, path: Path) -> None:
        """Makes the mapping of a short form where the text alone cannot say it."""
        key = short_key(path)
        if key is None or not all(isinstance(step, str) for step in wanted):
            self._refuse(node, wanted, "a text stands there")
            return
        text = node.value or ""
        after: dict[str, Value] = _technology(text) if key == "product" else {key: text}
        for step, each in wanted.items():
            value = _value(each)
            if value is None:
                after.pop(str(step), None)
            else:
                after[str(step)] = value
        short = _short(key, after)
        self._put(node, after if short is None else short)

    # Text

    def _add_in_brackets(self, node: Node, written: Sequence[str], wanted: "_Wanted | _Leaf") -> None:
        why = self._uneditable_brackets(node)
        if why:
            self._refuse(node, wanted, why)
            return
        inner = node.items or [part for entry in node.entries for part in entry]
        at = max((each.end for each in inner), default=node.end - 1)
        lead = ", " if inner else ""
        if not inner:  # blanks between empty brackets stay behind
            at = self._text.rindex("[" if node.kind == "sequence" else "{", node.start, node.end) + 1
        self._patches.append((at, at, lead + ", ".join(written)))

    def _uneditable_brackets(self, node: Node) -> str:
        if not node.is_bracketed:
            return "it is written without brackets of its own"
        inside = self._text[node.start : node.end]
        has_comment = "\n" in inside and re.search(r"(?:^|\s)#", inside) is not None
        return "a comment stands within its brackets" if has_comment else ""

    def _add_lines(self, end: int, column: int, lines: Sequence[str]) -> None:
        """Puts whole lines after the line where a block ends, and after the comments that belong to it."""
        at = past_comments(self._lines, next_line(self._lines, end), column)
        new = self._break.join([*lines, ""])
        if at and self._lines[at - 1] != "\n":  # the text ends without a line end, and goes on doing so
            new = self._break + self._break.join(lines)
        self._patches.append((at, at, new))

    def _column(self, at: int) -> int:
        return at - line_start(self._lines, at)

    def _untouchable(self, node: Node) -> str:
        """Why nothing at or below a node can be changed; empty where it can."""
        if node.kind == "alias":
            return "it is an alias"
        if node.anchor is not None and (node.anchor in self._tree.used or node.kind == "scalar"):
            return "it has an anchor, by which it stands elsewhere too"
        if node.tag is not None and node.kind == "scalar":
            return "it has a tag"
        return "it is a block of text" if node.style in {"|", ">"} else ""

    def _refuse(self, node: Node, wanted: "_Wanted | _Leaf", why: str) -> None:
        self.refused += _refusals(self._lines, node.start, wanted, why)


def _refusals(text: str, at: int, wanted: "_Wanted | _Leaf", why: str) -> list[Refusal]:
    """One for each change that was asked for."""
    line = text.count("\n", 0, at) + 1
    asked = {leaf.path: leaf.asked for leaf in _leaves(wanted)}
    return [Refusal(path, line, why, _pasted(path, value)) for path, value in asked.items()]


def _pasted(path: Path, value: Change) -> str:
    if value is None:
        return ""
    return "\n".join(item_lines(value) if isinstance(path[-1], int) else entry_lines(path[-1], value))


def _technology(text: str) -> dict[str, Value]:
    """A technology's text as the mapping that it abbreviates."""
    model = Technology.model_validate(text)
    return {"product": model.product, **({"version": model.version} if model.version else {})}


def _short(key: str, mapping: Mapping[str, Value]) -> str | None:
    """The text that abbreviates a mapping; None where none does."""
    if (
        key == "product"
        and set(mapping) <= {"product", "version"}
        and all(isinstance(each, str) for each in mapping.values())
    ):
        text = " ".join(str(mapping[each]) for each in ("product", "version") if each in mapping)
        return text if _technology(text) == dict(mapping) else None
    value = mapping.get(key)
    return value if len(mapping) == 1 and isinstance(value, str) else None


def _line_break(text: str) -> str:
    """What ends the lines of a text."""
    found = _BREAK.findall(text)
    return "\r\n" if found and found[-1] == "\r\n" else "\n"

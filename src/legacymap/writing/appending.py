"""One more record in a list of systems, with everything else left as it was written."""

import re
from collections.abc import Mapping

from legacymap.domain.inventory import ListLayout
from legacymap.writing.yaml import entries_text

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_WIDEST = 8


def appended(text: str, layout: ListLayout, record: Mapping[str, object]) -> str:
    """The text with `record` at the end of the list, indented as the list is, with the line ends of the file.

    Text is only put in; the brackets (or the word) of an empty list alone go. Comments that are indented
    deeper than the list's dashes stay with the item above them.
    """
    at = layout.end
    if layout.form == "empty":
        kept = text[: layout.start].rstrip(" ") if layout.start < layout.end else text[: layout.start]
        text, at = kept + text[layout.end :], len(kept)
    at = _past_comments(text, at if _is_line_start(text, at) else _line_end(text, at), layout.column)
    line_break = _line_break(text, at)
    lines = _item(text, layout, record)
    lines = [*lines, ""] if _is_line_start(text, at) else ["", *lines, ""]
    return text[:at] + line_break.join(lines) + text[at:]


def _item(text: str, layout: ListLayout, record: Mapping[str, object]) -> list[str]:
    indent = " " * layout.column
    dashes = _dashes(text, layout)
    gap = " " * min(len(dashes[-1]["gap"]), _WIDEST) if dashes else " "
    first, *others = entries_text(record).splitlines()
    lines = [f"{indent}-{gap}{first}", *(f"{indent} {gap}{line}" for line in others)]
    if layout.form == "absent":
        return [f"{indent}systems:", *lines]
    if _is_line_start(text, layout.end):  # blank lines above belong to the last value: no more of them
        return lines
    return ["", *lines] if _is_spaced(text, dashes) else lines


def _dashes(text: str, layout: ListLayout) -> list[re.Match[str]]:
    """The dashes of the list's items that have a key on their line."""
    if layout.form != "items":
        return []
    dash = re.compile(rf"^ {{{layout.column}}}-(?P<gap> +)(?=[^\s#])", re.MULTILINE)
    return list(dash.finditer(text, layout.start - layout.column, layout.end))


def _is_spaced(text: str, dashes: list[re.Match[str]]) -> bool:
    """Whether a blank line stands before the last of several items, or before the comments above it."""
    if len(dashes) < 2:
        return False
    for line in reversed(text[dashes[0].end() : dashes[-1].start()].splitlines()):
        if not line.strip().startswith("#"):
            return not line.strip()
    return False


def _past_comments(text: str, at: int, column: int) -> int:
    """Past the comments that are indented deeper than the list: they belong to what stands above them."""
    end = at
    while at < len(text):
        after = _line_end(text, at)
        line = text[at:after].rstrip()
        words = line.lstrip()
        if words and not (words.startswith("#") and len(line) - len(words) > column):
            break
        at = after
        end = after if words else end
    return end


def _line_end(text: str, at: int) -> int:
    """Where the next line starts."""
    found = _BREAK.search(text, at)
    return found.end() if found else len(text)


def _is_line_start(text: str, at: int) -> bool:
    return at == 0 or _BREAK.fullmatch(text, at - 1, at) is not None


def _line_break(text: str, at: int) -> str:
    """What ends the line above, or else any line of the file."""
    found = [each[0] for each in _BREAK.finditer(text, 0, at)] or _BREAK.findall(text)
    return found[-1] if found and found[-1] in {"\r\n", "\r"} else "\n"

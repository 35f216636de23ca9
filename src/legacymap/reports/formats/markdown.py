"""A view as GitHub-flavoured Markdown, and as a comment of a forge.

Every text of an inventory is taken at its letters. A comment is one that a job finds again, short enough,
with long lists folded.
"""

import re
from dataclasses import replace

from legacymap.reports.escape import defused, sanitised, uncommanding
from legacymap.reports.view import (
    Block,
    Cell,
    Chart,
    Code,
    Fact,
    Facts,
    Figures,
    Heading,
    Kind,
    Picture,
    Points,
    Prose,
    Table,
    View,
    columns_for_people,
)
from legacymap.reports.words import NOTHING, shown

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord("|"): "&#124;"}
_MARKS = re.compile(r"[\\`*_\[\]~#$!]")
_AT_THE_START = re.compile(r"^([-+=>]|\d+[.)](?=\s|$))")
# What a forge turns into a call, a link or an address: `@team`, `#1`, `GH-1`, `x://`, `www.`
_CALLS = re.compile(r"@(?=\w)|#(?=[0-9])(?<!&#)|\bGH(?=-[0-9])|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_APART = "<!-- -->"
_BACKTICKS = re.compile(r"`+")
_LEFT: frozenset[Kind] = frozenset({"text", "prose", "bounds", "levels", "date"})
MARKER = "<!-- legacymap diff -->"
LONGEST = 60_000  # characters; forges take a few more, and cut nothing themselves
_FOLDED = 10  # rows from which on a list is folded
_ROWS = (500, 200, 100, 50, 20, 10, 5, 1, 0)
_CUT = "Cut here: the comment would be longer than forges take."


def markdown_text(view: View) -> str:
    """The view as Markdown: marking, title, blocks, appendix, provenance, marking."""
    marking = f"**{escape(view.marking)}**" if view.marking else ""
    provenance = ["## Provenance", facts_text(view.provenance)] if view.provenance else []
    blocks = [block_text(block) for block in (*view.blocks, *view.appendix)]
    cover = facts_text(view.cover)
    parts = [marking, f"# {escape(view.title)}", cover, *blocks, *provenance, marking]
    return uncommanding("\n\n".join(part for part in parts if part) + "\n")


def escape(text: str) -> str:
    """Text that Markdown shows letter by letter: sanitised, without a character that marks anything.

    Pipes become entities, because processors differ on escaped ones in tables. Forges look for teams, issues
    and addresses in the text that is left, whatever is escaped: an empty comment, which nobody sees, parts
    them.
    """
    marked = _MARKS.sub(r"\\\g<0>", sanitised(text))
    plain = _AT_THE_START.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", marked).translate(_ENTITIES)
    return _CALLS.sub(rf"\g<0>{_APART}", plain)


def block_text(block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
    """A block as Markdown."""
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {escape(text)}"
        case Prose(text):
            return escape(text)
        case Code(text):
            return _code(text)
        case Points(items):
            return "\n".join(f"- {escape(item)}" for item in items)
        case Figures(lines):
            return "\\\n".join(_figures(facts) for facts in lines)
        case Facts(facts, title):
            return _boxed(title, facts) if title else facts_text(facts)
        case Table():
            return _table(block)
        case Picture(words):
            return escape(f"Picture: {words}")
        case Chart(_, words, table):
            return f"{_table(table)}\n\n{escape(words)}"


def facts_text(facts: tuple[Fact, ...]) -> str:
    """Facts as a list."""
    return "\n".join(f"- {escape(fact.label)}: {_cell(fact.value, fact.kind)}" for fact in facts)


def comment_text(view: View) -> str:
    """The view as Markdown: marker, marking, title, blocks, provenance, marking; at most 60,000 characters.

    Lists lose their last rows where it would be longer, and say how many.
    """
    text = _text(view)
    for most in _ROWS:
        if len(text) < LONGEST:
            return text
        text = _text(replace(view, blocks=tuple(_cut(block, most) for block in view.blocks)))
    if len(text) < LONGEST:
        return text
    kept = text[: LONGEST - len(_CUT) - 3]
    return f"{kept[: kept.rfind(chr(10))]}\n\n{_CUT}\n"


def _boxed(title: str, facts: tuple[Fact, ...]) -> str:
    lines = [f"**{escape(title)}**", "", *facts_text(facts).splitlines()]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _code(text: str) -> str:
    lines = [defused(line) for line in text.splitlines()]
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0))
    return "\n".join([f"{fence}yaml", *lines, fence])


def _figures(facts: tuple[Fact, ...]) -> str:
    return " · ".join(f"**{_cell(fact.value, fact.kind)}** {escape(fact.label)}" for fact in facts)


def _table(table: Table) -> str:
    people = columns_for_people(table)
    columns = [table.columns[at] for at in people]
    lines = [
        [escape(column.heading) for column in columns],
        ["---" if column.kind in _LEFT else "---:" for column in columns],
        *([_cell(row[at], table.columns[at].kind) for at in people] for row in table.rows),
    ]
    below = [f"and {table.more:,} more"] if table.more else []
    below += [escape(table.note)] if table.note else []
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join([f"{'#' * (table.level + 1)} {escape(table.title)}", rows, *below])


def _cell(value: Cell, kind: Kind) -> str:
    text = shown(value, kind)
    return text if text == NOTHING else escape(text)


def _cut(block: Block, most: int) -> Block:
    if not isinstance(block, Table) or len(block.rows) <= most:
        return block
    return replace(block, rows=block.rows[:most], more=block.more + len(block.rows) - most)


def _text(view: View) -> str:
    marking = f"**{escape(view.marking)}**" if view.marking else ""
    blocks = [_block(block) for block in (*view.blocks, *view.appendix)]
    provenance = _folded("Provenance", facts_text(view.provenance)) if view.provenance else ""
    parts = [marking, f"## {escape(view.title)}", *blocks, provenance, marking]
    body = uncommanding("\n\n".join(part for part in parts if part) + "\n")
    return f"{MARKER}\n{body}"


def _block(block: Block) -> str:
    if isinstance(block, Table | Heading):
        block = replace(block, level=2 if block.level == 1 else 3)  # below the title, which is of the second
    if isinstance(block, Table) and len(block.rows) + block.more > _FOLDED:
        title, text = escape(block.title), block_text(block)
        return _folded(title, text.partition("\n\n")[2])
    return block_text(block)


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"

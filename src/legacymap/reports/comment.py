"""A view as a comment of a forge: Markdown that a job finds again, short enough, with long lists folded."""

from dataclasses import replace

from legacymap.reports.escape import uncommanding
from legacymap.reports.formats.markdown import block_text, escape, facts_text
from legacymap.reports.view import Block, Heading, Table, View

MARKER = "<!-- legacymap diff -->"
LONGEST = 60_000  # characters; forges take a few more, and cut nothing themselves
_FOLDED = 10  # rows from which on a list is folded
_ROWS = (500, 200, 100, 50, 20, 10, 5, 1, 0)
_CUT = "Cut here: the comment would be longer than forges take."


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

"""A department's own text, in a subset of Markdown, as blocks that hold nothing but letters."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from legacymap.reports.view import Block, Heading, Points, Prose

_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_BREAKS = frozenset({"softbreak", "hardbreak"})


def narrative(text: str) -> tuple[Block, ...]:
    """Paragraphs, headings (all a level below the section's) and lists.

    Emphasis is dropped, a link shows its address, raw HTML its letters; a list within a list is one with it.
    """
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    return tuple(_blocks(tokens))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    points: list[str] = []
    numbers: list[int | None] = []  # of the lists that are open; None for one without numbers
    is_heading = is_item = False
    for token in tokens:
        if token.type in _LISTS:
            numbers.append(None if token.type == "bullet_list_open" else int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            numbers.pop()
            if points and not numbers:
                yield Points(tuple(points))
                points = []
        elif token.type == "list_item_open":
            is_item = True
        elif token.type == "heading_open":
            is_heading = True
        elif content := _content(token):
            if not numbers:
                yield Heading(content, 2) if is_heading else Prose(content)
            elif is_item:
                points.append(_numbered(content, numbers))
            else:
                points[-1] = f"{points[-1]} {content}"
            is_heading = is_item = False


def _numbered(content: str, numbers: list[int | None]) -> str:
    number = numbers[-1]
    if number is None:
        return content
    numbers[-1] = number + 1
    return f"{number}. {content}"


def _content(token: Token) -> str:
    """The letters of a paragraph or heading, of code as it stands; nothing of any other token."""
    if token.type in {"fence", "code_block"}:
        return token.content.strip()
    return "".join(_letters(token.children or ())).strip() if token.type == "inline" else ""


def _letters(children: Sequence[Token]) -> Iterator[str]:
    addresses: list[str] = []
    for child in children:
        if child.type in {"text", "code_inline", "image"}:
            yield child.content
        elif child.type in _BREAKS:
            yield " "
        elif child.type == "link_open":
            addresses.append(str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            yield f" ({addresses.pop()})"

"""A view as a page of its own."""

from collections.abc import Callable
from itertools import pairwise

from legacymap.reports.formats.page import Page, Section, blocks_html, numbering, page_html
from legacymap.reports.view import Block, Facts, Heading, Table, View


def html_text(view: View) -> str:
    """The view as one self-contained file: marking, title, contents, sections, provenance, marking."""
    number = numbering()
    lead, sections = in_sections(view, number)
    page = Page(view.title, view.marking, sections, lead, view.provenance)
    return page_html(page, number=number)


def in_sections(view: View, number: Callable[[], int]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """What stands above the contents, and the sections.

    A heading begins a section, and so does a table where headings have but one level; what comes before the
    first stands above the contents.
    """
    blocks = (*view.blocks, *view.appendix)
    is_flat = all(block.level == 1 for block in blocks if isinstance(block, Heading))
    starts = [at for at, block in enumerate(blocks) if _begins(block, is_flat)]
    sections = tuple(
        _section(f"section-{place}", blocks[start:end], number)
        for place, (start, end) in enumerate(pairwise([*starts, len(blocks)]), start=1)
    )
    cover = (Facts(view.cover),) if view.cover else ()
    return (*cover, *(blocks[: starts[0]] if starts else blocks)), sections


def _section(anchor: str, blocks: tuple[Block, ...], number: Callable[[], int]) -> Section:
    title = _title(blocks[0])
    return Section(anchor, title, blocks_html(_body(blocks), number, title=title))


def _begins(block: Block, is_flat: bool) -> bool:  # noqa: FBT001 - what the view is like, not a choice
    return block.level == 1 if isinstance(block, Heading) else is_flat and isinstance(block, Table)


def _title(block: Block) -> str:
    return block.text if isinstance(block, Heading) else block.title if isinstance(block, Table) else ""


def _body(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks[1:] if isinstance(blocks[0], Heading) else blocks

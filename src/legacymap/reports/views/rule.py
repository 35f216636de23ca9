"""The page of one rule."""

from itertools import groupby
from operator import itemgetter
from textwrap import dedent

from legacymap.domain.rule_page import RulePage
from legacymap.reports.view import Block, Code, Prose, View


def rule_view(page: RulePage) -> View:
    """A rule's page: paragraphs as prose, indented lines as examples."""
    title = f"{page.code} {page.name} ({page.severity})"
    return View(title, "", _blocks(page.page))


def _blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Prose | Code] = []
    for example, group in groupby(_with_kinds(text.splitlines()), key=itemgetter(0)):
        lines = "\n".join(line for _, line in group)
        if example:
            blocks.append(Code(dedent(lines).strip("\n")))
        else:
            blocks += [Prose(" ".join(paragraph.split("\n"))) for paragraph in lines.split("\n\n")]
    return tuple(block for block in blocks if block.text.strip())


def _with_kinds(lines: list[str]) -> list[tuple[bool, str]]:
    """Each line with whether it belongs to an example; a blank line belongs where the line before it does."""
    kinds: list[tuple[bool, str]] = []
    for line in lines:
        before = kinds[-1][0] if kinds else False
        kinds.append((line[0].isspace() if line.strip() else before, line.rstrip()))
    return kinds

"""A view as a page of its own, and how templates become text for every page.

Every value is escaped and sanitised, unless it is markup already.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from legacymap import __version__
from legacymap.domain.figures import Spread
from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import defused, sanitised
from legacymap.reports.formats.charts import svg
from legacymap.reports.view import (
    Amount,
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Judgement,
    Picture,
    Table,
    Tone,
    View,
    columns_for_people,
)
from legacymap.reports.words import NOTHING, shown

_TEMPLATES = Path(__file__).parent / "templates"
_TO_THE_RIGHT = frozenset({"count", "score", "working", "share", "money"})
_TONES: frozenset[Tone] = frozenset({"alarm", "caution", "calm"})
_WHOLE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_STYLE = Path(__file__).parent / "page.css"
_SCRIPTS = Path(__file__).parent / "scripts"
_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# What a page can do: sort and filter its tables; move its drawings and show their ways.
Script = Literal["page", "map"]
_FILES: Mapping[Script, tuple[str, ...]] = {
    "page": ("page.js",),
    "map": ("panzoom.licence.txt", "panzoom.min.js", "map.js"),
}
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page that its contents name: `anchor` is its id, `body` its markup."""

    anchor: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows; `lead` stands above the contents."""

    title: str
    marking: str
    sections: tuple[Section, ...]
    lead: tuple[Block, ...] = ()
    provenance: tuple[Fact, ...] = ()


def rendered(template: str, **values: object) -> Markup:
    """A template filled in; text in `values` comes out as it reads and does nothing else."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 - escaped by jinja2


def numbering() -> Callable[[], int]:
    """Whole numbers from 1, one a call, for the ids of one page."""
    return count(1).__next__


def page_html(
    page: Page,
    *,
    scripts: Sequence[Script] = (),
    number: Callable[[], int] | None = None,
    links: Iterable[str] = (),
) -> str:
    """The page as one file that loads nothing: style and script stand in it, known to it by their hashes.

    `number` gives the numbers of ids, where sections have used some of them already; ids of systems in
    `links` lead from above the contents to their sections.
    """
    style, script = _resource(_STYLE), _script(scripts)
    text = rendered(
        "page.html.jinja",
        title=page.title,
        marking=page.marking,
        lead=page.lead,
        sections=page.sections,
        provenance=page.provenance,
        generator=f"legacymap {__version__}",
        policy=_policy(page, [style, *_styles_in(page.sections)], script),
        style=style,
        script=script,
        number=number or numbering(),
        links=frozenset(links),
    )
    return f"{text}\n"


def blocks_html(
    blocks: Sequence[Block],
    number: Callable[[], int],
    links: Iterable[str] = (),
    level: int = 3,
    title: str = "",
) -> Markup:
    """Blocks of a view as markup, headings at `level`; ids of systems in `links` lead to their sections.

    A table that has the `title` of its section is not headed by it once more.
    """
    return rendered(
        "some_blocks.html.jinja",
        blocks=blocks,
        level=level,
        number=number,
        links=frozenset(links),
        title=title,
    )


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


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(
        kind=_kind,
        code=_code,
        people=_people,
        side=_side,
        side_class=_side_class,
        cell=_cell,
        value=_value,
        key=_key,
        anchor=_anchor,
        svg=svg,
        data_address=_data_address,
    )
    return found


def _finalized(value: object) -> object:
    return sanitised(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _code(text: str) -> Markup:
    return Markup("\n").join(defused(line) for line in text.splitlines())


def _people(table: Table) -> tuple[int, ...]:
    return columns_for_people(table)


def _side(column: Column) -> str:
    return "number" if column.kind in _TO_THE_RIGHT else ""


def _side_class(column: Column) -> Markup:
    """The attribute that says how a column stands, where it stands unlike others."""
    name = _side(column) or ("wide" if column.kind == "prose" else "")
    return Markup(' class="{}"').format(name) if name else Markup()


def _anchor(system: str) -> str:
    """The id of the section of a system."""
    return f"system-{system}"


def _value(fact: Fact, links: frozenset[str] = frozenset()) -> Markup:
    return _cell(fact.value, Column("", "", fact.kind), links)


def _cell(value: Cell, column: Column, links: frozenset[str] = frozenset()) -> Markup:
    """A value as it is shown; a system that has a section leads there."""
    text = shown(value, column.kind)
    if isinstance(value, Judgement) and value.tone in _TONES and text != NOTHING:
        return Markup('<strong class="tag {}">{}</strong>').format(value.tone, text)
    system = value.code if isinstance(value, Judgement) else value
    if isinstance(system, str) and system in links:
        return Markup('<a href="#{}">{}</a>').format(_anchor(system), _breakable(text))
    return _breakable(text) if isinstance(value, str | date) else escape(text)


def _breakable(text: str) -> Markup:
    """The text with a place to break after each slash; a financial year or a day alone is never broken."""
    if _WHOLE.fullmatch(text):
        return Markup('<span class="whole">{}</span>').format(text)
    return Markup("/<wbr>").join(text.split("/")) if "/" in text else escape(text)


def _key(value: Cell) -> Markup:
    """An attribute by which a cell is sorted, where its text would not do."""
    match value:
        case Spread(_, expected, _):
            key = f"{expected:.9g}"
        case Amount(amount, _):
            key = f"{amount:f}"
        case int() | float():
            key = f"{value:.9g}"
        case date() | str() | Judgement():
            return Markup()
        case _:
            key = ""
    return Markup(' data-key="{}"').format(key)


def _script(scripts: Sequence[Script]) -> Markup:
    """The scripts one after the other, a licence as a comment in place of those that only point to it."""
    files = [_SCRIPTS / name for script in scripts for name in _FILES[script]]
    return Markup("\n").join(
        Markup("/*\n{}*/").format(_resource(file))
        if file.suffix == ".txt"
        else Markup(_COMMENT.sub("", _resource(file)))  # noqa: S704 - a file of this package
        for file in files
    )


@cache
def _resource(path: Path) -> Markup:
    return Markup(path.read_text(encoding="utf-8"))  # noqa: S704 - a file of this package


def _styles_in(sections: Iterable[Section]) -> list[str]:
    """The style sheets that drawings bring along; no text of an inventory can hold one, as all is escaped."""
    return sorted({style for section in sections for style in _STYLES.findall(section.body)})


def _data_address(picture: Picture) -> Markup:
    """A picture as an address that holds it."""
    content = base64.b64encode(picture.content).decode()
    return Markup("data:image/{};base64,{}").format(picture.kind, content)


def _policy(page: Page, styles: Iterable[str], script: str) -> str:
    """Nothing from anywhere, but these styles and this script, and the pictures that stand in the page."""
    digests = " ".join(f"'{_digest(style)}'" for style in styles)
    allowed = [f"style-src {digests}", *([f"script-src '{_digest(script)}'"] if script else [])]
    allowed += ["img-src data:"] if any('<img src="data:' in each.body for each in page.sections) else []
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _section(anchor: str, blocks: tuple[Block, ...], number: Callable[[], int]) -> Section:
    title = _title(blocks[0])
    return Section(anchor, title, blocks_html(_body(blocks), number, title=title))


def _begins(block: Block, is_flat: bool) -> bool:  # noqa: FBT001 - what the view is like, not a choice
    return block.level == 1 if isinstance(block, Heading) else is_flat and isinstance(block, Table)


def _title(block: Block) -> str:
    return block.text if isinstance(block, Heading) else block.title if isinstance(block, Table) else ""


def _body(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks[1:] if isinstance(blocks[0], Heading) else blocks

"""The frame of every page: marking, title, contents, sections, provenance, and what a browser may load."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from legacymap import __version__
from legacymap.reports.pages.environment import numbering, rendered
from legacymap.reports.view import Block, Fact

_STYLE = Path(__file__).parent.parent / "page.css"
_SCRIPT = Path(__file__).parent / "page.js"
_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NO_LINKS: frozenset[str] = frozenset()


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


def page_html(page: Page, *, scripted: bool = False, number: Callable[[], int] | None = None) -> str:
    """The page as one file that loads nothing: style and script stand in it, known to it by their hashes.

    `number` gives the numbers of ids, where sections have used some of them already.
    """
    style, script = _resource(_STYLE), _resource(_SCRIPT) if scripted else Markup()
    text = rendered(
        "page.html.jinja",
        title=page.title,
        marking=page.marking,
        lead=page.lead,
        sections=page.sections,
        provenance=page.provenance,
        generator=f"legacymap {__version__}",
        policy=_policy([style, *_styles_in(page.sections)], script),
        style=style,
        script=script,
        number=number or numbering(),
        links=_NO_LINKS,
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


@cache
def _resource(path: Path) -> Markup:
    return Markup(path.read_text(encoding="utf-8"))  # noqa: S704 - a file of this package


def _styles_in(sections: Iterable[Section]) -> list[str]:
    """The style sheets that drawings bring along; no text of an inventory can hold one, as all is escaped."""
    return sorted({style for section in sections for style in _STYLES.findall(section.body)})


def _policy(styles: Iterable[str], script: str) -> str:
    """Nothing from anywhere, but these styles and this script."""
    digests = " ".join(f"'{_digest(style)}'" for style in styles)
    allowed = [f"style-src {digests}", *([f"script-src '{_digest(script)}'"] if script else [])]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

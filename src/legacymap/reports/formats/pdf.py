"""A view as plain values for the page that typst sets: texts, rows and drawings."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from itertools import chain, groupby
from pathlib import Path

import typst

from legacymap.domain.frozen import dataclass
from legacymap.reports.escape import defused, sanitised
from legacymap.reports.formats.charts import chart_svg
from legacymap.reports.formats.paper import (
    LANDSCAPE_WIDTH,
    PORTRAIT_WIDTH,
    TALLEST,
    contents_depth,
    orientations,
    printed,
)
from legacymap.reports.view import (
    Block,
    Chart,
    Code,
    Drawn,
    Fact,
    Facts,
    Figures,
    Heading,
    Picture,
    Points,
    Prose,
    Table,
    View,
)
from legacymap.reports.words import NOTHING, day, shown

Values = dict[str, object]
_COLOURS = {"alarm": "red", "caution": "amber", "calm": "green", "quiet": "grey"}
_ONE_PICTURE = """#set page(width: auto, height: auto)
#let each = json(bytes(sys.inputs.picture))
#image(bytes(each.content), format: each.format, width: 10pt)
"""
DOTS_AN_INCH = 200.0
Names = Mapping[int, str]
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_WIDE = frozenset({"F", "W", "H"})
_IGNORABLE = (  # by default, though of categories that are visible: fillers and variation selectors
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xE0100, 0xE01EF),
)
_CERTAIN = 0xFF  # every font that comes with typst has Latin-1
_AS_IT_IS = frozenset({"code", "drawing", "content"})
_PROBE = """#set page(width: auto, height: auto)
#let signs = json(bytes(sys.inputs.signs))
#let edges = (top-edge: "bounds", bottom-edge: "bounds")
#let fonts = (("Libertinus Serif", "regular"), ("Libertinus Serif", "bold"), ("DejaVu Sans Mono", "regular"))
#let shape(sign) = fonts.map(((font, weight)) => measure(
  text(font: font, fallback: false, weight: weight, ..edges, sign)
))
#context {
  let nothing = shape("\\u{10fffe}")
  metadata(signs.filter(sign => shape(sign).zip(nothing).any(((one, other)) => one == other)))
}
"""
_LONGEST_TEXT = 20_000  # characters, some seven pages; setting a text takes a thousand times its size
_PAGE = Path(__file__).parent / "page.typ"
_PICTURE_PAGE = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1pt)
"""


@dataclass(frozen=True, slots=True)
class Laid:
    """A block as plain values, and whether it needs a page on its side."""

    values: Values
    is_landscape: bool = False


def laid(view: View) -> list[Laid]:
    """Every block of a view in order, its provenance last, with texts as they were given.

    No heading skips a level, as PDF/UA has it.
    """
    ending = (Heading("Provenance"), Facts(view.provenance)) if view.provenance else ()
    found: list[Laid] = []
    level = 0
    for block in chain(view.blocks, view.appendix, ending):
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            found.append(Laid({"is": "heading", "level": level, "text": block.text.strip() or NOTHING}))
        else:
            found += _block(block)
    turned = orientations([(block.values["is"] == "heading", block.is_landscape) for block in found])
    return [Laid(block.values, is_landscape) for block, is_landscape in zip(found, turned, strict=True)]


def texts(value: object) -> Iterator[str]:
    """Every text within plain values."""
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from texts(each)
        case dict():
            for each in value.values():
                yield from texts(each)


def pdf(source: str, inputs: Mapping[str, str], as_of: date) -> bytes:
    """A tagged PDF that keeps PDF/UA-1, dated midnight of a day."""
    moment = datetime.combine(as_of, time(), UTC)
    return _one(
        typst.compile(
            source.encode(),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            pdf_standards=["1.7", "ua-1"],
            timestamp=int(moment.timestamp()),
        )
    )


def png(source: str, inputs: Mapping[str, str]) -> bytes:
    """The only page as a picture."""
    return _one(
        typst.compile(
            source.encode(), format="png", ppi=DOTS_AN_INCH, ignore_system_fonts=True, sys_inputs=dict(inputs)
        )
    )


def answer(source: str, inputs: Mapping[str, str]) -> str:
    """The JSON of the only `metadata` of a page."""
    return typst.query(
        source.encode(),
        "metadata",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
    )


def named(texts: Iterable[str]) -> Names:
    """A name, such as `[U+6CD5]`, for each sign of the texts that the fonts lack.

    A PDF for everybody must not show the sign that stands for a missing one.
    """
    every = {sign for text in texts for sign in defused(unicodedata.normalize("NFC", text) + text)}
    signs = sorted(sign for sign in every if ord(sign) > _CERTAIN and not _is_uncertain(sign))
    missing: list[str] = json.loads(answer(_PROBE, {"signs": json.dumps(signs)})) if signs else []
    spaces = {sign for sign in every if ord(sign) > _CERTAIN and unicodedata.category(sign) == "Zs"}
    uncertain = {sign for sign in every if ord(sign) > _CERTAIN and _is_uncertain(sign)}
    names = {ord(sign): f"[U+{ord(sign):04X}]" for sign in sorted(uncertain.union(missing))}
    return {**names, **{ord(sign): " " for sign in sorted(spaces)}}


def lettered(value: object, names: Names) -> object:
    """Plain values with every text in letters that the fonts have, on one line but for code and drawings."""
    match value:
        case str():
            return _cut(unicodedata.normalize("NFC", sanitised(value))).translate(names)
        case list():
            return [lettered(each, names) for each in value]
        case dict():
            return {
                key: _as_it_is(key, each, names) if key in _AS_IT_IS else lettered(each, names)
                for key, each in value.items()
            }
        case _:
            return value


def pdf_bytes(view: View, as_of: date) -> bytes:
    """The view as a document: title, contents, blocks, appendix, provenance; the marking on every page.

    It is dated `as_of`, and set from fonts that come with typst.
    """
    blocks = laid(view)
    kinds = {block.values["is"] for block in blocks}
    values: dict[str, object] = {
        "title": sanitised(view.title) or NOTHING,
        "marking": view.marking,
        "cover": _facts(view.cover),
        "depth": contents_depth(_levels(blocks)),
        "subject": f"As of {day(as_of)}",
        "keywords": [view.marking] if view.marking else [],
        "has_headings": "heading" in kinds,
        "parts": _parts(blocks),
    }
    names = named(texts(values))
    return pdf(_PAGE.read_text(encoding="utf-8"), {"view": json.dumps(lettered(values, names))}, as_of)


def chart_png(chart: Chart) -> bytes | None:
    """The chart as a PNG of 200 dots an inch; None where it cannot be drawn."""
    drawing = chart_svg(chart)
    if not drawing:
        return None
    width = f"{LANDSCAPE_WIDTH if chart.is_wide else PORTRAIT_WIDTH:.0f}"
    return png(_PICTURE_PAGE, {"drawing": drawing.translate(named([drawing])), "width": width})


def _block(block: Block) -> Iterator[Laid]:
    match block:
        case Table():
            yield _table(block)
        case Chart():
            yield from _chart(block)
        case Prose(text):
            yield Laid({"is": "prose", "text": text})
        case Heading():
            raise AssertionError("headings are laid by their levels")
        case Code(text):
            yield Laid({"is": "code", "code": "\n".join(defused(line) for line in text.splitlines())})
        case Points(items):
            yield Laid({"is": "points", "items": list(items)})
        case Figures(lines):
            yield Laid({"is": "figures", "lines": [_facts(facts) for facts in lines if facts]})
        case Facts(facts, title):
            yield Laid({"is": "facts", "facts": _facts(facts), "title": title})
        case Picture():
            yield Laid(_picture(block))


def _picture(picture: Picture) -> Values:
    """The picture; its words alone where its file is damaged."""
    form = "jpg" if picture.kind == "jpeg" else picture.kind
    values: Values = {
        "is": "picture",
        "content": list(picture.content),
        "title": picture.words,
        "format": form,
    }
    try:
        png(_ONE_PICTURE, {"picture": json.dumps(values)})
    except (RuntimeError, ValueError):  # as the setter says of what it cannot read
        return {"is": "prose", "text": f"Picture that cannot be shown: {picture.words}"}
    return values


def _table(table: Table) -> Laid:
    found = printed(table)
    values: Values = {
        "is": "table",
        "title": table.title,
        "widths": list(found.widths),
        "right": list(found.to_the_right),
        "headings": list(found.headings),
        "rows": [[{"text": cell.text, "tone": cell.tone} for cell in row] for row in found.rows],
        "below": list(found.below),
        "is_small": found.is_small,
    }
    return Laid(values, found.is_landscape)


def _chart(chart: Chart) -> Iterator[Laid]:
    drawing = chart_svg(chart)
    keys = ", ".join(f"{_COLOURS[tone]}: {words}" for tone, words in chart.keys)
    if drawing:
        about = {
            "title": chart.title,
            "alt": f"{chart.title}. {chart.words}",
            "keys": keys and f"Colours: {keys}.",
        }
        yield Laid({"is": "chart", "drawing": drawing, "height": _height(chart), **about}, chart.is_wide)
    yield Laid({"is": "prose", "text": chart.words}, chart.is_wide)
    yield _table(chart.table)


def _height(chart: Chart) -> float | None:
    """The height in points of a picture that has a page on its side to itself; None for any other."""
    drawn = chart.specification
    return min(TALLEST, LANDSCAPE_WIDTH * drawn.height) if isinstance(drawn, Drawn) else None


def _facts(facts: tuple[Fact, ...]) -> list[Values]:
    return [{"label": fact.label, "value": shown(fact.value, fact.kind)} for fact in facts]


def _one(compiled: bytes | list[bytes]) -> bytes:
    return compiled if isinstance(compiled, bytes) else compiled[0]


def _is_uncertain(sign: str) -> bool:
    """Whether a measure says nothing of the sign: it is invisible by itself, or squeezed as a wide one."""
    return (
        unicodedata.category(sign) in _INVISIBLE
        or unicodedata.east_asian_width(sign) in _WIDE
        or any(first <= ord(sign) <= last for first, last in _IGNORABLE)
    )


def _as_it_is(key: str, value: object, names: Names) -> object:
    return value.translate(names) if isinstance(value, str) and key != "content" else value


def _cut(text: str) -> str:
    """The text, or as much of it as a page can be set from, with a mark that says how much is missing."""
    if len(text) <= _LONGEST_TEXT:
        return text
    return f"{text[:_LONGEST_TEXT]}… [cut here: {len(text) - _LONGEST_TEXT:,} more characters]"


def _levels(blocks: list[Laid]) -> list[int]:
    return [level for block in blocks if isinstance(level := block.values.get("level"), int)]


def _parts(blocks: list[Laid]) -> list[object]:
    return [
        {"is_landscape": is_landscape, "blocks": [block.values for block in found]}
        for is_landscape, found in groupby(blocks, key=lambda block: block.is_landscape)
    ]

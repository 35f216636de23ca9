"""Text in the letters that there are: what the fonts have no letter for is named by its code point."""

import json
import unicodedata
from collections.abc import Iterable, Mapping

from legacymap.reports.inert import defused, inert
from legacymap.reports.typeset.compiler import answer

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
_AS_IT_IS = frozenset({"code", "drawing"})
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


def _is_uncertain(sign: str) -> bool:
    """Whether a measure says nothing of the sign: it is invisible by itself, or squeezed as a wide one."""
    return (
        unicodedata.category(sign) in _INVISIBLE
        or unicodedata.east_asian_width(sign) in _WIDE
        or any(first <= ord(sign) <= last for first, last in _IGNORABLE)
    )


def lettered(value: object, names: Names) -> object:
    """Plain values with every text in letters that the fonts have, on one line but for code and drawings."""
    match value:
        case str():
            return unicodedata.normalize("NFC", inert(value)).translate(names)
        case list():
            return [lettered(each, names) for each in value]
        case dict():
            return {
                key: each.translate(names) if key in _AS_IT_IS else lettered(each, names)
                for key, each in value.items()
            }
        case _:
            return value

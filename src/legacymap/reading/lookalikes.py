"""Characters that look right and are not: what they are called, and what to type instead.

They come with text that was copied from documents, mails and chats, and stop YAML or change a word unseen.
"""

import re

from legacymap.domain.frozen import dataclass
from legacymap.domain.pattern import pattern

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_NAMES = {
    "\t": "a tab",
    "\u00a0": "a no-break space",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u2060": "a word joiner",
    "\u3000": "an ideographic space",
    "\ufeff": "a byte order mark",
    "\u2010": "a hyphen of another kind",
    "\u2011": "a no-break hyphen",
    "\u2013": "an en dash",
    "\u2014": "an em dash",
    "\u2212": "a minus sign",
    "\u2018": "a curly quote",
    "\u2019": "a curly quote",
    "\u201a": "a curly quote",
    "\u201c": "a curly quote",
    "\u201d": "a curly quote",
    "\u201e": "a curly quote",
    "\u00ab": "a guillemet",
    "\u00bb": "a guillemet",
}
_PLAIN = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_ZERO_WIDTH, ""),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'),
    **{chr(each): chr(each - 0xFEE0) for each in range(0xFF01, 0xFF5F)},  # full-width signs
    "\uff0d": "-",
}
_TABLE = str.maketrans(_PLAIN)
_ANY = pattern(f"[{re.escape(''.join(_PLAIN))}]")
_LINES = "\r\x85\u2028\u2029"
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\u200b\u2060\ufeff"
# A lone carriage return is one that no line feed follows.
_ODD = pattern(f"\r(?!\n)|[\x85\u2028\u2029{_DIRECTIONS}{_UNSEEN}]")
_FAKE = f"[{_SPACES}{_ZERO_WIDTH}]"
_INDENT = f"^[ {_SPACES}{_ZERO_WIDTH}]{{0,99}}?"
# Where YAML expects a sign of its own: the start of a line, around a dash or colon, the start of a value.
_STRUCTURAL = tuple(
    pattern(each, re.MULTILINE)
    for each in (
        r"^ {0,99}(?P<it>\t)[ \t]{0,99}(?=[^\s#])",
        rf"{_INDENT}(?:- )?(?P<it>{_FAKE})",
        rf"^[ \t]{{0,99}}(?P<it>[{_DASHES}])(?=\s)",
        rf"^[ \t]{{0,99}}-(?P<it>{_FAKE})",
        rf"^[ \t]{{0,99}}(?:- )?[\w.-]{{1,64}} {{0,9}}(?::[ ]{{0,9}}(?P<it>{_FAKE})|(?P<sign>\uff1a))",
        r"(?:: |, ?|\[ ?|\{ ?|- )(?P<it>[\u2018\u201c\u201e\u00ab\uff3b\uff5b\uff02])",
        r"[\"'\]}\w] ?(?P<it>[\uff1a\uff0c\uff5d\uff3d])",
    )
)
_REMARK = pattern(r"(?:^|\s)#")
_SAID = {" ": "a space", "'": "a straight quote (')", '"': 'a straight quote (")', "-": "a hyphen (-)"}


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A character that should be another: where it stands (from 0), itself, and what to type, if anything."""

    at: int
    character: str
    meant: str

    @property
    def named(self) -> str:
        """The character as a reader can look it up: `an en dash (U+2013)`."""
        return named(self.character)

    @property
    def hint(self) -> str:
        """What to type."""
        if self.character == "\t":
            return "Indent with spaces."
        return f"Type {_SAID.get(self.meant, f'`{self.meant}`')} instead." if self.meant else "Delete it."


def named(character: str) -> str:
    """A character as a reader can look it up: `an en dash (U+2013)`."""
    code = f"U+{ord(character):04X}"
    if character == "\r":
        return f"a carriage return ({code}) without a line feed"
    if character in "\x85\u2028\u2029":
        return f"an invisible line break ({code})"
    if character in _DIRECTIONS:
        return f"an invisible sign that turns the direction of text ({code})"
    full_width = "a full-width character" if "\uff01" <= character <= "\uff5e" else "a character"
    kind = "a space of another kind" if character in _SPACES else full_width
    kind = "a dash" if character in _DASHES and kind == "a character" else kind
    return f"{_NAMES.get(character, kind)} ({code})"


def structural(text: str) -> LookAlike | None:
    """The first look-alike in a text that stands where YAML expects a sign of its own."""
    found = [match for pattern in _STRUCTURAL if (match := pattern.search(text))]
    if not found:
        return None
    first = min(found, key=_start)
    at = _start(first)
    return LookAlike(at, text[at], _PLAIN.get(text[at], ""))


def first_in(text: str) -> LookAlike | None:
    """The first look-alike of a short text such as a key or a value."""
    found = _ANY.search(text)
    return LookAlike(found.start(), found[0], _PLAIN[found[0]]) if found else None


def plain(text: str) -> str:
    """The text with what its look-alikes should be."""
    return text if text.isascii() else text.translate(_TABLE)


def holds_odd(text: str) -> bool:
    """Whether a text holds a character by which what is read and what an editor shows could differ."""
    return may_hold(text, "\x85") and _ODD.search(text) is not None


def may_hold(text: str, low: str) -> bool:
    """Whether a search for odd characters is worth while; of those up to U+00FF only `low` and CR count.

    Nearly all texts are within Latin-1, where a look for two characters is far quicker than a pattern.
    """
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return True
    if text.isascii():
        return False
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return True
    return low in text


def odd(text: str) -> list[LookAlike]:
    """The characters by which what is read and what an editor shows could differ; one of a kind a line."""
    found = []
    seen: set[tuple[int, str]] = set()
    for match in _ODD.finditer(text):
        line = text.rfind("\n", 0, match.start())
        is_remark = match[0] in _UNSEEN and _REMARK.search(text, line + 1, match.start())
        if (line, match[0]) not in seen and not is_remark:
            seen.add((line, match[0]))
            found.append(LookAlike(match.start(), match[0], " " if match[0] in _LINES else ""))
    return found


def _start(match: re.Match[str]) -> int:
    at = match.start("it")
    return at if at >= 0 else match.start("sign")

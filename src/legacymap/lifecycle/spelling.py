"""A text as the words and numbers that count when spellings are compared, and what some of them mean."""

import re
from collections.abc import Sequence
from typing import Self

from legacymap.domain.frozen import dataclass
from legacymap.domain.pattern import pattern

Words = tuple[str, ...]
OPEN = "orother"

MARKS = frozenset({"v", "ver", "vers", "version", "release", "rel"})
"""Announce a version."""

TRACKS = frozenset({"edition", "lts", "ltsr", "esr", "ga", "final", "rtm", "rtw", "sparc"})
"""Say nothing that tells products or versions apart, wherever they stand."""

EDITIONS = TRACKS | {
    "advanced", "business", "ce", "client", "community", "core", "datacenter", "desktop", "developer", "ee",
    "enterprise", "essentials", "express", "foundation", "home", "oss", "plus", "premium", "pro", "se",
    "server", "standard", "starter", "ultimate", "web", "workgroup",
}  # fmt: skip
"""Name an edition after the version; before it they may name another product (Redis Enterprise, Java EE)."""

LEVELS = frozenset({"sp", "cu", "fp", "u", "p", "hf", "tl", "ru", "b"})
"""Count service packs, updates and the like within one version, with a number behind them."""

PLANS = frozenset(
    {"basic", "business", "cloud", "edition", "essentials", "hosted", "online", "plan", "platform", "plus"}
    | {"premium", "pro", "saas", "service", "standard", "subscription", "tenant"}
    | {"autumn", "fall", "spring", "summer", "wave", "winter"}
)
"""Stand beside the name of a service that its supplier keeps current, and do not make it another."""

OWN_PREMISES = frozenset(
    {"appliance", "datacenter", "onprem", "prem", "premise", "premises", "self", "server"}
)
"""Say that it is no such service, but software that its user runs."""

_GENERATIONS = frozenset({"c", "g", "i", "ai"})
_UNSTATED = frozenset({"", "unknown", "notknown", "na", "tbc", "tbd", "none", "notstated", "unspecified"})
_ALONE = r"(?<![^\W_])(?:{})(?![^\W_])"
_PIECE = pattern(
    "|".join(
        (
            _ALONE.format(r"x86[_-]64|x64|x86|amd64|arm64|aarch64|(?:32|64)[\W_]*bits?"),
            r"(?<![^\W_])(?:os[\W_]+)?build(?=[\W_]*[0-9])",
            _ALONE.format(
                r"(?P<pair>service(?=[\W_]*pack)|fix(?=[\W_]*pack)|cumulative(?=[\W_]+update)|hot(?=[\W_]*fix)"
                r"|technology(?=[\W_]+level)|data(?=[\W_]*cent(?:er|re)))[\W_]*[a-z]+"
            ),
            r"(?P<dotted>[0-9]+(?:\.[0-9]+)+)(?:_[0-9]+|[-+][0-9.]*(?:el|fc|ubuntu|deb|amzn|suse)[\w.+~-]*)",
            r"(?P<number>[0-9]+(?:\.[0-9]+)*)",
            r"(?P<word>[^\W0-9_]+)",
            r"(?P<sign>(?<=[0-9])\+(?!\w)|(?<=[A-Za-z])(?:\+\+|\#)|[<>≥≤&])",
        )
    ),
    re.IGNORECASE,
)
_PAIRS = {
    "service": "sp",
    "fix": "fp",
    "cumulative": "cu",
    "technology": "tl",
    "data": "datacenter",
    "hot": "hf",
}
_SIGNS = {"++": "plusplus", "#": "sharp", "&": "and"}
_SHORT = {"update": "u", "patch": "p", "professional": "pro", "ent": "enterprise", "std": "standard"}
_RELEASES = ("release", "rel")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text with its words, and where in the text each begins and ends.

    Words are case-folded; a number keeps the dots between its digits. Other punctuation separates, except
    that `&` is "and", `C++` and `C#` are names, and `8+`, `<8` or `>8` hold the word OPEN, which nothing is
    called. Left out are processor architectures, the word "build" before a number, builds after an underscore
    (1.8.0_202), and the releases of Linux packages (5.5.68-1.el7).
    """

    text: str
    words: Words
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def spaced(self) -> tuple[bool, ...]:
        """For each word whether it stands apart from the one before it: behind white space, or elsewhere."""
        between = (self.text[end:begin] for end, begin in zip(self.ends, self.begins[1:], strict=False))
        return (True, *(not gap or any(map(str.isspace, gap)) for gap in between))[: len(self.words)]

    def reordered(self, order: Sequence[int]) -> Self:
        """The same words in another order."""
        return type(self)(
            self.text,
            tuple(self.words[each] for each in order),
            tuple(self.begins[each] for each in order),
            tuple(self.ends[each] for each in order),
        )

    def quoted(self, first: int, last: int) -> str:
        """The text from word `first` up to, not including, word `last`, with the brackets around them."""
        if first >= last:
            return ""
        begin, end = min(self.begins[first:last]), max(self.ends[first:last])
        begin -= self.text[begin - 1 : begin] == "("
        end += self.text[end : end + 1] == ")"
        return self.text[begin:end]


def spelled(text: str) -> Spelling:
    """The spelling of `text`."""
    words: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for found in _PIECE.finditer(text):
        if found.lastgroup is None:
            continue
        word = found[found.lastgroup]
        if found.lastgroup == "word":
            word = word.casefold()
            word = _SHORT.get(word, word)
            if word in _RELEASES and _after_a_version(words):
                word = "r"
        elif found.lastgroup == "pair":
            word = _PAIRS[word.casefold()]
        elif found.lastgroup == "sign":
            word = _SIGNS.get(word, OPEN)
        words.append(word)
        begins.append(found.start())
        ends.append(found.end())
    return Spelling(text, tuple(words), tuple(begins), tuple(ends))


def key(words: Words) -> str:
    """The words run together: what two spellings of one thing have in common. Numbers stay apart."""
    joined = ""
    for word in words:
        joined += f"_{word}" if joined and is_number(word) and is_number(joined[-1]) else word
    return joined


def name_key(text: str) -> str:
    """The key of a text as a whole."""
    return key(spelled(text).words)


def is_number(word: str) -> bool:
    """The word is a number, with or without dots."""
    return "0" <= word[0] <= "9"


def is_unstated(version: str) -> bool:
    """The version, as the key of its words, says only that nobody has stated it."""
    return version in _UNSTATED


def is_generation(words: Words) -> bool:
    """The version is one that people know by name, whatever the edition: a year (2016), or 11g, 19c, 23ai."""
    if not words or not is_number(words[0]) or "." in words[0]:
        return False
    is_year = len(words[0]) == len("2016") and words[0][:2] in ("19", "20")
    return is_year or (len(words) > 1 and words[1] in _GENERATIONS)


def without_editions(words: Words) -> Words:
    """The words without those that name an edition behind something else."""
    first = next((place for place, word in enumerate(words) if word not in EDITIONS), len(words))
    return words[:first] + tuple(word for word in words[first:] if word not in EDITIONS)


def after_editions(words: Words) -> Words:
    """The words without editions, also in front, where the version is one that people know by name."""
    rest = tuple(word for word in words if word not in EDITIONS)
    return rest if is_generation(rest) else words


def _after_a_version(words: list[str]) -> bool:
    """The words so far end in a version such as `12` or `12c`, so that a release of it may follow."""
    if not words:
        return False
    return is_number(words[-1]) or (len(words) > 1 and len(words[-1]) == 1 and is_number(words[-2]))

"""A text as the words and numbers that count when spellings are compared."""

import re
from dataclasses import dataclass

Words = tuple[str, ...]
OPEN = "orother"

_ALONE = r"(?<![^\W_])(?:{})(?![^\W_])"
_PIECE = re.compile(
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


def _after_a_version(words: list[str]) -> bool:
    """The words so far end in a version such as `12` or `12c`, so that a release of it may follow."""
    if not words:
        return False
    return is_number(words[-1]) or (len(words) > 1 and len(words[-1]) == 1 and is_number(words[-2]))

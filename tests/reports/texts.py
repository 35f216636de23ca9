"""Text as bad as it comes, for hypothesis."""

from hypothesis import strategies as st

HOSTILE = "\x00\x07\x1b[31m\r\n\t\x7f\x9b31m\u202e\u2066\u200f\u061c\u2028\ud800"
_SIGNS = HOSTILE + "|\\`*_[]<>&#~$!-+=@'\",;: 1.) 法é😀e\u0301"
texts = st.one_of(st.text(max_size=60), st.text(alphabet=_SIGNS, max_size=40))
CONTROLS = frozenset(
    chr(code)
    for first, last in (
        (0, 0x1F),
        (0x7F, 0x9F),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
        (0x61C,) * 2,
    )
    for code in range(first, last + 1)
)


def is_harmless(text: str) -> bool:
    """Whether a text of several lines has no other control, bidirectional override or surrogate."""
    return CONTROLS.isdisjoint(text.replace("\n", "")) and not any(0xD800 <= ord(c) < 0xE000 for c in text)

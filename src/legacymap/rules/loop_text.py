"""A loop as people read it."""

from collections.abc import Sequence

_MOST_SHOWN = 6


def loop_text(loop: Sequence[str], start: int) -> str:
    """The way round a loop from one member, as the end of a sentence: `: a → b → a`; empty for a loop of one.

    A long way is shortened.
    """
    if len(loop) == 1:
        return ""
    shown = [loop[(start + step) % len(loop)] for step in range(min(len(loop), _MOST_SHOWN))]
    between = ["…"] if len(loop) > _MOST_SHOWN else []
    return ": " + " → ".join([*shown, *between, loop[start]])

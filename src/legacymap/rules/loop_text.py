"""A loop as people read it."""

from collections.abc import Callable, Sequence

from legacymap.domain.place import Route

_MOST_SHOWN = 6
_MOST_STEPS = 20


def loop_text(loop: Sequence[str], start: int) -> str:
    """The way round a loop from one member, as the end of a sentence: `: a → b → a`; empty for a loop of one.

    A long way is shortened.
    """
    if len(loop) == 1:
        return ""
    shown = [loop[(start + step) % len(loop)] for step in range(min(len(loop), _MOST_SHOWN))]
    between = ["…"] if len(loop) > _MOST_SHOWN else []
    return ": " + " → ".join([*shown, *between, loop[start]])


def loop_steps(
    loop: Sequence[str], start: int, place: Callable[[str], Route]
) -> tuple[tuple[Route, str], ...]:
    """The places of the other members, in the order of the way round, the nearest twenty of a long one."""
    shown = range(1, min(len(loop), _MOST_STEPS + 1))
    others = [loop[(start + step) % len(loop)] for step in shown]
    words = ["the next step", *(f"step {number} of {len(loop)}" for number in range(3, len(others) + 2))]
    return tuple((place(member), said) for member, said in zip(others, words, strict=False))

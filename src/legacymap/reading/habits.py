"""What people write for the keys of the format; the table of it is habits.txt, beside this file."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOP = "top"  # of a document
ELSEWHERE = "-"  # in another record


class Habit(NamedTuple):
    """What is meant by a key: a key of the same mapping or a path, and a note on the value."""

    meant: str
    note: str = ""


@cache
def habits() -> Mapping[str, Mapping[str, Habit]]:
    """What is meant by each word, by the name of the model that describes its mapping."""
    found: dict[str, dict[str, Habit]] = {}
    table: dict[str, Habit] = {}
    for line in _lines(Path(__file__).with_name("habits.txt").read_text(encoding="utf-8")):
        if line.startswith("["):
            table = found.setdefault(line.strip("[]"), {})
            continue
        meant, _, rest = line.partition(": ")
        words, _, note = rest.partition(" | ")
        table |= dict.fromkeys(words.split(", "), Habit(meant, note))
    return found


@cache
def choice_words() -> Mapping[str, tuple[str, ...]]:
    """The choices that each word may stand for; the table of them is choices.txt."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines(Path(__file__).with_name("choices.txt").read_text(encoding="utf-8")):
        choice, _, words = line.partition(": ")
        for word in words.split(", "):
            found[word] = (*found.get(word, ()), choice)
    return found


def _lines(text: str) -> Iterator[str]:
    """The lines of the table, those that go on put together, without remarks."""
    whole = ""
    for line in text.splitlines():
        if line.startswith("    "):
            whole += f" {line.strip()}"
            continue
        if whole:
            yield whole
        whole = "" if line.startswith("#") else line.strip()
    if whole:
        yield whole

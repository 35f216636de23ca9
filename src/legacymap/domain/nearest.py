"""The nearest valid word to one that is not."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from legacymap.domain.inventory import Record

_LONGEST = 80
_NEAR = 0.699  # likeness, from 0 to 1, that must be passed
_NEAR_IF_SHORT = 0.666  # one letter of three may be another


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The first word most like `word` when case and punctuation count little; None when none is near."""
    matcher = SequenceMatcher()
    matcher.set_seq2(_plain(word[:_LONGEST]))
    found, likeness = None, _NEAR_IF_SHORT if len(word) <= 3 else _NEAR
    for candidate in words:
        matcher.set_seq1(_plain(candidate[:_LONGEST]))
        if matcher.real_quick_ratio() > likeness and matcher.quick_ratio() > likeness < matcher.ratio():
            found, likeness = candidate, matcher.ratio()
    return found


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """A hint such as "Did you mean `platform`?", or empty text when nothing is near."""
    found = nearest(word, words)
    return f"Did you mean `{found}`?" if found else ""


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a phrase: `a, b or c`."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def _plain(word: str) -> str:
    return word.lower().replace("_", "-").replace(" ", "-")


def names(record: Record) -> Iterator[str]:
    """A system's name, its aliases, and its ids in other registers."""
    yield record.system.name
    yield from record.system.aliases or ()
    yield from (each for each in (record.system.ids or {}).values() if each)


def nearest_system(words: str, records: Mapping[str, Record]) -> str | None:
    """The full id of the system whose id, name or alias is most like `words`; None when none is near.

    Of a full id the organisation alone makes nothing near: first its systems are asked, then all by the rest.
    """
    organisation, slash, short = words.strip().rpartition("/")
    if slash:
        within = [record.system.id for record in records.values() if record.organisation == organisation]
        same = nearest(short, within)
        if same is not None:
            return f"{organisation}/{same}"
    by_name: dict[str, str] = {}
    for system, record in records.items():
        for name in (record.system.id, *names(record)):
            by_name.setdefault(name, system)
    found = nearest(short, by_name)
    return None if found is None else by_name[found]

"""Words that people write beside a name and a version, and what they mean for a match."""

from legacymap.lifecycle.spelling import Words, is_number

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

_GENERATIONS = frozenset({"c", "g", "i", "ai"})
_UNSTATED = frozenset({"", "unknown", "notknown", "na", "tbc", "tbd", "none", "notstated", "unspecified"})


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

"""The cycles of one product, found by any way to write their version."""

import re
from collections.abc import Iterator, Sequence

from legacymap.domain.catalogue import Cycle, Product
from legacymap.lifecycle.spelling import (
    EDITIONS,
    LEVELS,
    MARKS,
    OPEN,
    OWN_PREMISES,
    PLANS,
    TRACKS,
    Words,
    after_editions,
    is_number,
    key,
    name_key,
    spelled,
    without_editions,
)

Found = frozenset[int]
NOTHING: Found = frozenset()
_BUILD_DIGITS = 4
_FIRST_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class CycleTable:
    """The cycles of a product by their names and aliases; cycles are given as positions in the product.

    `shown` are the cycles as answers name them, where these are not the product's own.
    """

    def __init__(self, product: Product, shown: Sequence[Cycle] | None = None) -> None:
        self._product = product
        self._shown = product.cycles if shown is None else tuple(shown)
        self._keys: list[set[str]] = [set() for _ in product.cycles]
        self._exact: dict[str, set[int]] = {}
        self._longer: dict[str, set[int]] = {}
        self._builds: dict[str, set[int]] = {}
        self._words: set[str] = set()
        names = {name_key(name) for name in (product.id, product.name, *product.aliases)}
        for place, cycle in enumerate(product.cycles):
            for text in (cycle.cycle, *cycle.aliases):
                words = spelled(text).words
                for begin in (0, *(end for end in range(1, len(words)) if key(words[:end]) in names)):
                    self._learn(words[begin:], place)
            for shorter in _dotted_prefixes(cycle.cycle):
                self._longer.setdefault(shorter, set()).add(place)

    @property
    def all_cycles(self) -> tuple[Cycle, ...]:
        """Every cycle, in the order of the file."""
        return self._shown

    def cycles(self, found: Found) -> tuple[Cycle, ...]:
        """The cycles found, in the order of the file."""
        return tuple(self._shown[place] for place in sorted(found))

    def allows(self, words: Words, stated: int) -> bool:
        """None of the first `stated` words, which stand in the product's text, speaks of another product."""
        if self._product.evergreen:
            is_plan = all(is_number(word) or len(word) == 1 or word in PLANS for word in words[:stated])
            return is_plan and OWN_PREMISES.isdisjoint(words)
        for place, word in enumerate(words[:stated]):
            if not self._knows(word) and not (len(word) == 1 and place and is_number(words[place - 1])):
                return False
        return self._is_same_product(words[:stated], words)

    def found(self, words: Words) -> Found:
        """The cycles that a version means: the longest dotted prefix of it, else all that it is a prefix of.

        Editions are left out where that is needed; then, from the end, letters, levels (SP2, Update 3) and
        builds that the catalogue does not count for this version. Two versions side by side must agree.
        """
        if not words:
            return NOTHING
        direct = self._direct(words)
        if direct:
            return direct
        plain = without_editions(words)
        for place in range(1, len(plain)):
            if _begins_a_version(plain, place):
                one, other = self._shortened(plain[:place]), self._shortened(plain[place:])
                if one and other:
                    return self.agreed(plain[:place], plain[place:])
        return self._shortened(plain)

    def agreed(self, one: Words, other: Words) -> Found:
        """The cycles of two versions side by side; one that goes on where the other ends says more."""
        if key(other).startswith(key(one)):
            return self.found(other)
        return self.found(one) & self.found(other)

    def told_apart(self, found: Found, text: str) -> Found:
        """The cycles found, without those whose names are like that of one that is written just so.

        `edge` and `edge+` are two, although signs do not count where nothing else tells cycles apart.
        """
        if len(found) < 2:
            return found
        plain = " ".join(text.split()).casefold()
        twins = {place for place in found if name_key(self._product.cycles[place].cycle) == name_key(plain)}
        exact = {place for place in twins if self._product.cycles[place].cycle.casefold() == plain}
        return found - (twins - exact) if exact else found

    def is_above_all(self, words: Words) -> bool:
        """The version is above every one that the cycles have, years and other numbers apart."""
        number = next((word for word in words if is_number(word)), None)
        if number is None:
            return False
        firsts = (
            match[0] for keys in self._keys for key in keys for match in [_FIRST_NUMBER.match(key)] if match
        )
        known = [each for each in map(_parts, firsts) if _is_year(each) == _is_year(_parts(number))]
        return bool(known) and _parts(number) > max(known)

    def _learn(self, words: Words, place: int) -> None:
        if not words:
            return
        self._keys[place].add(key(words))
        self._words.update(words)
        self._exact.setdefault(key(words), set()).add(place)
        build = words[0].rpartition(".")[2]
        if len(words) == 1 and is_number(words[0]) and len(build) >= _BUILD_DIGITS and words[0] != build:
            self._builds.setdefault(build, set()).add(place)
        for shorter in _truncated(words):
            self._longer.setdefault(shorter, set()).add(place)

    def _knows(self, word: str) -> bool:
        return (
            is_number(word)
            or word in MARKS
            or word in EDITIONS
            or word in LEVELS
            or word in self._words
            or word == OPEN
        )

    def _is_same_product(self, lead: Words, words: Words) -> bool:
        """No edition before the version makes the name another product's, as in Redis Enterprise 6.2."""
        for word in lead:
            if word not in EDITIONS and word not in MARKS:
                return True
            if word in EDITIONS and word not in TRACKS and word not in self._words:
                return after_editions(words) != words
        return True

    def _direct(self, words: Words) -> Found:
        for form in _forms(words):
            named = self._named(form)
            if named:
                return named
        return NOTHING

    def _named(self, words: Words) -> Found:
        """The cycles of this name, else of its longest dotted prefix, else those that it begins or builds."""
        whole = key(words)
        for name in (whole, *_truncated(words)):
            if name in self._exact:
                return frozenset(place for place in self._exact[name] if self._may_be(place, name, whole))
        begun = self._longer.get(whole) or self._builds.get(whole.partition(".")[0])
        return frozenset(begun or NOTHING)

    def _may_be(self, place: int, name: str, version: str) -> bool:
        """No name of the cycle goes on from `name` with other numbers than the version: 3.14 is not 3.15.

        A cycle's own name is a prefix of every version of it (method, section 2): 8.2.0.2 is 8.2.
        """
        if name in {version, name_key(self._product.cycles[place].cycle)}:
            return True
        longer = [each for each in self._keys[place] if each.startswith(f"{name}.")]
        return not longer or any(f"{version}.".startswith(f"{each}.") for each in longer)

    def _shortened(self, words: Words) -> Found:
        found = self._direct(words)
        while not found and len(words) > 1:
            shorter = self._less(words)
            if shorter == words:
                return NOTHING
            words = shorter
            found = self._direct(words)
        return found

    def _less(self, words: Words) -> Words:
        """The words without the last letter, level or build, unless the catalogue counts these."""
        last, before = words[-1], words[-2]
        if not is_number(last):
            is_letter = len(last) == 1 and last != "r" and is_number(before)
            return words[:-1] if is_letter and not self._letters(words[:-1]) else words
        if self._counts(words):
            return words
        if before in LEVELS and len(words) > 2:
            return words[:-2]
        is_letter = len(before) == 1 and before not in "rv" and len(words) > 2 and is_number(words[-3])
        is_build = (is_number(before) or is_letter) and not self._direct((last,))
        return words[:-1] if is_build else words

    def _counts(self, words: Words) -> bool:
        """Some cycle differs from these words only in what follows from the last number on."""
        start = key(words)[: -len(words[-1])]
        after = (name[len(start) :] for name in self._exact if name.startswith(start))
        return any(rest and is_number(rest) for rest in after)

    def _letters(self, words: Words) -> bool:
        """Some cycle is these words with a letter behind them."""
        start = key(words)
        after = (name[len(start) :] for name in self._exact if name.startswith(start))
        return any(len(rest) == 1 and rest.isalpha() for rest in after)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _is_year(parts: tuple[int, ...]) -> bool:
    return parts[0] >= 1900


def _begins_a_version(words: Words, place: int) -> bool:
    """A second version may begin here: a number that counts nothing, or a name such as Focal Fossa."""
    if is_number(words[place]):
        return words[place - 1] not in LEVELS and words[place - 1] not in MARKS and words[place - 1] != "r"
    return len(words[place]) > 2 and words[place] not in MARKS


def _forms(words: Words) -> Iterator[Words]:
    """The words, then without what announces a version, then without editions."""
    yield words
    if words[0] in MARKS and len(words) > 1:
        yield ("v", *words[1:])
        words = words[1:]
        yield words
    plain = tuple(word for word in words if word != "edition")
    bare = tuple(word for word in plain if word not in TRACKS)
    yield from (form for form in (plain, bare, without_editions(bare), after_editions(bare)) if form)


def _dotted_prefixes(name: str) -> Iterator[str]:
    """The keys of what stands before each dot of a cycle's name: 8 of 8.4-2L1."""
    parts = name.split(".")
    for count in range(1, len(parts)):
        words = spelled(".".join(parts[:count])).words
        if words and is_number(words[-1]):
            yield key(words)


def _truncated(words: Words) -> Iterator[str]:
    """The keys of the words with fewer and fewer parts of the last number, longest first."""
    last = words[-1]
    if "." not in last or not is_number(last):
        return
    start = key(words)[: -len(last)]
    while "." in last:
        last = last.rpartition(".")[0]
        yield start + last

"""The products of a catalogue by every name that a technology may give them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from legacymap.domain.catalogue import Product
from legacymap.lifecycle.purls import purl_keys
from legacymap.lifecycle.spelling import Spelling, Words, is_number, key, spelled
from legacymap.lifecycle.vendors import Vendors
from legacymap.lifecycle.vocabulary import EDITIONS, LEVELS, MARKS

_SHORT = 6
_SPLIT = 2  # by so many words more may a name be written: Share Point


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of the product at position `product`: which kind of name, and its text in the catalogue.

    `words` is how many words it has at most, as the catalogue writes it. `holds_version`: it is the alias of
    a cycle, so that the words of the name are part of the version.
    """

    product: int
    kind: str
    text: str
    words: int
    holds_version: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A naming found in a text: the word at which it begins, and the word after it."""

    naming: Naming
    begin: int
    end: int


class Names:
    """The names of products; where two products have one name, the later product has it."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._names: dict[str, Naming] = {}
        self._purls: dict[str, Naming] = {}
        self._cycles: dict[str, Naming | None] = {}
        self._longest = 0
        self._vendors = Vendors(products)
        for place, product in enumerate(products):
            self._learn(place, product)

    def purl(self, keys: Sequence[str]) -> Naming | None:
        """The naming of the first of these package URLs that the catalogue has."""
        return next((self._purls[each] for each in keys if each in self._purls), None)

    def leading(self, spelling: Spelling, first: int = 0) -> Iterator[Named]:
        """The names that the words from `first` on begin with, also behind their vendor's; longest first."""
        words, spaced = spelling.words[first:], spelling.spaced[first:]
        vendors = self._vendors.leading(words)
        at_once = self._from(words, spaced, 0)
        if not vendors:
            return at_once
        behind = (
            named
            for begin, products in vendors
            for named in self._from(words, spaced, begin)
            if named.naming.product in products
        )
        return iter(sorted(chain(at_once, behind), key=lambda named: (-named.end, named.begin)))

    def _learn(self, place: int, product: Product) -> None:
        named = (("id", product.id), ("name", product.name), *(("alias", alias) for alias in product.aliases))
        for kind, text in named:
            words = spelled(text).words
            held = self._names.get(key(words))
            if not words:
                continue
            self._longest = max(self._longest, len(words))
            if held is None or held.product != place:
                self._names[key(words)] = Naming(place, kind, text, len(words))
            elif len(words) > held.words:
                self._names[key(words)] = replace(held, words=len(words))
        for purl in product.purls:
            for each in purl_keys(purl)[0][:1]:
                self._purls[each] = Naming(place, "package URL", purl, 1)
        for alias in dict.fromkeys(alias for cycle in product.cycles for alias in cycle.aliases):
            self._learn_cycle(place, alias)

    def _learn_cycle(self, place: int, alias: str) -> None:
        """Keeps an alias that names the product in its own way, as `Win7` does, if it is the only one."""
        if is_number(alias[:1] or "0"):
            return
        words = spelled(alias).words
        if not _names_a_product(words) or self._begins_with_a_name(place, words):
            return
        name = key(words)
        held = self._cycles.setdefault(name, Naming(place, "alias", alias, len(words), holds_version=True))
        self._longest = max(self._longest, len(words))
        if held is not None and held.product != place:
            self._cycles[name] = None

    def _begins_with_a_name(self, place: int, words: Words) -> bool:
        named = (self._names.get(key(words[:end])) for end in range(1, len(words)))
        return any(naming is not None and naming.product == place for naming in named)

    def _from(self, words: Words, spaced: Sequence[bool], begin: int) -> Iterator[Named]:
        for end in range(min(len(words), begin + self._longest + _SPLIT), begin, -1):
            naming = self._names.get(key(words[begin:end])) or self._cycle(words[begin:end])
            if naming is not None and not _is_chance(naming, 1 + sum(spaced[begin + 1 : end])):
                yield Named(naming, begin, end)

    def _cycle(self, words: Words) -> Naming | None:
        """The alias of a cycle that these words are, also with more parts to the last number."""
        name = key(words)
        naming = self._cycles.get(name)
        if naming is None and "." in words[-1]:
            start, last = name[: -len(words[-1])], words[-1]
            while naming is None and "." in last:
                last = last.rpartition(".")[0]
                naming = self._cycles.get(start + last)
        return naming


def _is_chance(naming: Naming, words: int) -> bool:
    """A short name that appears only when spaced words are run together: `as a` is not ASA."""
    return words > naming.words and len(naming.text) <= _SHORT


def _names_a_product(words: Words) -> bool:
    """An alias of a cycle says more than a version, an edition, or a letter or two."""
    if not words or is_number(words[0]) or words[0] in MARKS or words[0] in EDITIONS or words[0] in LEVELS:
        return False
    letters = sum(len(word) for word in words if not is_number(word))
    numbers = sum(1 for word in words if is_number(word))
    return letters >= 2 and (letters > 2 or numbers > 0)

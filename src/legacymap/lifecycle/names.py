"""Products by every name that a technology may give them, and the nearest to a text that names none."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nlargest
from itertools import chain, combinations
from urllib.parse import unquote

from legacymap.domain.catalogue import Product
from legacymap.domain.nearest import nearest
from legacymap.lifecycle.spelling import EDITIONS, LEVELS, MARKS, Spelling, Words, is_number, key, spelled

_SHORT = 6
_MOST_REARRANGED = 8
_MOST_SCATTERED = 4
_SPLIT = 2  # by so many words more may a name be written: Share Point
_OTHER_NAMES = {
    "amazonwebservices": ("aws", "amazon"),
    "hp": ("hpe", "hewlettpackard", "hewlettpackardenterprise"),
    "hpe": ("hp", "hewlettpackard", "hewlettpackardenterprise"),
    "ibm": ("internationalbusinessmachines",),
    "microsoft": ("ms", "msft"),
    "oracle": ("sun", "sunmicrosystems"),
}
_ORGANISATION = frozenset(
    {"co", "community", "corp", "corporation", "foundation", "gmbh", "group", "inc", "limited", "ltd", "plc"}
    | {"project", "software", "systems"}
)
_LONGEST_VENDOR = 4
_PREFIX = "pkg:"
_COMPARED = 5
_TELLING = 10


def is_purl(text: str) -> bool:
    """The text is a package URL."""
    return text[: len(_PREFIX)].lower() == _PREFIX


def purl_keys(purl: str) -> tuple[tuple[str, ...], str]:
    """The keys under which a catalogue may hold this package URL, most exact first, and its version or "".

    Qualifiers count where the catalogue has them. Without them a package is another one only when they
    name the repository that it comes from.
    """
    located, _, _ = purl.partition("#")
    name, _, qualifiers = located.partition("?")
    folder, slash, last = name.rpartition("/")
    package, _, version = last.partition("@") if last[:1] != "@" else (last, "", "")
    plain = unquote(folder + slash + package).lower()
    exact = (f"{plain}?{unquote(qualifiers).lower()}",) if qualifiers else ()
    if "repository_url=" in qualifiers.lower():
        return exact, unquote(version)
    return (*exact, plain), unquote(version)


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

    def rearranged(self, spelling: Spelling) -> Iterator[Spelling]:
        """The words with a name in front that stands behind its version, or around it in any order."""
        count = len(spelling.words)
        if is_number(spelling.words[0]) or spelling.words[0] in MARKS:
            for place in range(1, count):
                yield spelling.reordered((*range(place, count), *range(place)))
        if count > _MOST_REARRANGED:
            return
        for size in range(min(_MOST_SCATTERED, count - 1), 1, -1):
            for places in combinations(range(count), size):
                name = self._scattered.get(tuple(sorted(spelling.words[place] for place in places)))
                if name is not None:
                    begin = tuple(sorted(places, key=lambda place: name.index(spelling.words[place])))
                    yield spelling.reordered((*begin, *(each for each in range(count) if each not in places)))

    @cached_property
    def _scattered(self) -> dict[Words, Words]:
        """The words of names that have a few, none of them twice, by those words sorted."""
        every = [spelled(naming.text).words for naming in self._names.values()]
        return {
            tuple(sorted(words)): words
            for words in every
            if 1 < len(words) == len(set(words)) <= _MOST_SCATTERED
        }

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


class Vendors:
    """Which products each vendor's name may stand in front of; products are given as positions."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products: dict[str, set[int]] = {}
        for place, product in enumerate(products):
            for vendor in _vendor_names(product.vendor or ""):
                self._products.setdefault(vendor, set()).add(place)

    def leading(self, words: Words) -> tuple[tuple[int, set[int]], ...]:
        """How many words at the start name a vendor, and its products; longest first, usually none."""
        found = []
        for length in range(min(_LONGEST_VENDOR, len(words) - 1), 0, -1):
            products = self._products.get(key(words[:length]))
            if products:
                end = length
                while end < len(words) - 1 and words[end] in _ORGANISATION:
                    end += 1
                found.append((end, products))
        return tuple(found)


class Nearby:
    """The names of products by their trigrams, so that few of them need a closer comparison."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products: dict[str, str] = {}
        self._holders: dict[str, list[str]] = {}
        for product in products:
            for text in (product.id, product.name, *product.aliases):
                self._learn(" ".join(spelled(text).words), product.name)

    def nearest(self, words: Words) -> str | None:
        """The name of the product whose name is most like what stands before the first number, if any is."""
        first = next((place for place, word in enumerate(words) if is_number(word)), len(words))
        text = " ".join(words[:first])
        holders = (self._holders.get(each, []) for each in sorted(_trigrams(text)))
        rarest = sorted(holders, key=len)[:_TELLING]
        shared = Counter(chain.from_iterable(rarest))
        closest = nlargest(_COMPARED, shared, key=lambda name: (shared[name] / (len(text) + len(name)), name))
        found = nearest(text, closest)
        return self._products[found] if found else None

    def _learn(self, name: str, product: str) -> None:
        if name and name not in self._products:
            self._products[name] = product
            for each in _trigrams(name):
                self._holders.setdefault(each, []).append(name)


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


def _vendor_names(vendor: str) -> set[str]:
    """The keys of the names that `vendor` holds, each also without the words for an organisation."""
    names = set()
    for part in re.split(r"[(),/]|\bformerly\b", vendor):
        words = spelled(part).words
        while words:
            names.add(key(words))
            names.update(_OTHER_NAMES.get(key(words), ()))
            if words[-1] not in _ORGANISATION:
                break
            words = words[:-1]
    return names


def _trigrams(text: str) -> set[str]:
    framed = f"  {text} "
    return {framed[place : place + 3] for place in range(len(framed) - 2)} if text else set()

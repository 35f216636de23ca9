"""Products by every name that a technology may give them, and the nearest to a text that names none."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from heapq import nlargest
from itertools import chain, combinations
from typing import NamedTuple, Protocol, Self
from urllib.parse import unquote

from legacymap.domain.catalogue import Product
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import nearest
from legacymap.lifecycle.spelling import (
    EDITIONS,
    LEVELS,
    MARKS,
    Spelling,
    Words,
    is_number,
    key,
    name_key,
    spelled,
)

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


def beginning(name: str) -> str:
    """What a key begins with: its first character, or what every package URL begins with."""
    return _PREFIX if is_purl(name) else name[:1]


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


class Naming(NamedTuple):
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


@dataclasses.dataclass(slots=True)
class NameIndex:
    """What is known of the names of products, as data that a file can hold; products are positions.

    Names, package URLs and aliases of cycles by their keys; an alias that two products have is nobody's.
    `vendors`: which products each vendor's name may stand in front of. `longest`: how many words a name has.
    """

    names: dict[str, Naming] = field(default_factory=dict)
    purls: dict[str, Naming] = field(default_factory=dict)
    cycles: dict[str, Naming | None] = field(default_factory=dict)
    vendors: dict[str, list[int]] = field(default_factory=dict)
    longest: int = 0

    @classmethod
    def of(cls, products: Iterable[Product]) -> Self:
        """The index of some products; where two have one name, the later has it."""
        index = cls()
        for place, product in enumerate(products):
            index.learn(place, product)
        return index

    def learn(self, place: int, product: Product) -> None:
        """Adds the names of the product at a position."""
        for vendor in sorted(_vendor_names(product.vendor or "")):
            self.vendors.setdefault(vendor, []).append(place)
        named = (("id", product.id), ("name", product.name), *(("alias", alias) for alias in product.aliases))
        for kind, text in named:
            words = spelled(text).words
            held = self.names.get(key(words))
            if not words:
                continue
            self.longest = max(self.longest, len(words))
            if held is None or held.product != place:
                self.names[key(words)] = Naming(place, kind, text, len(words))
            elif len(words) > held.words:
                self.names[key(words)] = held._replace(words=len(words))
        for purl in product.purls:
            for each in purl_keys(purl)[0][:1]:
                self.purls[each] = Naming(place, "package URL", purl, 1)
        for alias in dict.fromkeys(alias for cycle in product.cycles for alias in cycle.aliases):
            self._learn_cycle(place, alias)

    def parts(self) -> dict[str, Self]:
        """The same in parts, by what names, vendors and package URLs begin with."""
        made: dict[str, Self] = {}
        for held in ("names", "purls", "cycles", "vendors"):
            for name, value in getattr(self, held).items():
                part = made.setdefault(beginning(name), type(self)(longest=self.longest))
                getattr(part, held)[name] = value
        return dict(sorted(made.items()))

    def _learn_cycle(self, place: int, alias: str) -> None:
        """Keeps an alias that names the product in its own way, as `Win7` does, if it is the only one."""
        if is_number(alias[:1] or "0"):
            return
        words = spelled(alias).words
        if not _names_a_product(words) or self._begins_with_a_name(place, words):
            return
        name = key(words)
        held = self.cycles.setdefault(name, Naming(place, "alias", alias, len(words), holds_version=True))
        self.longest = max(self.longest, len(words))
        if held is not None and held.product != place:
            self.cycles[name] = None

    def _begins_with_a_name(self, place: int, words: Words) -> bool:
        named = (self.names.get(key(words[:end])) for end in range(1, len(words)))
        return any(naming is not None and naming.product == place for naming in named)


class Names:
    """The names of products, asked for what a text begins with; products are given as positions.

    `part` gives the part of their index that holds the names with a beginning, or the whole of it.
    """

    def __init__(self, part: Callable[[str], NameIndex]) -> None:
        self._part = part

    def purl(self, keys: Sequence[str]) -> Naming | None:
        """The naming of the first of these package URLs that the catalogue has."""
        known = self._part(_PREFIX).purls
        return next((known[each] for each in keys if each in known), None)

    def place(self, product: str) -> int | None:
        """The position of the product with this id, unless another product goes by it."""
        name = name_key(product)
        naming = self._part(beginning(name)).names.get(name)
        return naming.product if naming is not None and naming.text == product else None

    def leading(self, spelling: Spelling, first: int = 0) -> Iterator[Named]:
        """The names that the words from `first` on begin with, also behind their vendor's; longest first."""
        words, spaced = spelling.words[first:], spelling.spaced[first:]
        vendors = self._vendors(words)
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

    def _vendors(self, words: Words) -> tuple[tuple[int, frozenset[int]], ...]:
        """How many words at the start name a vendor, and its products; longest first, usually none."""
        found = []
        for length in range(min(_LONGEST_VENDOR, len(words) - 1), 0, -1):
            name = key(words[:length])
            products = self._part(beginning(name)).vendors.get(name)
            if products:
                end = length
                while end < len(words) - 1 and words[end] in _ORGANISATION:
                    end += 1
                found.append((end, frozenset(products)))
        return tuple(found)

    def _from(self, words: Words, spaced: Sequence[bool], begin: int) -> Iterator[Named]:
        part = self._part(beginning(words[begin]))
        for end in range(min(len(words), begin + part.longest + _SPLIT), begin, -1):
            naming = part.names.get(key(words[begin:end])) or _cycle(part, words[begin:end])
            if naming is not None and not _is_chance(naming, 1 + sum(spaced[begin + 1 : end])):
                yield Named(naming, begin, end)


class Stray(Protocol):
    """What helps with a text that begins with no name.

    `names` are pairs of a name and its product's name, `holders` the positions of the names that hold three
    letters, `scattered` the names of a few words by those words sorted.
    """

    @property
    def names(self) -> list[tuple[str, str]]: ...  # noqa: D102 - said above

    @property
    def holders(self) -> dict[str, list[int]]: ...  # noqa: D102 - said above

    @property
    def scattered(self) -> dict[str, str]: ...  # noqa: D102 - said above


@dataclasses.dataclass(slots=True)
class StrayIndex:
    """The same as data that a file can hold."""

    names: list[tuple[str, str]] = field(default_factory=list)
    holders: dict[str, list[int]] = field(default_factory=dict)
    scattered: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, products: Iterable[Product]) -> Self:
        """The index of some products."""
        index, known = cls(), set[str]()
        for product in products:
            for text in (product.id, product.name, *product.aliases):
                words = spelled(text).words
                name = " ".join(words)
                if name and name not in known:
                    known.add(name)
                    for each in sorted(_trigrams(name)):
                        index.holders.setdefault(each, []).append(len(index.names))
                    index.names.append((name, product.name))
                if 1 < len(words) == len(set(words)) <= _MOST_SCATTERED:
                    index.scattered[" ".join(sorted(words))] = name
        return index


class Strays:
    """What a text may mean that begins with no name: its words in another order, or the nearest name.

    The index is `made` when a text needs it: to read it takes longer than to match what most records name.
    """

    def __init__(self, made: Callable[[], Stray]) -> None:
        self._made = made

    @cached_property
    def _index(self) -> Stray:
        return self._made()

    def rearranged(self, spelling: Spelling) -> Iterator[Spelling]:
        """The words with a name in front that stands behind its version, or around it in any order."""
        count = len(spelling.words)
        if is_number(spelling.words[0]) or spelling.words[0] in MARKS:
            for place in range(1, count):
                yield spelling.reordered((*range(place, count), *range(place)))
        if count > _MOST_REARRANGED or not any(map(is_number, spelling.words)):
            return
        named = [place for place in range(count) if spelling.words[place] in self._scattered_words]
        for size in range(min(_MOST_SCATTERED, count - 1), 1, -1):
            for places in combinations(named, size):
                words = " ".join(sorted(spelling.words[place] for place in places))
                if words in self._index.scattered:
                    name = self._index.scattered[words].split(" ")
                    begin = tuple(sorted(places, key=lambda place: name.index(spelling.words[place])))
                    yield spelling.reordered((*begin, *(each for each in range(count) if each not in places)))

    @cached_property
    def _scattered_words(self) -> frozenset[str]:
        """Every word of the names whose words may stand in any order."""
        return frozenset(word for words in self._index.scattered for word in words.split(" "))

    def nearest(self, words: Words) -> str | None:
        """The name of the product whose name is most like what stands before the first number, if any is."""
        first = next((place for place, word in enumerate(words) if is_number(word)), len(words))
        text = " ".join(words[:first])
        holders = (self._index.holders.get(each, []) for each in sorted(_trigrams(text)))
        rarest = sorted(holders, key=len)[:_TELLING]
        counted = Counter(chain.from_iterable(rarest))
        places = {self._index.names[place][0]: place for place in counted}

        def likeness(name: str) -> tuple[float, str]:
            return counted[places[name]] / (len(text) + len(name)), name

        found = nearest(text, nlargest(_COMPARED, places, key=likeness))
        return self._index.names[places[found]][1] if found else None


def _cycle(part: NameIndex, words: Words) -> Naming | None:
    """The alias of a cycle that these words are, also with more parts to the last number."""
    name = key(words)
    naming = part.cycles.get(name)
    if naming is None and "." in words[-1]:
        start, last = name[: -len(words[-1])], words[-1]
        while naming is None and "." in last:
            last = last.rpartition(".")[0]
            naming = part.cycles.get(start + last)
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

"""Products by every name that a technology may give them, and the nearest to a text that names none.

Spellings are compared by the words and numbers in them that count; some of these mean something of their own.
"""

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
from legacymap.domain.pattern import pattern

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
Words = tuple[str, ...]
OPEN = "orother"
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
PLANS = frozenset(
    {"basic", "business", "cloud", "edition", "essentials", "hosted", "online", "plan", "platform", "plus"}
    | {"premium", "pro", "saas", "service", "standard", "subscription", "tenant"}
    | {"autumn", "fall", "spring", "summer", "wave", "winter"}
)
"""Stand beside the name of a service that its supplier keeps current, and do not make it another."""
OWN_PREMISES = frozenset(
    {"appliance", "datacenter", "onprem", "prem", "premise", "premises", "self", "server"}
)
"""Say that it is no such service, but software that its user runs."""
_GENERATIONS = frozenset({"c", "g", "i", "ai"})
_UNSTATED = frozenset({"", "unknown", "notknown", "na", "tbc", "tbd", "none", "notstated", "unspecified"})
_ALONE = r"(?<![^\W_])(?:{})(?![^\W_])"
_PIECE = pattern(
    "|".join(
        (
            _ALONE.format(r"x86[_-]64|x64|x86|amd64|arm64|aarch64|(?:32|64)[\W_]*bits?"),
            r"(?<![^\W_])(?:os[\W_]+)?build(?=[\W_]*[0-9])",
            _ALONE.format(
                r"(?P<pair>service(?=[\W_]*pack)|fix(?=[\W_]*pack)|cumulative(?=[\W_]+update)|hot(?=[\W_]*fix)"
                r"|technology(?=[\W_]+level)|data(?=[\W_]*cent(?:er|re)))[\W_]*[a-z]+"
            ),
            r"(?P<dotted>[0-9]+(?:\.[0-9]+)+)(?:_[0-9]+|[-+][0-9.]*(?:el|fc|ubuntu|deb|amzn|suse)[\w.+~-]*)",
            r"(?P<number>[0-9]+(?:\.[0-9]+)*)",
            r"(?P<word>[^\W0-9_]+)",
            r"(?P<sign>(?<=[0-9])\+(?!\w)|(?<=[A-Za-z])(?:\+\+|\#)|[<>≥≤&])",
        )
    ),
    re.IGNORECASE,
)
_PAIRS = {
    "service": "sp",
    "fix": "fp",
    "cumulative": "cu",
    "technology": "tl",
    "data": "datacenter",
    "hot": "hf",
}
_SIGNS = {"++": "plusplus", "#": "sharp", "&": "and"}
_SHORTENED = {"update": "u", "patch": "p", "professional": "pro", "ent": "enterprise", "std": "standard"}
_RELEASES = ("release", "rel")


class NameMatch(NamedTuple):
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
    """A name found in a text: the word at which it begins, and the word after it."""

    name_match: NameMatch
    begin: int
    end: int


@dataclasses.dataclass(slots=True)
class NameIndex:
    """What is known of the names of products, as data that a file can hold; products are positions.

    Names, package URLs and aliases of cycles by their keys; an alias that two products have is nobody's.
    `vendors`: which products each vendor's name may stand in front of. `longest`: how many words a name has.
    """

    names: dict[str, NameMatch] = field(default_factory=dict)
    purls: dict[str, NameMatch] = field(default_factory=dict)
    cycles: dict[str, NameMatch | None] = field(default_factory=dict)
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
            words = tokenised(text).words
            held = self.names.get(key(words))
            if not words:
                continue
            self.longest = max(self.longest, len(words))
            if held is None or held.product != place:
                self.names[key(words)] = NameMatch(place, kind, text, len(words))
            elif len(words) > held.words:
                self.names[key(words)] = held._replace(words=len(words))
        for purl in product.purls:
            for each in purl_keys(purl)[0][:1]:
                self.purls[each] = NameMatch(place, "package URL", purl, 1)
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
        words = tokenised(alias).words
        if not _names_a_product(words) or self._begins_with_a_name(place, words):
            return
        name = key(words)
        held = self.cycles.setdefault(name, NameMatch(place, "alias", alias, len(words), holds_version=True))
        self.longest = max(self.longest, len(words))
        if held is not None and held.product != place:
            self.cycles[name] = None

    def _begins_with_a_name(self, place: int, words: Words) -> bool:
        named = (self.names.get(key(words[:end])) for end in range(1, len(words)))
        return any(name_match is not None and name_match.product == place for name_match in named)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text with its words, and where in the text each begins and ends.

    Words are case-folded; a number keeps the dots between its digits. Other punctuation separates, except
    that `&` is "and", `C++` and `C#` are names, and `8+`, `<8` or `>8` hold the word OPEN, which nothing is
    called. Left out are processor architectures, the word "build" before a number, builds after an underscore
    (1.8.0_202), and the releases of Linux packages (5.5.68-1.el7).
    """

    text: str
    words: Words
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def spaced(self) -> tuple[bool, ...]:
        """For each word whether it stands apart from the one before it: behind white space, or elsewhere."""
        between = (self.text[end:begin] for end, begin in zip(self.ends, self.begins[1:], strict=False))
        return (True, *(not gap or any(map(str.isspace, gap)) for gap in between))[: len(self.words)]

    def reordered(self, order: Sequence[int]) -> Self:
        """The same words in another order."""
        return type(self)(
            self.text,
            tuple(self.words[each] for each in order),
            tuple(self.begins[each] for each in order),
            tuple(self.ends[each] for each in order),
        )

    def quoted(self, first: int, last: int) -> str:
        """The text from word `first` up to, not including, word `last`, with the brackets around them."""
        if first >= last:
            return ""
        begin, end = min(self.begins[first:last]), max(self.ends[first:last])
        begin -= self.text[begin - 1 : begin] == "("
        end += self.text[end : end + 1] == ")"
        return self.text[begin:end]


class Names:
    """The names of products, asked for what a text begins with; products are given as positions.

    `part` gives the part of their index that holds the names with a beginning, or the whole of it.
    """

    def __init__(self, part: Callable[[str], NameIndex]) -> None:
        self._part = part

    def purl(self, keys: Sequence[str]) -> NameMatch | None:
        """The name match of the first of these package URLs that the catalogue has."""
        known = self._part(_PREFIX).purls
        return next((known[each] for each in keys if each in known), None)

    def place(self, product: str) -> int | None:
        """The position of the product with this id, unless another product goes by it."""
        name = name_key(product)
        name_match = self._part(beginning(name)).names.get(name)
        return name_match.product if name_match is not None and name_match.text == product else None

    def leading(self, tokens: Tokens, first: int = 0) -> Iterator[Named]:
        """The names that the words from `first` on begin with, also behind their vendor's; longest first."""
        words, spaced = tokens.words[first:], tokens.spaced[first:]
        vendors = self._vendors(words)
        at_once = self._from(words, spaced, 0)
        if not vendors:
            return at_once
        behind = (
            named
            for begin, products in vendors
            for named in self._from(words, spaced, begin)
            if named.name_match.product in products
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
            name_match = part.names.get(key(words[begin:end])) or _cycle(part, words[begin:end])
            if name_match is not None and not _is_chance(name_match, 1 + sum(spaced[begin + 1 : end])):
                yield Named(name_match, begin, end)


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
                words = tokenised(text).words
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

    def rearranged(self, tokens: Tokens) -> Iterator[Tokens]:
        """The words with a name in front that stands behind its version, or around it in any order."""
        count = len(tokens.words)
        if is_number(tokens.words[0]) or tokens.words[0] in MARKS:
            for place in range(1, count):
                yield tokens.reordered((*range(place, count), *range(place)))
        if count > _MOST_REARRANGED or not any(map(is_number, tokens.words)):
            return
        named = [place for place in range(count) if tokens.words[place] in self._scattered_words]
        for size in range(min(_MOST_SCATTERED, count - 1), 1, -1):
            for places in combinations(named, size):
                words = " ".join(sorted(tokens.words[place] for place in places))
                if words in self._index.scattered:
                    name = self._index.scattered[words].split(" ")
                    begin = tuple(sorted(places, key=lambda place: name.index(tokens.words[place])))
                    yield tokens.reordered((*begin, *(each for each in range(count) if each not in places)))

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


def tokenised(text: str) -> Tokens:
    """The tokens of `text`."""
    words: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for found in _PIECE.finditer(text):
        if found.lastgroup is None:
            continue
        word = found[found.lastgroup]
        if found.lastgroup == "word":
            word = word.casefold()
            word = _SHORTENED.get(word, word)
            if word in _RELEASES and _after_a_version(words):
                word = "r"
        elif found.lastgroup == "pair":
            word = _PAIRS[word.casefold()]
        elif found.lastgroup == "sign":
            word = _SIGNS.get(word, OPEN)
        words.append(word)
        begins.append(found.start())
        ends.append(found.end())
    return Tokens(text, tuple(words), tuple(begins), tuple(ends))


def key(words: Words) -> str:
    """The words run together: what two spellings of one thing have in common. Numbers stay apart."""
    joined = ""
    for word in words:
        joined += f"_{word}" if joined and is_number(word) and is_number(joined[-1]) else word
    return joined


def name_key(text: str) -> str:
    """The key of a text as a whole."""
    return key(tokenised(text).words)


def is_number(word: str) -> bool:
    """The word is a number, with or without dots."""
    return "0" <= word[0] <= "9"


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


def _cycle(part: NameIndex, words: Words) -> NameMatch | None:
    """The alias of a cycle that these words are, also with more parts to the last number."""
    name = key(words)
    name_match = part.cycles.get(name)
    if name_match is None and "." in words[-1]:
        start, last = name[: -len(words[-1])], words[-1]
        while name_match is None and "." in last:
            last = last.rpartition(".")[0]
            name_match = part.cycles.get(start + last)
    return name_match


def _is_chance(name_match: NameMatch, words: int) -> bool:
    """A short name that appears only when spaced words are run together: `as a` is not ASA."""
    return words > name_match.words and len(name_match.text) <= _SHORT


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
        words = tokenised(part).words
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


def _after_a_version(words: list[str]) -> bool:
    """The words so far end in a version such as `12` or `12c`, so that a release of it may follow."""
    if not words:
        return False
    return is_number(words[-1]) or (len(words) > 1 and len(words[-1]) == 1 and is_number(words[-2]))

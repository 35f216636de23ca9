"""What the catalogue says of a technology (method, section 2, "Catalogue match").

Matches its text or package URL to a product and to release cycles of that, or says why not. A text names a
product; then one of its cycles, by any way to write a version, or the bounds of several.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from legacymap.domain.catalogue import Cycle, Match, Product
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import listed
from legacymap.domain.pattern import pattern
from legacymap.domain.system import Technology
from legacymap.lifecycle.catalogue import names_with, stray_index
from legacymap.lifecycle.names import (
    EDITIONS,
    LEVELS,
    MARKS,
    OPEN,
    OWN_PREMISES,
    PLANS,
    TRACKS,
    Named,
    NameMatch,
    Names,
    Strays,
    Tokens,
    Words,
    after_editions,
    is_number,
    is_purl,
    is_unstated,
    key,
    name_key,
    purl_keys,
    tokenised,
    without_editions,
)

_LONGEST = 200
_PAID = pattern(
    r"(?<![^\W_])(?:(?:with|under|on|in|incl\w*)[\W_]+)?"
    r"((?<=ubuntu[\W_])pro|els|elts|esm|esu|eus|ltss|extended[\W_]+(?:(?:life[\W_]*cycle|security|update|long[\W_]term)[\W_]+)?"
    r"(?:support|updates?|maintenance))(?![^\W_])(?:[\W_]*(?:year|y)[\W_]*[0-9])?",
    re.IGNORECASE,
)
_ASIDE = pattern(r"\([^()]*\)")
_LISTED = 6
_NO_NAME = "no product is named"
_TOO_LONG = "the text is too long to be the name of a product"
CycleSet = frozenset[int]
NOTHING: CycleSet = frozenset()
_BUILD_DIGITS = 4
_FIRST_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A technology as read: the name of its product, the cycles, and the word at which its version begins."""

    name_match: NameMatch
    found: CycleSet
    tokens: Tokens
    begin: int
    paid: str = ""


@dataclass(frozen=True, slots=True)
class _Phrasing:
    """What a technology may be taken to say: product, version, and the words of paid support left out.

    `asides` are the brackets that were left out.
    """

    product: str
    version: str
    paid: str = ""
    asides: tuple[str, ...] = ()

    def tokenised(self) -> tuple[Tokens, int]:
        """The tokens of both together, and how many of its words stand in the product's text."""
        tokens = tokenised(f"{self.product} {self.version}" if self.version else self.product)
        return tokens, sum(begin < len(self.product) for begin in tokens.begins)


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
                words = tokenised(text).words
                for begin in (0, *(end for end in range(1, len(words)) if key(words[:end]) in names)):
                    self._learn(words[begin:], place)
            for shorter in _dotted_prefixes(cycle.cycle):
                self._longer.setdefault(shorter, set()).add(place)

    @property
    def all_cycles(self) -> tuple[Cycle, ...]:
        """Every cycle, in the order of the file."""
        return self._shown

    def cycles(self, found: CycleSet) -> tuple[Cycle, ...]:
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

    def found(self, words: Words) -> CycleSet:
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

    def agreed(self, one: Words, other: Words) -> CycleSet:
        """The cycles of two versions side by side; one that goes on where the other ends says more."""
        if key(other).startswith(key(one)):
            return self.found(other)
        return self.found(one) & self.found(other)

    def told_apart(self, found: CycleSet, text: str) -> CycleSet:
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

    def _direct(self, words: Words) -> CycleSet:
        for form in _forms(words):
            named = self._named(form)
            if named:
                return named
        return NOTHING

    def _named(self, words: Words) -> CycleSet:
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

    def _shortened(self, words: Words) -> CycleSet:
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


class Matcher:
    """Products, ready to be asked which of them a technology is; answers are remembered."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._products = products
        self._tables: dict[int, CycleTable] = {}
        self._matches: dict[tuple[str, str | None], Match] = {}

    def match(self, technology: Technology) -> Match:
        """The product that the technology names and the cycles that its version may mean."""
        asked = (technology.product, technology.version)
        found = self._matches.get(asked)
        if found is None:
            found = self._matches[asked] = self._match(technology.product, technology.version or "")
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(names_with(self._products))

    @cached_property
    def _strays(self) -> Strays:
        return Strays(lambda: stray_index(self._products))

    def _match(self, product: str, version: str) -> Match:
        if len(product) + len(version) > _LONGEST:
            return Match(None, (), _TOO_LONG)
        candidate = self._purl(product, version) if is_purl(product) else self._text(product, version)
        if candidate is None:
            return Match(None, (), self._miss(product))
        return self._matched(candidate)

    def _matched(self, candidate: _Candidate) -> Match:
        known, name_match, tokens = (
            self._products[candidate.name_match.product],
            candidate.name_match,
            candidate.tokens,
        )
        words = tokens.words[candidate.begin :]
        told = tokens.quoted(candidate.begin, len(tokens.words))
        paid = (
            f"; `{candidate.paid}` is paid support, which counts where the record states it"
            if candidate.paid
            else ""
        )
        if known.evergreen:
            return Match(known, (), f"{_found(name_match)}, a service that its supplier keeps current")
        table, among = self._table(name_match), self._may_be(known)
        found = table.told_apart(
            candidate.found, tokens.text[tokens.begins[candidate.begin] :] if words else ""
        )
        cycles = table.cycles(found)
        if cycles:
            whose = "; the name does not say whose it is" if among else ""
            return Match(known, cycles, _hit(name_match, cycles, told) + whose + paid, among, candidate.paid)
        is_newer = table.is_above_all(words)
        why = _near_hit(name_match, table.all_cycles, words, told)
        newer = "; it is newer than all of them" if is_newer else ""
        return Match(known, (), f"{why}{newer}{paid}", among, candidate.paid, is_newer)

    def _miss(self, product: str) -> str:
        tokens = tokenised(product)
        words = tokens.words
        if not words:
            return _NO_NAME
        begun = next(self._names.leading(tokens), None)
        near = self._products[begun.name_match.product].name if begun else self._strays.nearest(words)
        return _missed(product, near)

    def _may_be(self, product: Product) -> tuple[Product, ...]:
        """The products that this one's name leaves open, in the order of the catalogue."""
        places = {self._names.place(each) for each in product.may_be}
        return tuple(self._products[place] for place in sorted(each for each in places if each is not None))

    def _table(self, name_match: NameMatch) -> CycleTable:
        table = self._tables.get(name_match.product)
        if table is None:
            table = self._tables[name_match.product] = self._tabled(self._products[name_match.product])
        return table

    def _tabled(self, product: Product) -> CycleTable:
        """The product's cycles; where its name is open those of all that it may be, each with whose it is."""
        if not product.may_be:
            return CycleTable(product)
        pairs = [(each, cycle) for each in self._may_be(product) for cycle in each.cycles]
        whole = product.model_copy(update={"cycles": tuple(cycle for _, cycle in pairs)})
        shown = [cycle.model_copy(update={"cycle": f"{cycle.cycle} ({each.name})"}) for each, cycle in pairs]
        return CycleTable(whole, shown)

    def _purl(self, purl: str, version: str) -> _Candidate | None:
        keys, own_version = purl_keys(purl)
        name_match = self._names.purl(keys)
        if name_match is None:
            return None
        tokens = tokenised(version or own_version)
        return _Candidate(name_match, self._table(name_match).found(tokens.words), tokens, 0)

    def _text(self, product: str, version: str) -> _Candidate | None:
        """The first candidate that says all, of the text as written, then of what it most likely means."""
        best: _Candidate | None = None
        for phrasing in _phrasings(product, "" if is_unstated(name_key(version)) else version):
            tokens, stated = phrasing.tokenised()
            if not stated or (best is not None and any(map(_is_version, phrasing.asides))):
                continue
            straight = self._read(tokens, stated)
            others = (self._read(each, len(each.words)) for each in _reordered(tokens))
            candidates = (
                each for each in chain([straight], others) if each and self._may_stand(each, phrasing)
            )
            for candidate in candidates:
                if self._is_settled(candidate):
                    return replace(candidate, paid=phrasing.paid)
                best = best or replace(candidate, paid=phrasing.paid)
            found = self._rearranged(tokens)
            if found is not None and self._may_stand(found, phrasing):
                return replace(found, paid=phrasing.paid)
        return best

    def _rearranged(self, tokens: Tokens) -> _Candidate | None:
        """The candidate of the words in another order, where that says all."""
        candidates = (self._read(each, len(each.words)) for each in self._strays.rearranged(tokens))
        return next((each for each in candidates if each is not None and self._is_settled(each)), None)

    def _may_stand(self, candidate: _Candidate, phrasing: _Phrasing) -> bool:
        """No bracket that was left out says that it is not the service but software that its user runs."""
        words = {word for aside in phrasing.asides for word in tokenised(aside).words}
        return not self._products[candidate.name_match.product].evergreen or OWN_PREMISES.isdisjoint(words)

    def _is_settled(self, candidate: _Candidate) -> bool:
        return bool(candidate.found) or self._products[candidate.name_match.product].evergreen

    def _read(self, tokens: Tokens, stated: int) -> _Candidate | None:
        """The candidate by the longest name, or by another of the same product that gives cycles.

        A product named outright that has the version comes before the alias of a cycle: `SQL Server 11.0` is
        Microsoft's, although Sybase's has the alias `SQL Server 11`.
        """
        candidates = self._candidates(tokens, stated)
        first = next(candidates, None)
        if first is None or (first.found and not first.name_match.holds_version):
            return first
        others = [other for other in candidates if other.found]
        outright = next((other for other in others if not other.name_match.holds_version), None)
        if first.name_match.holds_version and outright:
            return outright
        if first.found:
            return first
        return next(
            (other for other in others if other.name_match.product == first.name_match.product), first
        )

    def _candidates(self, tokens: Tokens, stated: int) -> Iterator[_Candidate]:
        """A candidate for each name that the text begins with and whose product allows the rest."""
        words = tokens.words
        for named in self._names.leading(tokens):
            begin = named.begin if named.name_match.holds_version else named.end
            table = self._table(named.name_match)
            if table.allows(words[begin:], max(stated - begin, 0)):
                found = table.found(words[begin:]) or self._repeated(named, tokens)
                yield _Candidate(named.name_match, found, tokens, begin)

    def _repeated(self, named: Named, tokens: Tokens) -> CycleSet:
        """The cycles where the version names the product again: `SQL Server`, version `SQL Server 2012`."""
        table = self._table(named.name_match)
        for place in range(named.end, len(tokens.words)):
            for again in self._names.leading(tokens, place):
                if again.name_match.product == named.name_match.product:
                    own, told = tokens.words[named.end : place], tokens.words[place:]
                    version = told if again.name_match.holds_version else told[again.end :]
                    return table.agreed(own, version) if any(map(is_number, own)) else table.found(version)
        return NOTHING


def _phrasings(product: str, version: str) -> Iterator[_Phrasing]:
    """The text as written; without words of paid support; without what stands in brackets."""
    text, end = f"{product} {version}", len(product)
    written = [(text, "")]
    paid = _PAID.search(text)
    if paid is not None:
        written.append((_PAID.sub(_blank, text), paid[1]))
    yield from (_Phrasing(each[:end], each[end + 1 :], words) for each, words in written)
    for each, words in written:
        asides = _ASIDE.findall(each)
        if asides:
            plain = _ASIDE.sub(_blank, each)
            yield _Phrasing(plain[:end], plain[end + 1 :], words, tuple(asides))


def _is_version(aside: str) -> bool:
    """The words in brackets may state a version: they hold a number, and nothing that no version has."""
    words = tokenised(aside).words
    known = (is_number(each) or len(each) == 1 or each in MARKS | EDITIONS | LEVELS for each in words)
    return any(map(is_number, words)) and all(known)


def _blank(found: re.Match[str]) -> str:
    """As many blanks: what stands behind keeps its place."""
    return " " * len(found[0])


def _reordered(tokens: Tokens) -> Iterator[Tokens]:
    """The tokens with the version behind the name: `Db2 12 for z/OS` as `Db2 for z/OS 12`."""
    count = len(tokens.words)
    for cut in range(2, count):
        if tokens.words[cut] in ("for", "on"):
            for place in range(cut - 1, 0, -1):
                yield tokens.reordered((*range(place), *range(cut, count), *range(place, cut)))


def _hit(name_match: NameMatch, cycles: Sequence[Cycle], version: str) -> str:
    """How the product was found, and which cycles were read from the text `version`."""
    names = [cycle.cycle for cycle in cycles]
    if names == [version]:
        return f"{_found(name_match)}, version {version}"
    if len(names) > _LISTED:
        return (
            f"{_found(name_match)}, {len(names)} versions, {names[0]} to {names[-1]}, read from `{version}`"
        )
    return f"{_found(name_match)}, version {listed(names)} read from `{version}`"


def _near_hit(name_match: NameMatch, known: Sequence[Cycle], words: Words, version: str) -> str:
    """How the product was found, and what keeps its cycles from being known."""
    if not known:
        return f"{_found(name_match)}; known, but no dates"
    if all(word in MARKS or word in EDITIONS for word in words):
        return f"{_found(name_match)}; the version is missing"
    names = [cycle.cycle for cycle in known]
    more = " …" if len(names) > _LISTED else ""
    return f"{_found(name_match)}; no cycle `{version}` among {', '.join(names[:_LISTED])}{more}"


def _missed(text: str, near: str | None) -> str:
    """That no product goes by this text, and the nearest that there is."""
    return f"the catalogue knows no `{text}`" + (f"; the nearest is {near}" if near else "")


def _found(name_match: NameMatch) -> str:
    return f"by {name_match.kind} `{name_match.text}`"


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
        words = tokenised(".".join(parts[:count])).words
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

"""What the catalogue says of a technology (method, section 2, "Catalogue match")."""

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
from legacymap.lifecycle.compiled import names_with, stray_index
from legacymap.lifecycle.cycles import NOTHING, CycleTable, Found
from legacymap.lifecycle.names import Named, Names, Naming, Strays, is_purl, purl_keys
from legacymap.lifecycle.spelling import (
    EDITIONS,
    LEVELS,
    MARKS,
    OWN_PREMISES,
    Spelling,
    Words,
    is_number,
    is_unstated,
    name_key,
    spelled,
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A technology as read: its product's naming, the cycles, and the word at which its version begins."""

    naming: Naming
    found: Found
    spelling: Spelling
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

    def spelled(self) -> tuple[Spelling, int]:
        """The spelling of both together, and how many of its words stand in the product's text."""
        spelling = spelled(f"{self.product} {self.version}" if self.version else self.product)
        return spelling, sum(begin < len(self.product) for begin in spelling.begins)


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
        reading = self._purl(product, version) if is_purl(product) else self._text(product, version)
        if reading is None:
            return Match(None, (), self._miss(product))
        return self._matched(reading)

    def _matched(self, reading: _Reading) -> Match:
        known, naming, spelling = self._products[reading.naming.product], reading.naming, reading.spelling
        words = spelling.words[reading.begin :]
        told = spelling.quoted(reading.begin, len(spelling.words))
        paid = (
            f"; `{reading.paid}` is paid support, which counts where the record states it"
            if reading.paid
            else ""
        )
        if known.evergreen:
            return Match(known, (), f"{_found(naming)}, a service that its supplier keeps current")
        table, among = self._table(naming), self._may_be(known)
        found = table.told_apart(
            reading.found, spelling.text[spelling.begins[reading.begin] :] if words else ""
        )
        cycles = table.cycles(found)
        if cycles:
            whose = "; the name does not say whose it is" if among else ""
            return Match(known, cycles, _hit(naming, cycles, told) + whose + paid, among, reading.paid)
        is_newer = table.is_above_all(words)
        why = _near_hit(naming, table.all_cycles, words, told)
        newer = "; it is newer than all of them" if is_newer else ""
        return Match(known, (), f"{why}{newer}{paid}", among, reading.paid, is_newer)

    def _miss(self, product: str) -> str:
        spelling = spelled(product)
        words = spelling.words
        if not words:
            return _NO_NAME
        begun = next(self._names.leading(spelling), None)
        near = self._products[begun.naming.product].name if begun else self._strays.nearest(words)
        return _missed(product, near)

    def _may_be(self, product: Product) -> tuple[Product, ...]:
        """The products that this one's name leaves open, in the order of the catalogue."""
        places = {self._names.place(each) for each in product.may_be}
        return tuple(self._products[place] for place in sorted(each for each in places if each is not None))

    def _table(self, naming: Naming) -> CycleTable:
        table = self._tables.get(naming.product)
        if table is None:
            table = self._tables[naming.product] = self._tabled(self._products[naming.product])
        return table

    def _tabled(self, product: Product) -> CycleTable:
        """The product's cycles; where its name is open those of all that it may be, each with whose it is."""
        if not product.may_be:
            return CycleTable(product)
        pairs = [(each, cycle) for each in self._may_be(product) for cycle in each.cycles]
        whole = product.model_copy(update={"cycles": tuple(cycle for _, cycle in pairs)})
        shown = [cycle.model_copy(update={"cycle": f"{cycle.cycle} ({each.name})"}) for each, cycle in pairs]
        return CycleTable(whole, shown)

    def _purl(self, purl: str, version: str) -> _Reading | None:
        keys, own_version = purl_keys(purl)
        naming = self._names.purl(keys)
        if naming is None:
            return None
        spelling = spelled(version or own_version)
        return _Reading(naming, self._table(naming).found(spelling.words), spelling, 0)

    def _text(self, product: str, version: str) -> _Reading | None:
        """The first reading that says all, of the text as written, then of what it most likely means."""
        best: _Reading | None = None
        for phrasing in _phrasings(product, "" if is_unstated(name_key(version)) else version):
            spelling, stated = phrasing.spelled()
            if not stated or (best is not None and any(map(_is_version, phrasing.asides))):
                continue
            straight = self._read(spelling, stated)
            others = (self._read(each, len(each.words)) for each in _turned(spelling))
            readings = (
                each for each in chain([straight], others) if each and self._may_stand(each, phrasing)
            )
            for reading in readings:
                if self._is_settled(reading):
                    return replace(reading, paid=phrasing.paid)
                best = best or replace(reading, paid=phrasing.paid)
            found = self._rearranged(spelling)
            if found is not None and self._may_stand(found, phrasing):
                return replace(found, paid=phrasing.paid)
        return best

    def _rearranged(self, spelling: Spelling) -> _Reading | None:
        """The reading of the words in another order, where that says all."""
        readings = (self._read(each, len(each.words)) for each in self._strays.rearranged(spelling))
        return next((each for each in readings if each is not None and self._is_settled(each)), None)

    def _may_stand(self, reading: _Reading, phrasing: _Phrasing) -> bool:
        """No bracket that was left out says that it is not the service but software that its user runs."""
        words = {word for aside in phrasing.asides for word in spelled(aside).words}
        return not self._products[reading.naming.product].evergreen or OWN_PREMISES.isdisjoint(words)

    def _is_settled(self, reading: _Reading) -> bool:
        return bool(reading.found) or self._products[reading.naming.product].evergreen

    def _read(self, spelling: Spelling, stated: int) -> _Reading | None:
        """The reading by the longest name, or by another of the same product that gives cycles.

        A product named outright that has the version comes before the alias of a cycle: `SQL Server 11.0` is
        Microsoft's, although Sybase's has the alias `SQL Server 11`.
        """
        readings = self._readings(spelling, stated)
        first = next(readings, None)
        if first is None or (first.found and not first.naming.holds_version):
            return first
        others = [other for other in readings if other.found]
        outright = next((other for other in others if not other.naming.holds_version), None)
        if first.naming.holds_version and outright:
            return outright
        if first.found:
            return first
        return next((other for other in others if other.naming.product == first.naming.product), first)

    def _readings(self, spelling: Spelling, stated: int) -> Iterator[_Reading]:
        """A reading for each name that the text begins with and whose product allows the rest."""
        words = spelling.words
        for named in self._names.leading(spelling):
            begin = named.begin if named.naming.holds_version else named.end
            table = self._table(named.naming)
            if table.allows(words[begin:], max(stated - begin, 0)):
                found = table.found(words[begin:]) or self._repeated(named, spelling)
                yield _Reading(named.naming, found, spelling, begin)

    def _repeated(self, named: Named, spelling: Spelling) -> Found:
        """The cycles where the version names the product again: `SQL Server`, version `SQL Server 2012`."""
        table = self._table(named.naming)
        for place in range(named.end, len(spelling.words)):
            for again in self._names.leading(spelling, place):
                if again.naming.product == named.naming.product:
                    own, told = spelling.words[named.end : place], spelling.words[place:]
                    version = told if again.naming.holds_version else told[again.end :]
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
    words = spelled(aside).words
    known = (is_number(each) or len(each) == 1 or each in MARKS | EDITIONS | LEVELS for each in words)
    return any(map(is_number, words)) and all(known)


def _blank(found: re.Match[str]) -> str:
    """As many blanks: what stands behind keeps its place."""
    return " " * len(found[0])


def _turned(spelling: Spelling) -> Iterator[Spelling]:
    """The spelling with its version behind the name: `Db2 12 for z/OS` as `Db2 for z/OS 12`."""
    count = len(spelling.words)
    for cut in range(2, count):
        if spelling.words[cut] in ("for", "on"):
            for place in range(cut - 1, 0, -1):
                yield spelling.reordered((*range(place), *range(cut, count), *range(place, cut)))


def _hit(naming: Naming, cycles: Sequence[Cycle], version: str) -> str:
    """How the product was found, and which cycles were read from the text `version`."""
    names = [cycle.cycle for cycle in cycles]
    if names == [version]:
        return f"{_found(naming)}, version {version}"
    if len(names) > _LISTED:
        return f"{_found(naming)}, {len(names)} versions, {names[0]} to {names[-1]}, read from `{version}`"
    return f"{_found(naming)}, version {listed(names)} read from `{version}`"


def _near_hit(naming: Naming, known: Sequence[Cycle], words: Words, version: str) -> str:
    """How the product was found, and what keeps its cycles from being known."""
    if not known:
        return f"{_found(naming)}; known, but no dates"
    if all(word in MARKS or word in EDITIONS for word in words):
        return f"{_found(naming)}; the version is missing"
    names = [cycle.cycle for cycle in known]
    more = " …" if len(names) > _LISTED else ""
    return f"{_found(naming)}; no cycle `{version}` among {', '.join(names[:_LISTED])}{more}"


def _missed(text: str, near: str | None) -> str:
    """That no product goes by this text, and the nearest that there is."""
    return f"the catalogue knows no `{text}`" + (f"; the nearest is {near}" if near else "")


def _found(naming: Naming) -> str:
    return f"by {naming.kind} `{naming.text}`"

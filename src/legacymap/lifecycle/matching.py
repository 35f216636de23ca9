"""What the catalogue says of a technology (method, section 2, "Catalogue match")."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from legacymap.domain.catalogue import Match, Product
from legacymap.domain.system import Technology
from legacymap.lifecycle import reasons
from legacymap.lifecycle.cycles import NOTHING, CycleTable, Found
from legacymap.lifecycle.names import Named, Names, Naming
from legacymap.lifecycle.nearby import Nearby
from legacymap.lifecycle.purls import is_purl, purl_keys
from legacymap.lifecycle.spelling import Spelling, is_number, name_key, spelled
from legacymap.lifecycle.vocabulary import is_unstated

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Reading:
    """A technology as read: its product's naming, the cycles, and the word at which its version begins."""

    naming: Naming
    found: Found
    spelling: Spelling
    begin: int


class Matcher:
    """Products, ready to be asked which of them a technology is; answers are remembered."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = tuple(products)
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
        return Names(self._products)

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self._products)

    def _match(self, product: str, version: str) -> Match:
        if len(product) + len(version) > _LONGEST:
            return Match(None, (), reasons.TOO_LONG)
        reading = self._purl(product, version) if is_purl(product) else self._text(product, version)
        if reading is None:
            return Match(None, (), self._miss(product))
        known = self._products[reading.naming.product]
        cycles = self._table(reading.naming).cycles(reading.found)
        words = reading.spelling.words[reading.begin :]
        told = reading.spelling.quoted(reading.begin, len(reading.spelling.words))
        if cycles:
            return Match(known, cycles, reasons.hit(reading.naming, cycles, told))
        return Match(known, (), reasons.near_hit(reading.naming, known, words, told))

    def _miss(self, product: str) -> str:
        spelling = spelled(product)
        words = spelling.words
        if not words:
            return reasons.NO_NAME
        begun = next(self._names.leading(spelling), None)
        near = self._products[begun.naming.product].name if begun else self._nearby.nearest(words)
        return reasons.miss(product, near)

    def _table(self, naming: Naming) -> CycleTable:
        table = self._tables.get(naming.product)
        if table is None:
            table = self._tables[naming.product] = CycleTable(self._products[naming.product])
        return table

    def _purl(self, purl: str, version: str) -> _Reading | None:
        keys, own_version = purl_keys(purl)
        naming = self._names.purl(keys)
        if naming is None:
            return None
        spelling = spelled(version or own_version)
        return _Reading(naming, self._table(naming).found(spelling.words), spelling, 0)

    def _text(self, product: str, version: str) -> _Reading | None:
        is_told = version and not is_unstated(name_key(version))
        spelling = spelled(f"{product} {version}" if is_told else product)
        stated = sum(begin < len(product) for begin in spelling.begins)
        if not stated:
            return None
        read = self._read(spelling, stated)
        if read is not None and read.found:
            return read
        turned = [self._read(each, len(each.words)) for each in _turned(spelling)]
        readings = [each for each in turned if each is not None]
        return next((each for each in readings if each.found), None) or read or next(iter(readings), None)

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
                found = table.found(words[begin:]) or self._repeated(named, spelling, stated)
                yield _Reading(named.naming, found, spelling, begin)

    def _repeated(self, named: Named, spelling: Spelling, stated: int) -> Found:
        """The cycles where the version names the product again: `SQL Server`, version `SQL Server 2012`."""
        told = spelling.words[stated:]
        own = spelling.words[named.end : stated]
        table = self._table(named.naming)
        for again in self._names.leading(spelling, stated):
            if again.naming.product == named.naming.product:
                found = table.found(told if again.naming.holds_version else told[again.end :])
                return found & table.found(own) if any(is_number(word) for word in own) else found
        return NOTHING


def _turned(spelling: Spelling) -> Iterator[Spelling]:
    """The spelling with its version behind the name: `Db2 12 for z/OS` as `Db2 for z/OS 12`."""
    words, begins, ends = spelling.words, spelling.begins, spelling.ends
    for cut in range(2, len(words)):
        if words[cut] not in ("for", "on"):
            continue
        for place in range(cut - 1, 0, -1):
            order = (*range(place), *range(cut, len(words)), *range(place, cut))
            yield Spelling(
                spelling.text,
                tuple(words[each] for each in order),
                tuple(begins[each] for each in order),
                tuple(ends[each] for each in order),
            )

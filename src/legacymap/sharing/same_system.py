"""Two records that may be one system, by registers, or by names and what supports them: record linkage.

It lists pairs for people to settle; nothing is merged here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz import fuzz

from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Inventory, Record
from legacymap.sharing.entry import Basis, Entry, Statement, between, company, folded, initials, words

_LISTED_FROM = 0.8
_NEAR = 0.82  # likeness of names, of 1, below which support is not even looked for
_MOST_IN_BLOCK = 60  # records that share a word: where more do, the word says nothing
_MOST_ALIKE = 5  # records with one entry in a register: where more have it, it is a placeholder
_PLACEHOLDERS = frozenset({"", "-", "n a", "na", "none", "tbc", "unknown", "x"})
# Each alone lifts an equal name over the threshold, and two of them a near one.
_WEIGHTS = {"technologies": 0.16, "supplier": 0.1, "location": 0.1, "neighbours": 0.16}
_NAME_ALONE = 0.7  # what an equal name is worth without support
_INITIALS = 0.93  # likeness of a name and its initials
_COMMON_NAME = 0.88  # what is left of that where more than two records bear the name


def same_system(basis: Basis) -> Iterator[Entry]:
    """Pairs of records that are one system with a likelihood of 0.8 or more, the likeliest first."""
    about = _about(basis.inventory)
    registers = _equal_registers(about)
    found = []
    for one, other in sorted(_candidates(about) | registers.keys()):
        if (one, other) not in registers and _are_distinct(about[one], about[other]):
            continue
        score, evidence = _scored(about[one], about[other], registers.get((one, other), ()))
        if score >= _LISTED_FROM:
            found.append((score, one, other, evidence))
    for score, one, other, evidence in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        yield _entry(about[one], about[other], score, evidence)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What is compared of a record: its names, folded and as written, and what supports that two are one."""

    record: Record
    names: tuple[str, ...]
    folded: frozenset[str]
    rarity: Mapping[str, float]
    common: frozenset[str]
    technologies: frozenset[str]
    suppliers: frozenset[str]
    location: str
    neighbours: frozenset[str]
    related: frozenset[str]


def _about(inventory: Inventory) -> dict[str, _Profile]:
    records = {
        system: record
        for system, record in inventory.records.items()
        if record.system.status != "retired" and not record.system.withheld
    }
    counts: Counter[str] = Counter()
    bearers: Counter[str] = Counter()
    for record in records.values():
        bearers.update({folded(name) for name in _names(record)})
        counts.update({word for name in _names(record) for word in words(name)})
    neighbours, related = _neighbours(inventory)
    return {
        system: _Profile(
            record,
            _names(record),
            frozenset(filter(None, map(folded, _names(record)))),
            {word: 1 / counts[word] for name in _names(record) for word in words(name)},
            frozenset(each for name in _names(record) if bearers[each := folded(name)] > 2),
            frozenset(filter(None, (folded(each.product) for each in record.system.technologies or ()))),
            frozenset(company(each.supplier) for each in record.system.contracts or () if each.supplier),
            folded((record.system.hosting and record.system.hosting.location) or ""),
            frozenset(neighbours.get(system, ())),
            frozenset(related.get(system, ())),
        )
        for system, record in records.items()
    }


def _names(record: Record) -> tuple[str, ...]:
    return (record.system.name, *(record.system.aliases or ()))


def _neighbours(inventory: Inventory) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The systems at the other ends of arrows (with their direction), and those that a record is bound to."""
    found: dict[str, set[str]] = defaultdict(set)
    related: dict[str, set[str]] = defaultdict(set)
    for system, record in inventory.records.items():
        for each in record.system.depends_on or ():
            needed = record.full_id(each.system)
            found[system].add(f"needs {needed}")
            found[needed].add(f"serves {system}")
            related[system].add(needed)
        for each_user in record.system.used_by or ():
            user = record.full_id(each_user)
            found[user].add(f"needs {system}")
            found[system].add(f"serves {user}")
            related[system].add(user)
        for reference in (record.system.part_of, record.system.replaced_by):
            if reference:
                related[system].add(record.full_id(reference))
    return found, related


def _equal_registers(about: Mapping[str, _Profile]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Pairs with an equal entry in `ids`, and the registers; an entry that many share is a placeholder."""
    by_entry: dict[tuple[str, str], list[str]] = defaultdict(list)
    for system, each in about.items():
        for register, value in (each.record.system.ids or {}).items():
            entry = (folded(register), " ".join((value or "").casefold().split()))
            if folded(entry[1]) not in _PLACEHOLDERS:
                by_entry[entry].append(system)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for (register, _), systems in sorted(by_entry.items()):
        if len(systems) <= _MOST_ALIKE:
            for one, other in combinations(sorted(systems), 2):
                found[one, other] = (*found.get((one, other), ()), register)
    return found


def _candidates(about: Mapping[str, _Profile]) -> set[tuple[str, str]]:
    """Pairs that are worth comparing: they share a rare word, the beginnings of two words, or initials."""
    blocks: dict[object, list[str]] = defaultdict(list)
    for system, each in about.items():
        keys: set[object] = set()
        for name in each.names:
            telling = words(name)
            keys.add(("whole", folded(name)))
            keys.update(("word", word) for word in telling)
            starts = sorted({word[:4] for word in telling})
            keys.update(("pair", *pair) for pair in combinations(starts, 2))
            if initials(name):
                keys.add(("initials", initials(name)))
            if len(telling) == 1 and 2 < len(telling[0]) < 8:
                keys.add(("initials", telling[0]))
        for key in keys:
            blocks[key].append(system)
    found: set[tuple[str, str]] = set()
    for systems in blocks.values():
        if 1 < len(systems) <= _MOST_IN_BLOCK:
            found.update(combinations(sorted(systems), 2))
    return found


def _are_distinct(one: _Profile, other: _Profile) -> bool:
    """Whether the records themselves say that they are two: one is bound to the other."""
    return other.record.id in one.related or one.record.id in other.related


def _scored(one: _Profile, other: _Profile, registers: Iterable[str]) -> tuple[float, tuple[str, ...]]:
    equal = [f"equal entry in the register `{each}`" for each in registers]
    if equal:
        return 1.0, (*equal, *_supported(one, other)[1])
    similarity, said = _name_similarity(one, other)
    if similarity < _NEAR:
        return 0.0, ()
    support, evidence = _supported(one, other)
    if not evidence:
        return 0.0, ()
    return min(1.0, _NAME_ALONE * similarity + support), (said, *evidence)


def _name_similarity(one: _Profile, other: _Profile) -> tuple[float, str]:
    """How alike the nearest two of their names are, from 0 to 1, and which these are."""
    best, said = 0.0, ""
    if one.folded & other.folded:
        same = min(one.folded & other.folded)
        similarity = 1.0 if one.folded & other.folded - one.common else _COMMON_NAME
        return similarity, f"equal names: {next(name for name in one.names if folded(name) == same)}"
    for first in one.names:
        for second in other.names:
            if _are_initials(first, second) or _are_initials(second, first):
                found = _INITIALS
            else:
                # Squared: a letter that differs is a typing error, a word that differs is another system.
                found = (fuzz.token_sort_ratio(folded(first), folded(second)) / 100) ** 2
                found = max(found, _weighted_jaccard(one, other, first, second))
            if found > best:
                best, said = found, f"near names: {first} / {second}"
    return best, said


def _are_initials(short: str, long: str) -> bool:
    telling = words(short)
    return len(telling) == 1 and len(telling[0]) > 2 and telling[0] == initials(long)


def _weighted_jaccard(one: _Profile, other: _Profile, first: str, second: str) -> float:
    """The share of two names' words that both have, rare words weighing more; both must share two words."""
    mine, theirs = set(words(first)), set(words(second))
    common = mine & theirs
    if len(common) < 2:
        return 0.0
    rarity = {**one.rarity, **other.rarity}
    return sum(rarity[word] for word in common) / sum(rarity[word] for word in mine | theirs)


def _supported(one: _Profile, other: _Profile) -> tuple[float, tuple[str, ...]]:
    support, evidence = 0.0, list[str]()
    common = one.technologies & other.technologies
    if common:
        share = len(common) / min(len(one.technologies), len(other.technologies))
        support += _WEIGHTS["technologies"] * (0.6 + 0.4 * share)
        evidence.append(f"technologies in common: {', '.join(sorted(common)[:4])}")
    if one.suppliers & other.suppliers:
        support += _WEIGHTS["supplier"]
        evidence.append(f"the same supplier: {min(one.suppliers & other.suppliers)}")
    if one.location and one.location == other.location:
        support += _WEIGHTS["location"]
        evidence.append(f"the same place: {one.location}")
    shared = one.neighbours & other.neighbours
    if shared:
        support += _WEIGHTS["neighbours"] * min(1.0, 0.6 + 0.2 * len(shared))
        evidence.append(f"neighbours in common: {', '.join(sorted(shared)[:4])}")
    return support, tuple(evidence)


def _entry(one: _Profile, other: _Profile, score: float, evidence: tuple[str, ...]) -> Entry:
    systems = (one.record.id, other.record.id)
    statements = tuple(
        Statement(each.record.id, _called(each, another), each.record.at("name"))
        for each, another in ((one, other), (other, one))
    )
    settle = "both sides agree on `same-system` (the first is the record) or `different`"
    return Entry("same-system", systems, between(*systems), statements, settle, round(score, 4), evidence)


def _called(each: _Profile, another: _Profile) -> str:
    also = [name for name in each.names if name != each.record.system.name]
    names = f", also called {', '.join(also)}," if also else ""
    return f"({each.record.system.kind}){names} may be `{another.record.id}`"

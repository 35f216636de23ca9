"""The catalogue files: which are shipped, how they add up, what is wrong with one, and their compiled form.

The YAML files are the source. `make catalogue` writes `catalogue.jsonl`, which loads in a few milliseconds,
holds the hash of each, and counts only where these are the hashes of the files that stand beside it. Its
first line holds the hashes, the second and third what helps with texts that begin with no name (the third,
long, to name the nearest), some further ones the index of names, a line for each beginning, and each of the
rest a product; a line is read when it is needed.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypedDict, overload

from legacymap.domain.catalogue import Catalogue, Cycle, Product
from legacymap.domain.dates import PartialDate
from legacymap.domain.findings import Fault, Route
from legacymap.domain.values import Model
from legacymap.lifecycle.names import NameIndex, NameMatch, Stray, StrayIndex, name_key, purl_keys

_DATES = (
    ("released", "it was released"),
    ("standard_ends", "standard support ends"),
    ("extended_ends", "extended support ends"),
)
COMPILED = Path(__file__).parent / "catalogue.jsonl"
_FORM = 3  # goes up when what is compiled changes although the sources do not
_HEADS = 3  # lines before the index of names
_Row = tuple[int, str, str, int, bool]


class _Head(TypedDict):
    """The first line."""

    form: int
    version: str
    sources: dict[str, str]
    beginnings: list[str]
    products: int


class _Names(TypedDict):
    """A line of the index: the fields of a part of a NameIndex, each name match as its own fields."""

    names: dict[str, _Row]
    purls: dict[str, _Row]
    cycles: dict[str, _Row | None]
    vendors: dict[str, list[int]]
    longest: int


class _Nearest(TypedDict):
    """The third line: what of a StrayIndex finds the nearest name."""

    names: list[tuple[str, str]]
    holders: dict[str, list[int]]


class _Strays:
    """A StrayIndex as compiled, of which each line is read when it is asked for."""

    def __init__(self, scattered: bytes, nearest: bytes) -> None:
        self._lines = scattered, nearest

    @cached_property
    def scattered(self) -> dict[str, str]:
        """The names of a few words by those words sorted."""
        found: dict[str, str] = json.loads(self._lines[0])
        return found

    @cached_property
    def _nearest(self) -> _Nearest:
        found: _Nearest = json.loads(self._lines[1])
        return found

    @property
    def names(self) -> list[tuple[str, str]]:
        """Pairs of a name and its product's name."""
        return self._nearest["names"]

    @property
    def holders(self) -> dict[str, list[int]]:
        """The positions of the names that hold three letters."""
        return self._nearest["holders"]


class Compiled(Sequence[Product]):
    """The products of a compiled catalogue in the order of its sources, each read when it is asked for.

    `version` is the newest that the sources state, `sources` the SHA-256 of each by its name, in their order.
    """

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines
        self._read: dict[int, Product] = {}
        self._parts: dict[str, NameIndex] = {}
        head: _Head = json.loads(lines[0])
        self._places = {each: place for place, each in enumerate(head["beginnings"], _HEADS)}
        self.version = head["version"]
        self.sources = head["sources"]
        self.is_sound = head["form"] == _FORM and head["products"] == len(self)

    @overload
    def __getitem__(self, place: int) -> Product: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Product]: ...

    def __getitem__(self, place: int | slice) -> Product | Sequence[Product]:
        """The product at a position."""
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        product = self._read.get(place)
        if product is None:
            line = self._lines[_HEADS + len(self._places) + place]
            product = self._read[place] = Product.model_validate(json.loads(line))
        return product

    def __len__(self) -> int:
        """How many products there are."""
        return len(self._lines) - _HEADS - len(self._places)

    def names_with(self, beginning: str) -> NameIndex:
        """The part of the index of names that holds those with a beginning."""
        part = self._parts.get(beginning)
        if part is None:
            part = self._parts[beginning] = self._named(beginning)
        return part

    def _named(self, beginning: str) -> NameIndex:
        place = self._places.get(beginning)
        if place is None:
            return NameIndex()
        held: _Names = json.loads(self._lines[place])
        made = NameMatch._make
        return NameIndex(
            names={name: made(row) for name, row in held["names"].items()},
            purls={purl: made(row) for purl, row in held["purls"].items()},
            cycles={name: made(row) if row else None for name, row in held["cycles"].items()},
            vendors=held["vendors"],
            longest=held["longest"],
        )

    @cached_property
    def stray_index(self) -> Stray:
        """What helps with texts that begin with none of those names."""
        return _Strays(self._lines[1], self._lines[2])


def shipped_files() -> tuple[Path, ...]:
    """The lifecycle files of this folder, by name."""
    return tuple(sorted(Path(__file__).parent.glob("*.yaml")))


def merged(catalogues: Sequence[Catalogue]) -> tuple[Product, ...]:
    """The products of all catalogues, where a later one replaces those of the same id.

    An alias or package URL that a later catalogue gives to another product moves to that product; an id or
    a name stays written where it is, and Matcher gives it to the product that comes later.
    """
    products: dict[str, Product] = {}
    for catalogue in catalogues:
        taken = {key for each in catalogue.products for key, _, _ in _named(each, Route(""))}
        for product in catalogue.products:
            products.pop(product.id, None)
        products = {each.id: _left(each, taken) for each in products.values()}
        products |= {product.id: product for product in catalogue.products}
    return tuple(products.values())


def unknown_products(products: Sequence[Product]) -> list[str]:
    """The ids that `may_be` of some product names and none of the products has, each once."""
    known = {product.id for product in products}
    named = (each for product in products for each in product.may_be)
    return [each for each in dict.fromkeys(named) if each not in known]


def faults(catalogue: Catalogue, route: Route) -> Iterator[Fault]:
    """Names of two products, cycles twice in one, and dates out of order; `route` leads to the catalogue."""
    yield from _overlaps(catalogue, route)
    for place, product in enumerate(catalogue.products):
        here = route.to("products", place, "cycles")
        yield from _twice(product, here)
        for number, cycle in enumerate(product.cycles):
            yield from _out_of_order(product, cycle, here.to(number))


def shipped(path: Path = COMPILED) -> Compiled | None:
    """The shipped catalogue as compiled; None where that was not made from the sources that are here."""
    try:
        found = Compiled(path.read_bytes().split(b"\n")[:-1])
        is_sound = found.is_sound and found.sources == _sources()
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found if is_sound else None


def compiled(catalogues: Sequence[Catalogue]) -> str:
    """The text of the compiled file for the catalogues of the shipped files, in their order."""
    products = [product for each in catalogues for product in each.products]
    parts, strays = NameIndex.of(products).parts(), StrayIndex.of(products)
    head: _Head = {
        "form": _FORM,
        "version": max(each.lifecycle for each in catalogues),
        "sources": _sources(),
        "beginnings": [*parts],
        "products": len(products),
    }
    nearest: _Nearest = {"names": strays.names, "holders": strays.holders}
    rows: list[object] = [
        head,
        strays.scattered,
        nearest,
        *map(_names, parts.values()),
        *map(_plain, products),
    ]
    return "".join(f"{_line(each)}\n" for each in rows)


def names_with(products: Sequence[Product]) -> Callable[[str], NameIndex]:
    """What gives the index of all names, or of those with a beginning; made anew unless compiled."""
    if isinstance(products, Compiled):
        return products.names_with
    whole = NameIndex.of(products)
    return lambda _: whole


def stray_index(products: Sequence[Product]) -> Stray:
    """What helps with texts that begin with no name of theirs, made anew unless they are compiled."""
    return products.stray_index if isinstance(products, Compiled) else StrayIndex.of(products)


def _left(product: Product, taken: set[str]) -> Product:
    """The product without the aliases and package URLs that are taken."""
    aliases = tuple(each for each in product.aliases if name_key(each) not in taken)
    purls = tuple(each for each in product.purls if purl_keys(each)[0][0] not in taken)
    if (aliases, purls) == (product.aliases, product.purls):
        return product
    return product.model_copy(update={"aliases": aliases, "purls": purls})


def _overlaps(catalogue: Catalogue, route: Route) -> Iterator[Fault]:
    held: dict[str, tuple[int, str, Route]] = {}
    for place, product in enumerate(catalogue.products):
        for name, text, where in _named(product, route.to("products", place)):
            other, other_text, other_where = held.setdefault(name, (place, text, where))
            if other != place:
                first = catalogue.products[other]
                yield Fault(
                    "catalogue-overlap",
                    f"`{text}` names both {first.name} and {product.name}",
                    where,
                    "Leave it to one of them; case and punctuation do not tell names apart.",
                    related=((other_where, f"`{other_text}` of {first.name}"),),
                )


def _named(product: Product, route: Route) -> Iterator[tuple[str, str, Route]]:
    """Each name of the product: what it is compared by, its text, and where it stands."""
    yield name_key(product.id), product.id, route.to("id")
    yield name_key(product.name), product.name, route.to("name")
    for place, alias in enumerate(product.aliases):
        yield name_key(alias), alias, route.to("aliases", place)
    for place, purl in enumerate(product.purls):
        yield purl_keys(purl)[0][0], purl, route.to("purls", place)


def _twice(product: Product, route: Route) -> Iterator[Fault]:
    held: dict[str, int] = {}
    for place, cycle in enumerate(product.cycles):
        first = held.setdefault(cycle.cycle.casefold(), place)
        if first != place:
            yield Fault(
                "catalogue-cycle-twice",
                f"{product.name} has the cycle `{cycle.cycle}` twice",
                route.to(place, "cycle"),
                "Keep one of them.",
                related=((route.to(first, "cycle"), "first here"),),
            )


def _out_of_order(product: Product, cycle: Cycle, route: Route) -> Iterator[Fault]:
    """Dates that are out of order on any day that they may mean."""
    dates = [(field, phrase, getattr(cycle, field)) for field, phrase in _DATES]
    known = [(field, phrase, date) for field, phrase, date in dates if isinstance(date, PartialDate)]
    for (earlier, before, first), (later, after, last) in pairwise(known):
        if first.first > last.last:
            yield Fault(
                "catalogue-dates-out-of-order",
                f"{product.name} {cycle.cycle}: {after} on {last}, before {before} on {first}",
                route.to(later),
                "Check both dates.",
                related=((route.to(earlier), f"{before} on {first}"),),
            )


def _names(index: NameIndex) -> _Names:
    return {
        "names": {**index.names},
        "purls": {**index.purls},
        "cycles": {**index.cycles},
        "vendors": index.vendors,
        "longest": index.longest,
    }


def _sources() -> dict[str, str]:
    """The SHA-256 of each shipped file, by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in shipped_files()}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    """A value of a file as that file may state it: what was stated, as text, lists and mappings."""
    if isinstance(value, Model):
        stated = [name for name in type(value).model_fields if name in value.model_fields_set]
        return {name: _plain(getattr(value, name)) for name in stated}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)

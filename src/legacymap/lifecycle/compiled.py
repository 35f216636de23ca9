"""The shipped catalogue in a form that loads in a few milliseconds: `catalogue.jsonl`, made from the YAML.

The YAML files are the source. `make catalogue` writes the compiled file, which holds the hash of each, and it
counts only where these are the hashes of the files that stand beside it. The first line holds the hashes, the
second the index of names, the third what helps with texts that begin with no name, each further one a
product; a line is read when it is needed.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TypedDict, overload

from legacymap.domain.catalogue import Catalogue, Product
from legacymap.domain.values import Model
from legacymap.lifecycle.catalogue import shipped_files
from legacymap.lifecycle.names import NameIndex, Naming, StrayIndex

COMPILED = Path(__file__).parent / "catalogue.jsonl"
_FORM = 1  # goes up when what is compiled changes although the sources do not
_HEADS = 3  # lines before the first product
_Row = tuple[int, str, str, int, bool]


class _Head(TypedDict):
    """The first line."""

    form: int
    version: str
    sources: dict[str, str]
    products: int


class _Names(TypedDict):
    """The second line: the fields of a NameIndex, each naming as its own fields."""

    names: dict[str, _Row]
    purls: dict[str, _Row]
    cycles: dict[str, _Row | None]
    vendors: dict[str, list[int]]
    longest: int


class _Strays(TypedDict):
    """The third line: the fields of a StrayIndex."""

    names: list[tuple[str, str]]
    holders: dict[str, list[int]]
    scattered: dict[str, str]


class Compiled(Sequence[Product]):
    """The products of a compiled catalogue in the order of its sources, each read when it is asked for.

    `version` is the newest that the sources state, `sources` the SHA-256 of each by its name, in their order.
    """

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._lines = lines
        self._read: dict[int, Product] = {}
        head: _Head = json.loads(lines[0])
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
            product = self._read[place] = Product.model_validate(json.loads(self._lines[_HEADS + place]))
        return product

    def __len__(self) -> int:
        """How many products there are."""
        return len(self._lines) - _HEADS

    @cached_property
    def name_index(self) -> NameIndex:
        """The names of the products."""
        held: _Names = json.loads(self._lines[1])
        made = Naming._make
        return NameIndex(
            names={name: made(row) for name, row in held["names"].items()},
            purls={purl: made(row) for purl, row in held["purls"].items()},
            cycles={name: made(row) if row else None for name, row in held["cycles"].items()},
            vendors=held["vendors"],
            longest=held["longest"],
        )

    @cached_property
    def stray_index(self) -> StrayIndex:
        """What helps with texts that begin with none of those names."""
        strays: _Strays = json.loads(self._lines[2])
        return StrayIndex(**strays)


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
    names, strays = NameIndex.of(products), StrayIndex.of(products)
    head: _Head = {
        "form": _FORM,
        "version": max(each.lifecycle for each in catalogues),
        "sources": _sources(),
        "products": len(products),
    }
    second: _Names = {
        "names": {**names.names},
        "purls": {**names.purls},
        "cycles": {**names.cycles},
        "vendors": names.vendors,
        "longest": names.longest,
    }
    third: _Strays = {"names": strays.names, "holders": strays.holders, "scattered": strays.scattered}
    rows: list[object] = [head, second, third, *(_plain(product) for product in products)]
    return "".join(f"{_line(each)}\n" for each in rows)


def name_index(products: Sequence[Product]) -> NameIndex:
    """The names of products, made anew unless they are compiled."""
    return products.name_index if isinstance(products, Compiled) else NameIndex.of(products)


def stray_index(products: Sequence[Product]) -> StrayIndex:
    """What helps with texts that begin with no name of theirs, made anew unless they are compiled."""
    return products.stray_index if isinstance(products, Compiled) else StrayIndex.of(products)


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

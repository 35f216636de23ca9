"""The simple cases of the catalogue match (`method.md`, section 2): exact names, dotted versions."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.recomputation.plain import LOADER, at, rows, text, yes

FOLDER = Path(__file__).parents[2] / "src" / "legacymap" / "lifecycle"


@dataclass(frozen=True)
class Product:
    """A product of the catalogue: every name that it goes by, and the standard end of each cycle."""

    names: tuple[str, ...]
    standard_ends: dict[str, str]
    cycle_names: frozenset[str]
    evergreen: bool = False


@cache
def products() -> tuple[Product, ...]:
    """Every product of the shipped catalogue, in the order of the files."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        document: object = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - builds text only
        found += [_product(entry) for entry in rows(at(document, "products")) or []]
    return tuple(found)


def standard_ends(technology: object) -> list[str]:
    """What the catalogue says of each cycle that the technology could be; empty without a match."""
    name, version = product_and_version(technology)
    if version is None:
        return []
    product = _by_name().get(plain(name))
    return [product.standard_ends[cycle] for cycle in _cycles(product, version)] if product else []


def is_evergreen(technology: object) -> bool:
    """Whether the technology is a service that its supplier keeps current."""
    product = _by_name().get(plain(product_and_version(technology)[0]))
    return product is not None and product.evergreen


def product_and_version(technology: object) -> tuple[str, str | None]:
    """The two parts: in one text, the version is the last word when it starts with a digit."""
    version = text(at(technology, "version"))
    said = text(technology) or text(at(technology, "product")) or ""
    words = said.split()
    if version is None and len(words) > 1 and words[-1][0].isdigit():
        return " ".join(words[:-1]), words[-1]
    return said, version


def plain(name: str) -> str:
    """The name without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@cache
def _by_name() -> dict[str, Product]:
    # The later file's product takes a name that two have.
    return {plain(name): product for product in products() for name in product.names}


def _product(entry: object) -> Product:
    cycles = rows(at(entry, "cycles")) or []
    aliases = rows(at(entry, "aliases")) or []
    names = [text(name) for name in (at(entry, "id"), at(entry, "name"), *aliases)]
    cycle_names = [text(alias) for cycle in cycles for alias in rows(at(cycle, "aliases")) or []]
    ends = {text(at(cycle, "cycle")) or "": text(at(cycle, "standard_ends")) for cycle in cycles}
    return Product(
        names=tuple(name for name in names if name),
        standard_ends={cycle: end or "unknown" for cycle, end in ends.items()},
        cycle_names=frozenset(plain(alias) for alias in cycle_names if alias),
        evergreen=bool(yes(at(entry, "evergreen"))),
    )


def _cycles(product: Product, version: str) -> list[str]:
    parts = version.split(".")
    cycles = {cycle: cycle.split(".") for cycle in product.standard_ends}
    prefixes = [cycle for cycle, theirs in cycles.items() if parts[: len(theirs)] == theirs]
    if prefixes:
        return [max(prefixes, key=lambda cycle: len(cycles[cycle]))]
    return [cycle for cycle, theirs in cycles.items() if theirs[: len(parts)] == parts]

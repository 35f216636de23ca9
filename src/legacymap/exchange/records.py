"""Records of an inventory as plain values, seen by route whichever form they were written in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import lru_cache

from legacymap.domain.findings import Path
from legacymap.domain.frozen import dataclass
from legacymap.domain.money import signed_money
from legacymap.domain.system import System
from legacymap.domain.values import integer, partly, yes_no
from legacymap.exchange.draft import Written, identity
from legacymap.exchange.readings import kind_of
from legacymap.exchange.readings.cells import product_and_version

RECORD_KEYS: tuple[str, ...] = tuple(System.model_fields)
TEXT_LISTS = ("aliases", "tags")
_SHORT = {"owner": "business", "owners": "business", "hosting": "type"}
ITEM_SHORT = {"technologies": "product", "depends_on": "system"}
_SCORES = ("assessment", "scores")
_PUNCTUATION = re.compile(r"[\W_]+")
_RANKS = {key: number for number, key in enumerate(RECORD_KEYS)}
_KEY_ORDER: Mapping[str, Sequence[str]] = {
    "owner": ("business", "technical"),
    "hosting": ("type", "location"),
    "users": ("count", "group"),
    "data": ("personal", "description"),
    "vulnerabilities": ("known", "checked", "note"),
    "assessment": ("framework", "date", "assessor", "scores"),
    "costs": ("annual_run", "real_growth", "cost_of_failure", "price_base"),
    "plan": ("agreed", "funded", "ringfenced", "target", "milestones", "option", "work", "disposition"),
}
_KEY_RANKS = {key: {each: number for number, each in enumerate(order)} for key, order in _KEY_ORDER.items()}
ITEM_KEYS: Mapping[str, Sequence[str]] = {
    "technologies": ("product", "version", "upgrade_planned", "role", "support"),
    "contracts": ("supplier", "scope", "ends", "replacement_agreed", "exit_cost"),
    "incidents": ("date", "severity", "ongoing", "summary"),
    "depends_on": ("system", "kind", "strength", "confidence", "note"),
    "sources": ("title", "url", "date"),
}


@dataclass(frozen=True, slots=True)
class Present:
    """A record that the inventory holds: its full id, and its values as they are written.

    `codes` gives for the names of criteria their codes, and for codes the names: a record may use either.
    """

    id: str
    values: Mapping[str, object]
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def organisation(self) -> str:
        """The organisation that it belongs to."""
        return self.id.partition("/")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        aliases = self.values.get("aliases")
        others = [str(each) for each in aliases] if isinstance(aliases, list) else []
        return (str(self.values.get("name") or ""), *others)

    def known_as(self, register: str) -> str:
        """Its id in another register; empty where it has none."""
        ids = self.values.get("ids")
        found = ids.get(register) if isinstance(ids, dict) else None
        return str(found) if found is not None else ""

    def at(self, route: str) -> object:
        """What it says at a route; None where it says nothing."""
        value: object = self.values
        path = self.path(route)
        for number, step in enumerate(path):
            if isinstance(value, str) and number == 1 and _SHORT.get(str(path[0])) == step:
                return value
            value = value.get(str(step)) if isinstance(value, dict) else None
        if path[:2] == _SCORES and isinstance(value, dict):
            return value.get("score", value)  # with its evidence
        return value

    def path(self, route: str) -> Path:
        """The path of a route in this record, by the keys that it uses."""
        steps = _steps(route)
        if steps[0] == "owner" and "owners" in self.values and "owner" not in self.values:
            return ("owners", *steps[1:])
        return self._spelt(steps) if self.codes and steps[:2] == _SCORES else steps

    def _spelt(self, steps: Path) -> Path:
        """The path of a score by the spelling of the criterion, name or code, that the record uses."""
        assessment = self.values.get("assessment")
        scores = assessment.get("scores") if isinstance(assessment, dict) else None
        other = self.codes.get(str(steps[-1]))
        is_other = isinstance(scores, dict) and steps[-1] not in scores and other in scores
        return (*steps[:-1], str(other)) if is_other else steps

    def path_of(self, route: str) -> Path:
        """The path of a route, also of one that names an item of a list, as far as the record has it."""
        list_name, bracket, rest = route.partition("[")
        if not bracket:
            return self.path(route)
        wanted, _, name = rest.rpartition("].")
        numbers = [
            n for n, each in enumerate(self.items(list_name)) if item_identity(list_name, each) == wanted
        ]
        return (list_name, numbers[0], name) if numbers else (list_name,)

    def path_to_remove(self, route: str) -> Path:
        """The path of the entry to take out so that nothing is said at a route; no empty mapping stays."""
        path = self.path(route)
        held = [self.values]
        for step in path[:-1]:
            inner = held[-1].get(str(step))
            if not isinstance(inner, dict):
                return path[: len(held)]
            held.append(inner)
        while len(held) > 1 and len(held[-1]) == 1:
            held.pop()
        return path[: len(held)]

    def items(self, list_name: str) -> list[dict[str, object]]:
        """The items of a list of mappings, short forms written out."""
        found = self.values.get(list_name)
        return (
            [expanded(list_name, each, self.organisation) for each in found]
            if isinstance(found, list)
            else []
        )

    def says_none(self, list_name: str) -> bool:
        """Whether it states that there is none of a list."""
        return self.values.get(list_name) == []


def expanded(list_name: str, item: object, organisation: str) -> dict[str, object]:
    """An item as a mapping; what it refers to by its full id."""
    if isinstance(item, str) and list_name == "technologies":
        product, version = product_and_version(item)
        return {"product": product, **({"version": version} if version else {})}
    found = dict(item) if isinstance(item, dict) else {ITEM_SHORT.get(list_name, "name"): item}
    if list_name == "depends_on" and isinstance(found.get("system"), str):
        found["system"] = full_id(str(found["system"]), organisation)
    return found


def item_identity(list_name: str, item: Mapping[str, object]) -> str:
    """What tells an item from the others of its list."""
    return identity(list_name, {key: str(each) for key, each in item.items() if isinstance(each, str)})


def shortened(list_name: str, item: Mapping[str, str]) -> str | dict[str, str]:
    """An item in its short form where nothing is lost by it."""
    if list_name == "technologies" and item.keys() <= {"product", "version"}:
        return _short_technology(item.get("product"), item.get("version")) or dict(item)
    return dict(item)


def record_of(values: Mapping[str, Written | Sequence[object]]) -> dict[str, object]:
    """A new record out of values by route: keys in the order of the format, short forms where they do."""
    tree: dict[str, object] = {}
    for route in sorted(values, key=_sort_key):
        value = values[route]
        *above, last = _steps(route)
        at = tree
        for step in above:
            inner = at.get(step)
            if inner is None:
                inner = at[step] = {}
            at = inner if type(inner) is dict else {}
        at[last] = list(value) if type(value) is tuple else value
    for key, inner in _SHORT.items():
        held = tree.get(key)
        if isinstance(held, dict) and set(held) == {inner}:
            tree[key] = held[inner]
    return tree


def is_same(route: str, one: object, other: object) -> bool:  # noqa: PLR0911 - a kind each
    """Whether two values of a route say the same: `£4m` is `4000000`, `no` is `false`."""
    if one == other:
        return True
    if isinstance(one, Sequence) and not isinstance(one, str):
        return isinstance(other, Sequence) and not isinstance(other, str) and list(one) == list(other)
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    kind = kind_of(route)
    try:
        if kind == "money":
            return signed_money(one).agrees_with(signed_money(other))
        if kind == "yes-no":
            return yes_no(one) == yes_no(other)
        if kind == "partly":
            return partly(one) == partly(other)
        if kind == "count":
            return integer(one) == integer(other)
    except ValueError:
        return False
    return one.split() == other.split()


def rank(route: str) -> tuple[int, str]:
    """Where a route stands in the order of the format; keys of the user's own come last."""
    key = route.partition(".")[0].partition("[")[0]
    return _RANKS.get(key, len(_RANKS)), route


def folded_name(text: str) -> str:
    """A name for comparison: without case and punctuation."""
    return _PUNCTUATION.sub(" ", text.casefold()).strip()


def full_id(reference: str, organisation: str) -> str:
    """The full id that a reference in a record of an organisation means."""
    return reference if "/" in reference else f"{organisation}/{reference}"


@lru_cache(maxsize=4096)  # records share their technologies
def _short_technology(product: str | None, version: str | None) -> str:
    """A product and its version as one text; empty where that would be read as something else."""
    item = {key: each for key, each in (("product", product), ("version", version)) if each is not None}
    text = " ".join(item.values())
    return text if expanded("technologies", text, "") == item else ""


@lru_cache(maxsize=4096)  # records share their routes
def _steps(route: str) -> tuple[str, ...]:
    return tuple(route.split(".", 1)) if route.startswith("ids.") else tuple(route.split("."))


@lru_cache(maxsize=4096)
def _sort_key(route: str) -> str:
    """A text by which routes sort as their entries stand in a record, at every depth; texts compare fast."""
    steps = _steps(route)
    ranks = (_RANKS, *(_KEY_RANKS.get(above, {}) for above in steps))
    return "\0".join(f"{rank.get(step, 99):02}{step}" for rank, step in zip(ranks, steps, strict=False))

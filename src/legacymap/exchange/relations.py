"""Which way the relations of other tools go, and what two systems have to do with each other by services.

Direction is always from the one that needs to the one that is needed (exchange, section 3.4). A type that is
not in the table gives no arrow.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from legacymap.domain.frozen import dataclass
from legacymap.exchange.draft import Finding, Place, Reference, Relation
from legacymap.exchange.sheets import over_the_limit

Direction = Literal["forward", "backward", "both"]
Target = Literal["depends_on", "part_of", "replaced_by"]
MOST_STEPS = 4
_MOST_PATHS = 100_000
_TOO_MANY = f"more than {_MOST_PATHS:,} arrows lead through services; name fewer under `through`"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a type says of its first (parent) and second (child) end.

    `forward`: the first needs the second. `is_software`: where the second is software, it is a technology of
    the first, and no system.
    """

    direction: Direction
    kind: str = "runtime"
    strength: str = "hard"
    to: Target = "depends_on"
    is_software: bool = False


_NEEDS = Meaning("forward")
_RUNS_ON = Meaning("forward", is_software=True)
_SENDS = Meaning("backward", "data", "soft")
_LOGS_IN = Meaning("forward", "authentication")
_TABLE: Mapping[str, Meaning] = {
    "depends on::used by": _NEEDS,
    "uses::used by": _NEEDS,
    "consumes::consumed by": _NEEDS,
    "requires::required by": _NEEDS,
    "depends on": _NEEDS,
    "uses": _NEEDS,
    "consumes": _NEEDS,
    "requires": _NEEDS,
    "runs on::runs": _RUNS_ON,
    "hosted on::hosts": _RUNS_ON,
    "contained by::contains": _RUNS_ON,
    "runs on": _RUNS_ON,
    "hosted on": _RUNS_ON,
    "contained by": _RUNS_ON,
    "connects to::connected by": _NEEDS,
    "connects to": _NEEDS,
    "sends data to::receives data from": _SENDS,
    "sends data to": _SENDS,
    "data flow": _SENDS,
    "flow": _SENDS,
    "authenticates": _LOGS_IN,
    "sso": _LOGS_IN,
    "ldap": _LOGS_IN,
    "reltorequires": _NEEDS,
    "reltosuccessor": Meaning("forward", to="replaced_by"),
    "reltoparent": Meaning("forward", to="part_of"),
}
_TURNED: Mapping[Direction, Direction] = {"forward": "backward", "backward": "forward", "both": "both"}


def meaning(written: str, *, is_both: bool = False) -> Meaning | None:
    """What a type as written means, `is_both` where its row says that it goes both ways; None where unknown.

    A type whose halves stand the other way round (`Used by::Depends on`) is the same seen from the other end.
    """
    text = _normal(written)
    first, colons, second = text.partition("::")
    found = _TABLE.get(text)
    if found is None and colons and (turned := _TABLE.get(f"{second}::{first}")):
        found = Meaning(
            _TURNED[turned.direction], turned.kind, turned.strength, turned.to, turned.is_software
        )
    if found is None and colons:
        found = _TABLE.get(first)
    if found is not None and is_both and found.to == "depends_on":
        return Meaning("both", found.kind, found.strength)
    return found


def _normal(written: str) -> str:
    halves = (" ".join(re.sub(r"[_\s-]+", " ", half).split()) for half in written.casefold().split("::"))
    return "::".join(halves)


def arrows(
    known: Meaning, first: Reference, second: Reference, place: Place, note: str
) -> Iterator[Relation]:
    """The arrows of one row between two ends, by what its type means."""
    ends = {
        "forward": [(first, second)],
        "backward": [(second, first)],
        "both": [(first, second), (second, first)],
    }
    for consumer, needed in ends[known.direction]:
        yield Relation(
            consumer, needed, place, known.kind, known.strength, note, known.to, known.direction == "both"
        )


def not_mapped(written: str, place: Place) -> Finding:
    """The finding of a type that is not in the table."""
    return Finding(
        "relation-not-mapped",
        f"`{written}` is a type of relation whose direction is not known: it gives no arrow",
        place,
        "Say in the mapping's `relations` which end needs the other.",
        value=written,
    )


class Edge(NamedTuple):
    """An arrow between two elements of any kind, by their ids; `label` is how people call it.

    `is_both` marks one of the two arrows of a row that runs both ways.
    """

    consumer: str
    needed: str
    place: Place
    kind: str = "runtime"
    strength: str = "hard"
    label: str = ""
    is_both: bool = False


class Path(NamedTuple):
    """What a system has to do with another by what stands between them, both ends included."""

    ids: tuple[str, ...]
    edges: tuple[Edge, ...]


def through(edges: Iterable[Edge], systems: Collection[str], between: Callable[[str], bool]) -> list[Path]:
    """The shortest ways from each system to others, through elements `between` alone and four steps at most.

    One for each pair of systems, the least by its ids among the shortest; a way back to itself is none.
    RequestError where there are more than anybody could look through.
    """
    out: dict[str, list[Edge]] = {}
    for edge in sorted(edges):
        out.setdefault(edge.consumer, []).append(edge)
    found: list[Path] = []
    for start in sorted(systems):
        reached: set[str] = {start}
        waiting = deque([Path((start,), ())])
        while waiting:
            at = waiting.popleft()
            if len(found) > _MOST_PATHS:
                raise over_the_limit(at.edges[0].place.file if at.edges else "", _TOO_MANY)
            for edge in out.get(at.ids[-1], ()):
                if edge.needed in reached:
                    continue
                longer = Path((*at.ids, edge.needed), (*at.edges, edge))
                if edge.needed in systems:
                    reached.add(edge.needed)
                    found.append(longer)
                elif between(edge.needed) and len(longer.edges) < MOST_STEPS:
                    reached.add(edge.needed)
                    waiting.append(longer)
    return found


def relation_of(path: Path, names: Mapping[str, str]) -> Relation:
    """The arrow that a way stands for: soft where any step is, with the path in its note."""
    first = path.edges[0]
    strength = "soft" if any(edge.strength == "soft" for edge in path.edges) else "hard"
    kind = next((edge.kind for edge in path.edges if edge.kind != "runtime"), "runtime")
    note = first.label
    if len(path.ids) > 2:
        via = " > ".join(names.get(each) or each for each in path.ids[1:-1])
        note = f"{note + ' ' if note else ''}through {via}"
    ends = Reference(path.ids[0], "key"), Reference(path.ids[-1], "key")
    return Relation(*ends, first.place, kind, strength, note)


def to_itself(relation: Relation) -> Finding:
    """The finding of an arrow that begins and ends at one system."""
    return Finding(
        "arrow-to-itself",
        f"`{relation.consumer.text}` would need itself: the arrow is left out",
        relation.place,
        "Look whether the source means two systems of one name.",
        value=relation.consumer.text,
    )


def closing_cycles(pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Which of the arrows, by place in the list, lie on a cycle of arrows."""
    out: dict[str, list[str]] = {}
    for consumer, needed in pairs:
        out.setdefault(consumer, []).append(needed)
    component = _components(out)
    return [
        place
        for place, (consumer, needed) in enumerate(pairs)
        if consumer != needed and component.get(consumer) == component.get(needed, -1)
    ]


def _components(out: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The strongly connected component of each id by number (Tarjan, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    component: dict[str, int] = {}
    stack: list[str] = []
    for root in sorted(out):
        if root in index:
            continue
        work = [(root, iter(out.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            at, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[at])
                if low[at] == index[at]:
                    while stack[-1] != at:
                        component[stack.pop()] = index[at]
                    component[stack.pop()] = index[at]
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                work.append((following, iter(out.get(following, ()))))
            elif following not in component:
                low[at] = min(low[at], index[following])
    return component

"""Which way the relations of other tools go, and tables of them as arrows: who needs whom (exchange, 3.4)."""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import ColumnOf, ImportMapping, MappedRelations, RelationType
from legacymap.domain.nearest import did_you_mean
from legacymap.exchange.draft import Declared, Finding, Place, Reference, Relation, Row
from legacymap.exchange.readings.cells import plain, text_of
from legacymap.exchange.sheets import Table, over_the_limit

Direction = Literal["forward", "backward", "both"]
Target = Literal["depends_on", "part_of", "replaced_by"]
MOST_STEPS = 4
_MOST_PATHS = 100_000
_TOO_MANY = f"more than {_MOST_PATHS:,} arrows lead through services; name fewer under `through`"
_REVERSED: Mapping[Direction, Direction] = {"forward": "backward", "backward": "forward", "both": "both"}


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


def meaning(written: str, *, is_both: bool = False) -> Meaning | None:
    """What a type as written means, `is_both` where its row says that it goes both ways; None where unknown.

    A type whose halves stand the other way round (`Used by::Depends on`) is the same seen from the other end.
    """
    text = _normal(written)
    first, colons, second = text.partition("::")
    found = _TABLE.get(text)
    if found is None and colons and (opposite := _TABLE.get(f"{second}::{first}")):
        found = Meaning(
            _REVERSED[opposite.direction],
            opposite.kind,
            opposite.strength,
            opposite.to,
            opposite.is_software,
        )
    if found is None and colons:
        found = _TABLE.get(first)
    if found is not None and is_both and found.to == "depends_on":
        return Meaning("both", found.kind, found.strength)
    return found


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


def related(
    table: Table, relations: MappedRelations, mapping: ImportMapping, found: Declared, *, is_counted: bool
) -> None:
    """Adds the arrows of a table of relations; `is_counted` unless its cells are counted already."""
    found.findings += table.findings if is_counted else ()
    indexes = {plain(heading): index for index, heading in enumerate(table.sheet.headings)}

    def index(heading: str) -> int:
        if plain(heading) not in indexes:
            hint = did_you_mean(heading, table.sheet.headings) or "Mend the mapping, or the heading."
            raise RequestError(f"The mapping names the column `{heading}`, which the source has not.", hint)
        return indexes[plain(heading)]

    first, second = index(relations.consumer.column), index(relations.needed.column)
    types = index(relations.types.column) if relations.types else None
    both = index(relations.both.column) if relations.both else None
    note = index(relations.note) if relations.note else None
    two_way = {plain(each) for each in (relations.both.values if relations.both else ())}
    words = {plain(word): each for word, each in ((relations.types and relations.types.values) or {}).items()}
    used = {each for each in (first, second, types, both, note) if each is not None}
    for row in table.rows:
        ends = [text_of(row.cells[each]) for each in (first, second)]
        if not all(ends):
            _count(row, used, found, "reported" if any(ends) else "ignored", is_counted=is_counted)
            if any(ends):
                found.findings.append(_endless(table, row, second if ends[0] else first))
            continue
        kind = text_of(row.cells[types]) if types is not None else ""
        is_both = both is not None and plain(text_of(row.cells[both])) in two_way
        place = table.sheet.place(row, second)
        known = _meaning(kind, words, is_typed=types is not None, is_both=is_both)
        is_unknown = known is None and plain(kind) not in words
        _count(row, used, found, "reported" if is_unknown else "mapped", is_counted=is_counted)
        if is_unknown:
            found.findings.append(not_mapped(kind, table.sheet.place(row, types)))
        if known is None:
            continue
        said = [kind, text_of(row.cells[note]) if note is not None else ""]
        consumer = Reference(ends[0], _by(relations.consumer, mapping))
        needed = Reference(ends[1], _by(relations.needed, mapping))
        found.relations += arrows(known, consumer, needed, place, ": ".join(each for each in said if each))


def _normal(written: str) -> str:
    halves = (" ".join(re.sub(r"[_\s-]+", " ", half).split()) for half in written.casefold().split("::"))
    return "::".join(halves)


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


def _endless(table: Table, row: Row, column: int) -> Finding:
    """The finding of a row that names one of two systems."""
    place = table.sheet.place(row, column)
    message = f"The row names no system under `{place.heading}`, so it gives no arrow"
    return Finding("reference-not-found", message, place, "Name it in the source.", value=" ")


def _count(row: Row, used: set[int], found: Declared, fate: str, *, is_counted: bool) -> None:
    """Counts the cells of a row, `used` ones by their fate, unless they are counted as a row of systems."""
    if not is_counted:
        return
    filled = {column for column, cell in enumerate(row.cells) if cell is not None}
    cells = found.ledger.cells
    cells.read += len(row.cells)
    cells.add(fate, len(filled & used))
    cells.add("ignored", len(filled - used))
    cells.add("empty", len(row.cells) - len(filled))


def _meaning(
    kind: str, words: dict[str, RelationType | None], *, is_typed: bool, is_both: bool
) -> Meaning | None:
    """What a type means: by the mapping, else by the table of directions; None where it gives no arrow."""
    if not is_typed:
        return Meaning("both" if is_both else "forward", kind="", strength="")
    if plain(kind) not in words:
        return meaning(kind, is_both=is_both)
    stated_type = words[plain(kind)]
    if stated_type is None or stated_type.to == "ignore":
        return None
    direction: Direction = "both" if is_both else "backward" if stated_type.reversed else "forward"
    return Meaning(direction, stated_type.kind or "", stated_type.strength or "", stated_type.to)


def _by(end: ColumnOf, mapping: ImportMapping) -> str:
    """How an end names a system: `key`, `name` or `id`, also where the mapping says it by a heading."""
    by = end.by or ""
    if mapping.key is not None and plain(by) == plain(mapping.key):
        return "key"
    column = next(
        (each for heading, each in (mapping.columns or {}).items() if plain(heading) == plain(by)), None
    )
    return column.to if column is not None and column.to in {"name", "id"} else by

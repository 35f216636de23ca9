"""The estate as a set of arrows, and the questions of `method.md`, section 4, answered by walking it anew."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.recomputation.plain import Written, at, rows, text

IN_ESTATE = ("build", "live", "retiring")


@dataclass(frozen=True)
class Arrow:
    """From the system that needs to the one that is needed."""

    start: str
    end: str
    hard: bool
    confirmed: bool


@dataclass(frozen=True)
class Cycle:
    """A group of systems that all need each other."""

    members: list[str]
    shortest: list[str]
    breakable: list[list[str]]


def arrows(estate: Written) -> list[Arrow]:
    """The distinct arrows among systems of the estate and stubs."""
    stated: dict[tuple[str, str], Arrow] = {}
    for full_id, record in estate.systems.items():
        for entry in rows(at(record, "depends_on")) or []:
            end = resolve(full_id, text(entry) or text(at(entry, "system")))
            before = stated.get((full_id, end), Arrow(full_id, end, hard=False, confirmed=False))
            stated[full_id, end] = Arrow(
                full_id,
                end,
                hard=before.hard or at(entry, "strength") != "soft",
                confirmed=before.confirmed or at(entry, "confidence") != "assumed",
            )
    claimed = {
        (resolve(full_id, text(consumer)), full_id)
        for full_id, record in estate.systems.items()
        for consumer in rows(at(record, "used_by")) or []
    }
    for start, end in sorted(claimed - stated.keys()):
        stated[start, end] = Arrow(start, end, hard=True, confirmed=False)
    gone = {full_id for full_id, record in estate.systems.items() if status(record) not in IN_ESTATE}
    return [arrow for arrow in stated.values() if not {arrow.start, arrow.end} & gone]


def status(record: object) -> str:
    """The status of a system, `live` when absent."""
    return text(at(record, "status")) or "live"


def resolve(full_id: str, reference: str | None) -> str:
    """The full id that a reference in this record means."""
    assert reference, full_id
    return reference if "/" in reference else f"{full_id.partition('/')[0]}/{reference}"


def reached(start: str, pairs: list[tuple[str, str]]) -> dict[str, int]:
    """How many steps each other node is away, along the pairs."""
    steps = {start: 0}
    frontier = [start]
    while frontier:
        frontier = sorted({end for begin, end in pairs if begin in frontier} - steps.keys())
        steps.update(dict.fromkeys(frontier, 1 + max(steps.values())))
    return {node: count for node, count in steps.items() if node != start}


def confirmed(all_arrows: list[Arrow]) -> list[Arrow]:
    """Those that nobody assumes."""
    return [arrow for arrow in all_arrows if arrow.confirmed]


def forward(all_arrows: list[Arrow], *, hard_only: bool) -> list[tuple[str, str]]:
    """The arrows as pairs from consumer to what it needs."""
    return [(arrow.start, arrow.end) for arrow in all_arrows if arrow.hard or not hard_only]


def backward(all_arrows: list[Arrow], *, hard_only: bool) -> list[tuple[str, str]]:
    """The arrows as pairs from what is needed to its consumer."""
    return [(end, start) for start, end in forward(all_arrows, hard_only=hard_only)]


def topmost(node: str, parent: Callable[[str], str | None]) -> str:
    """The end of a chain of parents."""
    above = parent(node)
    return node if above is None else topmost(above, parent)


def underpinning(
    full_id: str,
    all_arrows: list[Arrow],
    impact: Mapping[str, float],
    whole: Callable[[str], str],
    decay: float,
) -> float:
    """U(s): the largest term of each other whole system that hard-reaches s within six steps."""
    terms: dict[str, float] = {}
    for node, steps in reached(full_id, backward(all_arrows, hard_only=True)).items():
        if steps <= 6 and whole(node) != whole(full_id):
            terms[whole(node)] = max(terms.get(whole(node), 0.0), decay**steps * impact.get(node, 0.0))
    return sum(terms.values())


def cycles(all_arrows: list[Arrow]) -> list[Cycle]:
    """Every strongly connected group of two or more, in the order of its smallest id."""
    pairs = forward(all_arrows, hard_only=False)
    nodes = sorted({node for pair in pairs for node in pair})
    reach = {node: reached(node, pairs) for node in nodes}
    found = []
    for node in nodes:
        members = [node, *(other for other in nodes if other in reach[node] and node in reach[other])]
        if len(members) > 1 and node == min(members):
            found.append(_cycle(sorted(members), all_arrows))
    return found


def _cycle(members: list[str], all_arrows: list[Arrow]) -> Cycle:
    pairs = forward(all_arrows, hard_only=False)
    # Of all walks of one length to one system, only the least can begin the least cycle.
    walks = {members[0]: members[:1]}
    shortest = None
    while shortest is None:
        longer = [[*walk, end] for start, walk in walks.items() for begin, end in pairs if begin == start]
        walks = {
            end: min(walk for walk in longer if walk[-1] == end) for end in {walk[-1] for walk in longer}
        }
        shortest = walks.get(members[0])
    weak = [(a.start, a.end) for a in all_arrows if not (a.hard and a.confirmed)]
    return Cycle(members, shortest, [list(step) for step in pairwise(shortest) if step in weak])

"""Underpinning: how much of government stands on a system (method, section 4)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from legacymap.estate.graph import Graph, levels


@dataclass(frozen=True, slots=True)
class Wholes:
    """The topmost system that each node is part of, and the nodes that share theirs with another node."""

    names: tuple[str, ...]
    sharing: frozenset[int]


def wholes_of(ids: Sequence[str], topmost: Mapping[str, str]) -> Wholes:
    """What each of the systems is part of; one that is part of nothing is its own whole."""
    names = tuple(topmost.get(system, system) for system in ids)
    parts: dict[str, list[int]] = {}
    for node, whole in enumerate(names):
        parts.setdefault(whole, []).append(node)
    return Wholes(names, frozenset(node for nodes in parts.values() if len(nodes) > 1 for node in nodes))


def weights(decay: float, depth: int) -> tuple[float, ...]:
    """What an impact weighs at each hard distance from 1 on; nothing at any distance when the decay is 0."""
    return tuple(decay**distance for distance in range(1, depth + 1)) if decay else ()


def underpinning(
    node: int, hard: Graph, wholes: Wholes, impacts: Sequence[float], by_distance: Sequence[float]
) -> float:
    """U(s): the weighted impacts of what stands on it, each whole by its largest part, its own not at all.

    The sum is correctly rounded, and so the same in whatever order the terms come.
    """
    single: list[float] = []
    largest: dict[str, float] = {}
    for weight, level in zip(by_distance, levels(hard.needed_by, node), strict=False):
        single += [weight * impacts[other] for other in level - wholes.sharing]
        for part in level & wholes.sharing:
            whole = wholes.names[part]
            largest[whole] = max(largest.get(whole, 0.0), weight * impacts[part])
    largest.pop(wholes.names[node], None)
    return math.fsum([*single, *largest.values()])


def underpinning_terms(
    node: int, hard: Graph, wholes: Wholes, impacts: Sequence[float], by_distance: Sequence[float]
) -> Mapping[int, float]:
    """The terms of U(s) by the node that each belongs to: of a whole, its part with the largest term.

    Among parts with equal terms it is the lowest node.
    """
    terms: dict[int, float] = {}
    largest: dict[str, tuple[float, int]] = {}
    for weight, level in zip(by_distance, levels(hard.needed_by, node), strict=False):
        for other in sorted(level):
            term = weight * impacts[other]
            if other not in wholes.sharing:
                terms[other] = term
            elif (whole := wholes.names[other]) not in largest or term > largest[whole][0]:
                largest[whole] = (term, other)
    largest.pop(wholes.names[node], None)
    return {**terms, **{part: term for term, part in largest.values()}}

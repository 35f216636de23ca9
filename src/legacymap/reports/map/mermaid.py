"""The map as a Mermaid flowchart, which forges draw in Markdown."""

import re
from collections.abc import Iterator

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.inventory import Arrow
from legacymap.reports.content.provenance import provenance
from legacymap.reports.escape import sanitised
from legacymap.reports.map.drawing import box
from legacymap.reports.map.groups import SHOWN_ARROWS, Cluster, caveats, clusters, is_summed_up, scope_text
from legacymap.reports.map.matrix import Matrix, crossing_words, matrix
from legacymap.reports.view import Judgement
from legacymap.reports.words import counted, marking_text, rating_of, shown

SIGNS = {"red": "▲", "possibly-red": "△", "not-red": "●", "": "–"}
_CLASSES = """\
classDef alarm fill:#f9dcd7,stroke:#8a1f11,color:#0b0c0c
classDef caution fill:#fdefd0,stroke:#694100,color:#0b0c0c
classDef calm fill:#d7ecdf,stroke:#00542d,color:#0b0c0c
classDef quiet fill:#e9ebec,stroke:#3b4043,color:#0b0c0c"""
_MOST_ARROWS, _MOST_CHARACTERS = 500, 50_000
_ROOM = 4_000  # for the lines round the chart
_SHAPES = {"service": ("([", "])"), "data": ("[(", ")]"), "external": ("[/", "/]")}
# Between letters or digits these mark nothing; anywhere else they may.
_PLAIN_WITHIN = re.compile(r"(?<=[^\W_])[-./](?=[^\W_])|(?<=\w),(?= )")
_KEYWORD = re.compile(r"\b(e)(n)(d)\b", re.IGNORECASE)


def mermaid_text(found: EstateMap, limit: int) -> str:
    """The map as a flowchart: its systems, or its organisations where they are many."""
    refused = left_out_for_forges(found, limit)
    is_short = is_summed_up(found, limit) or bool(refused)
    body = _summary(matrix(found)) if is_short else _systems(found)
    made_from = (f"{fact.label}: {shown(fact.value, fact.kind)}" for fact in provenance(found.provenance))
    lines = [
        *map(
            _comment,
            (
                marking_text(found.handling, found.provenance),
                scope_text(found),
                *caveats(found, limit),
                *refused,
            ),
        ),
        "flowchart TB",
        "accTitle: Dependency map",
        "accDescr: Systems and, below them, what they need, each with its rating in words",
        *body,
        _CLASSES,
        *map(_comment, (*made_from, marking_text(found.handling, found.provenance))),
    ]
    return "\n".join(lines) + "\n"


def left_out_for_forges(found: EstateMap, limit: int) -> tuple[str, ...]:
    """Why a chart of few systems shows organisations only; nothing where it does not.

    Forges refuse a chart by its arrows or by its characters: Mermaid sets both limits (maxEdges,
    maxTextSize), and no text can change them.
    """
    if is_summed_up(found, limit) or not _is_refused(found):
        return ()
    size = f"{counted(len(found.systems), 'system')} and {counted(len(found.dependencies), 'arrow')}"
    said = (
        f"{size} are summed up by organisation: forges refuse a chart of more than {_MOST_ARROWS} arrows or "
        f"{_MOST_CHARACTERS:,} characters. -f html, svg and dot draw them."
    )
    return (said,)


def escape(text: str) -> str:
    """Text that Mermaid shows letter by letter inside double quotes: whatever may mark is a character code.

    Codes are `#` with a decimal number; the word `end` is broken by one: older parsers end a block at it.
    """
    plain = sanitised(text)
    kept = {found.start() for found in _PLAIN_WITHIN.finditer(plain)}
    kept |= {at for at, each in enumerate(plain) if each.isalnum() or each == " "}
    kept -= {found.start(2) for found in _KEYWORD.finditer(plain)}
    return "".join(each if at in kept else f"#{ord(each)};" for at, each in enumerate(plain))


def _is_refused(found: EstateMap) -> bool:
    if len(found.dependencies) > _MOST_ARROWS:
        return True
    return sum(len(line) + 1 for line in _systems(found)) > _MOST_CHARACTERS - _ROOM


def _comment(text: str) -> str:
    return f"%% {sanitised(text)}"


def _systems(found: EstateMap) -> Iterator[str]:
    ids = {node.id: f"s{at}" for at, node in enumerate(found.systems, start=1)}
    for at, cluster in enumerate(clusters(found), start=1):
        yield from _cluster(cluster, f"g{at}", ids, "")
    for arrow in found.dependencies:
        yield f"{ids[arrow.consumer]} {_line(arrow)} {ids[arrow.needed]}"


def _cluster(cluster: Cluster, name: str, ids: dict[str, str], margin: str) -> Iterator[str]:
    yield f'{margin}subgraph {name}["{escape(cluster.title)}"]'
    for node in cluster.nodes:
        yield f"{margin}  {_node(node, ids[node.id])}"
    for at, inner in enumerate(cluster.inner, start=1):
        yield from _cluster(inner, f"{name}c{at}", ids, f"{margin}  ")
    yield f"{margin}end"


def _node(node: MapNode, name: str) -> str:
    drawn = box(node)
    opening, closing = _SHAPES.get(node.kind, ("[", "]"))
    kind = escape(", ".join(drawn.about[1:]))
    words = f"{SIGNS[drawn.rating.code]} {escape(drawn.verdict)}"
    label = f"{escape(node.title)}<br/>{kind}<br/>{words}"
    return f'{name}{opening}"{label}"{closing}:::{drawn.rating.tone}'


def _line(arrow: Arrow) -> str:
    return ("-->" if arrow.hard else "-.->") + ("" if arrow.confirmed else "|assumed|")


def _summary(made: Matrix) -> Iterator[str]:
    for at, part in enumerate(made.parts, start=1):
        rating: Judgement = rating_of(part.worst)
        words = f"{counted(part.systems, 'system')}<br/>worst {SIGNS[rating.code]} {rating.words}"
        yield f'o{at}["{escape(part.title)}<br/>{words}"]:::{rating.tone}'
    between = [(ends, each) for ends, each in made.crossings.items() if ends[0] != ends[1]]
    most = sorted(between, key=lambda pair: (-pair[1].arrows, pair[0]))[:SHOWN_ARROWS]
    for (consumer, needed), each in sorted(most, key=lambda pair: pair[0]):
        yield f'o{consumer + 1} -->|"{escape(crossing_words(each))}"| o{needed + 1}'
    if len(most) < len(between):
        yield _comment(f"{len(between) - len(most):,} pairs of organisations with fewer arrows are left out")

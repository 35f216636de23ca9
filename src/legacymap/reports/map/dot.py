"""The map in Graphviz's language, for `dot`."""

from collections.abc import Iterator

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.inventory import Arrow
from legacymap.reports.content.provenance import provenance
from legacymap.reports.escape import sanitised
from legacymap.reports.map.drawing import box, box_title
from legacymap.reports.map.groups import SHOWN_ARROWS, Cluster, caveats, clusters, is_summed_up, scope_text
from legacymap.reports.map.matrix import Matrix, crossing_words, matrix
from legacymap.reports.map.mermaid import SIGNS
from legacymap.reports.view import Tone
from legacymap.reports.words import counted, marking_text, rating_of, shown

_LOOKS = """\
  graph [rankdir=TB, fontname="sans-serif", fontsize=12, labelloc=t, compound=true, newrank=true];
  node [shape=box, style=filled, fontname="sans-serif", fontsize=11, fontcolor="#0b0c0c"];
  edge [color="#3f4a52", fontname="sans-serif", fontsize=9];"""
_COLOURS: dict[Tone, str] = {
    "alarm": 'fillcolor="#f9dcd7", color="#8a1f11"',
    "caution": 'fillcolor="#fdefd0", color="#694100"',
    "calm": 'fillcolor="#d7ecdf", color="#00542d"',
    "quiet": 'fillcolor="#e9ebec", color="#3b4043"',
}
_LEGEND = "Dashed: soft. Hollow head: assumed. Dashed frame of a system: outside, or named only."


def dot_text(found: EstateMap, limit: int) -> str:
    """The map as a directed graph: its systems, or its organisations where they are many."""
    body = _summary(matrix(found)) if is_summed_up(found, limit) else _systems(found)
    made_from = "; ".join(
        f"{fact.label}: {shown(fact.value, fact.kind)}" for fact in provenance(found.provenance)
    )
    marking = marking_text(found.handling, found.provenance)
    heads = [marking, f"Dependency map. {scope_text(found)}", *caveats(found, limit), _LEGEND]
    heads += [made_from, marking]
    lines = ["digraph map {", _LOOKS, f"  label={_lines(*heads)};", *(f"  {line}" for line in body), "}"]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A string of the language that shows the text letter by letter."""
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return sanitised(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def _lines(*texts: str) -> str:
    joined = "\\n".join(_escaped(text) for text in texts)
    return f'"{joined}"'


def _systems(found: EstateMap) -> Iterator[str]:
    for at, cluster in enumerate(clusters(found), start=1):
        yield from _cluster(cluster, f"cluster_{at}", "")
    for arrow in found.dependencies:
        yield f"{quoted(arrow.consumer)} -> {quoted(arrow.needed)} [{_line(arrow)}];"


def _cluster(cluster: Cluster, name: str, margin: str) -> Iterator[str]:
    yield f"{margin}subgraph {name} {{"
    yield f'{margin}  label={quoted(cluster.title)}; color="#b1b4b6"; style=rounded;'
    for node in cluster.nodes:
        yield f"{margin}  {_node(node)}"
    for at, inner in enumerate(cluster.inner, start=1):
        yield from _cluster(inner, f"{name}_{at}", f"{margin}  ")
    yield f"{margin}}}"


def _node(node: MapNode) -> str:
    drawn = box(node)
    label = _lines(*drawn.name, *drawn.about, f"{SIGNS[drawn.rating.code]} {drawn.verdict}")
    styles = ["filled", *(["rounded"] if node.kind == "service" else [])]
    styles += ["dashed"] if node.outside or node.status is None else []
    return (
        f"{quoted(node.id)} [label={label}, tooltip={quoted(box_title(node))}, "
        f'style="{",".join(styles)}", {_COLOURS[drawn.rating.tone]}];'
    )


def _line(arrow: Arrow) -> str:
    return (
        f"style={'solid' if arrow.hard else 'dashed'}, arrowhead={'normal' if arrow.confirmed else 'onormal'}"
    )


def _summary(made: Matrix) -> Iterator[str]:
    for part in made.parts:
        rating = rating_of(part.worst)
        worst = f"worst: {SIGNS[rating.code]} {rating.words}"
        label = _lines(part.title, counted(part.systems, "system"), worst)
        yield f"{quoted(part.key)} [label={label}, {_COLOURS[rating.tone]}];"
    between = [(ends, each) for ends, each in made.crossings.items() if ends[0] != ends[1]]
    most = sorted(between, key=lambda pair: (-pair[1].arrows, pair[0]))[:SHOWN_ARROWS]
    for (consumer, needed), each in sorted(most, key=lambda pair: pair[0]):
        ends = f"{quoted(made.parts[consumer].key)} -> {quoted(made.parts[needed].key)}"
        yield f"{ends} [label={each.arrows}, tooltip={quoted(crossing_words(each))}];"
    if len(most) < len(between):
        yield f"// {len(between) - len(most):,} pairs of organisations with fewer arrows are left out"

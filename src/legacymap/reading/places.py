"""From a route to the stretch of text that it leads to."""

from legacymap.domain.findings import Path
from legacymap.reading.document import Document


def stretch(document: Document, path: Path, *, on_key: bool = False) -> tuple[int, int]:
    """Start and end, in characters from 0, of the value (or key) at `path`.

    Where the path ends early in the text (a short form, a key that is missing), the last value on the way;
    for a list or mapping its first line.
    """
    node, found = document.value, (document.start, document.end)
    key = found
    for step in path:
        marks = document.marks.get(id(node), [])
        if isinstance(node, dict) and step in node:
            at = 4 * document.position(node, step)
            key, found = (marks[at], marks[at + 1]), (marks[at + 2], marks[at + 3])
            node = node[step]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            key = found = (marks[2 * step], marks[2 * step + 1])
            node = node[step]
        else:
            return _first_line(document, node, found)
    if on_key:
        return key
    first = found if node is None else _first_line(document, node, found)
    return key if first[0] >= first[1] and key[0] < key[1] else first


def _first_line(document: Document, node: object, found: tuple[int, int]) -> tuple[int, int]:
    marks = document.marks.get(id(node), []) if isinstance(node, dict | list) else []
    return (found[0], max(marks[1], found[1])) if marks else found

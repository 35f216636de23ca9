"""From the route of a fault to lines and columns, by reading its file once more."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from legacymap.domain.findings import Fault, Path, Place, Route
from legacymap.reading.document import Document
from legacymap.reading.documents import documents
from legacymap.reading.files import File, content
from legacymap.reading.salvage import salvaged
from legacymap.reading.text import Text, Unreadable, legible


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


Located = tuple[Fault, Place, tuple[tuple[Place, str], ...]]


class Places:
    """Finds places in the files of an inventory; keeps only the file that was asked for last."""

    def __init__(self, files: Iterable[File]) -> None:
        self._files: Mapping[str, File] = {file.shown: file for file in files}
        self._open = Text("", "")
        self._found: list[Document] | None = None

    def beside(self, *files: File) -> "Places":
        """The places of these files too."""
        return Places((*self._files.values(), *files))

    def located(self, faults: Iterable[Fault]) -> list[Located]:
        """Each fault with its place and those of what it relates to, in the order of files and places."""
        every = list(faults)
        routes = {fault.where for fault in every} | {route for fault in every for route, _ in fault.related}
        # File by file, so that each is read once.
        places = {route: self.place(route) for route in sorted(routes, key=lambda route: route.file)}
        narrowed = {id(each): self._narrowed(each, places[each.where]) for each in every if each.character}
        found = [
            (
                fault,
                narrowed.get(id(fault), places[fault.where]),
                tuple((places[route], words) for route, words in fault.related),
            )
            for fault in every
        ]
        return sorted(
            found,
            key=lambda each: (each[1].file, each[1].line, each[1].column, each[0].rule, each[0].message),
        )

    def place(self, where: Route | Place) -> Place:
        """The place that a route leads to; the start of the file when it has changed since it was read."""
        if isinstance(where, Place):
            return where
        found = self._documents(where.file)
        if where.document >= len(found):
            return Place(where.file)
        return self._text(where.file).place(*stretch(found[where.document], where.path, on_key=where.on_key))

    def line(self, place: Place) -> str | None:
        """The line of text on which a place starts; None when the file cannot be read."""
        return self._text(place.file).line(place.line) or None

    def _text(self, shown: str) -> Text:
        if self._open.file != shown:
            read = content(self._files[shown]) if shown in self._files else b""
            self._open = legible(shown, read if isinstance(read, bytes) else b"")
            self._found = None
        return self._open

    def _documents(self, shown: str) -> list[Document]:
        """Those of a file, but for what cannot be read."""
        text = self._text(shown)
        if self._found is None:
            self._found = []
            try:
                self._found.extend(documents(text.text))
            except Unreadable:
                with suppress(Unreadable):
                    self._found[:] = documents(salvaged(text.text).text)
        return self._found

    def _narrowed(self, fault: Fault, place: Place) -> Place:
        """The place of the character that is at fault, where it is one."""
        if not fault.character or isinstance(fault.where, Place):
            return place
        found = self._text(place.file).text.find(fault.character, self._text(place.file).position(place))
        return self._text(place.file).place(found, found + 1) if found >= 0 else place

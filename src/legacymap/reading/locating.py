"""From the route of a fault to lines and columns, by reading its file once more."""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from legacymap.domain.findings import Fault, Place, Route
from legacymap.reading.document import Document, Unreadable
from legacymap.reading.documents import documents
from legacymap.reading.folders import File, content
from legacymap.reading.places import stretch
from legacymap.reading.text import Text, checked, legible

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
        found = [
            (fault, places[fault.where], tuple((places[route], words) for route, words in fault.related))
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
        """Those before the first place that cannot be read."""
        text = self._text(shown)
        if self._found is None:
            self._found = []
            with suppress(Unreadable):
                self._found.extend(documents(checked(text.text)))
        return self._found

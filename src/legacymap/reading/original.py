"""A file of an inventory as its editors wrote it, to be added to."""

from dataclasses import dataclass

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault
from legacymap.reading.document import Unreadable
from legacymap.reading.documents import documents
from legacymap.reading.folders import File, content
from legacymap.reading.text import decoded, legible


@dataclass(frozen=True, slots=True)
class Original:
    """A file's byte order mark (often empty), its text after that, and what each of its documents holds."""

    mark: str
    text: str
    values: tuple[object, ...]


def original(file: File) -> Original:
    """The file's text and values; RequestError where it cannot be read as YAML."""
    read = content(file)
    if isinstance(read, Fault):
        raise RequestError(f"`{file.shown}`: {read.message}.", read.hint)
    try:
        text = decoded(read)
        values = values_of(text)
    except Unreadable as stopped:
        place = legible(file.shown, read).place(stopped.position, stopped.position)
        message = f"{place.file}:{place.line}:{place.column}: {stopped.message}."
        raise RequestError(message, f"Mend it first. {stopped.hint}") from None
    whole = read.decode("utf-8")
    return Original(whole[: len(whole) - len(text)], text, values)


def values_of(text: str) -> tuple[object, ...]:
    """What each document of a text holds; raises Unreadable where it cannot be read as YAML."""
    return tuple(document.value for document in documents(text, placed=False))

"""One file: what its documents hold, read without regard to any other file."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.inventory import Described, Record, WaiverRecord
from legacymap.reading.curtailing import curtailed
from legacymap.reading.document import Document, Slip, Unreadable
from legacymap.reading.documents import documents
from legacymap.reading.folders import File, content
from legacymap.reading.plain import Plain
from legacymap.reading.text import Text, decoded, legible

_ID = re.compile(r"""(?<![\w-])["']?id["']?:[ \t]+["']?([a-z0-9][a-z0-9-]*)""")

_SYSTEMS: Path = ("systems",)


@dataclass(slots=True)
class Reading:
    """What a file holds.

    `left_out` are full ids named by records that could not be used, with the organisation left empty where
    it is not known.
    """

    file: File
    sha256: str = ""
    is_readable: bool = True
    holds_inventory: bool = False
    holds_scenario: bool = False
    settings: list[Route] = field(default_factory=list)
    named: list[tuple[str, Route]] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    waivers: list[WaiverRecord] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of a file, with the route to it.

    `slipped` are the paths in it that were already reported, by their first steps: none, one and two of them;
    `first_fault` is the number of the first fault of the document among those of its file.
    """

    document: Document
    route: Route
    slipped: Mapping[Path, Sequence[Path]]
    first_fault: int = 0

    def slipped_below(self, path: Path) -> tuple[Path, ...]:
        """Those below `path`, which has two steps at the most, counted from there."""
        return tuple(each[len(path) :] for each in self.slipped.get(path, ()) if each != path)


Keep = Callable[[Opened, Reading], None]


def read_file(file: File, keep: Keep, known: Plain | None = None) -> Reading:
    """What `keep` makes of each document of a file; whatever is wrong with the file becomes a fault.

    A file whose values are `known` is not read again.
    """
    return _read(file, keep) if known is None else _kept(file, keep, known)


def _kept(file: File, keep: Keep, known: Plain) -> Reading:
    reading = Reading(file)
    reading.sha256, values = known
    for number, value in enumerate(values):
        keep(Opened(Document(value), Route(file.shown, number), {}, len(reading.faults)), reading)
    reading.faults = curtailed(reading.faults)
    return reading


def _read(file: File, keep: Keep) -> Reading:
    reading = Reading(file)
    read = content(file)
    if isinstance(read, Fault):
        reading.is_readable = False
        reading.faults.append(read)
        return reading
    reading.sha256 = hashlib.sha256(read).hexdigest()
    text: Text | None = None
    try:
        text = Text(file.shown, decoded(read))
        for number, document in enumerate(documents(text.text, placed=False)):
            first = len(reading.faults)
            reading.faults += [_fault(slip, text, number) for slip in document.slips]
            slipped = _by_first_steps(slip.path for slip in document.slips)
            keep(Opened(document, Route(file.shown, number), slipped, first), reading)
            if _SYSTEMS in slipped.get(_SYSTEMS, ()):  # given twice, perhaps: the second list is not read
                reading.left_out |= _ids(text)
    except Unreadable as stopped:
        shown = text or legible(file.shown, read)
        reading.is_readable = False
        reading.left_out |= _ids(shown)
        place = shown.place(stopped.position, stopped.position + 1)
        reading.faults.append(Fault(stopped.rule, stopped.message, place, stopped.hint))
    reading.faults = curtailed(reading.faults)
    return reading


def _by_first_steps(slipped: Iterable[Path]) -> dict[Path, list[Path]]:
    found: dict[Path, list[Path]] = {}
    for path in slipped:
        for steps in range(min(len(path), 2) + 1):
            found.setdefault(path[:steps], []).append(path)
    return found


def _ids(text: Text) -> set[str]:
    """Every id that a text seems to give, with the organisation left empty."""
    return {f"/{found}" for found in _ID.findall(text.text)}


def _fault(slip: Slip, text: Text, document: int) -> Fault:
    place = text.place(slip.start, slip.end)
    first = Route(text.file, document, slip.path, on_key=True)
    related = ((first, "given here first"),) if slip.rule == "duplicate-key" else ()
    return Fault(slip.rule, slip.message, place, slip.hint, subject=slip.path, related=related)

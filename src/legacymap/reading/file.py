"""One file: what its documents hold, read without regard to any other file."""

import dataclasses
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from legacymap.domain.findings import Fault, Path, Route
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Described, Record, WaiverRecord
from legacymap.reading.blocks import Plain
from legacymap.reading.document import Budget, Document, ParseIssue, looks_cut
from legacymap.reading.documents import documents
from legacymap.reading.files import File, content
from legacymap.reading.foreign import is_ours, why_foreign
from legacymap.reading.lookalikes import holds_odd, odd
from legacymap.reading.plain_lines import plain_value
from legacymap.reading.salvage import Break, record_ids, salvaged
from legacymap.reading.text import NOT_UTF_8, Text, Unreadable, decoded, decoded_around, legible

_SYSTEMS: Path = ("systems",)
_COMMENTED = re.compile(r"^[ \t]{0,99}#[ \t]{0,99}-[ \t]", re.MULTILINE)
_UNREADABLE_FOREIGN = "it is no YAML, and has no key of an inventory"


@dataclasses.dataclass(slots=True)
class Reading:
    """What a file holds.

    `left_out` are full ids named by records that could not be used, with the organisation left empty where
    it is not known, `left_out_names` the names of such records; `unread` says how many they are, named or
    not. `foreign` says why each of its documents that is none of ours is none; `holds_own` whether any
    document is ours, of whatever kind; `empty` are the places of `systems` whose items are all commented
    out; `withheld` the faults of a file that is no YAML and seems to be somebody else's: they count only
    where nothing else is found.
    """

    file: File
    sha256: str = ""
    is_readable: bool = True
    holds_own: bool = False
    holds_inventory: bool = False
    holds_scenario: bool = False
    kinds: set[str] = field(default_factory=set)
    settings: list[Route] = field(default_factory=list)
    named: list[tuple[str, Route]] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    waivers: list[WaiverRecord] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    left_out_names: set[str] = field(default_factory=set)
    unread: int = 0
    foreign: list[str] = field(default_factory=list)
    empty: list[Route] = field(default_factory=list)
    withheld: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_foreign(self) -> bool:
        """Whether the file is somebody else's: it holds documents, and none of ours."""
        return bool(self.foreign) and not self.holds_own and self.is_readable


@dataclass(frozen=True, slots=True)
class Opened:
    """A document of a file, with the route to it.

    `slipped` are the paths in it that were already reported, by their first steps: none, one and two of them;
    `remarked` the numbers of the systems on whose text there is advice; `first_fault` is the number of the
    first fault of the document among those of its file.
    """

    document: Document
    route: Route
    slipped: Mapping[Path, Sequence[Path]]
    remarked: frozenset[str | int] = frozenset()
    first_fault: int = 0

    def slipped_below(self, path: Path) -> tuple[Path, ...]:
        """Those below `path`, which has two steps at the most, counted from there."""
        return tuple(each[len(path) :] for each in self.slipped.get(path, ()) if each != path)


Keep = Callable[[Opened, Reading], None]


def read_file(file: File, keep: Keep) -> Reading:
    """What `keep` makes of each document up to where the file stops being YAML; what is wrong is a fault."""
    reading, text = _opened(file)
    if text is None:
        return reading
    try:
        plain = plain_value(text.text)
        found = documents(text.text, placed=False) if plain is None else iter([Document(plain)])
        for number, document in enumerate(found):
            _keep(document, number, text, keep, reading)
    except Unreadable as stopped:
        _stopped(stopped, text, reading)
    reading.faults = curtailed(reading.faults)
    return reading


def read_inventory_file(file: File, keep: Keep, known: Plain | None, budget: Budget) -> Reading:
    """What `keep` makes of each document of a file that is ours, with all that can be read of a broken one.

    A file whose value is `known` is not read again; `budget` bounds the aliases of all files together.
    """
    if known is not None:
        return _known(file, keep, known)
    reading, text = _opened(file, is_salvaged=True)
    if text is None:
        return reading
    try:
        found = _documents(text, reading, budget)
    except Unreadable as stopped:
        if is_ours(text.text):
            reading.unread, systems = record_ids(text.text)
            reading.left_out |= set(systems)
            _stopped(stopped, text, reading)
        else:
            _foreign(text.undecoded or stopped, text, reading)
        return reading
    for number, document in enumerate(found):
        why = why_foreign(document.value) if document.value is not None else ""
        if why:
            reading.foreign.append(why)
        else:
            reading.holds_own |= document.value is not None
            _keep(document, number, text, keep, reading)
    if reading.empty and not _COMMENTED.search(text.text):
        reading.empty.clear()
    if reading.holds_own and holds_odd(text.text):
        broken = {fault.where for fault in reading.faults}
        reading.faults += [fault for fault in _odd(text) if fault.where not in broken]
    reading.faults = curtailed(reading.faults)
    return reading


def _documents(text: Text, reading: Reading, budget: Budget) -> list[Document]:
    """The documents of a text, but for what breaks it; raises Unreadable where nothing can be saved."""
    watched = looks_cut(text.text)
    try:
        found = list(documents(text.text, placed=False, watched=watched, budget=budget))
    except Unreadable:
        if not is_ours(text.text):
            raise
    else:
        if text.undecoded is None:
            return found
    left = salvaged(text.text)
    reading.is_readable = not left.breaks and text.undecoded is None
    for each in left.breaks:
        reading.unread += each.records
        reading.left_out |= set(each.systems)
    if text.undecoded is None:
        reading.faults += [_break(each, text) for each in left.breaks]
    else:
        reading.faults += [_break(each, text) for each in left.breaks if each.rule != NOT_UTF_8]
        reading.faults.append(_undecoded(left.breaks, text, text.undecoded))
    return list(documents(left.text, placed=False, watched=watched, budget=budget))


def _known(file: File, keep: Keep, known: Plain) -> Reading:
    reading = Reading(file)
    reading.sha256, value = known
    if why := why_foreign(value):
        reading.foreign.append(why)
        return reading
    reading.holds_own = True
    keep(Opened(Document(value), Route(file.shown), {}), reading)
    reading.faults = curtailed(reading.faults)
    return reading


def _opened(file: File, *, is_salvaged: bool = False) -> tuple[Reading, Text | None]:
    """The start of a reading, and the file's text; None with the fault that keeps it from being read.

    With `is_salvaged` a text may have bytes that are not UTF-8.
    """
    reading = Reading(file)
    read = content(file)
    if isinstance(read, Fault):
        reading.is_readable = False
        reading.faults.append(read)
        return reading, None
    reading.sha256 = hashlib.sha256(read).hexdigest()
    try:
        return reading, Text(file.shown, decoded(read))
    except Unreadable as stopped:
        if is_salvaged and (around := decoded_around(read)) is not None:
            return reading, Text(file.shown, around, stopped)
        seen = read.decode("utf-8", "replace").replace("\0", "")
        if is_ours(seen):
            reading.unread, systems = record_ids(seen)
            reading.left_out |= set(systems)
            _stopped(stopped, legible(file.shown, read), reading)
        else:
            _foreign(stopped, legible(file.shown, read), reading)
        return reading, None


def _keep(document: Document, number: int, text: Text, keep: Keep, reading: Reading) -> None:
    """Has a document kept, once what is wrong with its text is noted."""
    first = len(reading.faults)
    reading.faults += [_fault(issue, text, number) for issue in (*document.issues, *document.remarks)]
    slipped = _by_first_steps(issue.path for issue in document.issues)
    remarked = frozenset(
        each.path[1] for each in document.remarks if each.path[:1] == _SYSTEMS and each.path[1:]
    )
    before = len(reading.records)
    keep(Opened(document, Route(text.file, number), slipped, remarked, first), reading)
    if _SYSTEMS in slipped.get(_SYSTEMS, ()):  # given twice, perhaps: the second list is not read
        records, systems = record_ids(text.text)
        reading.unread += max(0, records - (len(reading.records) - before))
        reading.left_out |= set(systems)


def _stopped(stopped: Unreadable, text: Text, reading: Reading) -> None:
    reading.is_readable = False
    reading.faults.append(_stop(stopped, text))


def _foreign(stopped: Unreadable, text: Text, reading: Reading) -> None:
    reading.foreign.append(_UNREADABLE_FOREIGN)
    reading.withheld.append(_stop(stopped, text))


def _stop(stopped: Unreadable, text: Text) -> Fault:
    place = text.place(stopped.position, stopped.position + 1)
    return Fault(stopped.rule, stopped.message, place, stopped.hint)


def _undecoded(breaks: Sequence[Break], text: Text, first: Unreadable) -> Fault:
    """One fault for all bytes of a file that are not UTF-8, with what is lost by them."""
    bytes_alone = [each for each in breaks if each.rule == NOT_UTF_8]
    systems = sorted({system for each in bytes_alone for system in each.systems})
    records = sum(each.records for each in bytes_alone)
    message, system = first.message, ""
    if len(systems) == records == 1:
        message += f", so the record `{systems[0].rpartition('/')[2]}` cannot be read"
        system = "" if systems[0].startswith("/") else systems[0]
    elif records:
        message += f", so {records:,} records cannot be read"
    place = text.place(first.position, first.position + 1)
    return Fault(NOT_UTF_8, message, place, first.hint, system=system)


def _break(each: Break, text: Text) -> Fault:
    place = text.place(each.start, each.start + 1)
    system = each.systems[0] if len(each.systems) == 1 and not each.systems[0].startswith("/") else ""
    return Fault(
        each.rule,
        each.message,
        place,
        each.hint,
        system=system,
        mend=each.mend or None,
        character=each.character,
    )


def _odd(text: Text) -> Iterable[Fault]:
    for each in odd(text.text):
        message = f"{each.named[0].upper()}{each.named[1:]} stands here"
        hint = "Delete it, or type a space." if each.meant else "Delete it."
        yield Fault(
            "invisible-character", message, text.place(each.at, each.at + 1), hint, mend=each.meant,
            character=each.character,
        )  # fmt: skip


def _by_first_steps(slipped: Iterable[Path]) -> dict[Path, list[Path]]:
    found: dict[Path, list[Path]] = {}
    for path in slipped:
        for steps in range(min(len(path), 2) + 1):
            found.setdefault(path[:steps], []).append(path)
    return found


def _fault(issue: ParseIssue, text: Text, document: int) -> Fault:
    place = text.place(issue.start, issue.end)
    first = Route(text.file, document, issue.path, on_key=True)
    related = ((first, "given here first"),) if issue.rule == "duplicate-key" else ()
    return Fault(issue.rule, issue.message, place, issue.hint, subject=issue.path, related=related)


MOST_ALIKE = 10_000  # far more than a person mends, and few enough to be listed in about a second


def curtailed(faults: Sequence[Fault]) -> list[Fault]:
    """The faults, of each rule and file the first ten thousand and one that says how many more there are.

    Only the hint of that one has the number, so that it stays the same finding while others are mended.
    """
    if len(faults) <= MOST_ALIKE:
        return list(faults)
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[Fault] = []
    beyond: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        kind = (fault.rule, fault.where.file)
        seen[kind] += 1
        if seen[kind] <= MOST_ALIKE:
            kept.append(fault)
        else:
            beyond.setdefault(kind, fault)
    return kept + [_closing(fault, seen[kind] - MOST_ALIKE) for kind, fault in beyond.items()]


def _closing(first: Fault, count: int) -> Fault:
    message = "From here on, faults of this kind in the file are not listed"
    hint = f"There are {count:,} more; mend those that are listed first."
    return Fault(first.rule, message, first.where, hint)

"""What imports of every kind share: the request, the source's bytes, how it is written and what is told."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from legacymap.analysis.editing import Editable, Edits
from legacymap.analysis.sources import content_of
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.imports import CellObject, ImportChange, ImportFinding, InventoryPlace
from legacymap.domain.values import is_slug
from legacymap.exchange.draft import Finding, folded, slug
from legacymap.exchange.draft import Place as Cell
from legacymap.exchange.lock import is_sensitive
from legacymap.exchange.three_ways import Change
from legacymap.writing.edits import Refusal
from legacymap.writing.files import placed

_WITHOUT_VALUES = frozenset({"answer-not-understood"})  # their messages quote nothing of a sensitive route


class LedgerMismatchError(Exception):
    """Rows or cells do not sum to what was read: a bug; nothing was written."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import and where to; None leaves a choice to the source and the inventory.

    Without `tells_changes` the document leaves out the values of each record: there may be very many.
    """

    sources: tuple[Path, ...]
    into: Path = field(default_factory=Path)
    name: str | None = None
    mapping: Path | None = None
    kind: str | None = None
    organisation: str | None = None
    sheet: str | None = None
    is_dry: bool = False
    is_strict: bool = False
    tells_changes: bool = True
    prefers_source: bool = False
    withdraws: bool = False
    keeps_persons: bool = False
    system: str | None = None
    with_services: bool = False
    where: Mapping[str, str] | None = None
    all_components: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A source's bytes, and what it and its import are called."""

    path: Path
    content: bytes
    name: str

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def source_of(request: ImportRequest) -> Source:
    """The source's bytes and name; RequestError where it cannot be read, or is one of several."""
    if len(request.sources) != 1:
        raise RequestError("More than one table cannot be imported at once.", "Import them one by one.")
    path = request.sources[0]
    content = content_of(path)
    name = request.name or slug(path.stem) or "import"
    if not is_slug(name):
        raise RequestError(
            f"`{name}` is not a name of an import.", f"Write it as an id: `{slug(name) or 'register'}`."
        )
    return Source(path, content, name)


def write(
    into: Path, inventory: Editable, texts: Mapping[str, str], *, is_written: bool, last: str = ""
) -> tuple[dict[str, str], dict[str, str]]:
    """Writes the texts that differ from what is there, the file `last` after all others.

    Gives what was there before and what is new, both by path. Where the last file is old, all that is written
    already is found in place by the next run.
    """
    before = {name: (into / name).read_bytes().decode() for name in texts if (into / name).is_file()}
    _check_unchanged(inventory, before)
    new = {name: text for name, text in sorted(texts.items()) if before.get(name) != text}
    if is_written and new:
        placed(into, {name: new[name] for name in sorted(new, key=lambda name: (name == last, name))})
    return before, new


def told_findings(
    found: Sequence[Finding], written: Edits, inventory: Editable, places: Mapping[str, Cell]
) -> list[ImportFinding]:
    """The findings, many alike as one, in the order of their places."""
    every = [told_finding(each, _related(each, inventory)) for each in folded(found)]
    every += [_refused(system, file, refusal, places, inventory) for system, file, refusal in written.refused]
    order = ("file", "sheet", "row", "line", "column", "rule", "message")
    return sorted(every, key=lambda each: tuple(each[key] for key in order))  # type: ignore[literal-required]


def told_finding(found: Finding, related: list[InventoryPlace]) -> ImportFinding:
    """A finding as it is told: with its rule's code and severity, and no value that may not be quoted."""
    from legacymap.rules import RULEBOOK  # noqa: PLC0415 - of findings alone, and most imports have few or none

    rule = RULEBOOK.by_name[found.rule]
    is_quoted = not is_sensitive(found.route)
    more = f" ({found.count:,} cells)" if found.count > 1 and found.place.heading else ""
    is_told = is_quoted or found.rule in _WITHOUT_VALUES
    message = found.message if is_told else f"{found.route}: {rule.summary.removesuffix('.')}"
    place = found.place
    mark = [found.rule, place.file, place.heading, found.key, found.route, found.message]
    return {
        **_cell(found.place),
        "rule": rule.code,
        "name": rule.name,
        "severity": found.severity or rule.severity,
        "message": f"{message}{more}",
        "hint": found.hint,
        "end_line": found.place.line,
        "end_column": found.place.column,
        "path": found.route,
        "fingerprint": hashlib.sha256("\0".join(mark).encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "waived": None,
        "known": False,
        "key": found.key,
        "system": found.system,
        "route": found.route,
        "value": found.value if is_quoted and found.value.strip() else None,
        "places": [_cell(each) for each in found.others],
        "count": found.count,
        "related": related,
        "text": str(found.place),
    }


def told_changes(changes: Sequence[Change]) -> list[ImportChange]:
    """Changes as they are told: no value of a sensitive route."""
    return [_change(each) for each in changes]


def _check_unchanged(inventory: Editable, now: Mapping[str, str]) -> None:
    for name, text in now.items():
        read = inventory.files.get(name)
        if read is not None and read.mark + read.text != text:
            raise RequestError(f"`{inventory.shown[name]}` has changed in the meantime.", "Import once more.")


def _refused(
    system: str, file: str, refusal: Refusal, places: Mapping[str, Cell], inventory: Editable
) -> ImportFinding:
    shown = inventory.shown.get(file, file)
    route = ".".join(str(step) for step in refusal.path[2:])
    message = f"`{route}` of `{system}` cannot be edited: {refusal.why}"
    hint = f"Write it yourself at {shown}:{refusal.line}: {refusal.paste}"
    place = places.get(system, Cell(shown, line=refusal.line))
    finding = Finding("cannot-be-edited", message, place, hint, system=system, route=route)
    return told_finding(finding, [{"file": shown, "line": refusal.line, "column": 1, "message": refusal.why}])


def _related(found: Finding, inventory: Editable) -> list[InventoryPlace]:
    """Where what a finding about two truths speaks of stands in the inventory."""
    at = inventory.locations.get(found.system)
    if found.rule not in {"two-truths", "match-to-confirm", "no-longer-said"} or at is None:
        return []
    record = inventory.record(found.system)
    line, column = inventory.place(found.system, record.path_of(found.route) if found.route else ())
    shown = inventory.shown[at.file]
    return [{"file": shown, "line": line, "column": column, "message": f"`{found.system}` in the inventory"}]


def _cell(place: Cell) -> CellObject:
    return {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "row": place.row,
        "column": place.column,
        "heading": place.heading,
        "line": place.line,
        "pointer": place.pointer,
    }


def _change(change: Change) -> ImportChange:
    if is_sensitive(change.route):
        return {"route": change.route, "before": None, "after": None}
    before, after = (
        list(each) if isinstance(each, tuple) else each for each in (change.before, change.after)
    )
    return {"route": change.route, "before": before, "after": after}

"""Docks returns: checks each, puts them side by side, and says where they meet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from legacymap.analysis.reference import ReferenceData, listed_faults, reference_data
from legacymap.domain.errors import RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.sharing import Manifest
from legacymap.estate.questions import Estate
from legacymap.findings import diagnostics
from legacymap.reading.inventory import InventoryReading, read_inventory
from legacymap.reading.places import Places
from legacymap.reading.records import FORMAT
from legacymap.reading.single import read_single, values_of
from legacymap.rules import RULEBOOK, found
from legacymap.rules.context import Context
from legacymap.sharing.dock import KEPT, LOG, Arrived, Docked, docked
from legacymap.sharing.returns import check_files, contents
from legacymap.sharing.share import MANIFEST
from legacymap.writing.files import placed
from legacymap.writing.yaml import yaml_text


@dataclass(frozen=True, slots=True)
class Docking:
    """What to dock, where, and on which day; `replace` lets older returns take the place of newer ones."""

    returns: tuple[Path, ...]
    into: Path
    day: date
    replace: bool = False
    framework: str | None = None
    lifecycle: tuple[Path, ...] = ()


def dock(asked: Docking) -> Docked:
    """Takes returns into a folder: all of them, or none.

    Raises RequestError where one cannot be docked.
    """
    _require_folder(asked.into, asked.returns)
    basis = reference_data(asked.framework, asked.lifecycle)
    kept = asked.into / KEPT
    days = _days(asked.into)
    with TemporaryDirectory() as place:
        scratch = Path(place)
        before = [
            _kept(path, scratch / f"kept-{path.name}", basis, days.get(path.name, asked.day.isoformat()))
            for path in (sorted(kept.iterdir()) if kept.is_dir() else ())
        ]
        incoming = [
            _arrived(path, scratch / f"new-{number}", basis, asked.day.isoformat())
            for number, path in enumerate(asked.returns)
        ]
        incoming = [_known(each, before) for each in incoming]
        done = docked(before, incoming, yaml_text, replace=asked.replace)
        _write(asked.into, done.files, docked([], before, yaml_text).files if before else {})
    return done


def _kept(path: Path, scratch: Path, basis: ReferenceData, day: str) -> Arrived:
    """A return that docked before, as it is kept."""
    try:
        return _arrived(path, scratch, basis, day)
    except RequestError as refused:
        why = str(refused).removeprefix(f"`{path}` was not docked: ")
        raise RequestError(
            f"What is kept of an earlier return in `{path}` is no longer as it came: {why}",
            "Put it back from your copy, or dock all returns into a new folder; nothing was docked.",
        ) from None


def _known(arrived: Arrived, before: Sequence[Arrived]) -> Arrived:
    """A return that is docked already stays as it is, with the day on which it came."""
    return next((each for each in before if each.sha256 == arrived.sha256), arrived)


def _require_folder(into: Path, returns: Sequence[Path]) -> None:
    place = into.resolve()
    for each in returns:
        if each.is_dir() and place.is_relative_to(each.resolve()):
            raise RequestError(
                f"`{into}` stands in the return `{each}`, which it would spoil.", "Name a new folder."
            )
    if into.exists() and (not into.is_dir() or (any(into.iterdir()) and not (into / LOG).is_file())):
        raise RequestError(f"`{into}` is there already, and nothing was docked in it.", "Name a new folder.")


def _write(into: Path, files: Mapping[str, bytes], old: Mapping[str, bytes]) -> None:
    """Writes what stands now and takes away what does not; other files in the folder stay."""
    for name in files.keys() - old.keys():
        if (into / name).exists() or (into / name).is_symlink():
            raise RequestError(f"`{into / name}` is there already, and not from docking.", "Move it away.")
    placed(into, {name: content.decode() for name, content in sorted(files.items())})
    for name in sorted(old.keys() - files.keys(), reverse=True):
        (into / name).unlink(missing_ok=True)
        parent = (into / name).parent
        if parent != into and not any(parent.iterdir()):
            parent.rmdir()


def _days(into: Path) -> dict[str, str]:
    """When each return that stands was docked, by what it is kept under."""
    path = into / LOG
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for document in values_of(path.read_text(encoding="utf-8")):
        entries = document.get("docked") if isinstance(document, dict) else None
        for each in entries if isinstance(entries, list) else ():
            if isinstance(each, dict):
                for organisation in (each.get("department"), *(each.get("organisations") or ())):
                    found[str(organisation)] = str(each.get("docked"))
    return found


def _arrived(path: Path, scratch: Path, basis: ReferenceData, day: str) -> Arrived:
    """A return, read from a copy of its files that nobody else changes meanwhile."""
    files = contents(path)
    scratch.mkdir()
    for name, content in files.items():
        (scratch / name).write_bytes(content)
    manifest = _manifest(path, scratch)
    check_files(path, files, manifest)
    reading = read_inventory((scratch,))
    _require_sound(path, reading, basis, manifest)
    _require_own(path, reading, manifest)
    return Arrived(str(path), files, manifest, reading.inventory, day)


def _manifest(path: Path, scratch: Path) -> Manifest:
    text = (scratch / MANIFEST).read_bytes().decode("utf-8", "replace")
    version = next(_versions(text), "1")
    if version.isascii() and version.isdigit() and int(version[:9]) > FORMAT:
        raise RequestError(
            f"`{path}` was not docked: it is of version {version[:9]} of the format; "
            f"this program reads up to {FORMAT}.",
            "Use a newer legacymap.",
        )
    read = read_single(scratch / MANIFEST, "share", Manifest, inner=True)
    if read.model is None or read.faults:
        said = "; ".join(fault.message for fault in read.faults[:3]) or "it holds nothing"
        raise RequestError(
            f"`{path}` was not docked: its `{MANIFEST}` cannot be used: {said}.",
            "Ask its department to make it again.",
        )
    return read.model


def _versions(text: str) -> Iterator[str]:
    try:
        documents = values_of(text)
    except Exception:  # noqa: BLE001 - what is wrong with the text is told where it is read in full
        return
    for document in documents:
        if isinstance(document, dict) and isinstance(document.get("legacymap"), str):
            yield document["legacymap"]


def _require_sound(path: Path, reading: InventoryReading, basis: ReferenceData, manifest: Manifest) -> None:
    """A return must validate: an error in it is its department's to mend."""
    estate = Estate.of(reading.inventory)
    context = Context(
        inventory=reading.inventory,
        framework=basis.framework,
        assessments={},
        as_of=manifest.as_of.last,
        stray_settings=(),
        match=basis.matcher.match,
        underpins=estate.is_underpinning_capability,
    )
    every = (*reading.faults, *found(context))
    wrong = [fault for fault in every if RULEBOOK.by_name[fault.rule].severity == "error"]
    if wrong:
        said = listed_faults(diagnostics(Places(reading.files).located(wrong[:10]), {}, {}, RULEBOOK))
        copies = {file.shown.removesuffix(file.below) for file in reading.files}
        for copy in copies:  # it was read from a copy, which nobody knows
            said = [line.replace(copy, f"{path}/") for line in said]
        count = "1 error" if len(wrong) == 1 else f"{len(wrong):,} errors"
        raise RequestError(
            "\n".join([f"`{path}` was not docked: it has {count}.", *said]),
            "Ask its department to mend them and to make it again.",
        )


def _require_own(path: Path, reading: InventoryReading, manifest: Manifest) -> None:
    others = sorted(set(reading.inventory.named) - set(manifest.organisations))
    if others:
        raise RequestError(
            f"`{path}` was not docked: it holds systems of `{others[0]}`, which its manifest does not name.",
            "Ask its department to make it again.",
        )

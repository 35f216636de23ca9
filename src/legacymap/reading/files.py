"""The files of an inventory: every YAML file below the paths that were given."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Place

SUFFIXES = (".yaml", ".yml")
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where it is, how it is shown, and its path below the PATH that it was found under."""

    path: Path
    shown: str
    below: str


@dataclass(slots=True)
class Listing:
    """The files found, sorted by the path shown, and what was wrong on the way."""

    files: list[File] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on the way: its path, its real one, how it is shown, and where it is below its PATH."""

    path: str
    real: str
    shown: str
    below: str


def listing(paths: tuple[Path, ...]) -> Listing:
    """Every YAML file at or below `paths`, each once.

    Names that start with a dot are skipped; links that leave their folder are reported and not followed.
    Raises RequestError for a path that does not exist.
    """
    found = Listing()
    seen: set[str] = set()
    for root in paths:
        if not os.path.lexists(root):
            raise RequestError(
                f"There is no file or folder `{root}`.", "Check the path, or the folder you are in."
            )
        is_folder = os.path.isdir(root)  # noqa: PTH112 - Path.is_dir may raise
        for file, real in _below(root, found) if is_folder else _alone(root):
            if real not in seen:
                seen.add(real)
                found.files.append(file)
    found.files.sort(key=lambda file: file.shown)
    return found


def content(file: File) -> bytes | Fault:
    """The bytes of a file, or the fault that keeps it from being read."""
    try:
        path = os.fspath(file.path)
        status = os.stat(path)  # noqa: PTH116 - text, for speed
        if not stat.S_ISREG(status.st_mode):
            return _fault(
                "unreadable-file", file.shown, "This is not a regular file", "Put a plain file in its place."
            )
        if status.st_size > LARGEST:
            return _too_large(file)
        with open(path, "rb", buffering=0) as opened:  # noqa: PTH123 - text, for speed
            read = opened.readall()
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return _fault(
            "unreadable-file",
            file.shown,
            f"The file cannot be read: {reason}",
            "Check that it exists and its permissions.",
        )
    return _too_large(file) if len(read) > LARGEST else read


def shown(path: Path) -> str:
    """A path relative to the working directory, with forward slashes, as reports name it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (ValueError, OSError):  # another drive; a working directory that is gone
        return path.as_posix()


def _alone(path: Path) -> Iterator[tuple[File, str]]:
    yield File(path, shown(path), path.name), os.path.realpath(path)


def _below(root: Path, found: Listing) -> Iterator[tuple[File, str]]:
    """The files below a folder, each with its real path."""
    base = os.path.realpath(root)
    name = shown(root)
    visited: set[str] = set()
    folders = [_Folder(os.fspath(root), base, "" if name == "." else f"{name.rstrip('/')}/", "")]
    while folders:
        folder = folders.pop()
        if folder.real in visited:
            continue
        visited.add(folder.real)
        for entry in _entries(folder, found):
            is_folder = _is_folder(entry)
            if not is_folder and not entry.name.lower().endswith(SUFFIXES):
                continue
            is_link = entry.is_symlink()
            real = os.path.realpath(entry.path) if is_link else os.path.join(folder.real, entry.name)  # noqa: PTH118 - text, for speed
            if is_link and not _is_inside(real, base):
                message = "The link leads out of the folder and is not followed"
                hint = "Put the files themselves here, or name their folder as another PATH."
                found.faults.append(_fault("link-leaves-folder", folder.shown + entry.name, message, hint))
            elif is_folder:
                shown_as = f"{folder.shown}{entry.name}/"
                folders.append(_Folder(entry.path, real, shown_as, f"{folder.below}{entry.name}/"))
            else:
                yield File(Path(entry.path), folder.shown + entry.name, folder.below + entry.name), real


def _entries(folder: _Folder, found: Listing) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder.path) as entries:
            return sorted(
                (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
            )
    except OSError as error:
        message = f"The folder cannot be read: {error.strerror}"
        place = folder.shown.rstrip("/") or "."
        found.faults.append(_fault("unreadable-file", place, message, "Check its permissions."))
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle, or where we may not look
        return False


def _is_inside(path: str, base: str) -> bool:
    return path == base or path.startswith(base.rstrip(os.sep) + os.sep)


def _too_large(file: File) -> Fault:
    size = f"{LARGEST // (1024 * 1024)} MiB"
    return _fault(
        "file-too-large", file.shown, f"The file is larger than {size}", "Split it into several files."
    )


def _fault(rule: str, file: str, message: str, hint: str) -> Fault:
    return Fault(rule, message, Place(file), hint)

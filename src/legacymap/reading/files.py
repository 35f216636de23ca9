"""The files of an inventory: every YAML file below the paths that were given, but for what is left out."""

import dataclasses
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from legacymap.domain.errors import RequestError
from legacymap.domain.findings import Fault, Place
from legacymap.domain.frozen import dataclass
from legacymap.reading.foreign import Passed
from legacymap.reading.globs import Glob, chosen, last_match, parsed

SUFFIXES = (".yaml", ".yml")
LARGEST = 64 * 1024 * 1024
IGNORED = "left out by `.gitignore`"
_EXCLUDED = "left out by `exclude` in legacymap.yaml"
_NOT_INCLUDED = "not among what `include` in legacymap.yaml names"
_IGNORE = ".gitignore"
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)  # a pipe is not waited for


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where it is, how it is shown, and its path below the PATH that it was found under.

    `held` is what is to be read instead of what stands there, where that is only being thought of.
    """

    path: Path
    shown: str
    below: str
    held: bytes | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the settings of a folder choose of it, by patterns: all unless `include` names some."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclasses.dataclass(slots=True)
class Listing:
    """The files found, sorted by the path shown, and what was wrong on the way.

    `passed` are the files and folders that settings leave out, `ignored` the files that `.gitignore` does.
    """

    files: list[File] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    ignored: list[File] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on the way: its path, its real one, how it is shown, and where it is below its PATH.

    `ignores` are the patterns of `.gitignore` files, each with the parts of the path from its own folder to
    this one; `is_ignored` says that the folder is left out itself.
    """

    path: str
    real: str
    shown: str
    below: str
    ignores: tuple[tuple[tuple[str, ...], tuple[Glob, ...]], ...] = ()
    is_ignored: bool = False

    def ignores_entry(self, name: str, *, is_folder: bool) -> bool:
        """Whether an entry is left out: the innermost pattern that speaks of it decides."""
        if self.is_ignored:
            return True
        for parts, globs in reversed(self.ignores):
            found = last_match(globs, (*parts, name), is_folder=is_folder)
            if found is not None:
                return not found.is_exception
        return False


@dataclass(frozen=True, slots=True)
class _Choosing:
    """The same as patterns that can be asked."""

    include: tuple[Glob, ...]
    exclude: tuple[Glob, ...]

    def why_passed(self, below: str, *, is_folder: bool) -> str:
        """Why a file or folder is left out, as the end of a sentence; empty when it is not."""
        if not self.include and not self.exclude:
            return ""
        parts = below.split("/")
        found = last_match(self.exclude, parts, is_folder=is_folder)
        if found is not None and not found.is_exception:
            return _EXCLUDED
        return _NOT_INCLUDED if self.include and not is_folder and not chosen(self.include, parts) else ""


def listing(paths: tuple[Path, ...], choices: Mapping[Path, Choice] = MappingProxyType({})) -> Listing:
    """Every YAML file at or below `paths`, each once, as the settings of each path choose.

    Names that start with a dot are skipped, and what `.gitignore` leaves out inside a checkout; links that
    leave their folder are reported and not followed. Raises RequestError for a path that does not exist.
    """
    found = Listing()
    seen: set[str] = set()
    for root in paths:
        if not os.path.lexists(root):
            raise RequestError(
                f"There is no file or folder `{root}`.", "Check the path, or the folder you are in."
            )
        is_folder = os.path.isdir(root)  # noqa: PTH112 - Path.is_dir may raise
        choice = choices.get(root, Choice())
        for file, real in _below(root, choice, found) if is_folder else _alone(root):
            if real not in seen:
                seen.add(real)
                found.files.append(file)
    found.files.sort(key=lambda file: file.shown)
    return found


def content(file: File) -> bytes | Fault:
    """The bytes of a file, or the fault that keeps it from being read."""
    if file.held is not None:
        return file.held
    try:
        read = _bytes(os.fspath(file.path))
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return _fault(
            "unreadable-file",
            file.shown,
            f"The file cannot be read: {reason}",
            "Check that it exists and its permissions.",
        )
    except ValueError:  # a name that no file can have
        return _fault("unreadable-file", file.shown, "No file can have this name", "Check the name.")
    if read is None:
        return _fault(
            "unreadable-file", file.shown, "This is not a regular file", "Put a plain file in its place."
        )
    return _too_large(file) if len(read) > LARGEST else read


def _bytes(path: str) -> bytes | None:
    """What a file holds, up to a byte more than is allowed; None for what is no regular file."""
    descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return None
        parts = []
        left = LARGEST + 1
        if status.st_size >= left:  # refused whatever it holds
            return bytes(left)
        while left > 0 and (part := os.read(descriptor, min(left, max(status.st_size, 4096) + 1))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path leads to a place below a folder, whatever links are on the way."""
    try:
        return _is_inside(os.path.realpath(path), os.path.realpath(folder))
    except (OSError, ValueError):  # a name that no file can have
        return False


def shown(path: Path) -> str:
    """A path relative to the working directory, with forward slashes, as reports name it."""
    for folder, meant in _STANDING.get():
        if (inner := os.path.relpath(path, folder)).partition(os.sep)[0] != os.pardir:
            path = meant / inner
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (ValueError, OSError):  # another drive; a working directory that is gone
        return path.as_posix()


# Folders that stand for others, which their files are named by.
_STANDING: ContextVar[tuple[tuple[Path, Path], ...]] = ContextVar("standing", default=())


@contextmanager
def standing_for(folder: Path, meant: Path) -> Iterator[None]:
    """Has the files of a folder, which holds those of another time, named as those of the folder meant."""
    token = _STANDING.set((*_STANDING.get(), (folder, meant)))
    try:
        yield
    finally:
        _STANDING.reset(token)


def _alone(path: Path) -> Iterator[tuple[File, str]]:
    yield File(path, shown(path), path.name), os.path.realpath(path)


def _below(root: Path, choice: Choice, found: Listing) -> Iterator[tuple[File, str]]:
    """The files below a folder, each with its real path."""
    base = os.path.realpath(root)
    name = shown(root)
    visited: set[str] = set()
    choosing = _Choosing(parsed(choice.include), parsed(choice.exclude))
    ignores = tuple(_ignores_above(base))
    folders = [_Folder(os.fspath(root), base, "" if name == "." else f"{name.rstrip('/')}/", "", ignores)]
    while folders:
        folder = folders.pop()
        if folder.real in visited:
            continue
        visited.add(folder.real)
        entries, folder = _entries(folder, found)
        for entry in entries:
            is_folder = _is_folder(entry)
            if not is_folder and not entry.name.lower().endswith(SUFFIXES):
                continue
            is_link = entry.is_symlink()
            real = os.path.realpath(entry.path) if is_link else os.path.join(folder.real, entry.name)  # noqa: PTH118 - text, for speed
            below = folder.below + entry.name
            is_ignored = bool(folder.ignores) and folder.ignores_entry(entry.name, is_folder=is_folder)
            if is_link and not _is_inside(real, base):
                if not is_ignored:
                    found.faults.append(_leaves(folder.shown + entry.name))
            elif why := choosing.why_passed(below, is_folder=is_folder):
                found.passed.append(Passed(f"{folder.shown}{entry.name}{'/' if is_folder else ''}", why))
            elif is_folder:
                folders.append(_inner(folder, entry, real, is_ignored=is_ignored))
            elif is_ignored:
                found.ignored.append(File(Path(entry.path), folder.shown + entry.name, below))
            else:
                yield File(Path(entry.path), folder.shown + entry.name, below), real


def _inner(folder: _Folder, entry: os.DirEntry[str], real: str, *, is_ignored: bool) -> _Folder:
    return _Folder(
        entry.path,
        real,
        f"{folder.shown}{entry.name}/",
        f"{folder.below}{entry.name}/",
        tuple(((*parts, entry.name), globs) for parts, globs in folder.ignores),
        is_ignored,
    )


def _ignores_above(base: str) -> Iterator[tuple[tuple[str, ...], tuple[Glob, ...]]]:
    """The patterns that `.gitignore` files above a folder give for it, from the root of its checkout on."""
    here = Path(base)
    tops = [each for each in (here, *here.parents) if os.path.lexists(each / ".git")]
    if not tops:
        return
    top = tops[0]
    own = _patterns(os.fspath(top / ".git" / "info" / "exclude"))
    if own:
        yield here.relative_to(top).parts, own
    for each in reversed([each for each in here.parents if each.is_relative_to(top)]):
        globs = _patterns(os.fspath(each / _IGNORE))
        if globs:
            yield here.relative_to(each).parts, globs
    yield (), ()  # a checkout without patterns is one all the same: those of the folder itself count


def _patterns(path: str) -> tuple[Glob, ...]:
    try:
        read = None if os.path.islink(path) else _bytes(path)  # noqa: PTH114 - text
    except OSError:
        return ()
    return parsed((read or b"").decode("utf-8", "replace").split("\n"))


def _entries(folder: _Folder, found: Listing) -> tuple[list[os.DirEntry[str]], _Folder]:
    """What a folder holds, by name, and the folder with the patterns of its own `.gitignore`."""
    try:
        with os.scandir(folder.path) as scanned:
            every = list(scanned)
    except OSError as error:
        message = f"The folder cannot be read: {error.strerror}"
        place = folder.shown.rstrip("/") or "."
        found.faults.append(_fault("unreadable-file", place, message, "Check its permissions."))
        return [], folder
    if folder.ignores and any(entry.name == _IGNORE for entry in every):
        globs = _patterns(os.path.join(folder.path, _IGNORE))  # noqa: PTH118 - text
        folder = replace(folder, ignores=(*folder.ignores, ((), globs)))
    shown_ones = (entry for entry in every if not entry.name.startswith("."))
    return sorted(shown_ones, key=lambda entry: entry.name), folder


def _leaves(file: str) -> Fault:
    message = "The link leads out of the folder and is not followed"
    hint = "Put the files themselves here, or name their folder as another PATH."
    return _fault("link-leaves-folder", file, message, hint)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself, or where we may not look
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

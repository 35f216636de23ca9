"""Returns as files: put in place whole, and, as they arrive from anyone, held to their manifest."""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from legacymap.domain.errors import RequestError
from legacymap.domain.sharing import Manifest
from legacymap.sharing.share import MANIFEST

LARGEST = 64 * 1024 * 1024  # bytes of one file, as in reading
LARGEST_IN_ALL = 256 * 1024 * 1024  # bytes of a return, unpacked
MOST_FILES = 10_000
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*\.yaml")
_PIECE = 1024 * 1024


def put(folder: Path, files: Mapping[str, str | bytes], mark: str, accept: Callable[[Path], bool]) -> bool:
    """Writes files into a folder that takes the place of `folder`, once `accept` has looked at it and agrees.

    What stood there is replaced whole, but only where it is empty or holds a file named `mark`: nothing else
    is thrown away. Without agreement nothing stays written, and False is the answer.
    """
    target = require_place(folder, mark)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        _write(beside, files)
        if not accept(beside):
            return False
        _swap(beside, target)
    except OSError as error:
        raise RequestError(
            f"`{folder}` cannot be written: {error.strerror}.", "Check the permissions of the folder above."
        ) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return True


def require_place(folder: Path, mark: str) -> Path:
    """Where the folder is; RequestError where something else stands there, or nothing above it."""
    target = folder.resolve()
    if target.exists() and not _is_ours(target, mark):
        raise RequestError(
            f"`{folder}` is there already and is no such folder.", "Name a new folder, or an empty one."
        )
    if not target.parent.is_dir():
        raise RequestError(f"`{folder}` cannot be written: there is no folder above it.", "Check the path.")
    return target


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder, by its path from there, sorted; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def contents(path: Path) -> dict[str, bytes]:
    """The files of a return by name, from its folder or zip archive.

    Raises RequestError for anything that a return cannot be: links, folders below, a path that leaves the
    folder, more or larger files than reading takes.
    """
    if not path.exists():
        raise RequestError(f"There is no return `{path}`.", "Name the folder or zip archive of a return.")
    found = _of_folder(path) if path.is_dir() else _of_archive(path)
    if MANIFEST not in found:
        raise RequestError(
            f"`{path}` is no return: it has no `{MANIFEST}`.", "`legacymap share` makes returns."
        )
    return found


def check_files(path: Path, files: Mapping[str, bytes], manifest: Manifest) -> None:
    """Raises RequestError unless the files are those of the manifest, byte for byte, with plain names."""
    for why in differences(files, manifest):
        raise _refused(path, why)


def differences(files: Mapping[str, bytes], manifest: Manifest) -> Iterator[str]:
    """In what the files of a return are not those that its manifest names."""
    for name in manifest.files:
        if not _NAME.fullmatch(name) or name == MANIFEST:
            yield f"its manifest names `{name[:80]}`, which is no name of a file in it"
    for name in sorted(manifest.files.keys() - files.keys()):
        yield f"`{name[:80]}` is missing"
    for name in sorted(files.keys() - manifest.files.keys() - {MANIFEST}):
        yield f"its manifest does not name `{name[:80]}`"
    for name, sha256 in sorted(manifest.files.items()):
        if name in files and hashlib.sha256(files[name]).hexdigest() != sha256:
            yield f"`{name}` is not the file that was sent: its SHA-256 differs from the manifest's"


def _is_ours(target: Path, mark: str) -> bool:
    return (
        target.is_dir()
        and not target.is_symlink()
        and ((target / mark).is_file() or not any(target.iterdir()))
    )


def _write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _swap(beside: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    if target.exists():
        target.rename(old)
    try:
        beside.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _of_folder(path: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for entry in sorted(path.iterdir()):
        if entry.name.startswith("."):
            continue  # what file managers leave behind
        status = entry.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise _refused(path, f"`{entry.name[:80]}` is no plain file")
        size += status.st_size
        if status.st_size > LARGEST or size > LARGEST_IN_ALL or len(found) >= MOST_FILES:
            raise _too_large(path)
        found[entry.name] = entry.read_bytes()
    return found


def _of_archive(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            _check_directory(path, members)
            found: dict[str, bytes] = {}
            left = LARGEST_IN_ALL
            for member in members:
                name = PurePosixPath(member.filename).name
                if name.startswith("."):
                    continue
                if name in found:
                    raise _refused(path, f"it holds `{name[:80]}` twice")
                found[name] = _unpacked(path, archive, member, left)
                left -= len(found[name])
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise _refused(path, "it is no zip archive that can be read") from None


def _check_directory(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """What the archive says of itself; a bomb that lies about its size is counted while it is unpacked."""
    folders = set()
    for member in members:
        name = member.filename
        steps = PurePosixPath(name).parts
        if ".." in steps or name.startswith(("/", "\\")) or "\\" in name or ":" in name or "\0" in name:
            raise _refused(path, f"`{name[:80]}` leads out of its folder")
        if len(steps) > 2:
            raise _refused(path, f"`{name[:80]}` stands in a folder of a folder")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise _refused(path, f"`{name[:80]}` is a link")
        folders.add(steps[:-1])
    if len({each for each in folders if not each or not each[0].startswith(("__MACOSX", "."))}) > 1:
        raise _refused(path, "its files stand in more than one folder")
    sizes = [member.file_size for member in members]
    if len(members) > MOST_FILES or max(sizes, default=0) > LARGEST or sum(sizes) > LARGEST_IN_ALL:
        raise _too_large(path)


def _unpacked(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    found = bytearray()
    with archive.open(member) as opened:
        while piece := opened.read(_PIECE):
            found += piece
            if len(found) > min(LARGEST, left):
                raise _too_large(path)
    return bytes(found)


def _too_large(path: Path) -> RequestError:
    most = f"{LARGEST // 1024**2} MiB a file, {LARGEST_IN_ALL // 1024**2} MiB and {MOST_FILES:,} files in all"
    return _refused(path, f"it is larger than what is read: {most}")


def _refused(path: Path, why: str) -> RequestError:
    return RequestError(
        f"`{path}` was not docked: {why}.", "Ask its department to send it again; nothing was docked."
    )

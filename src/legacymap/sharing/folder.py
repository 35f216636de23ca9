"""Folders that are put in place whole: made beside, looked at, then moved to where they belong."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from legacymap.domain.errors import RequestError


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

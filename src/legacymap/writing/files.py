"""Files that are there whole or not at all."""

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from legacymap.domain.errors import RequestError

_LONGEST_RUN = 3600  # seconds in which whoever writes has put its files in their places


Content = str | bytes | Iterable[str]


def replaced(path: Path, content: Content, accept: Callable[[Path], None] | None = None) -> None:
    """Writes `content` beside `path`, lets `accept` look at it, and puts it in the place of what was there.

    Text becomes UTF-8, and may come in parts. Nothing changes where `accept` raises, or with the RequestError
    of a place that cannot be written. A link stays one: what it leads to is replaced. A file that was there
    hands on its owner and permissions. One that has several names is refused where `accept` is given: it
    would lose them.
    """
    target = _target(path)
    beside: Path | None = None
    try:
        if accept is not None and target.exists() and target.stat().st_nlink > 1:
            raise _unwritable(path, "it has a second name (a hard link), which would keep the old text")
        beside = _staged(target, content)
        if accept is not None:
            accept(beside)
        beside.replace(target)
    except OSError as error:
        raise _unwritable(path, error.strerror or "") from None
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink()


def placed(folder: Path, texts: Mapping[str, str | bytes]) -> None:
    """Writes files by their paths below `folder`, which is made where it is missing: all of them, or none.

    All are written beside their places first and then put there one right after the other, in the order
    given: whatever stops the program, each file is whole. What was there is replaced. RequestError, and
    everything as it was, where one cannot be written, or where a link would lead the writing elsewhere.
    """
    undo: list[Callable[[], object]] = []
    staged: list[tuple[Path, Path]] = []
    try:
        for name, text in texts.items():
            path = folder / name
            _make_folder(path.parent, folder, undo)
            if path.is_symlink():
                raise _unwritable(path, "it is a link")  # noqa: TRY301 - undone like the others
            staged.append((_staged(_target(path), text), path))
        for beside, path in staged:
            before = path.read_bytes() if path.is_file() else None
            beside.replace(path)
            undo.append(path.unlink if before is None else partial(path.write_bytes, before))
    except BaseException as error:
        for each in reversed([*undo, *(beside.unlink for beside, _ in staged)]):
            with contextlib.suppress(OSError):
                each()
        if isinstance(error, OSError):
            raise _unwritable(Path(error.filename or folder), error.strerror or "") from None
        raise


def _target(path: Path) -> Path:
    """The file that a path leads to; RequestError where it is there and no file."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise _unwritable(path, "it is there, and no file")
    return target


def _staged(target: Path, content: Content) -> Path:
    """A file beside the target that holds the content, with the owner and permissions of what is there.

    It has no more permissions than that from the start: nobody reads it before it is in its place.
    """
    beside = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}")
    there = target.stat() if target.exists() else None
    mode = 0o666 if there is None else stat.S_IMODE(there.st_mode)
    try:
        with open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as opened:
            opened.writelines(_bytes(content))
            opened.flush()
            os.fsync(opened.fileno())
        if there is not None:
            _hand_on(there, beside)
        _tidy(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    return beside


def _bytes(content: Content) -> Iterable[bytes]:
    if isinstance(content, bytes):
        return (content,)
    return (part.encode() for part in ((content,) if isinstance(content, str) else content))


def _tidy(beside: Path, target: Path) -> None:
    """Takes away what a run that was killed left beside the target: it is older than any run that goes on."""
    own = re.compile(re.escape(f".{target.name[:200]}.") + "[0-9a-f]{8}")
    since = beside.stat().st_mtime - _LONGEST_RUN
    with contextlib.suppress(OSError):
        for each in target.parent.iterdir():
            if own.fullmatch(each.name) and each.lstat().st_mtime < since:
                each.unlink()


def _hand_on(there: os.stat_result, beside: Path) -> None:
    """Gives a file the owner, the group and the permissions of another; RequestError where it may not."""
    made = beside.stat()
    if hasattr(os, "chown") and (there.st_uid, there.st_gid) != (made.st_uid, made.st_gid):
        try:
            os.chown(beside, there.st_uid, there.st_gid)
        except PermissionError:
            raise _unwritable(beside, "what is there belongs to another user or group") from None
    beside.chmod(stat.S_IMODE(there.st_mode))


def _make_folder(wanted: Path, base: Path, undo: list[Callable[[], object]]) -> None:
    """Makes a folder and those above it that are missing; below `base` none may be a link."""
    if wanted != base:
        _make_folder(wanted.parent, base, undo)
        if wanted.is_symlink():
            raise _unwritable(wanted, "it is a link")
    missing = [each for each in (wanted, *wanted.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        undo.append(each.rmdir)


def _unwritable(path: Path, why: str) -> RequestError:
    return RequestError(
        f"`{path}` cannot be written: {why}.", "Check that its folder exists and is writable."
    )

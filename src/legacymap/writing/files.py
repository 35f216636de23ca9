"""Files that are there whole or not at all."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from legacymap.domain.errors import RequestError


def replaced(path: Path, content: str | bytes, accept: Callable[[Path], None] | None = None) -> None:
    """Writes `content` beside `path`, lets `accept` look at it, and puts it in the place of what was there.

    Text becomes UTF-8. Nothing changes where `accept` raises, or with the RequestError of a place that cannot
    be written. A link stays one: what it leads to is replaced. A file that was there hands on its
    permissions.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise _unwritable(path, "it is there, and no file")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as opened:
            opened.write(content.encode() if isinstance(content, str) else content)
            opened.flush()
            os.fsync(opened.fileno())
        if accept is not None:
            accept(beside)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as error:
        raise _unwritable(path, error.strerror or "") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def placed(folder: Path, texts: Mapping[str, str | bytes]) -> None:
    """Writes files by their paths below `folder`, which is made where it is missing: all of them, or none.

    What was there is replaced. RequestError, and everything as it was, where one cannot be written, or where
    a link would lead the writing elsewhere.
    """
    undo: list[Callable[[], object]] = []
    try:
        for name, text in texts.items():
            _place(folder / name, text, folder, undo)
    except BaseException as error:
        for each in reversed(undo):
            with contextlib.suppress(OSError):
                each()
        if isinstance(error, OSError):
            raise _unwritable(Path(error.filename or folder), error.strerror or "") from None
        raise


def _place(path: Path, text: str | bytes, base: Path, undo: list[Callable[[], object]]) -> None:
    _make_folder(path.parent, base, undo)
    if path.is_symlink():
        raise _unwritable(path, "it is a link")
    before = path.read_bytes() if path.is_file() else None
    replaced(path, text)
    undo.append(path.unlink if before is None else partial(path.write_bytes, before))


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

"""Files that are there whole or not at all."""

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from legacymap.domain.errors import RequestError


def replaced(path: Path, text: str, accept: Callable[[Path], None] | None = None) -> None:
    """Writes `text` beside `path`, lets `accept` look at it, and puts it in the place of what was there.

    Nothing changes where `accept` raises, or with the RequestError of a place that cannot be written. A link
    stays one: what it leads to is replaced.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise _unwritable(path, "it is there, and no file")
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("x", encoding="utf-8", newline="") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        if accept is not None:
            accept(beside)
        beside.replace(target)
    except OSError as error:
        raise _unwritable(path, error.strerror or "") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _unwritable(path: Path, why: str) -> RequestError:
    return RequestError(
        f"`{path}` cannot be written: {why}.", "Check that its folder exists and is writable."
    )

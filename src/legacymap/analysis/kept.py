"""Results of earlier runs, kept in the user's cache by the content that they were made from."""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from legacymap import __version__

_LARGEST = 65_536  # bytes of one result
Plain = Mapping[str, object]


class Kept:
    """What earlier runs have found; a folder that cannot be used keeps nothing, and nobody misses it."""

    def __init__(self, kind: str, *, is_used: bool = True) -> None:
        self._folder: Path | None = None
        if is_used:
            with suppress(OSError, RuntimeError):
                folder = user_cache_path("legacymap", appauthor=False) / kind
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._folder = folder

    def found(self, key: str) -> Plain | None:
        """What was kept under a key; None where nothing was, or what there is makes no sense."""
        if self._folder is None:
            return None
        try:
            with (self._folder / f"{key}.json").open("rb") as file:
                read = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return None
        return read if isinstance(read, dict) else None

    def keep(self, key: str, value: Plain) -> None:
        """Keeps a value under a key; whole or not at all."""
        if self._folder is None:
            return
        text = json.dumps(value, allow_nan=False)
        if len(text) >= _LARGEST:
            return
        part = self._folder / f"{key}.{os.getpid()}.part"
        with suppress(OSError):
            part.write_text(text, encoding="utf-8")
            part.replace(self._folder / f"{key}.json")


def key_of(*parts: object) -> str:
    """The key of a result by all that it was made from, this program included."""
    text = json.dumps([__version__, _program(), *parts], default=str, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _program() -> str:
    """What tells one state of the program's own files from another."""
    digest = hashlib.sha256()
    top = Path(__file__).parent.parent
    for path in sorted([*top.rglob("*.py"), *top.rglob("*.yaml"), *top.rglob("*.bin")]):
        with suppress(OSError):
            status = path.stat()
            digest.update(f"{path.relative_to(top)}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()

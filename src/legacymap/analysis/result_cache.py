"""The result cache: outputs and figures of earlier runs, in the cache of the user.

They are keyed by a hash of all inputs and of the program, so that nothing is stale. It stands here, as
`history` uses it below the command line, and as the key needs the settings and files that a request rests on.
"""

import hashlib
import json
import os
import stat
import sys
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from platformdirs import user_cache_path

from legacymap import __version__
from legacymap.analysis.reference import agreed
from legacymap.analysis.request import Request
from legacymap.domain.findings import Fault
from legacymap.domain.frozen import dataclass
from legacymap.reading.files import File, content, listing
from legacymap.scoring.frameworks import SHIPPED

_LARGEST = 65_536  # bytes of one result
_LARGEST_OUTPUT = 128 * 1024 * 1024  # packed
_MOST_OUTPUTS, _MOST_RESULTS = 8, 5_000  # several histories of the most periods that one may have
_LONGEST_HEAD = 4 * 1024 * 1024
_CHUNK = 1 << 20
# An inventory of fewer files and bytes is read and scored about as fast as an answer is looked up.
_WORTHWHILE, _WORTHWHILE_BYTES = 500, 2_000_000
_RESTS_ON = ("PyYAML", "pydantic", "pydantic-core", "networkx")
Plain = Mapping[str, object]


class ResultCache:
    """The newest of what earlier runs found; a folder that cannot be used keeps nothing, and nobody minds."""

    def __init__(self, kind: str, *, is_used: bool = True) -> None:
        self._folder = _private_folder(kind) if is_used else None

    def found(self, key: str) -> Plain | None:
        """What was kept under a key; None where nothing was, or what there is makes no sense."""
        if self._folder is None:
            return None
        try:
            path = self._folder / f"{key}.json"
            with _own_file(path) as file:
                read = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            return None
        with suppress(OSError):
            os.utime(path)  # the oldest go first
        return read if isinstance(read, dict) else None

    def keep(self, key: str, value: Plain) -> None:
        """Keeps a value under a key; whole or not at all."""
        text = json.dumps(value, allow_nan=False).encode()
        if self._folder is not None and len(text) < _LARGEST:
            _put(self._folder / f"{key}.json", (text,))
            _pruned(self._folder, _MOST_RESULTS)


Note = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CachedOutput:
    """What a command has said: notes on stderr (message, hint, lines), the text, and the exit code.

    `text` is None where nothing was delivered.
    """

    code: int
    notes: tuple[Note, ...]
    text: Iterable[str] | None


class OutputRecorder:
    """What a command says, packed while it says it: the text may be long."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.size = 0
        self.is_delivered = False
        self._packer = zlib.compressobj(1)
        self._parts: list[bytes] = []

    def passed(self, text: Iterable[str]) -> Iterator[str]:
        """The parts of a text as they come, each of them packed."""
        self.is_delivered = True
        for part in text:
            plain = part.encode("utf-8", "surrogatepass")
            self.size += len(plain)
            self._parts.append(self._packer.compress(plain))
            yield part

    def content(self) -> bytes:
        """The whole text, packed; ends the packing."""
        return b"".join([*self._parts, self._packer.flush()])


class OutputCache:
    """Whole outputs of earlier runs: the newest few, packed, in a folder that is the user's alone.

    What is there is data: it is checked against its own hash, unpacked no further than it says it goes, and
    never run. Whatever is wrong with it, the question is answered anew.
    """

    def __init__(self) -> None:
        self._folder = _private_folder("answers")

    def found(self, key: str) -> CachedOutput | None:
        """The output under a key; None where there is none, or what there is makes no sense."""
        if self._folder is None:
            return None
        path = self._folder / f"{key}.answer"
        try:
            with _own_file(path) as file:
                head = json.loads(file.readline(_LONGEST_HEAD))
                packed = file.read(_LARGEST_OUTPUT + 1)
            if head["sha256"] != hashlib.sha256(packed).hexdigest():
                return None
            notes = tuple(
                (str(said), str(hint), tuple(map(str, lines))) for said, hint, lines in head["notes"]
            )
            output = CachedOutput(
                int(head["code"]), notes, _decompressed(packed, int(head["bytes"])) if head["text"] else None
            )
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        with suppress(OSError):
            os.utime(path)  # the oldest go first
        return output

    def keep(self, key: str, code: int, said: OutputRecorder) -> None:
        """Keeps what was said, whole or not at all, and lets go of all but the newest few."""
        packed = said.content()
        if self._folder is None or len(packed) > _LARGEST_OUTPUT:
            return
        head = {
            "code": code,
            "notes": said.notes,
            "text": said.is_delivered,
            "bytes": said.size,
            "sha256": hashlib.sha256(packed).hexdigest(),
        }
        _put(self._folder / f"{key}.answer", (json.dumps(head).encode(), b"\n", packed))
        _pruned(self._folder, _MOST_OUTPUTS)


def key_of(*parts: object) -> str:
    """The key of a result by all that it was made from, this program included."""
    text = json.dumps([__version__, _program_digest(), *parts], default=str, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def inputs_digest(request: Request) -> str | None:
    """A hash of every file that an answer on an inventory rests on: names, bytes, and what cannot be read.

    None for an inventory so small that to keep its answers would not pay. Raises RequestError as reading the
    inventory would.
    """
    settings = agreed(request.paths)
    found = listing(request.paths, settings.choices)
    digest = hashlib.sha256(repr((found.faults, found.passed)).encode("utf-8", "surrogatepass"))
    chosen = settings.settings
    own = [Path(each) for each in (request.framework, chosen.framework) if each and each not in SHIPPED]
    own += [*(Path(each) for each in chosen.lifecycle or ()), *request.lifecycle]
    beside = [File(path, str(path), "") for path in own]
    total = 0
    for file in chain(settings.files, found.files, found.ignored, beside):
        read = content(file)
        held = repr(read).encode("utf-8", "surrogatepass") if isinstance(read, Fault) else read
        total += len(held)
        name = repr((file.shown, file.below, isinstance(read, Fault), len(held)))
        digest.update(name.encode("utf-8", "surrogatepass"))
        digest.update(held)
    is_worthwhile = len(found.files) >= _WORTHWHILE or total >= _WORTHWHILE_BYTES
    return digest.hexdigest() if is_worthwhile else None


@cache
def _program_digest() -> str:
    """What tells one state of the program from another: its own files, and what it reads and reckons with."""
    from importlib import metadata  # noqa: PLC0415 - few runs ask

    digest = hashlib.sha256(sys.version.encode())
    for name in _RESTS_ON:
        with suppress(metadata.PackageNotFoundError):
            digest.update(f"{name} {metadata.version(name)}\n".encode())
    top = Path(__file__).parent.parent
    for path in sorted(each for each in top.rglob("*") if each.suffix in {".py", ".yaml", ".jsonl", ".txt"}):
        with suppress(OSError):
            held = path.read_bytes()
            digest.update(f"{path.relative_to(top)}\0{len(held)}\n".encode())
            digest.update(held)
    return digest.hexdigest()


def _private_folder(kind: str) -> Path | None:
    """A folder of the user's cache that nobody else may write to; None where there can be none."""
    with suppress(OSError, RuntimeError):
        folder = user_cache_path("legacymap", appauthor=False) / kind
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_own(folder.lstat()) and stat.S_ISDIR(folder.lstat().st_mode):
            return folder
    return None


def _own_file(path: Path) -> BinaryIO:
    """A file opened to be read; OSError where it is a link, no file, or somebody else's to write."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    found = os.fstat(descriptor)
    if not (stat.S_ISREG(found.st_mode) and _is_own(found)):
        os.close(descriptor)
        raise PermissionError(path)
    return os.fdopen(descriptor, "rb")


def _is_own(found: os.stat_result) -> bool:
    """Whether the user alone may have written it; there is nothing to tell it by on Windows."""
    if sys.platform == "win32":
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _put(path: Path, parts: Sequence[bytes]) -> None:
    """Writes a file beside its place and puts it there, so that whoever reads it meanwhile has it whole."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def _pruned(folder: Path, most: int) -> None:
    """Lets go of all but the newest few files of a folder."""
    with suppress(OSError):
        every = list(folder.iterdir())
        if len(every) > most:
            for path in sorted(every, key=lambda path: path.stat().st_mtime_ns)[:-most]:
                path.unlink()


def _decompressed(packed: bytes, size: int) -> Iterator[str]:
    """The text in parts, no longer than it is said to be."""
    unpacker = zlib.decompressobj()
    decoder = getincrementaldecoder("utf-8")("surrogatepass")
    left = size
    while left > 0 and (part := unpacker.decompress(packed, min(left, _CHUNK))):
        packed = unpacker.unconsumed_tail
        left -= len(part)
        yield decoder.decode(part)

"""Where text goes: the product to stdout or a file, notes to stderr."""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain
from pathlib import Path
from typing import Literal, Protocol, TextIO, cast

from legacymap.domain.errors import NoSuchSystemError, RequestError
from legacymap.domain.frozen import dataclass
from legacymap.domain.nearest import did_you_mean, listed
from legacymap.reports.escape import sanitised, uncommanding

Colour = Literal["auto", "always", "never"]
Text = str | Iterable[str]  # whole, or in parts where it may be long
_NARROW = 80
_SUFFIXES = {
    ".csv": "csv",
    ".docx": "docx",
    ".dot": "dot",
    ".graphml": "graphml",
    ".gv": "dot",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".md": "markdown",
    ".mermaid": "mermaid",
    ".mmd": "mermaid",
    ".pdf": "pdf",
    ".sarif": "sarif",
    ".svg": "svg",
    ".xlsx": "xlsx",
    ".xml": "junit",
}
_PLAIN = frozenset({"", ".txt"})


def make_streams_safe() -> None:
    """Makes the standard streams take any text: UTF-8 where piped, with replacements on a terminal.

    Notes go nowhere where stderr is closed; where stdout is, what is written there fails as on a full device.
    """
    if cast("object", sys.stderr) is None:
        sys.stderr = io.StringIO()
    if cast("object", sys.stdout) is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - a stream until the end
    sys.stdout = _whole(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def _whole(stream: TextIO) -> TextIO:
    """The stream with a buffer where it has none (PYTHONUNBUFFERED).

    A bare file writes what fits, or the first 2 GiB, and nobody learns that the rest is lost.
    """
    raw = getattr(stream, "buffer", None)
    if stream is not sys.__stdout__ or not isinstance(raw, io.RawIOBase):
        return stream
    stream.flush()
    # A descriptor of its own: whoever holds the stream that it takes the place of may go on with that.
    whole = open(os.dup(raw.fileno()), "wb")  # noqa: PTH123, SIM115 - a stream until the end
    return io.TextIOWrapper(whole, stream.encoding, stream.errors, line_buffering=False)


class Listener(Protocol):
    """Who is told what goes out, to be able to say it again."""

    notes: list[tuple[str, str, tuple[str, ...]]]

    def passed(self, text: Iterable[str]) -> Iterable[str]:
        """The parts of the product, as they pass."""


_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextlib.contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Has a listener told all notes and the product."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def note(message: str, hint: str = "", lines: Iterable[str] = ()) -> None:
    """Writes a message, further lines and a hint under them to stderr; whatever each quotes is one line."""
    lines = tuple(lines)
    if (listener := _LISTENER.get()) is not None:
        listener.notes.append((message, hint, lines))
    with contextlib.suppress(OSError):
        for line in (message, *lines):
            margin = line[: len(line) - len(line.lstrip(" "))]
            sys.stderr.write(uncommanding(f"{margin}{sanitised(line)}\n"))
        if hint:
            sys.stderr.write(uncommanding(f"  = hint: {sanitised(hint)}\n"))


def format_chosen(named: str | None, output: Path | None, known: tuple[str, ...]) -> str:
    """The format by its name, else by the output's suffix, else the first known; RequestError for another."""
    if named is not None and named not in known:
        hint = did_you_mean(named, known) or f"The formats are {listed(known, 'and')}."
        raise RequestError(f"There is no format `{named}` here.", hint)
    suffix = output.suffix.lower() if output is not None and named is None else ""
    if suffix not in _PLAIN and _SUFFIXES.get(suffix) not in known:
        hint = f"The formats are {listed(known, 'and')}; `-f` names one for any file."
        raise RequestError(f"The suffix of `{output}` names no format of this command.", hint)
    return named or _SUFFIXES.get(suffix, known[0])


# The keys of files that people write, at the start of a line or of the first bracket.
_WRITTEN_BY_HAND = re.compile(
    rb"(?:^|\A\xef\xbb\xbf|\A\s*\{\s*)[\"']?(?:organisation|systems|settings|scenario|framework)[\"']?\s*:",
    re.MULTILINE,
)
_LOOKED_AT = 1 << 20  # bytes of the beginning
_DEVICES = ("/dev/", "/proc/")


def require_spared(output: Path) -> None:
    """Raises RequestError where an output would take the place of an inventory, or go where a link leads.

    A file of the inventory, of settings, a scenario or a framework was written by hand, and is no output of a
    command. A link may stand in a folder that came from somebody else.
    """
    target = output.resolve()
    if not str(output).startswith(_DEVICES):
        inside = output.parent.resolve() if output.is_symlink() else None
        if inside is None and not output.is_absolute() and ".." not in output.parts:
            inside = Path.cwd().resolve()
        if inside is not None and not target.is_relative_to(inside):
            raise RequestError(
                f"`{output}` cannot be written: a link leads out of the folder, to `{target}`.",
                "Name that place itself if it is meant.",
            )
    if target.is_file():
        with target.open("rb") as opened:
            beginning = opened.read(_LOOKED_AT)
        if _WRITTEN_BY_HAND.search(beginning):
            raise RequestError(
                f"`{output}` cannot be written: it holds an inventory, or something else written by hand.",
                "Choose another name.",
            )


def marked(text: Text, chosen: str, output: Path | None) -> Text:
    """The text, with the byte order mark by which spreadsheets know UTF-8 where CSV becomes a file."""
    is_file = output is not None and (output.is_file() or not output.exists())
    if chosen != "csv" or not is_file:
        return text
    return f"\ufeff{text}" if isinstance(text, str) else chain(("\ufeff",), text)


def deliver(text: Text, output: Path | None) -> None:
    """Writes the product to stdout, or whole to a file: beside it first, then renamed."""
    if output is not None:
        require_spared(output)
    parts = (text,) if isinstance(text, str) else text
    if (listener := _LISTENER.get()) is not None:
        parts = listener.passed(parts)
    if output is None:
        sys.stdout.writelines(parts)
    elif output.exists() and not output.is_file() and not output.is_dir():
        with output.open("w", encoding="utf-8") as opened:  # a device or pipe takes what it is given
            opened.writelines(parts)
    else:
        from legacymap.writing.files import replaced

        replaced(output, parts)


def deliver_file(content: bytes, output: Path | None) -> None:
    """Writes a document to a pipe, or whole to a file as `deliver` does."""
    if output is not None:
        require_spared(output)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    elif output.exists() and not output.is_file() and not output.is_dir():
        output.write_bytes(content)  # a device or pipe takes what it is given
    else:
        from legacymap.writing.files import replaced

        replaced(output, content)


def require_place(output: Path | None) -> None:
    """Raises RequestError where a file could not be written in the end; for work that takes a while."""
    if output is None:
        return
    folder = output.resolve().parent
    if output.is_dir():
        raise RequestError(f"`{output}` cannot be written: it is a folder.", "Name a file in it.")
    if not folder.is_dir():
        raise RequestError(f"`{output}` cannot be written: there is no such folder.", "Check the path.")
    if not os.access(folder, os.W_OK):
        raise RequestError(
            f"`{output}` cannot be written: its folder may not be written to.", "Choose another."
        )
    require_spared(output)


def width(output: Path | None) -> int:
    """The columns that a table may use: the terminal's, COLUMNS where it is set, else 80."""
    return shutil.get_terminal_size((_NARROW, 24)).columns if output is None else _NARROW


def is_coloured(colour: Colour, output: Path | None) -> bool:
    """Whether colour may be added to what the text already says."""
    if colour != "auto":
        return colour == "always"
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return output is None and sys.stdout.isatty() and not is_plain


def next_step(path: Path | None) -> str:
    """The line that says how to validate what is at `path`; None is the current folder."""
    if path is None:
        return "Next: legacymap validate"
    named = f"./{path}" if str(path).startswith("-") else str(path)
    return sanitised(f"Next: legacymap validate {shlex.quote(named)}")


def require_system_first(command: str, system: str, paths: Sequence[Path]) -> None:
    """Raises RequestError where a system and the path behind it seem to be given the other way round."""
    if not paths or os.path.exists(paths[0]) or not os.path.exists(system):  # noqa: PTH110 - Path.exists may raise
        return
    words = [shlex.quote(str(each)) for each in (paths[0], system, *paths[1:])]
    raise RequestError(
        f"There is no file or folder `{paths[0]}`, but there is one `{system}`: the system comes first.",
        f"`legacymap {command} {' '.join(words)}`.",
    )


@contextmanager
def system_named(command: str, system: str) -> Iterator[None]:
    """Work on the one system that is asked for; faults of the inventory do not explain a path in its place.

    Raises RequestError where no system is named so, but a file or folder is.
    """
    try:
        yield
    except NoSuchSystemError:
        if not os.path.exists(system):  # noqa: PTH110 - Path.exists may raise
            raise
        raise RequestError(
            f"No system is named `{system}`; it is a file or folder, and the system comes first.",
            f"`legacymap {command} SYSTEM {shlex.quote(system)}`; `legacymap scan` lists the systems.",
        ) from None


@dataclass(frozen=True, slots=True)
class Target:
    """A format and the file that it is written to; None: stdout."""

    format: str
    file: Path | None


def targets(named: Sequence[str] | None, output: Path | None, known: tuple[str, ...]) -> tuple[Target, ...]:
    """Where each format goes: `NAME=FILE` to its file, `NAME` to `output` or else to stdout; files first.

    With nothing named, the format follows from the suffix of `output`. Raises RequestError for an unknown
    format, for two in one place, and for a file without a name.
    """
    found = [_target(each, known) for each in named or ()]
    plain = [each.format for each in found if each.file is None]
    if len(plain) > 1:
        where = f"`{output}`" if output else "stdout"
        raise RequestError(
            f"Several formats would go to {where}: {', '.join(plain)}.",
            f"Give each but one a file of its own: `-f {plain[-1]}=FILE`.",
        )
    filed = [each for each in found if each.file is not None]
    if plain or output or not filed:
        filed.append(Target(format_chosen(plain[0] if plain else None, output, known), output))
    require_distinct(each.file for each in filed)
    return tuple(sorted(filed, key=lambda each: each.file is None))


def file_targets(named: str | None, outputs: Sequence[Path], known: tuple[str, ...]) -> tuple[Target, ...]:
    """A format for each output, by its suffix or as named; without an output, stdout's.

    Raises RequestError where a format could not be delivered in the end: see `format_chosen`,
    `require_place` and `require_distinct`; and where one format is named for several files.
    """
    if named is not None and len(outputs) > 1:
        raise RequestError(
            f"One format, `{named}`, is named for {len(outputs)} files.",
            "Leave `-f` out: the suffix of each file chooses its format.",
        )
    found = tuple(Target(format_chosen(named, file, known), file) for file in outputs or (None,))
    require_distinct(outputs)
    for target in found:
        require_place(target.file)
    return found


def require_distinct(files: Iterable[Path | None]) -> None:
    """Raises RequestError where two of the files are one."""
    seen: set[Path] = set()
    for file in files:
        place = file.resolve() if file is not None else None
        if place in seen:
            raise RequestError(f"Two outputs would go to `{file}`.", "Give each a file of its own.")
        if place is not None:
            seen.add(place)


def _target(text: str, known: tuple[str, ...]) -> Target:
    name, sign, file = text.partition("=")
    chosen = format_chosen(name, None, known)
    if sign and not file:
        raise RequestError(f"`{text}` names no file.", f"Write `{name}=FILE`, or `{name}` for stdout.")
    return Target(chosen, Path(file) if file else None)

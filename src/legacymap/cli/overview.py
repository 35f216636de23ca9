"""What `--help` shows of the whole program: typer's screen, drawn from the list of commands alone.

To load typer and rich for it took ten times as long as to draw it; a test holds the two together.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from textwrap import wrap

from legacymap.cli.commands import COMMANDS, PURPOSE, by_task

_NARROWEST = 60  # columns; typer draws narrower screens, and folds columns for them
_USUAL = 80
# What makes rich draw in another way than it does for a plain pipe or a plain terminal; and a shell that
# waits for the words of a completion.
_UNUSUAL = (
    "FORCE_COLOR",
    "GITHUB_ACTIONS",
    "_LEGACYMAP_COMPLETE",
    "NO_COLOR",
    "PY_COLORS",
    "TERMINAL_WIDTH",
    "TTY_COMPATIBLE",
)
_DIM, _BOLD, _NAME, _SHORT, _USAGE = "2", "1", "1;36", "1;32", "1;33"
_OPTIONS = (
    ("--version", "-V", "Print the version and stop."),
    ("--install-completion", "", "Install completion for the current shell."),
    (
        "--show-completion",
        "",
        "Show completion for the current shell, to copy it or customize the installation.",
    ),
    ("--help", "-h", "Show this message and exit."),
)
_LONG, _SHORTER = 22, 10  # columns of the two names of an option
_Pen = Callable[[str, str], str]


def overview() -> str | None:
    """The screen for where stdout leads; None where its form is up to typer and rich."""
    width = _width()
    if width < _NARROWEST or sys.platform == "win32" or any(name in os.environ for name in _UNUSUAL):
        return None
    if not (sys.stdout.encoding or "").lower().startswith("utf"):  # others have no lines for its boxes
        return None
    is_terminal = sys.stdout.isatty()
    if is_terminal and os.environ.get("TERM", "dumb") in {"dumb", "unknown"}:
        return None
    return screen(width, coloured=is_terminal)


def screen(width: int, *, coloured: bool) -> str:
    """The screen in so many columns."""
    pen = _coloured if coloured else _plain
    usage, synopsis = "Usage: ", "legacymap [OPTIONS] COMMAND [ARGS]..."
    blank = " " * width
    rest = " " * (width - len(f" {usage}{synopsis}"))
    lines = [blank, f" {pen(usage, _USAGE)}{pen(synopsis, _BOLD)}{rest}", blank]
    lines += [f" {line:<{width - 1}}" for line in wrap(PURPOSE, width - 2)]
    lines.append(blank)
    options = [
        (f"{_cell(long, _LONG, _NAME, pen)}{_cell(short, _SHORTER, _SHORT, pen)}", said)
        for long, short, said in _OPTIONS
    ]
    lines += _panel("Options", options, (_LONG + _SHORTER, width), pen)
    longest = max(len(each.name) for each in COMMANDS) + 2
    for task, commands in by_task():
        rows = [(_cell(each.name, longest, _NAME, pen), each.purpose) for each in commands]
        lines += _panel(task, rows, (longest, width), pen)
    return "\n".join((*lines, "\n"))


def _width() -> int:
    """The columns that rich takes: those that COLUMNS says, else those of the first terminal among us."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal():
        return int(said) or _USUAL
    for stream in (0, 1, 2):
        with suppress(OSError):
            return os.get_terminal_size(stream).columns or _USUAL
    return _USUAL


def _plain(text: str, _: str) -> str:
    return text


def _coloured(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if text else ""


def _cell(text: str, width: int, style: str, pen: _Pen) -> str:
    """A text in its style, and spaces up to so many columns."""
    return pen(text, style) + " " * (width - len(text))


def _panel(title: str, rows: Iterable[tuple[str, str]], widths: tuple[int, int], pen: _Pen) -> Iterator[str]:
    """The lines of a box of rows, each a first cell and a text; the widths are the cell's and the box's."""
    first, width = widths
    edge = pen("│", _DIM)
    yield pen(f"╭─ {title} {'─' * (width - 5 - len(title))}╮", _DIM)
    for cell, text in rows:
        margin = cell
        for line in wrap(text, width - 4 - first):
            yield f"{edge} {margin}{line:<{width - 4 - first}} {edge}"
            margin = " " * first
    yield pen(f"╰{'─' * (width - 2)}╯", _DIM)

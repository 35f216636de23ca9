"""The program on a terminal: what may be shown there, and what may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import DAY, write

pty = pytest.importorskip("pty", reason="Windows has no such terminals")
TEXT = "organisation: {id: o, name: O}\nsystems:\n- {id: a, name: A, assessment: {scores: {L1: 6, C1: 5}}}\n"


def on_a_terminal(*arguments: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    """How the program ends with a terminal as its output, what that shows, and the notes beside it."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "legacymap", *arguments]
    settings = {each: value for each, value in os.environ.items() if each not in {"NO_COLOR", "TERM"}}
    with subprocess.Popen(
        command,
        cwd=folder,
        stdout=slave,
        stderr=subprocess.PIPE,
        env={**settings, "TERM": "xterm", **environment},
    ) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                read = os.read(master, 65536)
            except OSError:  # how Linux says that the other side has gone
                break
            if not read:
                break
            shown += read
        notes = process.stderr.read().decode() if process.stderr else ""
    os.close(master)
    return process.returncode, shown.decode(), notes


@pytest.mark.parametrize("arguments", [("scan", "-f", "html"), ("map",), ("map", "-q")], ids=" ".join)
def test_a_page_or_drawing_is_refused_with_a_way_out(arguments: tuple[str, ...], tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", TEXT)
    code, shown, notes = on_a_terminal(*arguments, folder=tmp_path)
    assert (code, shown) == (2, "")
    assert "A terminal cannot show a" in notes
    assert "`-o " in notes


def test_colour_only_underlines_words(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", TEXT)
    _, coloured, _ = on_a_terminal("scan", "--as-of", DAY, folder=tmp_path)
    _, plain, _ = on_a_terminal("scan", "--as-of", DAY, folder=tmp_path, NO_COLOR="1")
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "could be red" in plain

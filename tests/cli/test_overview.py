import io
import os
import re
import sys
from collections.abc import Iterator

import pytest
from rich.style import Style
from rich.text import Text

from legacymap.cli import overview
from legacymap.cli.commands import COMMANDS, Command, by_task
from legacymap.cli.program import loaded
from tests.cli.running import ROOT, legacymap, started

UNUSUAL = ("FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR", "PY_COLORS", "TERMINAL_WIDTH", "TTY_COMPATIBLE")
TYPERS = "_TYPER_FORCE_DISABLE_TERMINAL"  # for a process of its own, whose screen typer draws


def drawn_by_typer(width: int, **environment: str) -> str:
    environment |= {"COLUMNS": str(width), "TERMINAL_WIDTH": str(width)}
    return started("--help", folder=ROOT, **environment).out


@pytest.mark.parametrize("width", [60, 61, 80, 133, 250])
def test_the_screen_is_the_one_that_typer_draws(width: int) -> None:
    assert overview.screen(width, coloured=False) == drawn_by_typer(width, **{TYPERS: "1"})


@pytest.mark.parametrize("width", [60, 121])
def test_so_are_its_colours(width: int) -> None:
    ours = overview.screen(width, coloured=True)
    theirs = drawn_by_typer(width, FORCE_COLOR="1", TERM="xterm", PYTHONIOENCODING="utf-8")
    assert list(_inked(ours)) == list(_inked(theirs))


def _inked(screen: str) -> Iterator[tuple[str, Style | None]]:
    """Every character that can be seen, with its style."""
    text = Text.from_ansi(screen)
    styles: list[Style] = [Style()] * len(text)
    for span in text.spans:
        style = span.style if isinstance(span.style, Style) else Style.parse(span.style)
        styles[span.start : span.end] = [style] * (span.end - span.start)
    return ((letter, style) for letter, style in zip(text.plain, styles, strict=True) if letter.strip())


@pytest.mark.parametrize("arguments", [(), ("-h",), ("--help",)])
def test_help_is_the_overview(arguments: tuple[str, ...]) -> None:
    assert legacymap(*arguments).out == overview.screen(80, coloured=False)


def test_narrow_screens_and_unusual_terminals_are_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "59")
    assert overview.overview() is None
    monkeypatch.setenv("COLUMNS", "80")
    for name in UNUSUAL:
        monkeypatch.delenv(name, raising=False)
    assert overview.overview() is not None
    for name in UNUSUAL:
        monkeypatch.setenv(name, "1")
        assert overview.overview() is None
        monkeypatch.delenv(name)


@pytest.mark.parametrize(("encoding", "speaks"), [("utf-8", True), ("UTF8", True), ("latin-1", False)])
def test_a_terminal_without_lines_for_boxes_is_left_to_typer(
    monkeypatch: pytest.MonkeyPatch, encoding: str, *, speaks: bool
) -> None:
    for name in UNUSUAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert (overview.overview() is not None) is speaks


def test_columns_that_are_no_decimal_number_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in UNUSUAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "8²")
    assert overview.overview() == overview.screen(80, coloured=False)


def test_a_terminal_gets_colours_unless_it_is_a_dumb_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in UNUSUAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert overview.overview() == overview.screen(80, coloured=True)
    monkeypatch.setenv("TERM", "dumb")
    assert overview.overview() is None


def test_without_columns_the_first_terminal_among_the_streams_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def size(stream: int) -> os.terminal_size:
        if stream == 1:
            return os.terminal_size((99, 40))
        raise OSError

    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(os, "get_terminal_size", size)
    for name in UNUSUAL:
        monkeypatch.delenv(name, raising=False)
    assert overview.overview() == overview.screen(99, coloured=False)


@pytest.mark.parametrize("listed", COMMANDS, ids=lambda each: each.name)
def test_the_purpose_is_what_the_command_says_of_itself(listed: Command) -> None:
    command = loaded(listed)
    assert command.name == listed.name
    assert " ".join(command.help.split("\n\n")[0].split()) == listed.purpose
    assert bool(listed.example) is not hasattr(command, "commands")


def test_every_command_stands_under_its_task_once() -> None:
    names = [each.name for each in COMMANDS]
    listed = [each.name for _, commands in by_task() for each in commands]
    assert sorted(listed) == sorted(names)
    assert len(set(names)) == len(names)


def test_a_slip_of_a_name_gets_the_nearest() -> None:
    assert re.search(r"Did you mean .*'scan'", legacymap("scna").err)


def test_a_shell_that_completes_gets_words_and_no_screen() -> None:
    waiting = {
        "_LEGACYMAP_COMPLETE": "complete_bash",
        "COMP_WORDS": "legacymap lifecycle s",
        "COMP_CWORD": "2",
    }
    assert started(folder=ROOT, **waiting).out.split() == ["show", "search"]

"""What holds for every command: exit codes, pipes, colour, version."""

import os
import re
import subprocess
import sys

import pytest

from legacymap import __version__
from legacymap.cli import app as main
from tests.cli.running import ROOT, SAMPLE, legacymap


def test_the_version_is_printed() -> None:
    assert legacymap("--version").out == f"legacymap {__version__}\n"


@pytest.mark.parametrize("command", [(), ("scan",), ("validate",), ("explain",), ("rules",)])
def test_help_is_everywhere(command: tuple[str, ...]) -> None:
    run = legacymap(*command, "--help")
    assert run.code == 0
    assert "Usage" in run.out


def test_an_unknown_command_is_refused() -> None:
    run = legacymap("scna")
    assert run.code == 2
    assert "scan" in run.err


def test_a_closed_pipe_ends_quietly() -> None:
    scan = f'"{sys.executable}" -m legacymap scan inventories/uk-public-record'
    command = f'{scan} | head -1; echo "${{PIPESTATUS[0]}}"'
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert run.stdout.splitlines() == ["OFFICIAL", "0"]


def test_colour_is_only_added_where_asked() -> None:
    assert "\x1b" not in legacymap("scan", SAMPLE).out
    assert "\x1b" in legacymap("scan", SAMPLE, "--color", "always").out


def test_words_are_the_same_with_and_without_colour() -> None:
    plain = legacymap("scan", SAMPLE, "--color", "never").out
    coloured = legacymap("scan", SAMPLE, "--color", "always").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_a_bug_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(_: object) -> int:
        message = "secret of the inventory"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(main, "_called", broken)
    monkeypatch.delitem(os.environ, "LEGACYMAP_DEBUG", raising=False)
    assert main.run(["scan"]) == 3
    said = capsys.readouterr().err
    assert "a bug in legacymap" in said
    assert "secret" not in said


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "_called", interrupted)
    assert main.run(["scan"]) == 130


def test_rules_are_listed_and_each_has_its_page() -> None:
    listed = legacymap("rules").out
    page = legacymap("rules", "LM201")
    assert "LM201" in listed
    assert page.code == 0
    assert "Why" in page.out
    assert legacymap("rules", "LM999").code == 2

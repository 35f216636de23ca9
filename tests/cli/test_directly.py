"""What is read of a command line without typer is what typer reads of it."""

import inspect
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from legacymap.cli import program
from legacymap.cli.commands import COMMANDS, Command
from legacymap.cli.declared import Argument, Group, Parameter, command_of, parameters
from legacymap.cli.directly import plain_call, values

PARSED = {"day": "2026-11-22", "old_day": "commit", "share": "0.25", "processes": "2"}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every command by its name, those of groups too."""
    for each in COMMANDS:
        found = command_of(each.place)
        if isinstance(found, Group):
            yield from ((f"{each.name} {name}", function) for name, (function, _) in found.commands.items())
        else:
            yield each.name, found


EVERY = dict(functions())


def written(parameter: Parameter) -> str:
    """A value that the parameter takes."""
    settings = parameter.declared.settings
    if "parser" in settings:
        return PARSED[getattr(settings["parser"], "__name__", "")]
    if get_origin(parameter.kind) is Literal:
        return str(get_args(parameter.kind)[-1])
    return {int: "3", float: "0.125", Path: "some/where", str: "a text"}[parameter.kind]


def given(parameter: Parameter, name: str) -> list[str]:
    return [name] if parameter.kind is bool else [name, written(parameter)]


def needed(known: list[Parameter]) -> list[str]:
    """The words without which no line of the command is whole."""
    words = []
    for each in known:
        if each.is_required:
            words += [] if isinstance(each.declared, Argument) else [each.declared.names[0]]
            words.append(written(each))
    return words


def lines(known: list[Parameter]) -> Iterator[list[str]]:
    """Lines of a command: the shortest, one with each name of each flag, one with all of them."""
    least = needed(known)
    yield least
    whole = list(least)
    for each in known:
        if isinstance(each.declared, Argument):
            whole += ["one", "two"] if each.is_list else [] if each.is_required else [written(each)]
        elif not each.is_required:
            for name in each.declared.names:
                yield [*given(each, name), *least]
                if each.is_list:
                    yield [*least, *given(each, name), *given(each, name)]
                if each.kind is not bool and name.startswith("--"):
                    yield [*least, f"{name}={written(each)}"]
            whole += given(each, each.declared.names[-1])
    yield whole


def recorded(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that answers with what it is given."""

    @wraps(command)
    def recorder(**given: object) -> dict[str, object]:
        return given

    recorder.__signature__ = inspect.signature(command)  # type: ignore[attr-defined]
    return recorder


@pytest.mark.parametrize("name", EVERY)
def test_each_way_to_give_a_flag_is_read_as_typer_reads_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "command_of", lambda _: recorded(EVERY[name]))
    typers = program.loaded(Command("", name, "", "", ""))
    known = parameters(EVERY[name])
    for line in lines(known):
        assert values(known, line) == typers.main(list(line), standalone_mode=False), line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "scna",
        "scan --help",
        "scan -h",
        "scan --nothing",
        "scan --quiet=yes",
        "scan -qf json",
        "scan -fjson",
        "scan -- folder",
        "scan -",
        "scan --top",
        "scan --top -1",
        "scan --top 0",
        "scan --top x",
        "scan --top=",
        "scan --top 1 --top 2",
        "scan --as-of soon",
        "scan --reach-decay 1",
        "scan --color sometimes",
        "scan folder\x1bname",
        "explain",
        "add a b c",
        "lifecycle",
        "lifecycle nothing",
        "lifecycle show",
        "solve problem.json --gap 1e-3",
        "solve problem.json --gap 2",
    ],
)
def test_whatever_is_unusual_is_left_to_typer(line: str) -> None:
    assert plain_call(line.split(" ")) is None


def test_a_file_that_may_not_be_read_is_left_to_typer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "problem.json"
    file.touch()
    assert plain_call(["solve", str(file)]) is not None
    monkeypatch.setattr("os.access", lambda *_: False)
    assert plain_call(["solve", str(file)]) is None
    assert plain_call(["scan", str(file)]) is not None  # a finding, not a refusal


def test_a_shell_that_waits_for_words_is_answered_by_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain_call(["scan"]) is not None
    monkeypatch.setenv("_LEGACYMAP_COMPLETE", "complete_bash")
    assert plain_call(["scan"]) is None

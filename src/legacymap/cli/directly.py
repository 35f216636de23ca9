"""A plain command line, read without typer: with what it makes of flags it takes a sixth of a small check.

Help, completion, mistakes and rare ways to write a flag are typer's, which then reads the line anew.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from legacymap.cli.commands import COMMANDS
from legacymap.cli.declared import Argument, Group, Parameter, command_of, parameters
from legacymap.domain.errors import RequestError

_COMPLETING = "_LEGACYMAP_COMPLETE"  # what a shell sets that waits for words


class _NotPlainError(Exception):
    """The line is one for typer."""


def plain_call(line: Sequence[str]) -> Callable[[], int | None] | None:
    """The command that a line calls, with all that it gives; None where typer is to read the line."""
    name, *words = line
    place = next((each.place for each in COMMANDS if each.name == name), None)
    if place is None or _COMPLETING in os.environ:
        return None
    command = command_of(place)
    if isinstance(command, Group):
        if not words or words[0] not in command.commands:
            return None
        command, words = command.commands[words[0]][0], words[1:]
    function = command
    try:
        given = values(parameters(function), words)
    except _NotPlainError:
        return None
    return lambda: function(**given)


def values(known: Sequence[Parameter], words: Iterable[str]) -> dict[str, Any]:
    """What the words of a line give for each parameter, by its name; raises where the line is not plain."""
    flags = {name: each for each in known for name in each.declared.names}
    given: dict[str, list[str]] = {each.name: [] for each in known}
    loose = list(_loose(words, flags, given))
    for each in known:
        if isinstance(each.declared, Argument):
            count = len(loose) if each.is_list else 1
            given[each.name], loose = loose[:count], loose[count:]
    if loose:
        raise _NotPlainError
    return {each.name: _value(each, given[each.name]) for each in known}


def _loose(
    words: Iterable[str], flags: Mapping[str, Parameter], given: Mapping[str, list[str]]
) -> Iterator[str]:
    """The words that stand by themselves; what flags say is added to what is given."""
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            yield word
            continue
        name, is_joined, value = word.partition("=") if word.startswith("--") else (word, "", "")
        flag = flags.get(name)
        if flag is None or (flag.kind is bool and is_joined):
            raise _NotPlainError
        if flag.kind is bool:
            value = "yes"
        elif not is_joined:
            value = next(rest, "")
        if not value or value.startswith("-"):
            raise _NotPlainError
        given[flag.name].append(value)


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:  # noqa: ANN401 - of the type that the parameter has
    if not texts:
        if parameter.is_required:
            raise _NotPlainError
        return parameter.default
    if parameter.is_list:
        return [_one(parameter, text) for text in texts]
    if len(texts) > 1:
        raise _NotPlainError
    return _one(parameter, texts[0])


def _one(parameter: Parameter, text: str) -> Any:  # noqa: ANN401 - the same
    settings, kind = parameter.declared.settings, parameter.kind
    if not text.isprintable():  # what is no text at all, too
        raise _NotPlainError
    if (parser := settings.get("parser")) is not None:
        try:
            return parser(text)
        except RequestError:
            raise _NotPlainError from None
    if kind is Path:
        return _path(text, must_be_readable=settings.get("readable", True))
    if kind in {int, float}:
        return _number(kind, text, settings.get("min"), settings.get("max"))
    if kind is bool:
        return True
    if kind is str or (get_origin(kind) is Literal and text in get_args(kind)):
        return text
    raise _NotPlainError


def _path(text: str, *, must_be_readable: bool) -> Path:
    if must_be_readable and os.path.exists(text) and not os.access(text, os.R_OK):  # noqa: PTH110 - of a name that may be no path
        raise _NotPlainError
    return Path(text)


def _number(kind: type[int | float], text: str, least: float | None, most: float | None) -> float:
    digits = text if kind is int else text.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or len(digits) > _LONGEST_NUMBER:
        raise _NotPlainError
    found = kind(text)
    if (least is not None and found < least) or (most is not None and found > most):
        raise _NotPlainError
    return found


_LONGEST_NUMBER = 15  # digits; of these every one counts

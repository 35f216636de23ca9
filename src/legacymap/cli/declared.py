"""The flags and arguments of commands, declared in the words of typer without loading it.

`program` hands them to typer where it is needed; `directly` reads a plain command line by them alone.
"""

import inspect
from collections.abc import Callable
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, NamedTuple, TypedDict, Union, get_args, get_origin

from typing_extensions import Unpack


class _Settings(TypedDict, total=False):
    """What typer takes of both, by its own names."""

    metavar: str
    help: str
    rich_help_panel: str
    autocompletion: Callable[..., list[str] | list[tuple[str, str]]]
    parser: Callable[[str], object]
    min: float
    max: float
    readable: bool


class Argument:
    """A word of the command line that is known by its place.

    A parser raises RequestError for what it does not take.
    """

    def __init__(self, **settings: Unpack[_Settings]) -> None:
        self.names: tuple[str, ...] = ()
        self.settings = settings


class Option:
    """A flag, with its names."""

    def __init__(self, *names: str, **settings: Unpack[_Settings]) -> None:
        self.names = names
        self.settings = settings


class Group(NamedTuple):
    """Commands under one name, each with its function and an example that works on the samples."""

    purpose: str
    commands: dict[str, tuple[Callable[..., Any], str]]


class Parameter(NamedTuple):
    """A parameter of a command: what is declared of it, and of what type its values are."""

    name: str
    declared: Argument | Option
    kind: Any
    is_list: bool
    default: Any

    @property
    def is_required(self) -> bool:
        """Whether there is nothing to take where the command line says nothing."""
        return self.default is inspect.Parameter.empty


def command_of(place: str) -> Callable[..., Any] | Group:
    """The function or group that a line of the list of commands means, with its module."""
    module, _, name = place.partition(":")
    found: Callable[..., Any] | Group = getattr(import_module(f"legacymap.cli.{module}"), name)
    return found


def parameters(command: Callable[..., Any]) -> list[Parameter]:
    """The parameters of a command, in order."""
    found = []
    for each in inspect.signature(command).parameters.values():
        annotated, declared = get_args(each.annotation)
        kind, is_list = _kind(annotated)
        found.append(Parameter(each.name, declared, kind, is_list, each.default))
    return found


def _kind(annotated: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any type that a parameter may have
    """The type of one value, and whether there may be several."""
    if get_origin(annotated) in {Union, UnionType}:
        annotated = next(each for each in get_args(annotated) if each is not NoneType)
    if get_origin(annotated) is list:
        return get_args(annotated)[0], True
    return annotated, False

"""The command line as typer knows it: a group that loads the one command that is called.

It is asked for help, for completion, and where `directly` cannot read a line.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, Literal, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from legacymap import __version__
from legacymap.cli.commands import COMMANDS, HELP, PURPOSE, REQUEST, Command
from legacymap.cli.declared import Group, Option, command_of
from legacymap.cli.output import note
from legacymap.domain.errors import RequestError
from legacymap.domain.nearest import listed

_READ_ON = "`{} --help` shows what it takes."
_MARKUP: Literal["markdown"] = "markdown"


class _Commands(TyperGroup):
    """The commands' names and purposes, for help and completion; one is loaded when it is called."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - what typer gives its groups
        super().__init__(**settings)
        for each in COMMANDS:
            self.add_command(
                TyperCommand(
                    each.name, help=each.purpose, rich_help_panel=each.task, rich_markup_mode=_MARKUP
                )
            )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer keeps these types to itself
        """The command that is called, loaded, with the rest of the arguments."""
        name, found, rest = super().resolve_command(ctx, args)
        if found is None:
            return name, found, rest
        command = loaded(next(each for each in COMMANDS if each.name == name))
        if not set(HELP).isdisjoint(rest):
            _plainly_described(command)
        return name, command, rest


app = typer.Typer(
    name="legacymap",
    cls=_Commands,
    help=PURPOSE,
    rich_markup_mode=_MARKUP,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": list(HELP)},
)


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"legacymap {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def called(arguments: Sequence[str]) -> int:
    """The exit code of the command that `arguments` name; KeyboardInterrupt where it was broken off."""
    command = get_command(app)
    if not arguments or not set(HELP).isdisjoint(arguments):
        _plainly_described(command)
    try:
        result = command.main(list(arguments), prog_name="legacymap", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        note(f"legacymap: {error.format_message()}", _hint(arguments))
        return REQUEST
    return result if isinstance(result, int) else 0


def _hint(arguments: Sequence[str]) -> str:
    """Where the user reads on: the help of the command that the line calls; of a group also its commands."""
    place = next((each.place for each in COMMANDS if each.name == arguments[0]), None)
    if place is None:
        return _READ_ON.format("legacymap")
    path, command = f"legacymap {arguments[0]}", command_of(place)
    if not isinstance(command, Group):
        return _READ_ON.format(path)
    if len(arguments) > 1 and arguments[1] in command.commands:
        return _READ_ON.format(f"{path} {arguments[1]}")
    return f"Its commands are {listed(tuple(command.commands), 'and')}: see `{path} --help`."


def loaded(line: Command) -> Any:  # noqa: ANN401 - typer keeps its commands' types to itself
    """The command or group that a line of the list means, with its module, as typer knows it."""
    command = command_of(line.place)
    made = typer.Typer(
        name=line.name, rich_markup_mode=_MARKUP, pretty_exceptions_enable=False, add_completion=False
    )
    if isinstance(command, Group):
        made.callback(help=command.purpose, invoke_without_command=True)(_shown_where_alone)
        for name, (function, example) in command.commands.items():
            _add(made, name, function, example)
        return get_group(made)
    _add(made, line.name, command, line.example)
    return get_command(made)


def _shown_where_alone(context: typer.Context) -> None:
    """Shows the help of a group of which no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _add(to: typer.Typer, name: str, function: Callable[..., Any], example: str) -> None:
    """Adds a command, its flags declared to typer."""

    @wraps(function)
    def called_by_typer(**given: Any) -> Any:  # noqa: ANN401 - what typer read from the command line
        return function(**given)

    parameters = inspect.signature(function).parameters
    annotations = {each.name: _as_typer_has_it(each.annotation) for each in parameters.values()}
    called_by_typer.__annotations__ = annotations
    called_by_typer.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # typer reads it
        [each.replace(annotation=annotations[each.name]) for each in parameters.values()]
    )
    to.command(name=name, epilog=f"Example: `{example}`")(called_by_typer)


def _as_typer_has_it(annotation: Any) -> Any:  # noqa: ANN401 - any type that a parameter may have
    kind, declared = get_args(annotation)
    settings: dict[str, Any] = dict(declared.settings)
    if "parser" in settings:
        settings["parser"] = _parser(settings["parser"])
    if isinstance(declared, Option):
        return Annotated[kind, typer.Option(*declared.names, **settings)]
    return Annotated[kind, typer.Argument(**settings)]


def _parser(parse: Callable[[str], object]) -> Callable[[str], object]:
    def parsed(text: str) -> object:
        try:
            return parse(text)
        except RequestError as error:
            raise typer.BadParameter(error.message) from None

    return parsed


def _plainly_described(command: Any) -> None:  # noqa: ANN401 - typer keeps its commands' types to itself
    """Rids the help of a command and of all below it of the names of types of Python."""
    helping = command.get_help_option(typer.Context(command, help_option_names=list(HELP)))
    for parameter in (helping, *command.params):
        if parameter.param_type_name == "argument":
            parameter.display_type_rich = lambda ctx: None  # noqa: ARG005 - its name in capitals says it
        elif parameter.is_flag:
            parameter.metavar = ""
    for each in getattr(command, "commands", {}).values():
        _plainly_described(each)

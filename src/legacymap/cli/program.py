"""The command line as typer knows it: a group that loads the one command that is called."""

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from legacymap import __version__
from legacymap.cli.commands import COMMANDS, HELP, PURPOSE, REQUEST, Command
from legacymap.cli.output import note
from legacymap.domain.nearest import listed

_MARKUP: Literal["markdown"] = "markdown"


class _Commands(TyperGroup):
    """The commands' names and purposes, for help and completion; one is loaded when it is called."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - what typer gives its groups
        super().__init__(**settings)
        for each in COMMANDS:
            line = TyperCommand(
                each.name, help=each.purpose, rich_help_panel=each.task, rich_markup_mode=_MARKUP
            )
            self.add_command(line)

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
        message = error.format_message().replace("Value error, ", "")  # the words of another library
        note(f"legacymap: {message}", _hint(arguments))
        return REQUEST
    return result if isinstance(result, int) else 0


def _hint(arguments: Sequence[str]) -> str:
    """Where the user reads on: the help of the command that the line calls; of a group also its commands."""
    path = "legacymap"
    line = next((each for each in COMMANDS if each.name == arguments[0]), None)
    if line is not None:
        path = f"{path} {line.name}"
        inner = getattr(loaded(line), "commands", {})
        if inner and not (len(arguments) > 1 and arguments[1] in inner):
            return f"Its commands are {listed(tuple(inner), 'and')}: see `{path} --help`."
        path = f"{path} {arguments[1]}" if inner else path
    return f"`{path} --help` shows what it takes."


def loaded(line: Command) -> Any:  # noqa: ANN401 - typer keeps its commands' types to itself
    """The command or group that a line of the list means, with its module."""
    module, _, name = line.place.partition(":")
    function = getattr(import_module(f"legacymap.cli.{module}"), name)
    if isinstance(function, typer.Typer):
        function.callback(invoke_without_command=True)(_shown_where_alone)
        group = get_group(function)
        group.name = line.name
        return group
    alone = typer.Typer(rich_markup_mode=_MARKUP, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name=line.name, epilog=f"Example: `{line.example}`")(function)
    return get_command(alone)


def _shown_where_alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        _plainly_described(context.command)
        typer.echo(context.get_help())


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

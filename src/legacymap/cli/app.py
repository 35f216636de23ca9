"""The program's commands, by task; each command's module registers itself here."""

import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from legacymap import __version__
from legacymap.cli.changes import diff, history
from legacymap.cli.checking import rules, schema, validate
from legacymap.cli.estate import explain, gaps, impact, map_estate, scan, services, suppliers, technologies
from legacymap.cli.exchange import import_source
from legacymap.cli.export import export
from legacymap.cli.inventory import add, init
from legacymap.cli.lifecycle import lifecycle
from legacymap.cli.output import make_streams_safe, note
from legacymap.cli.planning import plan, report
from legacymap.cli.sharing import dock, reconcile, share
from legacymap.cli.solving import solve
from legacymap.domain.errors import RequestError

_START = "Start an inventory"
_CHECK = "Keep the inventory true"
_SEE = "See the estate"
_ACT = "Plan the update"
_DATES = "Know the support dates"
_EXCHANGE = "Bring in and hand out"
_SHARE = "Share with others"
_HELP = ["-h", "--help"]

app = typer.Typer(
    name="legacymap",
    help="Map legacy systems, score their risk honestly, and plan their update.",
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": _HELP},
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


# Each command under the task that it serves, with an example that works on the samples.
COMMANDS: tuple[tuple[str, str, Callable[..., object], str], ...] = (
    (_START, "init", init, "legacymap init estate --organisation home-office"),
    (_START, "add", add, 'legacymap add case-tracker estate --name "Case tracker"'),
    (_EXCHANGE, "import", import_source, "legacymap import docs/examples/register.csv --into estate"),
    (_CHECK, "validate", validate, "legacymap validate inventories/example-department"),
    (_CHECK, "rules", rules, "legacymap rules LM201"),
    (_CHECK, "schema", schema, "legacymap schema scan"),
    (_SEE, "scan", scan, "legacymap scan inventories/example-department --top 10"),
    (_SEE, "explain", explain, "legacymap explain identity-hub inventories/example-department"),
    (_SEE, "gaps", gaps, "legacymap gaps inventories/uk-public-record --top 20"),
    (_SEE, "impact", impact, "legacymap impact identity-hub inventories/example-department"),
    (_SEE, "map", map_estate, "legacymap map inventories/example-department -o map.html"),
    (_SEE, "services", services, "legacymap services inventories/example-department"),
    (_SEE, "suppliers", suppliers, "legacymap suppliers inventories/example-department -o suppliers.csv"),
    (_SEE, "technologies", technologies, "legacymap technologies inventories/example-department"),
    (
        _SEE,
        "diff",
        diff,
        "legacymap diff inventories/example-federation/home-office inventories/example-department",
    ),
    (_SEE, "history", history, "legacymap history inventories/example-department --since HEAD~20"),
    (_ACT, "plan", plan, "legacymap plan inventories/example-department"),
    (_ACT, "report", report, "legacymap report inventories/example-department -o submission.docx"),
    (_ACT, "solve", solve, "legacymap solve docs/examples/problem.json"),
    (_SHARE, "share", share, "legacymap share inventories/uk-public-record --audience government -o return"),
    (_SHARE, "dock", dock, "legacymap dock inventories/example-federation/returns/* --into centre"),
    (_SHARE, "reconcile", reconcile, "legacymap reconcile inventories/example-federation/docked"),
)
for _panel, _name, _command, _example in COMMANDS:
    app.command(name=_name, rich_help_panel=_panel, epilog=f"Example: `{_example}`")(_command)
app.add_typer(export, name="export", rich_help_panel=_ACT)
app.add_typer(lifecycle, name="lifecycle", rich_help_panel=_DATES)


CLEAN, FINDINGS, REQUEST, BUG, INTERRUPTED = 0, 1, 2, 3, 130
# What the system says of a name itself that cannot be one, or of a place that may not be entered.
_NO_NAME = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})
# How a device says that it takes no more, or nothing at all.
_NO_MEMORY = ("failed to map segment", "Cannot allocate memory", "memory allocation")
_LONGEST_NAME = 120
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command that `arguments` name."""
    gc.disable()  # one short run that keeps what it makes: collecting took a tenth of a large scan
    try:
        make_streams_safe()
        _check_surroundings(arguments)
        code = _called(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return CLEAN
    except RequestError as error:
        note(f"legacymap: {error.lines[0]}", error.hint, error.lines[1:])
        return REQUEST
    except OSError as error:
        return _system_said(error)
    except (KeyboardInterrupt, typer.Abort):
        note("legacymap: interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last net: a bug must not end in a traceback
        return _out_of_memory() if _is_for_memory(error) else _bug(error)
    return code


def _is_for_memory(error: BaseException | None) -> bool:
    """Whether the system gave no more memory: to the program, or to a library that was to be loaded."""
    while error is not None:
        said = str(error)
        if isinstance(error, MemoryError) or any(words in said for words in _NO_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _out_of_memory() -> int:
    note(
        "legacymap: the system gives no more memory, and nothing more was written.",
        "Raise the limit (`ulimit -v`, or the container's), or name fewer folders.",
    )
    return REQUEST


def _check_surroundings(arguments: Sequence[str]) -> None:
    """Raises RequestError for what would be taken for the current folder by accident, or is none any more."""
    if "" in arguments:
        raise RequestError("An argument is empty.", "Is a variable not set? Name the path or value itself.")
    try:
        os.getcwd()  # noqa: PTH109 - only to learn whether there is one
    except OSError:
        raise RequestError("The current folder is gone.", "Go to a folder that is there: `cd`.") from None


def _called(arguments: Sequence[str]) -> int:
    command = get_command(app)
    if not arguments or not set(_HELP).isdisjoint(arguments):
        _plainly_described(command)
    try:
        result = command.main(list(arguments), prog_name="legacymap", standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "legacymap"
        note(f"legacymap: {error.format_message()}", f"`{path} --help` shows what it takes.")
        return REQUEST
    return result if isinstance(result, int) else CLEAN


def _plainly_described(command: Any) -> None:  # noqa: ANN401 - typer keeps its commands' types to itself
    """Rids the help of a command and of all below it of the names of types of Python."""
    helping = command.get_help_option(typer.Context(command, help_option_names=_HELP))
    for parameter in (helping, *command.params):
        if parameter.param_type_name == "argument":
            parameter.display_type_rich = lambda ctx: None  # noqa: ARG005 - its name in capitals says it
        elif parameter.is_flag:
            parameter.metavar = ""
    for each in getattr(command, "commands", {}).values():
        _plainly_described(each)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _system_said(error: OSError) -> int:
    """What the system refused: a name, a place or a full device; anything else is a bug."""
    if error.errno in _NO_NAME and error.filename:
        name = _cut(os.fsdecode(error.filename))
        note(f"legacymap: `{name}` cannot be used: {error.strerror}.", "Check the path.")
        return REQUEST
    is_full = error.errno in _UNWRITABLE or isinstance(error, io.UnsupportedOperation)
    return _unwritten(error) if is_full else _bug(error)


def _unwritten(error: OSError) -> int:
    _silence_stdout()
    why = error.strerror or "it is closed"
    note(f"legacymap: the output cannot be written: {why}.", "`-o FILE` writes to another place.")
    return REQUEST


def _bug(error: Exception) -> int:
    if os.environ.get("LEGACYMAP_DEBUG"):
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - a name to print, not a path to open
    note(
        f"legacymap: a bug in legacymap, not in your files: {type(error).__name__} at {where}.",
        "Please report it with this line; LEGACYMAP_DEBUG=1 shows more (it may quote your inventory).",
    )
    return BUG


def _silence_stdout() -> None:
    """Lets the interpreter flush what is left without complaint once the reader of a pipe has gone."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass

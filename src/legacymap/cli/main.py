"""One run of the program: whatever happens ends in an exit code and at most one clear message."""

import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.main import get_command

from legacymap.cli.app import app
from legacymap.cli.output import make_streams_safe, note
from legacymap.domain.errors import RequestError

CLEAN, FINDINGS, REQUEST, BUG, INTERRUPTED = 0, 1, 2, 3, 130
# How a device says that it takes no more, or nothing at all.
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command that `arguments` name."""
    gc.disable()  # one short run that keeps what it makes: collecting took a tenth of a large scan
    try:
        make_streams_safe()
        code = _called(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return CLEAN
    except RequestError as error:
        note(f"legacymap: {error.message}", error.hint)
        return REQUEST
    except OSError as error:
        is_full = error.errno in _UNWRITABLE or isinstance(error, io.UnsupportedOperation)
        return _unwritten(error) if is_full else _bug(error)
    except (KeyboardInterrupt, typer.Abort):
        note("legacymap: interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last net: a bug must not end in a traceback
        return _bug(error)
    return code


def _called(arguments: Sequence[str]) -> int:
    command = get_command(app)
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

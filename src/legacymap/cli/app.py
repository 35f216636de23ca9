"""A run of the program: its exit code, whatever happens on the way."""

import errno
import gc
import io
import os
import sys
from collections.abc import Sequence

from legacymap.cli.commands import BUG, CLEAN, HELP, INTERRUPTED, REQUEST
from legacymap.cli.output import make_streams_safe, note
from legacymap.domain.errors import RequestError

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
    except KeyboardInterrupt:
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
    if not arguments or tuple(arguments) in {(each,) for each in HELP}:
        from legacymap.cli.overview import overview

        if (screen := overview()) is not None:
            sys.stdout.write(screen)
            return CLEAN
    from legacymap.cli.program import called

    return called(arguments)


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
    import traceback

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

"""The program's entry: answers `--version` at once, hands everything else to the command line."""

import contextlib
import os
import sys
from typing import NoReturn

from legacymap import __version__


def main() -> None:
    """Runs the program and ends the process with its exit code (cli page)."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        with contextlib.suppress(OSError, AttributeError):  # full, or closed: the command line says so
            sys.stdout.write(f"legacymap {__version__}\n")
            sys.stdout.flush()
            return
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none; looking takes a while
    from legacymap.cli.app import run  # noqa: PLC0415 - --version is answered before anything is imported

    _end(run(sys.argv[1:]))


def _end(code: int) -> NoReturn:
    """Ends the process at once: taking a large estate apart piece by piece would cost more than it frees."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

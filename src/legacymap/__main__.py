"""The program's entry: answers `--version` at once, hands everything else to the command line."""

import gc
import os
import sys

from legacymap import __version__


def main() -> None:
    """Runs the program and ends the process with its exit code (cli page)."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        try:
            sys.stdout.write(f"legacymap {__version__}\n")
            sys.stdout.flush()
        except (OSError, AttributeError):
            pass  # full, or closed: the command line says so
        else:
            _end(0)
    gc.disable()  # before anything is imported: `run` says why
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we have none; looking takes a while
    from legacymap.cli.app import run  # noqa: PLC0415 - --version is answered before anything is imported

    _end(run(sys.argv[1:]))


def _end(code: int) -> None:
    """Ends the process at once: taking a large estate apart piece by piece would cost more than it frees."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass  # nobody is left to tell
    os._exit(code)


if __name__ == "__main__":
    main()

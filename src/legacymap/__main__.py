"""The program's entry: answers `--version` at once, hands everything else to the command line."""

import sys

from legacymap import __version__


def main() -> None:
    """Runs the program and ends the process with its exit code (cli page)."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"legacymap {__version__}\n")
        return
    from legacymap.cli.main import run  # noqa: PLC0415 - --version is answered before anything is imported

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

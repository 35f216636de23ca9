"""The summary of a step of GitHub Actions: a file that each step may add Markdown to."""

import os
from collections.abc import Callable
from pathlib import Path

from legacymap.cli.output import note

LARGEST = 1024 * 1024  # bytes that GitHub takes of the summaries of one step
_VARIABLE = "GITHUB_STEP_SUMMARY"


def add_step_summary(summary: Callable[[int], str]) -> None:
    """Adds to the step's summary, where there is one, what `summary` writes in so many bytes.

    Says so on stderr where the file cannot be written.
    """
    named = os.environ.get(_VARIABLE)
    if not named:
        return
    file = Path(named)
    try:
        written = file.stat().st_size if file.exists() else 0
        with file.open("a", encoding="utf-8", newline="") as opened:
            opened.write(summary(LARGEST - written))
    except OSError as error:
        note(f"legacymap: the step summary cannot be written: {error.strerror or 'no reason given'}.")

"""What to do once something has been written."""

import shlex
from pathlib import Path

from legacymap.reports.inert import inert


def next_step(path: Path | None) -> str:
    """The line that says how to validate what is at `path`; None is the current folder."""
    if path is None:
        return "Next: legacymap validate"
    named = f"./{path}" if str(path).startswith("-") else str(path)
    return inert(f"Next: legacymap validate {shlex.quote(named)}")

"""Importing this answers once: the process that others are split off from has loaded what they will need."""

import io
from contextlib import redirect_stderr, redirect_stdout

from legacymap.cli.app import run
from tests.cli.running import SAMPLE

for _command in ("validate", "scan", "gaps", "technologies"):
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        run([_command, str(SAMPLE / "dwp"), "-f", "json", "-q"])

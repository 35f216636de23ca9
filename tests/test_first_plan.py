"""The walk from an inventory to a first plan is what happens."""

import re
from pathlib import Path

from tests.cli.running import ROOT
from tests.test_getting_started import pattern, said

PAGE = (ROOT / "docs" / "first-plan.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"```(yaml|console)\n(.*?)```", re.DOTALL)
_STEP = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def test_every_step_shows_what_it_says(tmp_path: Path) -> None:
    steps = 0
    for kind, text in _BLOCK.findall(PAGE):
        if kind == "yaml":
            name = text.splitlines()[0].removeprefix("# ")
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        for command, shown in (step.groups() for step in _STEP.finditer(text)):
            out = said(command, tmp_path)
            assert re.fullmatch(pattern(shown), out), f"$ {command}\n{out}"
            steps += 1
    assert steps > 10

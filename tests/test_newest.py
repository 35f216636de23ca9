import json

import pytest

from legacymap.cli.commands import COMMANDS
from tests.newest import NOT_ON_STDOUT, READERS, RUNS


def test_every_command_is_tried_with_the_newest_libraries() -> None:
    named = {each.name for each in COMMANDS if each.example}  # groups have commands of their own
    assert named - NOT_ON_STDOUT == {name for name in RUNS if " " not in name}


def test_a_banner_before_a_document_is_a_fault() -> None:
    with pytest.raises(json.JSONDecodeError):
        READERS["json"]('Running HiGHS\n{"format": "legacymap.plan/1"}')
    with pytest.raises(ValueError, match="page"):
        READERS["html"]("Running HiGHS\n<!doctype html>")
    with pytest.raises(ValueError, match="rows"):
        READERS["csv"]("Running HiGHS\na,b\n1,2\n")

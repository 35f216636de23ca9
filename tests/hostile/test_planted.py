"""Each of the planted faults is found where it stands, and nothing else is in doubt."""

from pathlib import Path

import pytest

from tests.hostile.planted import PLANTED, Planted
from tests.hostile.running import validated

# Rules of which the planted fault breaks one at two places, or brings about a second finding.
_TWICE = {"circle of parts", "waiver that has expired"}


def test_there_are_forty_different_faults() -> None:
    assert len({each.name for each in PLANTED}) == len({each.content for each in PLANTED}) == 40


@pytest.mark.parametrize("planted", PLANTED, ids=lambda each: each.name)
def test_a_planted_fault_is_found_at_its_line_and_column(planted: Planted, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(planted.content)
    _, findings = validated(tmp_path)
    found = [(each["rule"], each["line"], each["column"]) for each in findings]
    assert (planted.code, *planted.place) in found
    assert len(found) == 1 + (planted.name in _TWICE)

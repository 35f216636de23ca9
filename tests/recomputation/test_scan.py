"""`scan` and a second opinion, written from the design pages alone, give the same numbers and words."""

from datetime import date
from pathlib import Path

import pytest

from tests.recomputation.inventories import write_inventory
from tests.recomputation.running import differences
from tests.recomputation.scores import Question

CORNERS = Path(__file__).parent / "corners"
DAYS = (date(2026, 11, 22), date(2028, 2, 29), date(2027, 4, 1), date(2027, 2, 28))


def asked(day: date) -> tuple[Question, ...]:
    """The questions that every inventory is asked."""
    return Question(day), Question(day, prior="uniform"), Question(day, decay=0.0), Question(day, decay=0.25)


@pytest.mark.parametrize("first_seed", range(0, 40, 10))
def test_random_estates(first_seed: int, tmp_path: Path) -> None:
    day = DAYS[first_seed // 10]
    folders = [tmp_path / str(seed) for seed in range(first_seed, first_seed + 6)]
    for seed, folder in enumerate(folders, start=first_seed):
        write_inventory(seed, folder, day)
    assert differences(folders, *asked(day)) == []


def test_hand_picked_corners() -> None:
    # Each file says what it is about; those marked "Reading" settle what the pages leave open.
    assert differences([CORNERS], *asked(DAYS[0])) == []


def test_settings_choose_the_prior_and_flags_beat_them(tmp_path: Path) -> None:
    (tmp_path / "legacymap.yaml").write_text("settings: {prior: uniform}\n", encoding="utf-8")
    (tmp_path / "all.yaml").write_text("organisation: a\nsystems: [{id: b, name: C}]\n", encoding="utf-8")
    day = DAYS[0]
    assert differences([tmp_path], Question(day, prior="uniform")) == []
    assert differences([tmp_path], Question(day, prior="calibrated"), flags=["--prior", "calibrated"]) == []
    # A default that nobody asked for yields to the settings.
    assert differences([tmp_path], Question(day, prior="calibrated")) != []


def test_a_version_may_be_any_cycle_of_which_it_is_a_dotted_prefix(tmp_path: Path) -> None:
    (tmp_path / "all.yaml").write_text(
        "organisation: a\nsystems: [{id: b, name: C, technologies: [openvms 8]}]\n", encoding="utf-8"
    )
    assert differences([tmp_path], Question(DAYS[0])) == []

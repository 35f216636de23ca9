from pathlib import Path

from legacymap.domain.sharing import Checked, Hit
from legacymap.reports.content.sharing import check_notes


def test_a_clean_check_says_how_much_was_looked_for() -> None:
    [[said]] = check_notes(Checked(1_200, 1, 2_121, ()), Path("r"), is_written=True)
    assert said == (
        "legacymap: of 1,200 values of the inventory none stands where it should not: 1 file of 2,121 bytes."
    )


def test_hits_are_told_by_file_and_origin_and_whether_anything_stays() -> None:
    hits = tuple(Hit(f"v{at}", f"{at}.yaml", "a note") for at in range(23))
    told = list(check_notes(Checked(40, 2, 9, hits), Path("r"), is_written=False))
    assert told[0] == ("0.yaml: holds a withheld value, from a note",)
    assert told[20] == ("… and 3 more",)
    assert told[21][0] == (
        "legacymap: 23 of 40 values should not be there (2 files of 9 bytes); nothing stays written."
    )
    assert "v0" not in str(told)
    [*_, (last, _)] = check_notes(Checked(40, 2, 9, hits), Path("r"), is_written=True)
    assert last.endswith("`r` was looked through.")

"""The other ends of findings."""

from pathlib import Path

import pytest

from legacymap.domain.findings import Diagnostic
from tests.rules.findings import findings_in

_HEAD = "organisation: {id: x, name: X, currency: GBP}\nsystems:\n"


def ends(found: Diagnostic) -> list[tuple[int, int, str]]:
    return [(place.line, place.column, words) for place, words in found.related]


def test_every_step_of_a_loop_is_shown_in_its_order(tmp_path: Path) -> None:
    systems = "".join(f"- {{id: {each}, name: S{each}, part_of: {to}}}\n" for each, to in ("ab", "bc", "ca"))
    first, second, third = findings_in(tmp_path, _HEAD + systems)
    assert ends(first) == [(4, 30, "the next step"), (5, 30, "step 3 of 3")]
    assert ends(second) == [(5, 30, "the next step"), (3, 30, "step 3 of 3")]
    assert ends(third) == [(3, 30, "the next step"), (4, 30, "step 3 of 3")]


def test_a_long_loop_shows_its_nearest_twenty_steps(tmp_path: Path) -> None:
    systems = "".join(
        f"- {{id: s{number}, name: S{number}, part_of: s{(number + 1) % 40}}}\n" for number in range(40)
    )
    assert {len(found.related) for found in findings_in(tmp_path, _HEAD + systems)} == {20}


@pytest.mark.parametrize(
    ("record", "code", "expected"),
    [
        ("depends_on: [case-trackr]", "LM201", (3, 8, "the nearest id")),
        ("used_by: [case-trackr]", "LM202", (3, 8, "the nearest id")),
        ("costs: {annual_run: $4m}", "LM210", (1, 42, "the organisation's currency")),
        ("notes: a, tags: [b], notes: c", "LM010", (4, 20, "given here first")),
        (
            "remediation: {options: [{id: a, approach: retain, requires: [case-tracker]}]}",
            "LM211",
            (3, 8, "the system that is required"),
        ),
    ],
)
def test_the_other_end_is_shown(
    record: str, code: str, expected: tuple[int, int, str], tmp_path: Path
) -> None:
    systems = f"- {{id: case-tracker, name: C}}\n- {{id: z, name: Z, {record}}}\n"
    [found] = [each for each in findings_in(tmp_path, _HEAD + systems) if each.code == code]
    assert ends(found) == [expected]


def test_a_waiver_that_matches_nothing_shows_its_system(tmp_path: Path) -> None:
    waiver = "waivers: [{rule: LM201, system: a, reason: R, expires: 2027-01-01}]\n"
    [found] = findings_in(tmp_path, f"{_HEAD}- {{id: a, name: A}}\n{waiver}")
    assert (found.code, ends(found)) == ("LM213", [(3, 8, "the system")])

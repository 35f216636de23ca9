"""`gaps` on small inventories, against the formula of the method taken step by step."""

from math import fsum
from pathlib import Path

import pytest

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.gaps import MILESTONES, gaps
from legacymap.domain.errors import RequestError
from legacymap.domain.results import Gaps
from legacymap.scoring.assess import intervals_of
from legacymap.scoring.combining import probability_red
from tests.verbs.test_technologies import organisation, request

ALL = "L1: 5, L2: 4, L3: 3, L4: 3, L5: 2, L7: 2, C1: 4, C2: 3, C3: 3, C5: 3, C6: 3"
NEARLY = f"assessment: {{scores: {{{ALL}, L6: {{between: [4, 6]}}, C4: {{between: [4, 5]}}}}}}"
SETTLED = f"assessment: {{scores: {{{ALL}, L6: {{between: [4, 6]}}, C4: 5}}}}"
TEXT = organisation(
    "a",
    f"owner: {{business: Casework, technical: Hosting}}, {NEARLY}",
    "owners: {technical: Hosting}, technologies: [quill 2], contracts: [{supplier: Acme}]",
    SETTLED,
) + organisation("b", "depends_on: [a/s0, {system: a/s1, strength: soft}]", "kind: external")


def listed(folder: Path, text: str = TEXT, top: int | None = None, below: str | None = None) -> Gaps:
    return gaps(request(folder, text), below, top)


def test_the_list_holds_every_open_interval_of_a_scored_system(tmp_path: Path) -> None:
    analysis = analyse(request(tmp_path, TEXT))
    expected = {
        (system, score.criterion)
        for system, assessment in analysis.assessments.items()
        for score in assessment.criteria
        if score.low != score.high
    }
    found = listed(tmp_path)
    assert {(gap.system, gap.criterion) for gap in found.gaps} == expected
    assert (found.totals.open, len(found.gaps), found.totals.systems) == (len(expected), len(expected), 4)


def test_the_value_is_the_formula_of_the_method(tmp_path: Path) -> None:
    analysis = analyse(request(tmp_path, TEXT))
    for gap in listed(tmp_path).gaps:
        assert gap.value == pytest.approx(_value(analysis, gap.system, gap.criterion), abs=1e-14)


def test_the_order_is_by_value_then_risk_then_id_then_framework(tmp_path: Path) -> None:
    analysis = analyse(request(tmp_path, TEXT))
    reaches = analysis.estate.reaches(analysis.assessments, 0.5)
    places = [criterion.id for _, criterion in analysis.reference.framework.criteria]
    keys = [
        (
            -round(gap.value, 12),
            -float(f"{reaches[gap.system].weighted_risk:.9g}"),
            gap.system,
            places.index(gap.criterion),
        )
        for gap in listed(tmp_path).gaps
    ]
    assert keys == sorted(keys)
    assert [gap.rank for gap in listed(tmp_path).gaps] == list(range(1, len(keys) + 1))


def test_the_first_is_the_one_worked_by_hand(tmp_path: Path) -> None:
    first = listed(tmp_path).gaps[0]
    assert (first.system, first.criterion, round(first.value, 4)) == ("a/s0", "stakeholders", 0.1379)


def test_the_business_owner_is_asked_before_the_technical_one(tmp_path: Path) -> None:
    owners = {gap.system: gap.owner for gap in listed(tmp_path).gaps}
    assert owners == {"a/s0": "Casework", "a/s1": "Hosting", "a/s2": None, "b/s0": None}


def test_each_row_asks_for_what_its_record_lacks(tmp_path: Path) -> None:
    asked = {(gap.system, gap.code): gap.settled_by for gap in listed(tmp_path).gaps}
    assert asked["a/s1", "L2"].startswith("Say when the contract with Acme ends")
    assert asked["b/s0", "L2"].startswith("Give the end date of each contract")
    assert asked["a/s0", "L6"].startswith("Narrow the assessed range of 4 to 6")


def test_shares_grow_and_all_answers_remove_all_doubt(tmp_path: Path) -> None:
    found = listed(tmp_path)
    shares = [relief.share for relief in found.shares]
    assert [relief.answers for relief in found.shares] == [
        min(each, found.totals.open) for each in MILESTONES[:2]
    ]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_answers_about_one_system_are_weighed_together(tmp_path: Path) -> None:
    found = listed(tmp_path, organisation("a", NEARLY))
    assert [relief.answers for relief in found.shares] == [2]
    assert fsum(gap.value for gap in found.gaps) < 0.9 * found.totals.doubt
    assert found.shares[0].share == 1.0


def test_what_is_settled_is_listed_last_and_worth_nothing(tmp_path: Path) -> None:
    found = listed(tmp_path, organisation("a", SETTLED, NEARLY))
    assert [(gap.system, gap.code, gap.value == 0) for gap in found.gaps] == [
        ("a/s1", "C4", False),
        ("a/s1", "L6", False),
        ("a/s0", "L6", True),
    ]
    alone = listed(tmp_path, organisation("a", SETTLED))
    assert (alone.totals.open, alone.totals.doubt, alone.shares) == (1, 0.0, ())


def test_the_first_rows_leave_counts_and_shares_as_they_are(tmp_path: Path) -> None:
    some, every = listed(tmp_path, top=3), listed(tmp_path)
    assert some.gaps == every.gaps[:3]
    assert (some.totals.open, some.totals.doubt, some.shares) == (
        every.totals.open,
        every.totals.doubt,
        every.shares,
    )


def test_an_organisation_has_its_own_rows_and_shares(tmp_path: Path) -> None:
    found = listed(tmp_path, below="b")
    assert {gap.system for gap in found.gaps} == {"b/s0"}
    assert (found.totals.systems, found.shares[-1].share) == (1, 1.0)
    with pytest.raises(RequestError):
        listed(tmp_path, below="c")


def test_nothing_found_is_never_all_clear(tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        listed(tmp_path, "organisation: a\nsystems: []\n")


def _value(analysis: Analysis, system: str, criterion: str) -> float:
    """The method's sentence: p(1-p) minus the expectation, over the levels, of p'(1-p')."""
    framework = analysis.reference.framework
    intervals = intervals_of(analysis.assessments[system].criteria)
    place = next(at for at, (_, each) in enumerate(framework.criteria) if each.id == criterion)
    low, high = intervals[place]
    weights = [0.77 ** (level - low) for level in range(low, high + 1)]
    left = 0.0
    for level, weight in enumerate(weights, low):
        known = (*intervals[:place], (level, level), *intervals[place + 1 :])
        chance = probability_red(known, framework, "calibrated")
        left += weight / sum(weights) * chance * (1 - chance)
    p_red = probability_red(intervals, framework, "calibrated")
    return p_red * (1 - p_red) - left

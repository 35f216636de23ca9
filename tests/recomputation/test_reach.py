"""Sums that count a whole once, services and questions, beside a second opinion from the pages alone."""

from collections import defaultdict
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path

import pytest

from legacymap.analysis.analysis import Analysis, analyse
from legacymap.analysis.gaps import gaps_of
from legacymap.analysis.request import Request
from legacymap.analysis.scan import scan_of
from tests.recomputation import odds
from tests.recomputation.arrows import arrows, forward, reached
from tests.recomputation.assessed import DERIVED, IMPACT, LIKELIHOOD, family
from tests.recomputation.inventories import write_inventory
from tests.recomputation.plain import Written, at, pounds, written
from tests.recomputation.scores import Question, Score, score_of
from tests.recomputation.test_scan import CORNERS, DAYS
from tests.recomputation.weights import View, once_counted

_MOST_ANSWERS = 60
FACTS = {*DERIVED, "financial", "other_systems"}


@pytest.fixture(params=range(3), scope="module")
def estate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The folders of a few random organisations, and of the corners."""
    folder = tmp_path_factory.mktemp("estate")
    first = 500 + 10 * int(request.param)
    for seed in range(first, first + 4):
        write_inventory(seed, folder / str(seed), DAYS[0])
    return (folder, CORNERS) if request.param == 0 else (folder,)


def test_a_whole_counts_once_in_sums(estate: tuple[Path, ...]) -> None:
    ground, theirs = _ground(estate), written(estate)
    impacts = {system: assessment.impact for system, assessment in ground.assessments.items()}
    for decay in (0.5, 0.25, 0.0):
        under, own = once_counted(theirs, arrows(theirs), impacts, View(decay=decay))
        shares = ground.estate.whole_shares(impacts, decay)
        by_family = ground.estate.shares_by_family(impacts, impacts, decay)
        for system, share in shares.items():
            assert share.impact == pytest.approx(own[system], rel=5e-10)
            assert share.underpinning == pytest.approx(sum(under[system].values()), rel=5e-10, abs=1e-13)
            home = family(system.partition("/")[0], theirs)
            parts = under[system] | {home: under[system].get(home, 0.0) + own[system] * impacts[system]}
            total = sum(parts.values())
            expected = {bearer: part / total for bearer, part in parts.items() if part}
            assert by_family[system] == pytest.approx(expected, rel=5e-10)


def test_what_stands_beneath_each_service(estate: tuple[Path, ...]) -> None:
    ground, theirs = _ground(estate), written(estate)
    rows = scan_of(ground).systems
    order = tuple(entry.id for entry in rows)
    told = {each.system: each for each in ground.estate.service_foundations(ground.ratings, order)}
    all_arrows = arrows(theirs)
    services = [each for each in ground.estate.systems if at(theirs.systems[each], "kind") == "service"]
    assert sorted(told) == services
    for service in services:
        beneath = reached(service, forward(all_arrows, hard_only=True))
        runs = [pounds(at(theirs.systems.get(each), "costs", "annual_run")) for each in beneath]
        ours = told[service]
        assert sorted(ours.foundations) == sorted(beneath)
        assert ours.red == sum(ground.ratings.get(each) == "red" for each in beneath)
        assert ours.possibly_red == sum(ground.ratings.get(each) == "possibly-red" for each in beneath)
        assert (ours.annual_run or 0) == pytest.approx(float(sum(run or Fraction(0) for run in runs)))
        plans = [each for each in beneath if at(theirs.systems.get(each), "remediation", "plan")]
        assert sorted(ours.planned) == sorted(plans)


def test_questions_and_their_values(estate: tuple[Path, ...]) -> None:
    ground, theirs = _ground(estate), written(estate)
    questions = gaps_of(ground).questions
    told: dict[str, dict[tuple[str, ...], float]] = defaultdict(dict)
    for question in questions:
        told[question.system][question.criteria] = question.value
    for number, (system, score) in enumerate(_scores(ground, theirs).items()):
        expected = _questions(score)
        assert sorted(told.get(system, {})) == sorted(expected)
        # The expectation over all answers is slow in fractions: of some systems, and of few answers.
        for criteria, places in expected.items() if number % 3 == 0 else ():
            intervals = [each.interval for each in score.criteria]
            if prod(1 + intervals[place][1] - intervals[place][0] for place in places) <= _MOST_ANSWERS:
                value = float(_removed(intervals, places, score.ratio))
                assert told[system][criteria] == pytest.approx(value, rel=5e-10, abs=1e-12)
    doubts = [question.doubt for question in questions]
    assert doubts == sorted(doubts, reverse=True)
    for system in told:
        mine = [question for question in questions if question.system == system]
        assert mine == sorted(mine, key=lambda each: (not each.is_fact, -round(each.value, 12)))


def test_bad_by_what_is_known_is_three_times_the_odds(estate: tuple[Path, ...]) -> None:
    ground, theirs = _ground(estate), written(estate)
    usual = odds.chance_of_red(((1, 6),) * 7, ((1, 5),) * 6, odds.PRIORS["calibrated"])
    for system, score in _scores(ground, theirs).items():
        is_bad = score.p_red > 0 and score.p_red * (1 - usual) >= 3 * usual * (1 - score.p_red)
        assert ground.assessments[system].bad_by_what_is_known == is_bad


def _ground(estate: tuple[Path, ...]) -> Analysis:
    return analyse(Request(estate, DAYS[0]))


def _scores(ground: Analysis, theirs: Written) -> dict[str, Score]:
    all_arrows = arrows(theirs)
    return {
        system: score_of(
            system, theirs, len({a.start for a in all_arrows if a.end == system}), Question(DAYS[0])
        )
        for system in ground.estate.scored
    }


def _questions(score: Score) -> dict[tuple[str, ...], list[int]]:
    """The open criteria that one fact settles, and those that only an assessment does."""
    names = [*LIKELIHOOD, *IMPACT]
    asked: dict[str, list[int]] = {}
    for place, each in enumerate(score.criteria):
        if each.interval[0] != each.interval[1]:
            has_fact = each.criterion in FACTS and each.basis in ("derived", "unknown")
            asked.setdefault(each.criterion if has_fact else "assessment", []).append(place)
    return {tuple(names[place] for place in places): places for places in asked.values()}


def _removed(intervals: list[odds.Interval], places: list[int], ratio: Fraction) -> Fraction:
    """p(1-p) less the expectation of p'(1-p') over what these criteria may turn out to be."""

    def variance(known: list[odds.Interval]) -> Fraction:
        chance = odds.chance_of_red(tuple(sorted(known[:7])), tuple(sorted(known[7:])), ratio)
        return chance * (1 - chance)

    scales = [range(intervals[place][0], intervals[place][1] + 1) for place in places]
    left = Fraction(0)
    for levels in product(*scales):
        known, chance = list(intervals), Fraction(1)
        for place, level in zip(places, levels, strict=True):
            known[place] = (level, level)
            chance *= odds.weights(intervals[place], ratio)[level]
        left += chance * variance(known)
    return variance(intervals) - left

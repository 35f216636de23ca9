from legacymap.domain.framework import fitting_levels, fitting_scores, misfits
from legacymap.domain.system import StatedAssessment, StatedScore
from tests.scoring.builders import uk_litraf


def test_scores_fit_by_name_and_by_code() -> None:
    found = _fitting({"end_of_support": "6", "C4": {"between": ["2", "4"]}, "L5": "not-applicable"})
    assert list(found) == ["end_of_support", "stakeholders", "physical_environment"]


def test_an_unknown_criterion_is_a_misfit() -> None:
    found = list(misfits({"L9": 3}, uk_litraf()))
    assert [(misfit.key, misfit.kind, misfit.criterion) for misfit in found] == [
        ("L9", "unknown-criterion", None)
    ]
    assert fitting_levels({"L9": 3, "L1": 2}, uk_litraf()) == {"end_of_support": 2}


def test_a_level_outside_the_scale_is_a_misfit_that_knows_the_scale() -> None:
    (found,) = misfits({"C1": 6}, uk_litraf())
    assert found.kind == "score-outside-scale"
    assert found.group is not None
    assert (found.group.low, found.group.high) == (1, 5)
    assert fitting_levels({"C1": 6}, uk_litraf()) == {}


def test_a_range_must_lie_in_the_scale_at_both_ends() -> None:
    assert _fitting({"C1": {"between": ["0", "3"]}, "C2": {"between": ["3", "6"]}}) == {}


def test_a_criterion_given_twice_is_reported_at_its_later_key_and_neither_is_used() -> None:
    after = {"L1": 2, "C1": 3, "end_of_support": 2}
    (found,) = misfits(after, uk_litraf())
    assert (found.key, found.kind, found.earlier) == ("end_of_support", "criterion-given-twice", "L1")
    assert fitting_levels(after, uk_litraf()) == {"national_security": 3}


def test_a_key_without_a_value_is_absent() -> None:
    assert fitting_levels({"L1": None, "end_of_support": 2, "L9": None}, uk_litraf()) == {"end_of_support": 2}
    assert list(misfits({"L1": None, "end_of_support": 2, "L9": None}, uk_litraf())) == []


def test_nothing_stated_fits_trivially() -> None:
    assert fitting_scores(None, uk_litraf()) == {}
    assert fitting_scores(StatedAssessment(), uk_litraf()) == {}
    assert fitting_levels(None, uk_litraf()) == {}


def _fitting(scores: dict[str, object]) -> dict[str, StatedScore]:
    return fitting_scores(StatedAssessment.model_validate({"scores": scores}), uk_litraf())

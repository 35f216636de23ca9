"""The order of a scan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.assessment import RATINGS, Rating
from legacymap.estate.underpinning import scan_order, shared_places, weighted_risk


def test_red_comes_first_whatever_the_risk() -> None:
    ratings: dict[str, Rating] = {"a/x": "not-red", "a/y": "possibly-red", "a/z": "red"}
    assert scan_order(ratings, ratings, {"a/x": 9.0, "a/y": 8.0, "a/z": 7.0}) == ("a/z", "a/y", "a/x")


def test_within_a_rating_the_highest_risk_comes_first() -> None:
    ratings: dict[str, Rating] = dict.fromkeys(("a/x", "a/y"), "red")
    assert scan_order(ratings, ratings, {"a/x": 1.0, "a/y": 2.0}) == ("a/y", "a/x")


def test_risks_that_agree_in_nine_digits_tie_and_ids_decide() -> None:
    ratings: dict[str, Rating] = dict.fromkeys(("a/x", "a/y"), "red")
    assert scan_order(ratings, ratings, {"a/x": 123.4567891, "a/y": 123.4567893}) == ("a/x", "a/y")
    assert scan_order(ratings, ratings, {"a/x": 123.456789, "a/y": 123.456791}) == ("a/y", "a/x")


def test_unscored_systems_come_last_by_id() -> None:
    assert scan_order(["b/x", "a/z", "a/y"], {"a/z": "not-red"}, {"a/z": 0.0}) == ("a/z", "a/y", "b/x")


@given(st.dictionaries(st.text("abc", min_size=1), st.tuples(st.sampled_from(RATINGS), st.floats(0, 99))))
def test_the_order_in_which_systems_are_given_does_not_matter(drawn: dict[str, tuple[Rating, float]]) -> None:
    ratings = {system: rating for system, (rating, _) in drawn.items()}
    risks = {system: risk for system, (_, risk) in drawn.items()}
    assert scan_order(drawn, ratings, risks) == scan_order(reversed(drawn), ratings, risks)


def test_weighted_risk_is_likelihood_times_own_impact_and_underpinning() -> None:
    assert weighted_risk(4.9, 4.5, 12.25) == pytest.approx(82.075)


def test_equals_share_a_place_and_unscored_systems_have_their_own() -> None:
    ratings: dict[str, Rating] = {"a/x": "red", "a/y": "red", "b/x": "red", "b/y": "not-red"}
    risks = {"a/x": 9.0, "a/y": 2.0 + 1e-12, "b/x": 2.0, "b/y": 2.0}
    order = ("a/x", "a/y", "b/x", "b/y", "c/x", "c/y")
    assert shared_places(order, ratings, risks) == {
        "a/x": (1, 1),
        "a/y": (2, 3),
        "b/x": (2, 3),
        "b/y": (4, 4),
        "c/x": (5, 5),
        "c/y": (6, 6),
    }

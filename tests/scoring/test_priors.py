import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.errors import RequestError
from legacymap.scoring.distribution import expected_level, level_chances, prior_ratio
from tests.scoring.builders import uk_litraf

RATIOS = st.tuples(st.integers(1, 1000), st.integers(1, 1000))


def test_levels_weigh_powers_of_the_ratio() -> None:
    chances = level_chances((4, 6), (77, 100))
    assert chances == pytest.approx([1 / 2.3629, 0.77 / 2.3629, 0.5929 / 2.3629], abs=1e-15)


def test_under_ratio_one_every_level_is_equally_likely() -> None:
    assert level_chances((1, 5), (1, 1)) == (0.2,) * 5
    assert expected_level((1, 5), (1, 1)) == 3


def test_a_known_level_is_certain() -> None:
    assert level_chances((3, 3), (77, 100)) == (1.0,)
    assert expected_level((3, 3), (77, 100)) == 3.0


@given(low=st.integers(0, 6), width=st.integers(0, 6), ratio=RATIOS)
def test_the_expected_level_stays_in_the_interval(low: int, width: int, ratio: tuple[int, int]) -> None:
    assert low <= expected_level((low, low + width), ratio) <= low + width
    assert sum(level_chances((low, low + width), ratio)) == pytest.approx(1)


def test_an_extreme_ratio_does_not_overflow() -> None:
    assert level_chances((1, 6), (10**300, 1))[-1] == 1.0


def test_an_unknown_prior_is_a_request_error_with_a_hint() -> None:
    with pytest.raises(RequestError) as caught:
        prior_ratio(uk_litraf(), "calibratd")
    assert caught.value.hint == "Did you mean `calibrated`?"
    with pytest.raises(RequestError) as caught:
        prior_ratio(uk_litraf(), "zzz")
    assert caught.value.hint == "It has calibrated and uniform."

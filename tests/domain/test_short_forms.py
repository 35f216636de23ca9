"""The short forms that busy people write mean what they abbreviate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.inventory import Organisation
from legacymap.domain.system import (
    Dependency,
    Hosting,
    Option,
    Owner,
    Requirement,
    StatedAssessment,
    StatedScore,
    Technology,
)


@pytest.mark.parametrize(
    ("text", "product", "version"),
    [
        ("cobol", "cobol", None),
        ("oracle-database 12.1", "oracle-database", "12.1"),
        ("Oracle 11g Release 2", "Oracle 11g Release", "2"),
        ("Windows Server 2012 R2", "Windows Server 2012 R2", None),
        ("python  3.10", "python", "3.10"),
        ("5.0", "5.0", None),
        ("z/OS v2", "z/OS v2", None),
    ],
)
def test_the_last_word_of_a_technology_is_its_version_when_it_starts_with_a_digit(
    text: str, product: str, version: str | None
) -> None:
    found = Technology.model_validate(text)
    assert (found.product, found.version) == (product, version)


@given(
    st.from_regex(r"[a-z][a-z-]{0,10}", fullmatch=True), st.from_regex(r"[0-9][0-9a-z.]{0,5}", fullmatch=True)
)
def test_product_and_version_read_as_they_are_shown(product: str, version: str) -> None:
    full = Technology(product=product, version=version)
    assert Technology.model_validate(full.label) == full


def test_text_stands_for_the_field_that_people_mean() -> None:
    assert Owner.model_validate("Asylum operations") == Owner(business="Asylum operations")
    assert Hosting.model_validate("saas") == Hosting(type="saas")
    assert Dependency.model_validate("dft/drivers").system == "dft/drivers"
    assert Requirement.model_validate("identity-hub").system == "identity-hub"
    assert Organisation.model_validate("home-office").id == "home-office"


def test_a_short_dependency_is_hard_and_confirmed() -> None:
    found = Dependency.model_validate("dft/drivers")
    assert (found.kind, found.strength, found.confidence) == (None, "hard", "confirmed")


@pytest.mark.parametrize(
    ("value", "bounds", "not_applicable"),
    [
        ("6", (6, 6), False),
        ({"score": "5", "evidence": "x"}, (5, 5), False),
        ({"between": ["4", "6"]}, (4, 6), False),
        ("unknown", None, False),
        ("not-applicable", None, True),
        ({"evidence": "x"}, None, False),
    ],
)
def test_a_score_is_a_level_a_range_or_a_word(
    value: object,
    bounds: tuple[int, int] | None,
    not_applicable: bool,  # noqa: FBT001 - the expected value
) -> None:
    found = StatedScore.model_validate(value)
    assert (found.bounds, found.not_applicable) == (bounds, not_applicable)


def test_the_users_own_keys_are_no_criteria() -> None:
    own = {"x-own": {"a": "b"}, "L1": "6"}
    scores = StatedAssessment.model_validate({"scores": own}).scores
    after = Option.model_validate({"id": "a", "approach": "replace", "after": own}).after
    assert list(scores or ()) == list(after or ()) == ["L1"]

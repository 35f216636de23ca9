"""Ids as section 2.2 of the exchange's contract has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.values import is_slug
from legacymap.exchange.draft import id_of, slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("AGS File Utilities Tool and API", "ags-file-utilities-tool-and-api"),
        ("Département d'État", "departement-detat"),
        ("R&D portal", "r-and-d-portal"),
        ("Straße Ærø Œuvre Þing", "strasse-aero-oeuvre-thing"),
        ("  -- Łódź --  ", "lodz"),
        ("a" * 60, "a" * 48),
        ("word " * 12, "word-word-word-word-word-word-word-word-word"),
        ("%", ""),
    ],
)
def test_a_slug_is_what_a_reader_expects(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize("name", ["Система учёта", "Система учёта AB", "%", "*", "all", "All"])
def test_a_name_of_which_little_survives_is_called_by_its_key(name: str) -> None:
    assert id_of(name, "APP 7", "register") == "register-app-7"


@given(name=st.text(min_size=1), key=st.text(min_size=1))
def test_every_id_can_be_one(name: str, key: str) -> None:
    made = id_of(name, key, "register")
    assert is_slug(made)
    assert made != "all"

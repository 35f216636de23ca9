import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.lifecycle.nearby import Nearby
from legacymap.lifecycle.spelling import spelled
from tests.lifecycle.builders import product, shipped_products

SHIPPED = Nearby(shipped_products())


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Orcale Database 12c", "Oracle Database"),
        ("Postgress 9", "PostgreSQL"),
        ("Kubernets", "Kubernetes"),
        ("Adobe Cold Fusin", "Adobe ColdFusion"),
        ("2008 R2", None),
        ("qqqq", None),
        ("", None),
    ],
)
def test_the_nearest_product_is_named(text: str, near: str | None) -> None:
    assert SHIPPED.nearest(spelled(text).words) == near


@given(text=st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    names = {each.name for each in shipped_products()}
    assert SHIPPED.nearest(spelled(text).words) in {None, *names}


def test_an_empty_catalogue_has_nothing_near() -> None:
    assert Nearby([]).nearest(("oracle",)) is None
    assert Nearby([product("oracle")]).nearest(("orcale",)) == "oracle"

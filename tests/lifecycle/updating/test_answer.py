import pytest

from legacymap.domain.errors import RequestError
from legacymap.lifecycle.updating.answer import answer
from tests.lifecycle.updating.serving import SMALL, document, entry, release

ONE = entry("a", release("1"))


def test_an_answer_says_when_it_was_generated() -> None:
    found = answer(SMALL, "here")
    assert (found.day.isoformat(), len(found.products)) == ("2026-08-22", 2)


def test_a_key_that_is_not_known_is_passed_over() -> None:
    assert answer(document(ONE, newer={"key": 1}), "here").products == [ONE]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "it is empty"),
        (b"<!doctype html><title>Sign in</title>", "it is a web page"),
        (SMALL[:200], "breaks off"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1, 2]", "no mapping"),
        (b"{}", "schema_version"),
        (document(ONE, schema_version="2.0.0"), "`2.0.0`"),
        (document(ONE, schema_version=1), "schema_version"),
        (document(ONE, result={"a": 1}), "no list `result`"),
        (document(), "no list `result`"),
        (document(ONE, total=464), "announces 464 products and holds 1"),
        (document(ONE, generated_at=None), "generated_at"),
        (document(ONE, generated_at="today\n# x"), "generated_at"),
    ],
)
def test_an_answer_of_another_shape_is_refused_in_one_line(body: bytes, why: str) -> None:
    with pytest.raises(RequestError, match="cannot be used") as refused:
        answer(body, "here")
    assert why in refused.value.message
    assert "\n" not in refused.value.message

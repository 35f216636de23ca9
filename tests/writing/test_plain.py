"""Whatever is written comes back as the same text, in any place and by either parser."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from legacymap.reading.single import values_of
from legacymap.writing.plain import entry_lines, flow, item_lines, scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
SIGNS = st.text(st.sampled_from("-?:,[]{}#&*!|>'\"%@` \n~=<a0.é\u00a0\u2028\ufeff"), min_size=1, max_size=6)


@settings(max_examples=150)
@given(text=st.one_of(TEXTS, SIGNS))
def test_any_text_comes_back(text: str) -> None:
    written = "\n".join(
        [
            f"a: {scalar(text)}",
            f"b: {flow([text, {'k': text}])}",
            *entry_lines("c", {"d": text}),
            "e:",
            *item_lines(text),
            "",
        ]
    )
    expected = {"a": text, "b": [text, {"k": text}], "c": {"d": text}, "e": [text]}
    assert values_of(written) == (expected,)
    assert yaml.load(written, Loader=yaml.BaseLoader) == expected  # noqa: S506 - builds nothing but text


@pytest.mark.parametrize("text", ["£4m", "2028-29", "12.10", "a/b", "Team (x)", "no", "it's", "5%", "a:b"])
def test_usual_values_are_plain(text: str) -> None:
    assert scalar(text) == flow(text) == text


def test_long_mappings_stand_on_lines_of_their_own() -> None:
    assert entry_lines("k", {"a": "x" * 80, "b": "y" * 40}) == ["k:", f"  a: {'x' * 80}", f"  b: {'y' * 40}"]

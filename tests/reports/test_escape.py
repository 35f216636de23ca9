import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.escape import defused, escaped, sanitised, uncommanding
from tests.reports.texts import CONTROLS, HOSTILE, is_harmless, texts


def test_ordinary_text_stays_as_it_is() -> None:
    assert sanitised("Système d’état: 法院 (v2) — 50% 😀") == "Système d’état: 法院 (v2) — 50% 😀"


def test_line_ends_and_tabs_become_spaces_and_those_around_go() -> None:
    assert sanitised("\tone\r\n\ttwo\u2028three\n") == "one two three"


def test_an_escape_sequence_loses_its_escape() -> None:
    assert sanitised("a\x1b[31mb") == "a\ufffd[31mb"


@given(texts)
def test_no_control_survives(text: str) -> None:
    assert CONTROLS.isdisjoint(sanitised(text))
    assert is_harmless(sanitised(text))


@given(texts)
def test_inert_text_is_inert(text: str) -> None:
    assert sanitised(sanitised(text)) == sanitised(text)


@given(texts)
def test_defusing_keeps_the_number_of_characters(text: str) -> None:
    assert len(defused(text)) == len(text)


@given(st.text())
def test_escaped_json_means_the_same(text: str) -> None:
    written = json.dumps(text + HOSTILE[:-1], ensure_ascii=False)
    assert json.loads(escaped(written)) == json.loads(written)
    assert CONTROLS.isdisjoint(escaped(written))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\u200bb", "a<U+200B>b"),
        ("\U000e0041\U000e0042\U000e0043x", "<U+E0041 and 2 more>x"),
        ("soft\u00adhyphen", "soft<U+00AD>hyphen"),
        ("pay\u200dpal", "pay<U+200D>pal"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U0001f468\u200d\U0001f4bb", "\U0001f468\u200d\U0001f4bb"),
        ("\U0001f3fb\ufe0f", "\U0001f3fb\ufe0f"),
    ],
)
def test_what_nobody_would_see_is_named_and_what_scripts_need_stays(text: str, said: str) -> None:
    assert sanitised(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n::error ::x", "a\n: :error ::x"),
        ("  ::warning ::x", "  : :warning ::x"),
        ("a ##[error]x", "a ## [error]x"),
        ("##VSO[task]x", "## VSO[task]x"),
        ("std::vector", "std::vector"),
        ("## Heading", "## Heading"),
    ],
)
def test_no_line_of_prose_is_a_command_of_a_ci_service(text: str, said: str) -> None:
    assert uncommanding(text) == said


def test_json_escapes_tags_as_two_surrogates() -> None:
    assert escaped('"\U000e0041"') == '"\\udb40\\udc41"'

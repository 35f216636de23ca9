import json

from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.escape import defused, escaped, inert
from tests.reports.texts import CONTROLS, HOSTILE, is_harmless, texts


def test_ordinary_text_stays_as_it_is() -> None:
    assert inert("Système d’état: 法院 (v2) — 50% 😀") == "Système d’état: 法院 (v2) — 50% 😀"


def test_line_ends_and_tabs_become_spaces_and_those_around_go() -> None:
    assert inert("\tone\r\n\ttwo\u2028three\n") == "one two three"


def test_an_escape_sequence_loses_its_escape() -> None:
    assert inert("a\x1b[31mb") == "a\ufffd[31mb"


@given(texts)
def test_no_control_survives(text: str) -> None:
    assert CONTROLS.isdisjoint(inert(text))
    assert is_harmless(inert(text))


@given(texts)
def test_inert_text_is_inert(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@given(texts)
def test_defusing_keeps_the_number_of_characters(text: str) -> None:
    assert len(defused(text)) == len(text)


@given(st.text())
def test_escaped_json_means_the_same(text: str) -> None:
    written = json.dumps(text + HOSTILE[:-1], ensure_ascii=False)
    assert json.loads(escaped(written)) == json.loads(written)
    assert CONTROLS.isdisjoint(escaped(written))

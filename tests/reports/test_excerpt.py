from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.findings import Place
from legacymap.reports.findings.text import excerpt
from legacymap.reports.terminal import cells
from tests.reports.texts import is_harmless, texts


def at(column: int, end: int, end_line: int = 1) -> Place:
    return Place("a.yaml", 1, column, end_line, end)


def test_carets_stand_under_the_place() -> None:
    assert excerpt("- system: pnx", at(11, 14), 60) == ("- system: pnx", "          ^^^")


def test_tabs_and_wide_characters_move_the_carets() -> None:
    assert excerpt("\t法: x", at(5, 6), 60) == ("    法: x", "        ^")


def test_a_place_of_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert excerpt("costs: {", at(8, 3, end_line=4), 60)[1] == "       ^"


def test_a_place_behind_the_end_has_one_caret() -> None:
    assert excerpt("name:", at(6, 6), 60) == ("name:", "     ^")


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 100 + "here" + "b" * 100
    shown, carets = excerpt(line, at(101, 105), 40)
    assert shown[carets.index("^") : carets.index("^") + 4] == "here"
    assert shown.startswith("…")
    assert shown.endswith("…")


@given(texts, st.integers(1, 50), st.integers(0, 30), st.integers(20, 60))
def test_an_excerpt_fits_and_is_harmless(line: str, column: int, length: int, width: int) -> None:
    shown, carets = excerpt(line, at(column, column + length), width)
    assert cells(shown) <= width
    assert len(carets) <= width
    assert "^" in carets
    assert is_harmless(shown)
    assert "\n" not in shown

from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.map.layout import fitted, text_lines, text_width
from tests.reports.texts import is_harmless, texts


@given(texts, st.integers(1, 3))
def test_lines_fit_and_are_no_more_than_asked(text: str, most: int) -> None:
    lines = text_lines(text, 13.0, 120.0, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 13.0) <= 120.0 for line in lines)
    assert all(is_harmless(line) for line in lines)


def test_what_fits_is_kept_whole_and_what_does_not_says_so() -> None:
    assert text_lines("Case tracker", 13.0, 200.0, 2) == ("Case tracker",)
    assert text_lines("Police National Computer", 13.0, 120.0, 2) == ("Police National", "Computer")
    assert fitted("The register of everything that there is", 13.0, 120.0).endswith("…")


def test_bold_and_wide_letters_take_more() -> None:
    assert text_width("iii", 10.0) < text_width("aaa", 10.0) < text_width("WWW", 10.0)
    assert text_width("aaa", 10.0) < text_width("aaa", 10.0, bold=True)
    assert text_width("法院", 10.0) > text_width("ab", 10.0)

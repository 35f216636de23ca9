from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.escape import sanitised
from legacymap.reports.terminal import cells, cut, hung, wrapped
from tests.reports.texts import texts

widths = st.integers(min_value=4, max_value=60)


@given(texts.map(sanitised), widths)
def test_cut_text_fits(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width


@given(texts.map(sanitised), widths)
def test_wrapped_text_fits_and_loses_only_spaces(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert cut("home-office/case-store", 12) == "home-office…"
    assert cut("法院列表系統", 6) == "法院…"


def test_words_stay_whole_where_they_can() -> None:
    assert wrapped("one two three extraordinarily", 9) == ["one two", "three", "extraordi", "narily"]


def test_other_lines_hang_under_the_first() -> None:
    assert hung("one two three", "- ", 9) == ["- one two", "  three"]

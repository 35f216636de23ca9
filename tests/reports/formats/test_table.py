from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from legacymap.reports.content.explain import explain_view
from legacymap.reports.content.registers import technologies_view
from legacymap.reports.content.scan import scan_view
from legacymap.reports.formats.table import GAP, table_text, widths_that_fit
from legacymap.reports.terminal import cells
from legacymap.reports.view import (
    Code,
    Column,
    Fact,
    Facts,
    Figures,
    Heading,
    Judgement,
    Kind,
    Points,
    Prose,
    Screen,
    Table,
    View,
)
from tests import golden
from tests.reports.builders import explanation, exposure, framework, survey
from tests.reports.texts import is_harmless, texts

_COLUMNS = (
    Column("a", "a"),
    Column("b", "b", "prose", 2),
    Column("c", "count", "count", 3),
)
_rows = st.lists(st.tuples(texts, texts, st.integers(0, 10**9)), max_size=5).map(tuple)


def view_of(title: str, words: str, rows: tuple[tuple[str, str, int], ...]) -> View:
    facts = (Fact(words, title), Fact(title, words, "prose"), Fact(words, 4, "count"))
    table = Table(title, _COLUMNS, rows, words, 3)
    blocks = (Heading(title), Prose(words), Points((words, title)), Figures((facts,)), Facts(facts), table)
    return View(title, "SECRET", blocks, provenance=facts)


@pytest.mark.parametrize("width", [80, 120])
def test_a_scan_is_as_accepted(width: int) -> None:
    golden.check(f"reports/scan-{width}.txt", table_text(scan_view(survey()), Screen(width)))


@pytest.mark.parametrize("width", [80, 120])
def test_an_explanation_is_as_accepted(width: int) -> None:
    golden.check(
        f"reports/explain-{width}.txt", table_text(explain_view(explanation(), framework()), Screen(width))
    )


@pytest.mark.parametrize("width", [80, 160])
def test_technologies_are_as_accepted(width: int) -> None:
    golden.check(
        f"reports/technologies-{width}.txt", table_text(technologies_view(exposure()), Screen(width))
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_no_line_of_a_scan_is_wider_than_the_screen(width: int) -> None:
    lines = table_text(scan_view(survey()), Screen(width)).splitlines()
    assert max(map(cells, lines)) <= width


@given(texts, texts, _rows, st.integers(20, 160))
@example("::", "00", (), 20)
def test_no_line_is_wider_than_the_screen_and_none_is_harmful(
    title: str, words: str, rows: tuple[tuple[str, str, int], ...], width: int
) -> None:
    text = table_text(view_of(title, words, rows), Screen(width))
    assert all(cells(line) <= width for line in text.split("\n"))
    assert is_harmless(text)


def test_colour_only_adds_to_the_words() -> None:
    plain = table_text(scan_view(survey()), Screen(100))
    coloured = table_text(scan_view(survey()), Screen(100, colour=True))
    assert "\x1b[1;31mred\x1b[0m" in coloured
    for code in ("1;31", "33", "32", "2", "1", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == plain


def test_wide_characters_keep_columns_in_line() -> None:
    columns = (Column("name", "name", least=8), Column("n", "count", "count"))
    rows = (("住民基本台帳システム", 1), ("Ａ", 22), ("e\u0301\u0301", 3), ("plain", 4))
    lines = table_text(View("t", "", (Table("", columns, rows),)), Screen(24)).splitlines()[3:]
    assert lines == [
        "name               count",
        "─────────────────  ─────",
        "住民基本台帳シス…      1",
        "Ａ                    22",
        "e\u0301\u0301                      3",
        "plain                  4",
    ]


def test_the_screen_alone_says_whether_there_is_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    table = View("t", "", (Table("", (Column("a", "a"),), ((Judgement("x", "red", "alarm"),),)),))
    found = []
    for variable in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.setenv(variable, "dumb" if variable == "TERM" else "1")
        found.append([table_text(table, Screen(80, colour=colour)) for colour in (True, False)])
    assert found == [found[0]] * 3
    assert "\x1b[1;31mred\x1b[0m" in found[0][0]
    assert "\x1b" not in found[0][1]


def test_markup_of_rich_is_shown_as_it_stands() -> None:
    view = View("[red]title[/red]", "", (Prose("[link=x]:boom:[/link]"),))
    assert table_text(view, Screen()) == "[red]title[/red]\n\n[link=x]:boom:[/link]\n"


def test_the_marking_stands_at_top_and_bottom() -> None:
    lines = table_text(replace(scan_view(survey()), marking="TOP SECRET"), Screen()).splitlines()
    assert lines[0] == lines[-1] == "TOP SECRET"


def test_the_appendix_is_left_to_formats_that_are_read_at_leisure() -> None:
    assert "New systems on old foundations" not in table_text(scan_view(survey()), Screen())


def test_what_has_no_room_is_named() -> None:
    assert "A wider screen also shows: id" in table_text(scan_view(survey()), Screen(80))


def test_examples_keep_their_lines() -> None:
    assert table_text(View("t", "", (Code("a:\n  b: \x1b"),)), Screen()) == "t\n\n    a:\n      b: \ufffd\n"


_kinds: st.SearchStrategy[Kind] = st.sampled_from(["text", "prose", "count", "bounds"])
_columns = st.builds(
    Column, st.just("key"), st.just("heading"), _kinds, st.integers(1, 6), st.integers(1, 30)
)


@given(st.lists(st.tuples(_columns, st.integers(1, 50)), max_size=12), st.integers(20, 200))
def test_columns_and_gaps_never_exceed_the_width(pairs: list[tuple[Column, int]], width: int) -> None:
    columns, naturals = [column for column, _ in pairs], [natural for _, natural in pairs]
    widths = widths_that_fit(columns, naturals, width)
    kept = [taken for taken in widths if taken]
    assert sum(kept) + len(GAP) * max(len(kept) - 1, 0) <= width
    assert all(taken <= natural for taken, natural in zip(widths, naturals, strict=True))


def test_the_least_important_goes_first() -> None:
    columns = [Column("a", "a", "count", 1), Column("b", "b", "count", 3), Column("c", "c", "count", 2)]
    assert widths_that_fit(columns, [8, 8, 8], 20) == [8, 0, 8]


def test_figures_are_never_cut() -> None:
    columns = [Column("a", "a", "count"), Column("b", "b", "text", least=4)]
    assert widths_that_fit(columns, [12, 40], 20) == [12, 6]


def test_room_goes_to_what_is_cut_and_no_further() -> None:
    assert widths_that_fit([Column("a", "a"), Column("b", "b", priority=2)], [30, 30], 80) == [30, 30]


def test_a_text_grows_to_its_least_before_a_lesser_column_comes_in() -> None:
    columns = [Column("a", "a", least=30), Column("b", "b", "count", 2)]
    assert widths_that_fit(columns, [40, 9], 40) == [40, 0]
    assert widths_that_fit(columns, [40, 8], 40) == [30, 8]

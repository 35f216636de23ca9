from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.formats.table import GAP, widths_that_fit
from legacymap.reports.view import Column, Kind

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

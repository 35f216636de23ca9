import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacymap.domain.figures import Spread
from legacymap.reports.content.scan import scan_view
from legacymap.reports.escape import sanitised
from legacymap.reports.formats.csv import csv_parts, csv_text
from legacymap.reports.view import Amount, Column, Judgement, Prose, Table, View
from tests.reports.builders import survey
from tests.reports.texts import is_harmless, texts


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def view_of(*columns: Column, rows: tuple[tuple[str | float, ...], ...]) -> View:
    return View("t", "", (Prose("p"), Table("t", columns, rows), Table("other", (), ())))


@given(st.lists(st.tuples(texts, st.floats(allow_nan=False)), max_size=6))
def test_text_and_figures_come_back(rows: list[tuple[str, float]]) -> None:
    text = csv_text(view_of(Column("name", "x"), Column("risk", "y", "score"), rows=tuple(rows)))
    header, *read = rows_of(text)
    assert header == ["name", "risk"]
    assert [float(risk) for _, risk in read] == [risk for _, risk in rows]
    for (name, _), (written, _) in zip(read, rows, strict=True):
        assert name in {sanitised(written), f"'{sanitised(written)}"}
    assert is_harmless(text.replace("\r\n", ""))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_a_formula_is_defused(text: str) -> None:
    assert rows_of(csv_text(view_of(Column("a", "a"), rows=((text,),))))[1][0].startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert csv_text(view_of(Column("a", "a", "score"), rows=((-1.5,),))) == "a\r\n-1.5\r\n"


def test_a_spread_takes_three_columns() -> None:
    columns = (Column("score", "s", "bounds"), Column("rating", "r"), Column("cost", "c", "money"))
    full = (Spread(1.0, 1 / 3, 2.0), Judgement("not-red", "not red"), Amount(Decimal(1250000), "£"))
    table = Table("t", (*columns, Column("day", "d", "date")), ((*full, date(2026, 4, 1)), (None,) * 4))
    assert rows_of(csv_text(View("t", "", (table,)))) == [
        ["score_low", "score_expected", "score_high", "rating", "cost", "day"],
        ["1.0", "0.3333333333333333", "2.0", "not-red", "1250000", "2026-04-01"],
        [""] * 6,
    ]


def test_a_scan_has_every_column_whatever_people_are_shown() -> None:
    header, first, *_ = rows_of(csv_text(scan_view(survey())))
    found = dict(zip(header, first, strict=True))
    assert found["weighted_risk"] == "92.3456"
    assert found["underpinning_gap"] == "yes"
    assert (found["tags"], found["personal_data"]) == ("", "")
    assert len(header) == 30


def test_a_view_without_a_table_is_empty() -> None:
    assert csv_text(View("t", "", ())) == ""


def test_rows_are_written_as_they_are_made() -> None:
    made: list[int] = []

    def rows() -> Iterator[tuple[str, int]]:
        for number in range(1_001):
            made.append(number)
            yield "a", number

    columns = (Column("name", "x"), Column("count", "y", "count"))
    parts = csv_parts(columns, rows())
    held = [(part, len(made)) for part in parts]
    assert [count for _, count in held] == [0, 200, 400, 600, 800, 1_000, 1_001]
    assert "".join(part for part, _ in held) == csv_text(view_of(*columns, rows=tuple(rows())))

from datetime import date
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from legacymap.reports.formats.paper import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, dated, orientations, printed
from legacymap.reports.view import FOR_DATA, Cell, Column, Judgement, Kind, Table
from tests.reports.texts import texts

_KINDS: tuple[Kind, ...] = ("text", "prose", "score", "money")


def column(kind: Kind, heading: str = "heading", priority: int = 1) -> Column:
    return Column("key", heading, kind, priority)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = tuple(
        column(kind, draw(texts)) for kind in draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=14))
    )
    rows = draw(st.lists(st.tuples(*(_cells(each.kind) for each in columns)), max_size=5))
    return Table("t", columns, tuple(rows))


def _cells(kind: Kind) -> st.SearchStrategy[Cell]:
    return st.floats(-1e15, 1e15) if kind in {"score", "money"} else texts


@given(tables())
def test_a_table_fits_on_its_page(table: Table) -> None:
    found = printed(table)
    assert len(found.widths) == len(found.headings) == len(table.columns)
    assert min(found.widths) > 0
    assert sum(found.widths) <= (LANDSCAPE_WIDTH if found.is_landscape else PORTRAIT_WIDTH) + 0.1


def test_a_page_is_turned_only_where_small_type_is_not_enough() -> None:
    def looks(count: int) -> tuple[bool, bool]:
        row = ("1" * 8,) * count
        found = printed(Table("t", (column("text", "a"),) * count, (row,)))
        return found.is_small, found.is_landscape

    assert [looks(count) for count in (8, 10, 12)] == [(False, False), (True, False), (True, True)]


def test_no_word_and_no_number_is_broken_where_there_is_room() -> None:
    long = "a sentence that goes on and on for longer than any line of a table can be on paper"
    table = Table(
        "t", (column("prose"), column("money"), column("text")), ((long, 1e9, "home-office/pnc"),) * 2
    )
    found = printed(table)
    assert not found.is_landscape
    assert found.widths[0] > found.widths[1] > 20
    assert found.widths[2] > 15 * 9 / 2  # the id on one line
    assert found.widths[0] > PORTRAIT_WIDTH / 2


def test_what_takes_many_lines_gets_room_before_names_do() -> None:
    name, reason = "Distress Alerting and Coordination", "beyond the budgets of this scenario"
    columns = (column("text"), column("text"), column("prose"))
    short = printed(Table("t", columns, ((name, reason, "it waits for another " * 9),)))
    long = printed(Table("t", columns, ((name, reason, "it waits for another " * 10),)))
    assert long.widths[2] > short.widths[2] + 50
    assert sum(long.widths) <= PORTRAIT_WIDTH + 0.1


def test_a_small_table_is_no_wider_than_it_needs_to_be() -> None:
    assert sum(printed(Table("t", (column("text", "a"),), (("b",),))).widths) < 40


def test_columns_for_data_are_left_out_and_verdicts_keep_their_tone() -> None:
    columns = (column("text"), column("text", "raw", FOR_DATA), column("money"))
    found = printed(Table("t", columns, ((Judgement("red", "red", "alarm"), "x", None),), "A note.", 1200))
    assert found.headings == ("heading", "heading")
    assert [(cell.text, cell.tone) for cell in found.rows[0]] == [("red", "alarm"), ("-", "quiet")]
    assert found.to_the_right == (False, True)
    assert found.below == ("and 1,200 more rows", "A note.")


def zipped(*members: tuple[str, str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return written.getvalue()


def test_members_keep_their_order_and_content_and_get_one_date() -> None:
    with ZipFile(BytesIO(dated(zipped(("b", "two"), ("a", "one")), date(2026, 11, 22)))) as archive:
        assert [(each.filename, each.date_time) for each in archive.infolist()] == [
            ("b", (2026, 11, 22, 0, 0, 0)),
            ("a", (2026, 11, 22, 0, 0, 0)),
        ]
        assert archive.read("a") == b"one"


def test_a_day_before_zip_archives_is_moved_to_their_first_year() -> None:
    with ZipFile(BytesIO(dated(zipped(("a", "")), date(1969, 7, 20)))) as archive:
        assert archive.infolist()[0].date_time[0] == 1980


def test_a_heading_goes_with_what_it_heads() -> None:
    heading, upright, turned = (True, False), (False, False), (False, True)
    assert orientations([heading, upright, heading, heading, turned, heading]) == [
        False, False, True, True, True, False,
    ]  # fmt: skip

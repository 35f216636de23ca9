from datetime import date
from io import BytesIO
from zipfile import ZipFile

from legacymap.reports.formats.paper import dated


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

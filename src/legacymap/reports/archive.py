"""Zip archives that are the same bytes whenever and wherever they are made."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # a zip archive knows no other ones


def dated(archive: bytes, day: date) -> bytes:
    """The archive with each member in its place, dated midnight of a day, without traces of the machine."""
    written = BytesIO()
    moment = (min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day.month, day.day, 0, 0, 0)
    with ZipFile(BytesIO(archive)) as given, ZipFile(written, "w", ZIP_DEFLATED) as result:
        for name in given.namelist():
            member = ZipInfo(name, moment)
            member.create_system = 0
            member.compress_type = ZIP_DEFLATED
            result.writestr(member, given.read(name))
    return written.getvalue()

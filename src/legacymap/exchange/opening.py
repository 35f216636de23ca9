"""A source of tables opened: a workbook or a text file, by what it holds and what it is called."""

from pathlib import PurePath

from legacymap.exchange.sheets import MOST_BYTES, Source, over_the_limit, unreadable


def opened(content: bytes, name: str) -> Source:
    """A workbook or text file, by its bytes and its file name.

    RequestError where it cannot be read (LM501) or is over a limit (LM519), also later, while it is walked.
    """
    suffix = PurePath(name).suffix.lower()
    if len(content) > MOST_BYTES:
        raise over_the_limit(name, f"it is larger than {MOST_BYTES // 2**20} MiB")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise unreadable(name, "it is an old or a protected workbook", "Save it as xlsx or csv, unprotected.")
    if suffix in {".xls", ".xlsb", ".ods"}:
        raise unreadable(name, f"{suffix} is not a kind that is read", "Save it as xlsx or csv.")
    if suffix in {".xlsx", ".xlsm", ".xltx"} or content.startswith(b"PK\x03\x04"):
        from legacymap.exchange.archives import looked_through  # noqa: PLC0415 - of workbooks alone

        parts = looked_through(content, name)
        from legacymap.exchange.workbooks import Workbook  # noqa: PLC0415 - loads openpyxl (house rule 24)

        return Workbook(content, name, parts)
    from legacymap.exchange.delimited import TextTable  # noqa: PLC0415 - one of the two is enough

    return TextTable(content, name)

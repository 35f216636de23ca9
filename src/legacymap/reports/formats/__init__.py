"""Every way of writing a view for people, each loaded when it is first used."""

from collections.abc import Callable, Mapping
from datetime import date
from importlib.util import find_spec

from legacymap.reports.view import Screen, View

Format = Callable[[View, Screen], str]
FileFormat = Callable[[View, date], bytes]
_WRITERS = {"pdf": "typst"}


def is_writable(name: str) -> bool:
    """Whether the library that a format needs, an optional dependency, is installed."""
    return name not in _WRITERS or find_spec(_WRITERS[name]) is not None


def _table(view: View, screen: Screen) -> str:
    from legacymap.reports.formats.table import table_text  # noqa: PLC0415 - rich loads only when needed

    return table_text(view, screen)


def _markdown(view: View, _: Screen) -> str:
    from legacymap.reports.formats.markdown import markdown_text  # noqa: PLC0415 - loads when needed

    return markdown_text(view)


def _csv(view: View, _: Screen) -> str:
    from legacymap.reports.formats.csv import csv_text  # noqa: PLC0415 - loads when needed

    return csv_text(view)


def _html(view: View, _: Screen) -> str:
    from legacymap.reports.formats.html import html_text  # noqa: PLC0415 - jinja2 loads only when needed

    return html_text(view)


def _docx(view: View, as_of: date) -> bytes:
    from legacymap.reports.formats.word import docx_bytes  # noqa: PLC0415 - loads when needed

    return docx_bytes(view, as_of)


def _xlsx(view: View, as_of: date) -> bytes:
    from legacymap.reports.formats.xlsx import xlsx_bytes  # noqa: PLC0415 - loads when needed

    return xlsx_bytes(view, as_of)


def _pdf(view: View, as_of: date) -> bytes:
    from legacymap.reports.formats.pdf import pdf_bytes  # noqa: PLC0415 - typst is optional

    return pdf_bytes(view, as_of)


FORMATS: Mapping[str, Format] = {"table": _table, "markdown": _markdown, "csv": _csv, "html": _html}
FILES: Mapping[str, FileFormat] = {"docx": _docx, "xlsx": _xlsx, "pdf": _pdf}

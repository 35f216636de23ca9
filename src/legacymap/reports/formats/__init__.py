"""Every way of writing a view for people, each loaded when it is first used."""

from collections.abc import Callable, Mapping

from legacymap.reports.screen import Screen
from legacymap.reports.view import View

Format = Callable[[View, Screen], str]


def _table(view: View, screen: Screen) -> str:
    from legacymap.reports.formats.table import table_text  # noqa: PLC0415 - rich loads only when needed

    return table_text(view, screen)


def _markdown(view: View, _: Screen) -> str:
    from legacymap.reports.formats.markdown import markdown_text  # noqa: PLC0415 - loads when needed

    return markdown_text(view)


def _csv(view: View, _: Screen) -> str:
    from legacymap.reports.formats.csv import csv_text  # noqa: PLC0415 - loads when needed

    return csv_text(view)


FORMATS: Mapping[str, Format] = {"table": _table, "markdown": _markdown, "csv": _csv}

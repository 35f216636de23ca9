"""The schemas that there are."""

from collections.abc import Mapping

from legacymap.reports.view import Column, Table, View

_COLUMNS = (Column("name", "name"), Column("describes", "describes", "prose", least=24))


def schemas_view(described: Mapping[str, str]) -> View:
    """Every schema by name, with what it describes, in the order given."""
    return View(
        "Schemas", "", (Table("What `legacymap schema NAME` prints", _COLUMNS, tuple(described.items())),)
    )

from legacymap.domain.documents import as_json
from legacymap.reports.map.content import map_view
from legacymap.reports.serial import document_text
from legacymap.reports.view import Table
from tests import golden
from tests.reports.mapped import STUB, seven


def _titles(limit: int) -> list[str]:
    return [block.title for block in map_view(seven(), limit).blocks if isinstance(block, Table)]


def test_a_small_map_lists_its_systems_and_arrows() -> None:
    assert _titles(80) == ["Capabilities that underpin most", "Systems on the map", "Arrows of the map"]


def test_a_large_map_is_a_matrix_and_what_underpins_most() -> None:
    assert _titles(6) == ["Who needs whom", "Capabilities that underpin most"]


def test_every_row_fits_its_columns() -> None:
    for limit in (6, 80):
        for block in map_view(seven(), limit).blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.columns)}


def test_the_document_is_as_accepted() -> None:
    golden.check("reports/map.json", document_text(seven()))


def test_a_stub_has_neither_name_nor_score() -> None:
    stub = next(each for each in as_json(seven())["systems"] if each["id"] == STUB)
    assert stub["stub"]
    assert (stub["name"], stub["status"], stub["rating"], stub["expected"]) == (None, None, None, None)
